"""ICU's dictionaries for scripts that write words without spaces, if they are installed.

They come with the extra `cjk`: Chinese, Japanese, Thai, Lao, Khmer and Burmese. The pieces that ICU
gives are used, not its offsets, which count UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from tui.text.article import Span
from tui.text.graphemes import floor_boundary

Divide = Callable[[str], Iterable[str]]
"""Divides a text into pieces that together are the text."""


@cache
def for_words() -> Divide | None:
    """What divides a run of such a script into words, or None."""
    try:
        from icu4py.breakers import WordBreaker
    except ImportError:
        return None
    return lambda text: WordBreaker(text, "")


@cache
def for_lines() -> Divide | None:
    """What divides a text where a line may be broken, or None."""
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    return lambda text: LineBreaker(text, "")


def pieces(text: str, start: int, end: int, divide: Divide) -> Iterator[Span]:
    """The pieces of `text[start:end]`, as far as they end on cluster boundaries of the text."""
    at = start
    for piece in divide(text[start:end]):
        at += len(piece)
        if at == end or floor_boundary(text, at) == at:
            yield start, at
            start = at
