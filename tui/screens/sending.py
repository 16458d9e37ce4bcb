"""What a terminal is sent for rows: only what makes it draw otherwise than it drew before.

A row that is kept is put into these words once. Rows and columns are cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from tui.screens.placing import at_column

_ON = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "underline2": "21",
    "reverse": "7",
    "strike": "9",
}
_OFF = {
    "bold": "22",
    "dim": "22",
    "italic": "23",
    "underline": "24",
    "underline2": "24",
    "reverse": "27",
    "strike": "29",
    "color": "39",
    "bgcolor": "49",
}
"""How a terminal begins and ends to draw so (ECMA-48, SGR)."""
_IN_COLOUR = ("underline", "underline2", "reverse", "strike")
"""What draws in the colour of the words where there are none."""
_PLAIN = Style()


class Piece(NamedTuple):
    """Part of a row, and the column and row of the screen at which it begins."""

    column: int
    row: int
    strip: Strip


class Words(NamedTuple):
    """What a terminal is sent for a strip while it draws in the style `first`; it then draws in
    `last`.
    """

    first: Style
    text: str
    last: Style


class Kept(Strip):
    """A strip that is shown again and again: the words for it are found once."""

    __slots__ = ("_place", "_words")

    def words(self, column: int, console: Console) -> Words:
        """What a terminal is sent for it, from a column on."""
        place = column, console._color_system
        if getattr(self, "_place", None) != place:
            self._place, self._words = place, words(self, column, console)
        return self._words


class RowsUpdate(CompositorUpdate):
    """Pieces of rows."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Take the pieces."""
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        """What a terminal is sent for them."""
        system = _system(console)
        sent: list[str] = []
        before = _PLAIN  # what the terminal draws in goes on from piece to piece
        for column, row, strip in self._pieces:
            if isinstance(strip, Kept):
                first, text, last = strip.words(column, console)
            else:
                first, text, last = words(strip, column, console)
            sent += (_to(column, row), _turn(before, first, system), text)
            before = last
        sent.append(_turn(before, _PLAIN, system))
        return "".join(sent)


def words(strip: Strip, column: int, console: Console) -> Words:
    """What a terminal is sent for a strip, from a column on."""
    held = at_column(strip, column)
    if held is not strip:
        return Words(_PLAIN, held.render(console), _PLAIN)
    system = _system(console)
    said = [(text, style or _PLAIN) for text, style, _ in strip if text]
    first = before = _first(said)
    sent: list[str] = []
    for text, style in said:
        if style is not before and not (text.isspace() and _alike_blank(before, style)):
            sent.append(_turn(before, style, system))
            before = style
        sent.append(text)
    return Words(first, "".join(sent), before)


def _first(said: Sequence[tuple[str, Style]]) -> Style:
    """The style to begin in: that of what follows blanks, where these look the same in it."""
    begin = said[0][1] if said else _PLAIN
    for text, style in said:
        if not text.isspace():
            return style if _alike_blank(begin, style) else begin
        if not _alike_blank(begin, style):
            break
    return begin


def _system(console: Console) -> ColorSystem:
    return console._color_system or ColorSystem.TRUECOLOR


def _to(column: int, row: int) -> str:
    """What moves a terminal's cursor (ECMA-48, CUP)."""
    return f"\x1b[{row + 1};{column + 1}H"


@lru_cache(4096)
def _alike_blank(one: Style, other: Style) -> bool:
    """Whether blanks look the same in both styles."""
    if one == other:
        return True
    drawn = any(getattr(style, name) for style in (one, other) for name in _IN_COLOUR)
    return one.bgcolor == other.bgcolor and not drawn


@lru_cache(4096)
def _turn(before: Style, after: Style, system: ColorSystem) -> str:
    """What makes a terminal that draws in one style draw in another; only what differs."""
    old, new = _codes(before, system), _codes(after, system)
    ended = dict.fromkeys(_OFF[kind] for kind in old if kind not in new)
    begun = (
        code
        for kind, code in new.items()
        # One code ends both of a pair, so that the other of them has to be begun again.
        if old.get(kind) != code or _OFF[kind] in ended
    )
    codes = (*ended, *begun)
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _codes(style: Style, system: ColorSystem) -> dict[str, str]:
    """The codes of a style by what they are for."""
    found = {name: code for name, code in _ON.items() if getattr(style, name)}
    if style.color is not None:
        found["color"] = ";".join(style.color.downgrade(system).get_ansi_codes())
    if style.bgcolor is not None:
        codes = style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)
        found["bgcolor"] = ";".join(codes)
    return found
