"""How a pane's cells are shared out: margins, the measure of the text, the bar of passes."""

from __future__ import annotations

from typing import NamedTuple

_ROOMY, _NARROW = 56, 28


class Page(NamedTuple):
    """A pane's columns, in cells from its left edge; -1 for one that gives way.

    `letters` is the column of the tags' letters, `left` the first of the text, `measure` its
    width and `bar` the column of the passes.
    """

    width: int
    height: int
    letters: int
    left: int
    measure: int
    bar: int


def page(width: int, height: int, measure: int) -> Page:
    """The page for a pane of this size, its text centred and at most `measure` wide."""
    width, height = max(width, 1), max(height, 1)
    if width >= _ROOMY:
        before, after = 4, 3
    elif width >= _NARROW:
        before, after = 2, 2
    else:
        return Page(width, height, -1, 0, width, -1)
    measure = min(measure, width - before - after)
    edge = (width - before - measure - after) // 2
    left = edge + before
    return Page(
        width, height, left - before + before // 4, left, measure, left + measure + after - 2
    )
