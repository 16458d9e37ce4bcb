"""Grapheme clusters (UAX #29): what a reader takes for one character.

Every function looks only at the neighbourhood of its offset, so its cost does not depend on the
length of the text. Offsets are code points; the start and the end of a text are boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes

from tui.text.article import Span

# What can stand before a pair and tie it together though the pair alone falls apart: a consonant
# of an Indic conjunct (rule GB9c) and an emoji of a joined sequence (GB11).
_CONTEXTS = ("", "क्", "👩")


def next_boundary(text: str, offset: int) -> int:
    """The smallest boundary after `offset`, or the end of the text."""
    if offset < 0 or offset >= len(text):
        return 0 if offset < 0 else len(text)
    for _, end in clusters(text, _settled_before(text, offset), len(text)):
        if end > offset:
            return end
    return len(text)


def previous_boundary(text: str, offset: int) -> int:
    """The largest boundary before `offset`, or 0."""
    return floor_boundary(text, min(offset, len(text)) - 1)


def floor_boundary(text: str, offset: int) -> int:
    """The largest boundary that is not after `offset`, from 0 to the length of the text."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    for start, end in clusters(text, _settled_before(text, offset), len(text)):
        if end > offset:
            return start
    return len(text)


def ceil_boundary(text: str, offset: int) -> int:
    """The smallest boundary that is not before `offset`, from 0 to the length of the text."""
    return next_boundary(text, offset - 1) if offset > 0 else 0


def clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """The clusters of `text[start:end]`, in order; `start` has to be a boundary."""
    for cluster in iter_graphemes(text, start, end):
        stop = start + len(cluster)
        yield start, stop
        start = stop


def _settled_before(text: str, offset: int) -> int:
    """A boundary not after `offset` that can be told from the two code points beside it."""
    while offset > 0 and not _always_apart(text[offset - 1], text[offset]):
        offset -= 1
    return offset


@lru_cache(maxsize=8192)
def _always_apart(left: str, right: str) -> bool:
    """Whether a boundary lies between the two code points whatever comes before them."""
    return all(list(iter_graphemes(context + left + right))[-1] == right for context in _CONTEXTS)
