"""Grapheme clusters (UAX #29): what a reader takes for one character.

Every function looks only at the neighbourhood of its offset, so its cost does not depend on the
length of the text. Offsets are code points; the start and the end of a text are boundaries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes

from tui.text.article import Span

# What can stand before a pair and tie it together though the pair alone falls apart: a consonant
# of an Indic conjunct (rule GB9c) and an emoji of a joined sequence (GB11).
_CONTEXTS = ("", "क्", "👩")


_NEAR = 64
"""Code points that are looked at one by one before a run of them is remembered as a whole."""


def next_boundary(text: str, offset: int) -> int:
    """The smallest boundary after `offset`, or the end of the text."""
    if offset < 0 or offset >= len(text):
        return 0 if offset < 0 else len(text)
    return _around(text, offset)[1]


def previous_boundary(text: str, offset: int) -> int:
    """The largest boundary before `offset`, or 0."""
    return floor_boundary(text, min(offset, len(text)) - 1)


def floor_boundary(text: str, offset: int) -> int:
    """The largest boundary that is not after `offset`, from 0 to the length of the text."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    return _around(text, offset)[0]


def ceil_boundary(text: str, offset: int) -> int:
    """The smallest boundary that is not before `offset`, from 0 to the length of the text."""
    return next_boundary(text, offset - 1) if offset > 0 else 0


def clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """The clusters of `text[start:end]`, in order; `start` has to be a boundary."""
    for cluster in iter_graphemes(text, start, end):
        stop = start + len(cluster)
        yield start, stop
        start = stop


def _around(text: str, offset: int) -> Span:
    """The cluster that holds `offset`."""
    for settled in range(offset, max(offset - _NEAR, 0), -1):
        if _always_apart(text[settled - 1], text[settled]):
            break
    else:
        if offset > _NEAR:
            return _in_run(text, offset)
        settled = 0
    for start, end in clusters(text, settled, len(text)):
        if end > offset:
            return start, end
    return offset, len(text)


def _in_run(text: str, offset: int) -> Span:
    """The cluster that holds `offset`, in a long run that nothing parts for sure.

    A run is gone through once; its boundaries are remembered while no other text has such runs.
    """
    runs = _runs(text)
    at = bisect_right(runs, offset, key=lambda run: run[0]) - 1
    if at < 0 or offset >= runs[at][-1]:
        start = stop = offset
        while start > 0 and not _always_apart(text[start - 1], text[start]):
            start -= 1
        while stop < len(text) and (stop == start or not _always_apart(text[stop - 1], text[stop])):
            stop += 1
        at += 1
        runs.insert(at, [start, *(end for _, end in clusters(text, start, stop))])
    found = bisect_right(runs[at], offset)
    return runs[at][found - 1], runs[at][found]


@lru_cache(maxsize=1)
def _runs(_text: str) -> list[list[int]]:
    """The boundaries of the runs that a text was found to have, filled by `_in_run`."""
    return []


@lru_cache(maxsize=8192)
def _always_apart(left: str, right: str) -> bool:
    """Whether a boundary lies between the two code points whatever comes before them."""
    return all(list(iter_graphemes(context + left + right))[-1] == right for context in _CONTEXTS)
