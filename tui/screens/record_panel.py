"""The record of an annotation as lines: a field's label on the left, what it says beside it."""

from __future__ import annotations

from rich.segment import Segment

from tui.annotations.model import Annotation
from tui.screens.arranging import Side
from tui.screens.colours import Colours
from tui.screens.sides import Entries, Entry, SideList
from tui.session import panel
from tui.session.panel import NONE_YET, Field
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text.cells import clip, width
from tui.text.wrap import wrap

_LABEL = 10
"""Cells for a field's label with the space after it."""
_EDGES = 5
"""Cells of a line that hold no words: hairline, mark, and space at the end."""
_ROWS = 6
"""Rows that one field takes at most."""
_FEW_ROWS = 2
"""The same for the annotation's words, which stand in the text as well, where room is scarce."""


class RecordPanel(SideList):
    """The list of a record's fields, beside the text or below it."""

    def __init__(self, id: str) -> None:
        """An empty panel."""
        super().__init__(id, hairline_left=True)
        self.display = False
        self._room = self._rows = 0
        self._shown = ""

    def place(self, side: Side, rows: int) -> None:
        """Take a place beside the text, which has so many `rows`, or below it where the side has a
        height, with a hairline.
        """
        self.display = side.seen
        self._room = side.width
        self._below = side.height > 0
        self._rows = side.height - 1 if self._below else rows
        self.styles.dock = "bottom" if self._below else "right"
        self.styles.width = "100%" if self._below else side.width
        self.styles.height = side.height if self._below else "1fr"

    def show(
        self, workspace: Workspace, reader: Reader, annotation: Annotation, colours: Colours
    ) -> None:
        """Show the record of an annotation as it is now."""
        fields = panel.fields(workspace, reader, annotation)
        room, rows = self._room - _EDGES, self._rows
        if self._shown != annotation.id:
            self._shown, self._top = annotation.id, 0
        self.put(
            (annotation.id, fields, room, rows, colours),
            lambda: Entries(lines(fields, room, rows, colours)),
            fields[workspace.panel.selected(fields)].id,
            colours,
            focused=True,
        )

    def _hit(self, number: int) -> str:
        """The field that a line belongs to, be it not its first."""
        while number > 0 and not self._entries[number].id and self._entries[number].left:
            number -= 1
        return self._entries[number].id


def lines(fields: tuple[Field, ...], room: int, rows: int, colours: Colours) -> list[Entry]:
    """The lines of fields in so many cells; a field's first line has its id. What is left of the
    `rows` goes to the annotation's words.
    """
    made = _lines(fields, room, _FEW_ROWS, colours)
    spare = rows - len(made)
    return made if spare <= 0 else _lines(fields, room, _FEW_ROWS + spare, colours)


def _lines(fields: tuple[Field, ...], room: int, few: int, colours: Colours) -> list[Entry]:
    """The same with `few` rows at most for the annotation's words."""
    made: list[Entry] = []
    for field in fields:
        if field.head and made:
            made.append(Entry(""))
        label = clip(field.label, _LABEL - 1)
        label += " " * (_LABEL - width(label))
        said = field.value
        quiet = said == NONE_YET or field.kind in ("add", "made", "checked")
        style = colours.dim if quiet else None
        rows = wrap(said, 0, len(said), max(room - _LABEL, 8))
        most = few if field.kind == "words" else _ROWS
        for number, (start, end) in enumerate(rows[:most]):
            words = said[start:end].rstrip()
            if number == most - 1 and len(rows) > most:
                words += "…"
            first = number == 0
            made.append(
                Entry(
                    words,
                    id=field.id if first else "",
                    style=style,
                    mark=Segment(label if first else " " * _LABEL, colours.dim),
                )
            )
    return made
