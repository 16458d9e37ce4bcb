"""The sheet with what the database holds, counted."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from tui.screens.colours import Colours
from tui.screens.overlays import Scrolled
from tui.statistics.counting import Counts
from tui.statistics.sections import lines, sections
from tui.text.cells import clip, display, width

_SHEET, _AROUND = 84, 6
"""Cells of a sheet where the screen has them, and those of them that are not for text."""


class Statistics(Scrolled):
    """Counts with a bar each, one section after the other."""

    def __init__(self, counts: Counts, titles: Mapping[str, str], colours: Colours) -> None:
        """The sheet of some counts; `titles` are those of articles by their ids."""
        super().__init__(colours)
        self._sections = sections(counts, titles)

    def text(self) -> Text:
        """All sections."""
        room = min(self.app.size.width * 94 // 100, _SHEET) - _AROUND
        colours, sheet = self._colours, self._colours.on_sheet
        text = Text(no_wrap=True, overflow="crop")
        if not self._sections:
            text.append("Nothing is annotated yet.\n", sheet(colours.dim))
        for section in self._sections:
            text.append(section.title + "\n", sheet(colours.headline))
            for name, bar, said in lines(section, room):
                shown = clip(name, room // 3)
                text.append("  " + shown + " " * (room // 3 - width(shown) + 1))
                text.append(bar, sheet(colours.dim))
                text.append(f" {display(said)}\n")
            if section.more:
                text.append(f"  and {section.more:,} more\n", sheet(colours.dim))
            text.append("\n")
        return text
