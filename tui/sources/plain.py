"""Plain text as an article: its shapes, and what a pasted page says about itself."""

from __future__ import annotations

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.language import guess_language
from tui.sources.pasted import read_page
from tui.sources.shapes import shapes
from tui.text.article import Article, Block

EXTRACTOR = "plain 1"


def read(content: Content, how: How) -> Article:
    """The article that a text is.

    Raises:
        Unreadable: it is no text.
    """
    return plain_article(text_of(content, how), raw=how.raw)


def plain_article(text: str, source: str = "", *, raw: bool = False) -> Article:
    """`text` as an article: title, credits and furniture found, the furniture as boilerplate.

    With `raw` nothing is looked for: every block is a paragraph, or preformatted if it is a table.
    """
    blocks = shapes(text)
    if raw:
        kept = tuple(
            block if block.role == "preformatted" else Block("paragraph", block.start, block.end)
            for block in blocks
        )
        return Article(
            text=text,
            blocks=kept,
            language=guess_language(text),
            source=source,
            format="plain",
            extractor=EXTRACTOR,
        )
    page = read_page(text, blocks)
    return Article(
        text=text,
        blocks=page.blocks,
        title=page.title,
        byline=page.byline,
        agency=page.agency,
        place=page.place,
        published=page.published,
        language=guess_language(text),
        source=source,
        format="plain",
        extractor=EXTRACTOR,
    )
