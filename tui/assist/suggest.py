"""All candidates of an article, in order of place, worked out as they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from tui.assist.candidate import Candidate
from tui.assist.gazetteer import Gazetteer
from tui.assist.reading import REACH, Reading
from tui.text.article import Article
from tui.text.segments import Segments

TAGS: Final = ("claim", "quote", "person", "organisation", "place", "time", "amount")
"""The tags that the rules know; of others they propose only what a person's own names tell."""

_STRETCH, _BLOCKS = 12_000, 60
"""Code points and blocks that are analysed together: so little that the first candidate comes at
once, and enough that one rule runs over several blocks before the next, which is a quarter faster.
"""


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
    read. Whoever stops taking them stops the work, which is done a screenful or two at a time.
    """
    last = len(article.text) if end is None else end
    segments = Segments(article)
    reading = Reading(segments, known)
    story = [
        index
        for index, block in enumerate(article.blocks)
        if block.start < last and block.role != "boilerplate"
    ]
    first = next((at for at, index in enumerate(story) if article.blocks[index].end > start), None)
    if first is None:
        return
    for stretch in _stretches(article, story[max(0, first - REACH) :]):
        reading.prepare(stretch)
        for index in stretch:
            if index < story[first]:
                reading.remember(index)
                continue
            found = reading.candidates(index)
            wanted = [one for one in found if one.tag in tags and start <= one.start < last]
            wanted.sort(key=lambda one: (one.start, -one.end))
            yield from wanted


def _stretches(article: Article, indices: Sequence[int]) -> Iterator[list[int]]:
    """The blocks in runs that are worked through together."""
    stretch: list[int] = []
    size = 0
    for index in indices:
        stretch.append(index)
        size += article.blocks[index].end - article.blocks[index].start
        if size >= _STRETCH or len(stretch) >= _BLOCKS:
            yield stretch
            stretch, size = [], 0
    if stretch:
        yield stretch
