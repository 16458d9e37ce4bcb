"""Where words of an article stand, as reports say it: in words, and by a link that leads there."""

from __future__ import annotations

from collections.abc import Sequence

from tui.reports.citation import page_of
from tui.reports.cleaning import blanks, line
from tui.reports.discreet import Discreet
from tui.reports.fragments import Passages
from tui.reports.sheet import Passage
from tui.text.article import APART, Article, Span
from tui.text.locators import locator
from tui.text.segments import Segments

_NOWHERE = {"title": "headline", "byline": "byline", "dateline": "dateline", "heading": "heading"}


class Places:
    """The places of one article; `url` is its address on the web, empty where it has none.

    Of another article than the report's, `title` is what it is called there.
    """

    def __init__(self, segments: Segments, url: str, title: str = "") -> None:
        """Number the paragraphs."""
        self._segments, self._article = segments, segments.article
        self._url, self._title = url, title
        self._passages = Passages(segments) if url else None
        self._paragraphs = {
            block.start: number
            for number, block in enumerate(
                (one for one in self._article.blocks if one.role not in APART), 1
            )
        }

    def passage(self, spans: Sequence[Span]) -> Passage:
        """The words of these spans, which are in order, and where they stand."""
        text, (start, end) = self._article.text, (spans[0][0], spans[-1][1])
        first = self._segments.sentence_at(start) or (start, start)
        last = self._segments.sentence_at(max(end - 1, 0)) or (end, end)
        link = ""
        if self._passages is not None:
            link = self._passages.link(self._url, tuple(spans))
        return Passage(
            words=line(" … ".join(text[slice(*span)] for span in spans)),
            before=blanks(text[first[0] : start]).lstrip(),
            after=blanks(text[end : last[1]]).rstrip(),
            where=", ".join(filter(None, (self._title and f"“{self._title}”", self._where(start)))),
            link=link,
        )

    def _where(self, offset: int) -> str:
        block = self._segments.block(offset)
        if block is None:
            return ""
        sentences = self._segments.sentences(self._segments.block_index(offset))
        number = sum(start <= offset for start, _ in sentences)
        if block.start in self._paragraphs:
            parts = [f"paragraph {self._paragraphs[block.start]}"]
            parts += [f"sentence {number}"] if len(sentences) > 1 else []
        else:
            parts = [_NOWHERE.get(block.role, block.role)]
        source = line(locator(self._article, offset))
        return ", ".join([*([source] if source else []), *parts])


class Stories:
    """The places of other articles than the report's, each of which is gone through once."""

    def __init__(self, discreet: Discreet) -> None:
        """None is known yet."""
        self._discreet = discreet
        self._places: dict[str, Places] = {}

    def of(self, article: Article) -> Places:
        """The places of an article."""
        if article.id not in self._places:
            title = self._discreet.title(article)
            self._places[article.id] = Places(Segments(article), page_of(article.source), title)
        return self._places[article.id]
