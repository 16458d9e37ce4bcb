"""All candidates of an article, in order of place, worked out as they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from tui.assist.candidate import Candidate
from tui.assist.gazetteer import Gazetteer
from tui.assist.reading import REACH, Reading
from tui.text.article import Article
from tui.text.segments import Segments

TAGS: Final = ("claim", "quote", "person", "organisation", "place", "time", "amount")
"""The tags that the rules know; of others they propose only what a person's own names tell."""


def suggest(
    article: Article,
    *,
    known: Gazetteer | None = None,
    tags: Collection[str] = TAGS,
    start: int = 0,
    end: int | None = None,
) -> Iterator[Candidate]:
    """The candidates that begin in `[start, end)`, by start, the longer first.

    They are the same whatever the window; of the text outside it only a few blocks before are
    read. Whoever stops taking them stops the work: no block is analysed before its turn.
    """
    last = len(article.text) if end is None else end
    segments = Segments(article)
    reading = Reading(segments, known)
    story = [
        index
        for index, block in enumerate(article.blocks)
        if block.start < last and block.role not in ("boilerplate", "locator")
    ]
    first = next((at for at, index in enumerate(story) if article.blocks[index].end > start), None)
    if first is None:
        return
    for at in range(max(0, first - REACH), len(story)):
        if at < first:
            reading.remember(story[at])
            continue
        found = reading.candidates(story[at])
        wanted = [one for one in found if one.tag in tags and start <= one.start < last]
        wanted.sort(key=lambda one: (one.start, -one.end))
        yield from wanted
