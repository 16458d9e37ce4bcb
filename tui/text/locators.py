"""Where in its source a place of the text stands: a page, a moment."""

from __future__ import annotations

from bisect import bisect_right

from tui.text.article import Article


def locator(article: Article, offset: int) -> str:
    """What a source's own page or time is at an offset, as it is cited; empty if there is none.

    That is the last locator at or before the offset, without its brackets.
    """
    blocks = article.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.start)
    for block in reversed(blocks[:at]):
        if block.role == "locator":
            return article.text[block.start : block.end].strip("[]")
    return ""
