"""Words of an article with where they are from, as they are pasted into another text."""

from __future__ import annotations

from tui.reports.cleaning import last_part, line, web
from tui.reports.fragments import Passages
from tui.reports.sheet import Named
from tui.text.article import Span
from tui.text.locators import locator
from tui.text.segments import Segments


def citation(segments: Segments, spans: tuple[Span, ...], speakers: tuple[Named, ...]) -> str:
    """The words, then who said them, who wrote of it, title, publisher, date and place, and a link
    that leads to them; of a local file only its name.
    """
    article = segments.article
    words = " … ".join(article.text[slice(*span)] for span in spans)
    said = f"{', '.join(name.name for name in speakers)}, quoted in: " if speakers else ""
    about = (
        article.byline,
        article.title,
        article.site or article.agency,
        article.published[:10],
        locator(article, spans[0][0]),
        address(segments, spans),
    )
    known = ", ".join(filter(None, map(line, about)))
    return f"{line(words)}\n— {said}{known}" if said or known else line(words)


def address(segments: Segments, spans: tuple[Span, ...]) -> str:
    """Where the article was read, on the web at the very words."""
    source = segments.article.source
    page = page_of(source)
    return Passages(segments).link(page, spans) if page else web(source) or last_part(source)


def page_of(source: str) -> str:
    """The address of the page that an article was read from; empty where that is none, or holds
    several articles.
    """
    return "" if "!/" in source else web(source)
