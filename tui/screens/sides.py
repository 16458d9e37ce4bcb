"""A list beside the text: it keeps its selected line in view, and makes each line once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.screens.colours import Colours
from tui.screens.painting import Surface
from tui.screens.sending import Kept
from tui.text.cells import clip, width

_MADE = 500
"""Drawn lines that are kept."""


class Entry(NamedTuple):
    """A line of a list: words on the left, something short on the right; `id` if selectable.
    `columns` stand between a mark and the words.
    """

    left: str
    right: str = ""
    id: str = ""
    style: Style | None = None
    right_style: Style | None = None
    indent: int = 0
    mark: Segment | None = None
    columns: tuple[Segment, ...] = ()


class Entries:
    """A list's lines, by number."""

    def __init__(self, lines: Sequence[Entry] = ()) -> None:
        """Take lines that are made already."""
        self._lines = lines
        self._places = {one.id: number for number, one in enumerate(lines) if one.id}

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def __getitem__(self, number: int) -> Entry:
        """A line by its number."""
        return self._lines[number]

    def place(self, id: str) -> int:
        """The number of the line with this id; 0 if there is none."""
        return self._places.get(id, 0)


class SideList(Surface):
    """A list that keeps its selected line in view, with a hairline to the text: at its side, or
    above it where the list stands below the text.
    """

    class Chosen(Message):
        """A line was clicked, `clicks` times quickly."""

        def __init__(self, side: SideList, id: str, clicks: int) -> None:
            """Remember which."""
            super().__init__()
            self.side, self.entry, self.clicks = side, id, clicks

    class Wheeled(Message):
        """The wheel was turned over the list by this many lines."""

        def __init__(self, side: SideList, lines: int) -> None:
            """Remember how far."""
            super().__init__()
            self.side, self.lines = side, lines

    DEFAULT_CSS = "SideList { height: 1fr; }"

    def __init__(self, id: str, *, hairline_left: bool) -> None:
        """An empty list with its hairline on one side."""
        super().__init__(id=id)
        self._entries: Entries = Entries()
        self._made: dict[tuple[Entry | None, bool, bool, int, Segment | None], Strip] = {}
        self._state: tuple[object, str, bool] | None = None
        self._selected = ""
        self._colours: Colours | None = None
        self._focused = False
        self._top = 0
        self._left = hairline_left
        self._below = False

    def put(
        self,
        made_of: object,
        entries: Callable[[], Entries],
        selected: str,
        colours: Colours,
        *,
        focused: bool,
    ) -> None:
        """Show these lines; they are asked for only when what they are `made_of` has changed."""
        state = (made_of, selected, focused)
        if state == self._state:
            return
        before, self._state = self._state, state
        fresh = before is None or before[0] != made_of
        if fresh:
            self._entries = entries()
            self._top = self._top if selected else 0
        if colours is not self._colours or len(self._made) > _MADE:
            self._made.clear()
        self._selected, self._colours, self._focused = selected, colours, focused
        top = self._top
        self._scroll()
        if before is None or fresh or before[2] != focused or top != self._top:
            self.stale()
        else:
            self.stale(self._rows_of(before[1], selected))

    def _rows_of(self, *ids: str) -> Iterable[int] | None:
        """The rows that look different where another of these lines is selected; None if all do."""
        rows = (self._entries.place(id) - self._top + self._below for id in ids if id)
        return [y for y in rows if 0 <= y < self.size.height]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in a region; the first of all are asked for before the list has its size."""
        self._scroll()
        return super().render_lines(crop)

    def _scroll(self) -> None:
        """Bring the selected line, if there is one, and its neighbours into view: by as little as
        does, but by much where the list follows another part and is to stay for a while.
        """
        height = self.size.height
        if height and self._selected:
            at = self._entries.place(self._selected)
            least, most = at - height + 2, max(at - 2, 0)
            if not self._focused and not least <= self._top <= most:
                self._top = at - height // 3
            self._top = min(max(self._top, least, 0), most)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        if self._colours is None:
            return Strip.blank(self.size.width)
        colours, room = self._colours, self.size.width - 1
        if self._below and y == 0:
            return Strip([Segment("─" * self.size.width, colours.hairline)])
        edge = Segment(" " if self._below else "│", colours.hairline)
        return self._words(self._number(y), colours, room, edge)

    def _number(self, y: int) -> int:
        """The number of the line in a row of the list; negative where there is none."""
        return self._top + y - self._below

    def _words(
        self, number: int, colours: Colours, room: int, edge: Segment | None = None
    ) -> Strip:
        """The line with a number in so many cells, and the `edge` beside it."""
        entry = self._entries[number] if number < len(self._entries) else None
        current = entry is not None and bool(entry.id) and entry.id == self._selected
        key = entry, current, current and self._focused, room, edge
        if key not in self._made:
            line = Strip.blank(room, colours.base)
            if entry is not None:
                line = self._line(entry, colours, room)
            edges = [] if edge is None else [edge]
            self._made[key] = Kept([*edges, *line] if self._left else [*line, *edges])
        return self._made[key]

    def _line(self, entry: Entry, colours: Colours, room: int) -> Strip:
        current = bool(entry.id) and entry.id == self._selected
        style = entry.style or colours.base
        if current:
            style = colours.headline
        edge = Segment("▌" if current else " ", colours.accent)
        head = [edge] if entry.mark is None else [edge, entry.mark, Segment(" ", colours.base)]
        head += entry.columns
        pad = " " * entry.indent
        space = room - len(pad) - sum(len(s.text) for s in head) - width(entry.right) - 2
        if current and self._focused:
            style += colours.selection
        left = clip(entry.left, space)
        fill = " " * max(space - width(left) + 1, 0)
        strip = Strip(
            [
                *head,
                Segment(pad, colours.base),
                Segment(left, style),
                Segment(fill, colours.base),
                Segment(entry.right, entry.right_style or colours.dim),
            ]
        )
        return strip.adjust_cell_length(room, colours.base)

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        number = self._number(event.y)
        id = self._hit(number) if 0 <= number < len(self._entries) else ""
        if id:
            self.post_message(self.Chosen(self, id, event.chain))

    def _hit(self, number: int) -> str:
        """What a click on a line selects."""
        return self._entries[number].id

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down the list."""
        event.stop()
        self.post_message(self.Wheeled(self, 1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up the list."""
        event.stop()
        self.post_message(self.Wheeled(self, -1))
