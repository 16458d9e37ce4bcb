"""Painting rows of the desk without the compositor: only the cells that differ are sent.

Textual composes every widget between the first and the last row that has changed and sends those
rows whole. Here a part remembers the rows that the terminal shows of it, so that a cursor key
costs the few cells it touched. Whatever textual paints itself is forgotten, and painted whole the
next time. Rows and columns are cells; a strip is a row of styled text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.errors import NoWidget
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.screens.sending import Piece, RowsUpdate

Span: TypeAlias = tuple[int, int]

_FEW = 8
"""Rows of a widget that are compared cell by cell; of more, hardly a cell stays as it is."""
_HAIRLINE = "│"
_END = Segment("")
_sure = re.compile(r"[ -~\u00a0-\u02ff\u2010-\u2027\u2500-\u259f]*").fullmatch
"""Characters that every terminal draws in one cell."""


class Still(Widget):
    """A widget of which there is never more than what is seen, so that nothing has to be laid out
    again when it has another size.
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)


class Ground(Widget):
    """A widget of which nothing is seen but its ground, and perhaps a hairline at its left: textual
    would draw it as carefully as what lies over all of it.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in a region, for textual to paint."""
        strip, ground = Strip.blank(crop.width, self.rich_style), self.background_colors[1]
        line, colour = self.styles.border_left
        if line and not crop.x:
            look = Style(color=colour.rich_color, bgcolor=ground.rich_color)
            strip = Strip([Segment(_HAIRLINE, look), *strip.crop(1)], crop.width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, ground)
        return [strip] * crop.height


class Surface(Still):
    """A widget that draws row by row, without border or padding, and is painted by itself.

    Its rows have a ground of their own; `stale` says which look different now.
    """

    ALLOW_SELECT = False

    def __init__(self, id: str | None = None) -> None:
        """Nothing of it has been painted yet."""
        super().__init__(id=id)
        self._stale: set[int] = set()
        self._painted: dict[int, Strip] = {}
        self._ground: Color | None = None

    @property
    def size(self) -> Size:
        """Cells of the whole widget: there is nothing around what it draws."""
        return self.outer_size

    @property
    def is_stale(self) -> bool:
        """Whether anything has to be painted."""
        return bool(self._stale)

    def notify_style_update(self) -> None:
        """The theme is another one."""
        super().notify_style_update()
        self._ground = None

    def stale(self, rows: Iterable[int] | None = None) -> None:
        """Note rows to be painted, by number from the widget's top; all of them if None."""
        self._stale.update(range(self.size.height) if rows is None else rows)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in a region, for textual to paint; a row of which only a part is painted may
        then look like none that is known.
        """
        strips = self._strips(crop.line_range)
        for y, strip in zip(crop.line_range, strips, strict=True):
            if (crop.x, crop.right) == (0, strip.cell_length):
                self._painted[y] = strip
                self._stale.discard(y)
            else:
                self._painted.pop(y, None)
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def pass_on(self) -> None:
        """Leave what is stale to textual."""
        if self._stale:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in self._stale))
            self._stale.clear()

    def changes(self, region: Region) -> list[Piece]:
        """What the terminal has to be sent for the widget to look right in its `region` of the
        screen. From now on it counts as sent.
        """
        rows = sorted(y for y in self._stale if y < region.height)
        self._stale.clear()
        made = []
        for y, strip in zip(rows, self._strips(rows), strict=True):
            shown = self._painted.get(y)
            self._painted[y] = strip
            if shown is strip or shown == strip:
                continue
            first, last = whole = 0, strip.cell_length
            if shown is not None and len(rows) <= _FEW:
                first, last = difference(shown, strip)
            if first < last:
                part = strip if (first, last) == whole else strip.crop(first, last)
                made.append(Piece(region.x + first, region.y + y, part))
        return made

    def _strips(self, rows: Iterable[int]) -> list[Strip]:
        """The rows as textual's filters leave them: one of those has nothing to do where a theme
        says its colours itself, and would look at every word to find that out.
        """
        strips = [self.render_line(y) for y in rows]
        if self._ground is None:
            self._ground = self.background_colors[1]
        themed = not self.app.current_theme.ansi
        for line_filter in self.get_line_filters():
            if not (themed and isinstance(line_filter, ANSIToTruecolor)):
                strips = [strip.apply_filter(line_filter, self._ground) for strip in strips]
        return strips


def paint(screen: Screen[None], surfaces: Iterable[Surface], covered: Container[Surface]) -> None:
    """Send the terminal what is stale of these parts of a screen.

    Textual does it for those that are `covered`, or not on the screen as a whole, and for all
    while another screen is in front.
    """
    app, pieces = screen.app, list[Piece]()
    in_front = app.screen is screen
    for surface in surfaces:
        if not surface.is_stale:
            continue
        place = _place(screen, surface) if in_front and surface not in covered else None
        if place is None:
            surface.pass_on()
        else:
            pieces += surface.changes(place)
    if pieces:
        app._display(screen, RowsUpdate(pieces))  # type: ignore[arg-type]  # as textual itself does


def _place(screen: Screen[None], surface: Surface) -> Region | None:
    """Where the whole of a widget is on the screen."""
    try:
        geometry = screen.find_widget(surface)
    except NoWidget:
        return None
    region = geometry.region
    return region if region.size == surface.size == geometry.visible_region.size else None


def difference(old: Strip, new: Strip) -> Span:
    """From which column to which two rows of the same width differ; `(0, 0)` if nowhere.

    Terminals do not agree on how wide every character is: a row is cut only where all of its
    characters are surely one cell wide, else it differs as a whole.
    """
    whole = 0, new.cell_length
    if old.cell_length != new.cell_length or not (_sure(old.text) and _sure(new.text)):
        return whole
    first = _alike(list(old), list(new))
    if first == new.cell_length:
        return 0, 0
    return first, new.cell_length - _alike(_mirrored(old), _mirrored(new))


def _mirrored(strip: Strip) -> list[Segment]:
    return [Segment(text[::-1], style) for text, style, _ in reversed(list(strip))]


def _alike(old: list[Segment], new: list[Segment]) -> int:
    """How many cells at the beginning are the same."""
    cells, others = 0, iter(new)
    text, style, _ = next(others, _END)
    for mine, look, _ in old:
        at = 0
        while at < len(mine):
            if look is not style and look != style:
                return cells
            part = mine[at : at + len(text)]
            if not text.startswith(part):
                pairs = zip(part, text, strict=False)
                return cells + next(n for n, (one, other) in enumerate(pairs) if one != other)
            cells, at, text = cells + len(part), at + len(part), text[len(part) :]
            if not text:
                text, style, _ = next(others, _END)
    return cells
