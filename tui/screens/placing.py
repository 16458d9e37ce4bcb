"""Columns that hold whatever a terminal thinks of a text's width.

Terminals disagree about the cells of vowel signs, emoji and joined clusters. Where a strip has such
a text, what follows it is written at its own column: the blank after the text first, then the text,
then the rest; so neither a wider nor a narrower text moves or leaves anything behind.

Whatever a field of textual's still shows as it was pasted, is made inert here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

_UNSURE = re.compile(
    "[^\0-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u2311\u2400-\u243f\u2500-\u25ff\u2e80-\u3029\u3030-\u3098\u309b-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
)
"""All but the characters that have the same width everywhere."""

_OBEYED = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal would do something at."""


class Placed(Strip):
    """A strip that is written from a column of the screen, the columns of its parts held."""

    def __init__(self, strip: Strip, column: int) -> None:
        """Take a strip whose first cell is in `column`, counted from 0."""
        super().__init__(list(strip), strip.cell_length)
        self._column = column

    def render(self, console: Console) -> str:
        """The strip as it is sent."""
        text, blank, rest = (Strip(part) for part in _parts(list(self)))
        after = self._column + text.cell_length
        return "".join(
            (
                _to(after) + blank.render(console) if blank else "",
                _to(self._column) + text.render(console),
                _to(after + blank.cell_length) + rest.render(console),
            )
        )


def placed(update: RenderableType | None) -> RenderableType | None:
    """A screen update of textual's that holds its columns; anything else as it is."""
    if isinstance(update, LayoutUpdate):
        lines: list[Iterable[Strip]] = [
            _line(list(line), update.region.x) for line in update.strips
        ]
        return LayoutUpdate(lines, update.region)
    if isinstance(update, ChopsUpdate):
        chops = list(update.chops)
        for y in {y for y, _, _ in update.spans}:
            chops[y] = {x: strip and at_column(strip, x) for x, strip in chops[y].items()}
        return ChopsUpdate(chops, update.spans, update.chop_ends)
    return update


def _line(strips: Sequence[Strip], column: int) -> list[Strip]:
    made = []
    for strip in strips:
        made.append(at_column(strip, column))
        column += strip.cell_length
    return made


def at_column(strip: Strip, column: int) -> Strip:
    """A strip that is written from a column, which holds its columns if they might move."""
    if _OBEYED.search(strip.text):
        strip = Strip([_inert(one) for one in strip], strip.cell_length)
    return Placed(strip, column) if _UNSURE.search(strip.text) else strip


def _inert(segment: Segment) -> Segment:
    """A segment of the same width in which there is nothing to obey."""
    text = _OBEYED.sub("", segment.text)
    return segment._replace(text=text + " " * (segment.cell_length - cell_len(text)))


def _parts(segments: list[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """A strip cut at the blank that parts its text from what stands beside it: text, blank, rest.

    A blank inside the text may be a segment of its own, but is one cell wide; one so narrow counts
    only before one or two signs, such as a bar at the text's edge.
    """
    unsure = max(at for at, one in enumerate(segments) if _UNSURE.search(one.text))
    runs = [
        (blank, list(run))
        for blank, run in groupby(segments[unsure + 1 :], lambda one: not one.text.strip(" "))
    ]
    at = unsure + 1
    for (blank, run), (_, following) in pairwise([*runs, (True, [])]):
        wide = blank and sum(len(one.text) for one in run) > 1
        if wide or (blank and 0 < sum(one.cell_length for one in following) < 3):
            return segments[:at], run, segments[at + len(run) :]
        at += len(run)
    return segments, [], []


def _to(column: int) -> str:
    """CHA: the cursor to a column of its row."""
    return f"\x1b[{column + 1}G"
