"""Sources as the command line reads them, and how `show` writes an article.

Nothing of the session is needed for this, so a command that only reads begins at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from tui.cli.options import UNREADABLE, fail, narrate
from tui.sources.content import How
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources
from tui.text.article import Article
from tui.text.segments import Segments


def read(source: str, how: How) -> Article:
    """The article, or leave with the reason why there is none."""
    return article_of(source, opener_of(how))


def read_all(source: str, how: How) -> Iterator[Article]:
    """Every article that a source holds; one line for each that cannot be read.

    Leaves where none could be.
    """
    opener = opener_of(how)
    found = 0
    waiting = [source]
    while waiting:
        address = waiting.pop()
        try:
            if opener.holds(address):
                inside = [entry.path for entry in opener.entries(address, within=True)]
                waiting += reversed(inside)
                if not inside:
                    narrate(f"{address} holds no articles")
                continue
            article = opener.article(address, warn=how.warn)
        except Unreadable as error:
            narrate(str(error))
            continue
        found += 1
        yield article
    if not found:
        sys.exit(UNREADABLE)


def article_of(address: str, opener: Sources) -> Article:
    """The article at an address, or leave with the reason why there is none."""
    try:
        return opener.article(address, warn=opener.how.warn)
    except Unreadable as error:
        fail(UNREADABLE, str(error))


def opener_of(how: How) -> Sources:
    """What opens sources; standard input may have been closed before the start."""
    return Sources(how, sys.stdin.buffer if sys.stdin is not None else None)


def describe(article: Article) -> dict[str, Any]:
    """The contract of `glossator show --json`."""
    segments = Segments(article)
    sentences = [s for index in range(len(article.blocks)) for s in segments.sentences(index)]
    fields = ("title", "byline", "agency", "place", "published", "language", "site", "source")
    return {
        "id": article.id,
        **{name: getattr(article, name) for name in fields},
        "text": article.text,
        "blocks": [
            {"role": block.role, "start": block.start, "end": block.end} for block in article.blocks
        ],
        "sentences": sentences,
    }


def lines(article: Article, described: dict[str, Any]) -> Iterator[str]:
    """The same for people: metadata, then each block with its role."""
    from tui.text.cells import clip

    for name in ("title", "byline", "agency", "place", "published", "language", "site", "id"):
        if described[name]:
            yield f"{name:10}  {clip(described[name], 100)}"
    yield ""
    for block in article.blocks:
        yield f"{block.role:12}  {clip(article.text[block.start : block.end], 64)}"
