"""The panel below the text with the guidelines for the tag at the cursor."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.screens.colours import Colours
from tui.screens.painting import Surface
from tui.session.guidelines import lines
from tui.session.guiding import Guide, guide
from tui.session.workspace import Workspace
from tui.text.cells import clip, display

_SHARE, _MOST, _LEAST = 3, 12, 4
"""One part in so many of the screen's rows is the panel's, at most and at least so many rows."""
_TALL = 14
"""Rows of the screen from which on there is room for it."""
_MEASURE = 96
"""Cells of a row of guidelines, at most."""


def height(workspace: Workspace, size: Size) -> int:
    """The rows of the panel on a screen of this size; none where it is not asked for.

    It takes its rows from the text and keeps as many whatever it shows, so that nothing moves.
    """
    if not workspace.tasks.guided or size.height < _TALL or workspace.quiet:
        return 0
    return min(max(size.height // _SHARE, _LEAST), _MOST)


class GuidePanel(Surface):
    """A hairline, what it is about, and as much of the guidelines as there is room for."""

    DEFAULT_CSS = "GuidePanel { width: 1fr; }"

    def __init__(self) -> None:
        """An empty panel."""
        super().__init__(id="guide")
        self._shown: tuple[Guide, str, Colours] | None = None
        self._made: tuple[object, Size] | None = None
        self._rows: list[Strip] = []

    def put(self, workspace: Workspace, colours: Colours) -> None:
        """Show what is said of the tag at the cursor."""
        found = guide(workspace), workspace.config.keymap.key("guide.show"), colours
        if found != self._shown:
            self._shown = found
            self.stale()

    def render_line(self, y: int) -> Strip:
        """One row of it; they are made when the panel has its size."""
        if self._shown is None:
            return Strip.blank(self.size.width)
        about, key, colours = self._shown
        if self._made != (self._shown, self.size):
            self._made = self._shown, self.size
            self._rows = [
                Strip([Segment(words, style)]).adjust_cell_length(self.size.width, colours.base)
                for words, style in _rows(about, key, colours, self.size)
            ]
        blank = Strip.blank(self.size.width, colours.base)
        return self._rows[y] if y < len(self._rows) else blank


def _rows(about: Guide, key: str, colours: Colours, size: Size) -> list[tuple[str, Style]]:
    styles = {"heading": colours.headline, "example": colours.dim, "plain": colours.base}
    room = min(size.width - 4, _MEASURE)
    rows = [("─" * size.width, colours.hairline)]
    rows.append(("  " + clip(about.title, room), colours.headline))
    rows += [("  " + display(line.text), styles[line.kind]) for line in lines(about.text, room)]
    if len(rows) > size.height:
        rows[size.height - 1 :] = [(f"  …  {key} shows the rest", colours.dim)]
    return rows
