"""The board of claims and the ledger of replies: a table over the whole desk, and below it all of
the selected row.

Widths are cells, heights rows. Only the lines that are looked at are made.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.review.rows import Row
from tui.screens.colours import Colours
from tui.screens.sides import Entries, Entry, SideList
from tui.session.overview import Overview
from tui.session.workspace import Workspace
from tui.text.cells import clip, display, width
from tui.text.wrap import wrap

_HEADINGS = {"board": "Claims", "ledger": "Replies"}
_HEAD = 2
"""Rows above the lines: a heading and a hairline."""
_FOOT, _FOOT_FROM = 6, 16
"""Rows for the selected row, and those of the table from which on there is room for them."""
_NARROW, _WIDE = 60, 110
"""Cells from which on there is a column for titles, and one for who said it."""
_NAMES = 24
"""Cells of a column of names, at most."""
_MEASURE = 96
"""Cells of a line below the table, at most."""
_SIGNS = 5
"""Cells of a status that are not its name: a glyph before it and `_BARE` after it."""
_BARE = "!"
"""The sign of a status that needs evidence and has none."""


class Table(SideList):
    """A view's table, as wide as the screen."""

    def __init__(self) -> None:
        """An empty table."""
        super().__init__("overview", hairline_left=False)
        self.display = False
        self._about: tuple[Overview, str] | None = None

    def show(self, workspace: Workspace, overview: Overview, colours: Colours) -> None:
        """Show a view as it is now."""
        room = self.size.width
        self._about = overview, overview.filter
        self.put(
            (overview, overview.version, overview.filter, overview.gathered is None, room, colours),
            lambda: Lines(workspace, overview, room, colours),
            overview.selected,
            colours,
            focused=True,
        )

    @property
    def _foot(self) -> int:
        return _FOOT if self.size.height >= _FOOT_FROM else 0

    def _scroll(self) -> None:
        """Bring the selected line and its neighbours into view, once there is room for them."""
        room = self.size.height - _HEAD - self._foot
        if room > 0:
            at = self._entries.place(self._selected)
            self._top = min(max(self._top, at - room + 2), max(at - 1, 0))

    def _rows_of(self, *_ids: str) -> None:
        """All rows: what is known of the selected one stands below the others."""

    def render_line(self, y: int) -> Strip:
        """The heading, a line of the table, or one of the selected row."""
        if self._colours is None or self._about is None:
            return Strip.blank(self.size.width)
        colours, room, foot = self._colours, self.size.width, self.size.height - self._foot
        if y == 0:
            return self._heading(self._about[0], colours)
        if y == _HEAD - 1 or (y == foot and self._foot):
            return Strip([Segment("─" * room, colours.hairline)])
        if y < foot:
            return self._words(self._number(y), colours, room)
        return self._below_table(self._about[0], y - foot - 1, colours)

    def _heading(self, overview: Overview, colours: Colours) -> Strip:
        """The view's name, and what its columns are; at the right its filter and order."""
        name, lines = f"  {_HEADINGS[overview.kind]}", self._entries
        parts = [Segment(name, colours.headline)]
        if isinstance(lines, Lines) and lines.begin > len(name):
            parts.append(Segment(" " * (lines.begin - len(name)), colours.base))
            parts += (Segment(label, colours.dim) for label in lines.labels)
        said = f"“{display(overview.filter)}” · " if overview.filter else ""
        right = f"{said}by {overview.order} "
        left = Strip(parts).adjust_cell_length(max(self.size.width - width(right), 0), colours.base)
        return Strip([*left, Segment(right, colours.dim)])

    def _below_table(self, overview: Overview, number: int, colours: Colours) -> Strip:
        """A line of what is known of the selected row: its words, then the rest."""
        row, room = overview.row, min(self.size.width - 4, _MEASURE)
        rest = [(part, colours.dim) for part in _facts(row)] if row is not None else []
        words = row.annotation.text if row is not None else ""
        parts = [words[start:end] for start, end in wrap(words, 0, len(words), max(room, 8))]
        most = _FOOT - 1 - len(rest)
        if len(parts) > most:
            parts[most - 1 :] = [parts[most - 1].rstrip() + "…"]
        lines = [*((part, colours.base) for part in parts), *rest]
        said, style = lines[number] if number < len(lines) else ("", colours.base)
        strip = Strip([Segment("  ", colours.base), Segment(clip(said.strip(), room), style)])
        return strip.adjust_cell_length(self.size.width, colours.base)

    def _number(self, y: int) -> int:
        """The number of the line in a row of the table; negative above and below the lines."""
        return self._top + y - _HEAD if _HEAD <= y < self.size.height - self._foot else -1


class Lines(Entries):
    """A table's lines: sign and status, words, the article's title; of the ledger whom it
    criticises and who says so before the words.
    """

    def __init__(
        self, workspace: Workspace, overview: Overview, room: int, colours: Colours
    ) -> None:
        """The lines of what a view shows in so many cells; where that is nothing, what to do."""
        self._overview, self._colours = overview, colours
        self._rows, self._sifted = overview.rows, overview.sifted
        self._status = max((width(said) for said in self._sifted.counts), default=0) + _SIGNS
        self._title = min(room // 4, 34) if room >= _NARROW else 0
        party = min(room // 6, _NAMES) if overview.kind == "ledger" else 0
        by = min(room // 8, _NAMES) if overview.kind == "ledger" and room >= _WIDE else 0
        self._columns = tuple(filter(None, (party, by)))
        told = [] if self._sifted.shown else _nothing(workspace, overview)
        super().__init__([Entry(line, style=colours.dim, indent=1) for line in told])

    @property
    def begin(self) -> int:
        """The cell at which what follows the status begins."""
        return self._status + 4

    @property
    def labels(self) -> list[str]:
        """What the columns after the status are called."""
        return list(map(_padded, ("criticised", "by"), self._columns))

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._sifted.shown) or len(self._lines)

    def __getitem__(self, number: int) -> Entry:
        """A line by its number."""
        if not self._sifted.shown:
            return self._lines[number]
        row = self._rows[self._sifted.shown[number]]
        names = (", ".join(row.parties) or "?", ", ".join(row.by) or "?")
        return Entry(
            row.annotation.text,
            _padded(row.title, self._title),
            row.annotation.id,
            right_style=self._colours.dim,
            mark=Segment(
                f"{self._bracket(number)} {_padded(_status(row), self._status)}", self._style(row)
            ),
            columns=tuple(
                Segment(_padded(name, room), self._colours.base)
                for name, room in zip(names, self._columns, strict=False)
            ),
        )

    def place(self, id: str) -> int:
        """The number of an annotation's line; 0 if it has none."""
        return self._sifted.places.get(id, 0)

    def _bracket(self, number: int) -> str:
        """What holds the rows of one claim together."""
        before, after = self._same(number, -1), self._same(number, 1)
        return {(False, True): "┌", (True, True): "│", (True, False): "└"}.get((before, after), " ")

    def _same(self, number: int, step: int) -> bool:
        """Whether the line beside one is about the same claim."""
        shown, other = self._sifted.shown, number + step
        if not 0 <= other < len(shown):
            return False
        return self._rows[shown[other]].group == self._rows[shown[number]].group

    def _style(self, row: Row) -> Style:
        if row.bare:
            return self._colours.lost
        return self._colours.base if row.open else self._colours.dim


def _status(row: Row) -> str:
    return f"{row.glyph or ' '} {row.said}" + (f" {_BARE}" if row.bare else "")


def _padded(words: str, room: int) -> str:
    """Words in so many cells, one of them empty."""
    shown = clip(words, max(room - 1, 0))
    return shown + " " * (room - width(shown))


def _facts(row: Row) -> list[str]:
    """What is known of a row beside its words, a line each."""
    sources = "1 source" if row.sources == 1 else f"{row.sources} sources" if row.sources else ""
    one = row.annotation
    by = f"said by {', '.join(row.by)}" if row.by else ""
    if row.parties or row.where or row.when:
        heard = " ".join(part for part in (row.said, row.when) if part)
        about = (
            row.title,
            f"criticism of {', '.join(row.parties) or '?'}",
            by or "critic not recorded",
        )
        return [_joined(about), _joined((heard, *row.where))]
    checked = f"checked {one.checked[:10]}" if one.checked else ""
    checked += f" by {one.checked_by}" if one.checked_by else ""
    said = row.said + (", no evidence" if row.bare else "")
    note = f"note: {one.note}" if one.note else ""
    return [_joined((said, sources, checked)), _joined((row.title, by, note))]


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))


def _nothing(workspace: Workspace, overview: Overview) -> list[str]:
    """What an empty view says: that it is being gathered, that nothing matches, or what to do."""
    keymap = workspace.config.keymap
    if overview.gathered is None:
        return ["gathering…"]
    if overview.filter:
        return ["nothing matches", f"{keymap.key('overview.leave')} drops the filter"]
    if overview.kind == "board":
        tag, status = keymap.key("tag.claim"), keymap.key("status.next")[:1]
        return [
            "No claims yet.",
            "",
            f"{tag}  in an article tags the sentence at the cursor as a claim",
            f"{status}  and a letter says how it was checked",
            "",
            "The claims of all articles stand here, the same ones together.",
        ]
    link = keymap.key("link.make")
    return [
        "No criticism yet.",
        "",
        f"{link}  on a claim or a quote, and a letter, says whom it criticises,",
        "   and what they answered",
        "",
        "All criticism stands here with whether, where and when they were heard.",
    ]
