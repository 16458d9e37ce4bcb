"""All candidates of an article, in order of place, worked out as they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from tui.assist.candidate import Candidate
from tui.assist.gazetteer import Gazetteer
from tui.assist.reading import LEFT_OUT, Reading
from tui.text.article import Article, Span
from tui.text.segments import Segments

TAGS: Final = ("claim", "quote", "person", "organisation", "place", "time", "amount")
"""The tags that the rules know; of others they propose only what a person's own names tell."""

_SCREENFUL, _STRETCH, _BLOCKS = 3_000, 12_000, 60
"""Code points for a reader who waits, and where a whole text is worked through, and blocks that are
analysed together: so little that the first candidate comes at once, and enough that one rule runs
over several blocks before the next, which is a third faster.
"""


def suggest(
    article: Article,
    *,
    known: Gazetteer | None = None,
    tags: Collection[str] = TAGS,
    start: int = 0,
    end: int | None = None,
    ranked: bool = True,
) -> Iterator[Candidate]:
    """The candidates that begin in `[start, end)`, by start, the longer first.

    They are the same whatever the window; of the text outside it only a few blocks before are
    read. Whoever stops taking them stops the work, which is done a screenful or two at a time.
    Without `ranked`, which takes less time, no further speakers of a quotation are looked for where
    the text points at one.
    """
    last = len(article.text) if end is None else end
    segments = Segments(article)
    first = segments.block_index(start)
    for index, found in by_block(segments, first, known=known, stretch=_STRETCH, ranked=ranked):
        if article.blocks[index].start >= last:
            return
        yield from (one for one in found if one.tag in tags and start <= one.spans[0][0] < last)


def windows(article: Article, first: int, size: int) -> list[Span]:
    """The article in windows, each from one block to another: the first of at least so many code
    points, the others of at least `size`.
    """
    edges, enough = [0], first
    for block in article.blocks:
        if block.start >= edges[-1] + enough:
            edges.append(block.start)
            enough = size
    return list(pairwise([*edges, len(article.text)]))


def by_block(
    segments: Segments,
    first: int = 0,
    *,
    known: Gazetteer | None = None,
    stretch: int = _SCREENFUL,
    ranked: bool = True,
) -> Iterator[tuple[int, list[Candidate]]]:
    """The blocks from the one with the index `first` on, boilerplate left out, each with the
    candidates that begin in it, by start, the longer first.

    The work is done for so many code points together as `stretch` says, at first for a screenful.
    `ranked` is that of `suggest`.
    """
    blocks = segments.article.blocks
    story = (n for n in range(first, len(blocks)) if blocks[n].role not in LEFT_OUT)
    reading = Reading(segments, known, ranked=ranked)
    for indices in _stretches(segments.article, story, stretch):
        yield from zip(indices, reading.candidates(indices), strict=True)


def _stretches(article: Article, indices: Iterable[int], most: int) -> Iterator[list[int]]:
    """The blocks in runs that are worked through together."""
    stretch: list[int] = []
    size, enough = 0, _SCREENFUL
    for index in indices:
        stretch.append(index)
        size += article.blocks[index].end - article.blocks[index].start
        if size >= enough or len(stretch) >= _BLOCKS:
            yield stretch
            stretch, size, enough = [], 0, most
    if stretch:
        yield stretch
