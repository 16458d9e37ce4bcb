"""The sheet with what the database holds, counted."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from tui.screens.colours import Colours
from tui.screens.overlays import Scrolled
from tui.statistics.counting import Counts
from tui.statistics.sections import lines, sections
from tui.text.cells import clip, display, width


class Statistics(Scrolled):
    """Counts with a bar each, one section after the other."""

    def __init__(self, counts: Counts, titles: Mapping[str, str], colours: Colours) -> None:
        """The sheet of some counts; `titles` are those of articles by their ids."""
        super().__init__(colours)
        self._sections = sections(counts, titles)

    def text(self) -> Text:
        """All sections."""
        colours, sheet = self._colours, self._colours.on_sheet
        text = Text(no_wrap=True, overflow="crop")
        if not self._sections:
            text.append("Nothing is annotated yet.\n", sheet(colours.dim))
        for section in self._sections:
            text.append(section.title + "\n", sheet(colours.headline))
            for name, bar, said in lines(section, self.room):
                shown = clip(name, self.room // 3)
                text.append("  " + shown + " " * (self.room // 3 - width(shown) + 1))
                text.append(bar, sheet(colours.dim))
                text.append(f" {display(said)}\n")
            if section.more:
                text.append(f"  and {section.more:,} more\n", sheet(colours.dim))
            text.append("\n")
        return text
