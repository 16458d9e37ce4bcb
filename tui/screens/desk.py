"""The one screen: a line above, lists and panes, two lines below.

It shows a workspace: every part is handed what it is to show, and repaints what has changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from tui.screens import entries, lines, sides, signing, versions
from tui.screens.arranging import Arrangement, arranged
from tui.screens.colours import Colours
from tui.screens.events import key_name
from tui.screens.guide import GuidePanel
from tui.screens.overview import Table
from tui.screens.painting import Ground, Still, Surface, paint
from tui.screens.reader_view import Pane, ReaderView
from tui.screens.record_panel import RecordPanel
from tui.session import abreast, reviewing, revising
from tui.session.choosing import marked
from tui.session.overview import current
from tui.session.reader import Reader
from tui.session.workspace import Workspace

_TURNS = 8
"""Of the event loop, in which widgets that come and go say all that they have to say of it."""


class Hands(Protocol):
    """Who is told what the person does at the desk."""

    def begin(self) -> None:
        """The parts are there."""

    def sync(self) -> None:
        """The room has changed: show everything anew."""

    def press(self, key: str) -> None:
        """A key was pressed."""

    def paste(self, text: str) -> None:
        """Text was pasted."""


class Row(Horizontal, Ground, Still):
    """Parts side by side."""


class Desk(Screen[None], Ground):
    """The parts, and what each shows of a workspace."""

    def __init__(self, workspace: Workspace, hands: Hands, heading: str, colours: Colours) -> None:
        """A desk with the panes of `workspace` on it, so that the first paint has the text;
        `heading` stands over the library.
        """
        super().__init__()
        self.top, self.status, self.keys = map(lines.Line, ("top", "status", "keys"))
        self.library = sides.SideList("library", hairline_left=False)
        self.versions = versions.Versions()
        self.annotations = sides.SideList("annotations", hairline_left=True)
        self.guide = GuidePanel()
        self.record = RecordPanel("record")
        self.table = Table()
        self._workspace = workspace
        self._hands = hands
        self._heading = heading
        self._arrangement: Arrangement | None = None
        self._continued: tuple[str, ...] = ()
        self._views = [self._pane(reader, colours) for reader in workspace.panes]
        self._panes = Row(*self._views, id="panes")

    def compose(self) -> ComposeResult:
        """The parts; the lines and lists still empty."""
        yield self.top
        with Row(id="middle"):
            yield self.library
            yield self._panes
            yield self.annotations
            yield self.record
            yield self.table
        yield self.guide
        yield self.versions
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        """The parts are there: begin."""
        self._hands.begin()

    def on_resize(self) -> None:
        """Share the room out anew."""
        self._hands.sync()

    @on(ReaderView.Fitted)
    def refit(self) -> None:
        """Show what depends on the room that a text has, such as how much of it has been read."""
        abreast.align(self._workspace)
        revising.align(self._workspace)
        self._hands.sync()

    def on_key(self, event: events.Key) -> None:
        """Every key goes to the session."""
        event.stop()
        event.prevent_default()
        name = key_name(event)
        if name:
            self._hands.press(name)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into a prompt; without one it is not taken for keys."""
        event.stop()
        self._hands.paste(event.text)

    def show(self, colours: Colours, saved: str, *, first: bool) -> None:
        """Show the workspace as it is now.

        `saved` says how safe it is; what takes long is left out of the `first` frame.
        """
        settled = self._arrange()
        self._show_panes(colours)
        self.top.put(lines.top_line(self._workspace, colours, saved, self.size.width))
        self._show_lines(colours, first=first)
        self._show_sides(colours)
        if self.guide.display:
            self.guide.put(self._workspace, colours)
        self._show_versions(colours)
        self._paint(settled=settled)

    def _paint(self, *, settled: bool) -> None:
        """Send the terminal what has changed; textual does where parts come, go or overlap."""
        parts: list[Surface] = [self.top, self.status, self.keys, self.library, self.annotations]
        parts += (self.record, self.versions, self.guide, self.table)
        for pane in self._views:
            parts += pane.parts
        over: set[Surface] = {self.table} if self.table.display else set()
        over |= {side for side in (self.library, self.annotations) if side.has_class("over")}
        covered = set(parts) - over if over else set()
        paint(self, parts, covered if settled else parts)

    def _show_sides(self, colours: Colours) -> None:
        """The lists that are to be seen; their entries are made anew only after a change."""
        workspace = self._workspace
        library = self.library
        if library.display:
            library.put(
                (workspace.library.version, colours),
                lambda: entries.library_entries(workspace, colours, self._heading),
                workspace.library.selected,
                colours,
                focused=workspace.focus == "library",
            )
        annotations = self.annotations
        reader = workspace.reader
        if annotations.display and reader is not None:
            records = reader.records
            annotations.put(
                (records, records.version, workspace.listing.state, colours),
                lambda: entries.Annotations(workspace, reader, colours),
                marked(workspace),
                colours,
                focused=workspace.focus == "list",
            )

        shown = workspace.annotation(workspace.panel.annotation)
        view = current(workspace)
        if view is not None:
            self.table.show(workspace, view, colours)
        if self.record.display and reader is not None and shown is not None:
            self.record.show(workspace, reader, shown, colours)

    def _arrange(self) -> bool:
        """Show the parts that there is room for; whether all stays where it was."""
        made = arranged(self._workspace, self.size)
        if made == self._arrangement:
            return True
        self._arrangement = made
        self.top.display, self.keys.display = made.top, made.keys
        self.guide.display, self.guide.styles.height = made.guide > 0, made.guide
        self.versions.display, self.versions.styles.height = bool(made.versions), made.versions
        for part, side in ((self.library, made.library), (self.annotations, made.annotations)):
            part.display = side.seen
            part.set_class(side.over, "over")
            part.styles.width = side.width
        self.record.place(made.record, made.rows)
        self.table.display = made.table
        return False

    def _show_panes(self, colours: Colours) -> None:
        workspace, panes = self._workspace, self._views
        closed, opened = panes[len(workspace.panes) :], list[Pane]()
        del panes[len(workspace.panes) :]
        several = len(workspace.panes) > 1
        for number, reader in enumerate(workspace.panes):
            focused = number == workspace.pane and workspace.focus != "library"
            if number >= len(panes):
                panes.append(self._pane(reader, colours))
                opened.append(panes[number])
            panes[number].show(reader, colours, focused=focused, titled=several)
        if closed or opened:
            self.call_next(self._change_panes, closed, opened)

    async def _change_panes(self, closed: Sequence[Pane], opened: Sequence[Pane]) -> None:
        """Have panes go and come, and draw that once."""
        with self.app.batch_update():
            for pane in closed:
                await pane.remove()
            await self._panes.mount_all(opened)
            for _ in range(_TURNS):
                await asyncio.sleep(0)

    def _pane(self, reader: Reader, colours: Colours) -> Pane:
        unfold = self._workspace.config.keymap.key("fold.toggle")
        return Pane(ReaderView(reader, colours, unfold))

    def _show_versions(self, colours: Colours) -> None:
        """What annotators say of the case that is looked at."""
        found = reviewing.case_of(self._workspace)
        shown = versions.rows(*found[:2], colours, self.size.width) if found else []
        self.versions.put(shown, colours.bar)

    def _show_lines(self, colours: Colours, *, first: bool) -> None:
        """The two lines below the text, of which each lends its row to the other. What can follow
        a key comes only after a moment.
        """
        workspace, room = self._workspace, self.size.width
        keys, line = self.keys, self.status
        if workspace.pending and workspace.pending == self._continued:
            rows = lines.key_rows(workspace, colours, room, most=2)
            keys.put(rows[-1])
            if len(rows) > 1:
                line.put(rows[0])
            return
        self._continued = ()
        said: list[lines.Styled] = []
        if not first:  # what tag keys would take needs patterns that take long to make
            said = self._said(colours, most=1 + bool(keys.display))
            line.put(said[0])
        if len(said) > 1:
            keys.put(said[1])
        elif workspace.pending:
            delay = workspace.config.settings.which_key_delay
            self.set_timer(delay, partial(self._continue, workspace.pending))
        else:
            keys.put(lines.key_rows(workspace, colours, room)[0])

    def _said(self, colours: Colours, most: int) -> list[lines.Styled]:
        """The status line; where it takes more, what the line below it says, too."""
        workspace, room, reader = self._workspace, self.size.width, self._workspace.reader
        if workspace.context == "signing" and reader is not None and workspace.message is None:
            return signing.rows(workspace, reader, colours, room, most)
        return lines.status_rows(workspace, colours, room, most)

    def _continue(self, pending: tuple[str, ...]) -> None:
        """The moment is over: show what can follow these keys, if they are still waiting."""
        if self._workspace.pending == pending:
            self._continued = pending
            self._hands.sync()
