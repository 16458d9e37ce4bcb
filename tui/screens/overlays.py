"""Screens that lie over the reader: help, the palette, the field for a note."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tui.screens.colours import Colours
from tui.session.guidelines import lines
from tui.session.guiding import Guide
from tui.session.keymap import Keymap
from tui.session.keys import shown
from tui.session.registry import HEADINGS, Command, Context
from tui.text.cells import clip, display, width

_KEY_COLUMN = 20
_NO_FIT = 2
_SHEET, _AROUND = 84, 6
"""Cells of a sheet where the screen has them, and those of them that are not for text."""


Given = TypeVar("Given")


class Sheet(ModalScreen[Given]):
    """A sheet over the desk. The keys are its field's; textual takes them away from a field for
    which a terminal has no room at a moment, and does not give them back.
    """

    CSS_PATH = "overlays.tcss"
    FIELD: ClassVar[type[Widget]]

    def on_mount(self) -> None:
        """Begin, unless it was closed before it was open."""
        if self.query(self.FIELD):
            self.begin()

    def begin(self) -> None:
        """The parts are there."""

    def on_click(self, event: events.Click) -> None:
        """A click beside the sheet."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.leave()

    def leave(self) -> None:
        """Be put away without an answer, where that loses nothing."""

    def on_resize(self) -> None:
        """Give the field the keys once there is room."""
        self.call_after_refresh(self.query(self.FIELD).focus)


class Scrolled(Sheet[None]):
    """A sheet of text that is read and put away."""

    FIELD = VerticalScroll
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,f1", "dismiss", "close", show=False)]

    def __init__(self, colours: Colours) -> None:
        """A sheet in these colours."""
        super().__init__()
        self._colours = colours

    @property
    def room(self) -> int:
        """The cells of a row."""
        return min(self.app.size.width * 94 // 100, _SHEET) - _AROUND

    def text(self) -> Text:
        """What stands on it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """One scrolling column."""
        with Vertical(classes="sheet"):
            with VerticalScroll(can_focus=True):
                yield Static(self.text())
            yield Static(
                Text("esc back   j k space scroll", self._colours.on_sheet(self._colours.dim)),
                classes="foot",
            )

    def leave(self) -> None:
        """There is nothing to answer."""
        self.dismiss()

    def begin(self) -> None:
        """Keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        """Scroll as the reader does."""
        scroll = self.query_one(VerticalScroll)
        moves = {"j": scroll.scroll_down, "k": scroll.scroll_up, "space": scroll.scroll_page_down}
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)


class Help(Scrolled):
    """Every key that is really bound, those first that count in the present context."""

    def __init__(
        self,
        commands: Sequence[Command],
        keymap: Keymap,
        contexts: Sequence[Context],
        colours: Colours,
    ) -> None:
        """Help for what `commands` do, as `keymap` binds them; `contexts` are those in which a key
        is looked up now, nearest first.
        """
        super().__init__(colours)
        self._commands, self._keymap = commands, keymap
        self._here = contexts

    def text(self) -> Text:
        """Every context with its keys."""
        colours, sheet = self._colours, self._colours.on_sheet
        text = Text()
        for context in (*self._here, *(one for one in HEADINGS if one not in self._here)):
            bound = [one for one in self._commands if one.context == context]
            bound = [one for one in bound if self._keymap.keys(one.id)]
            if not bound:
                continue
            text.append(HEADINGS[context] + "\n", sheet(colours.headline))
            for one in bound:
                keys = "  ".join(shown(keys) for keys in self._keymap.keys(one.id))
                text.append("  " + keys, sheet(colours.accent))
                text.append(" " * max(_KEY_COLUMN - width(keys), 2))
                text.append(display(one.summary) + "\n")
            text.append("\n")
        return text


class GuideSheet(Scrolled):
    """All that the guidelines say of a tag."""

    def __init__(self, about: Guide, colours: Colours) -> None:
        """The sheet of a tag or a label."""
        super().__init__(colours)
        self._about = about

    def text(self) -> Text:
        """The section, wrapped to the sheet."""
        colours, sheet = self._colours, self._colours.on_sheet
        styles = {"heading": colours.headline, "example": colours.dim, "plain": colours.base}
        text = Text().append(display(self._about.title) + "\n\n", sheet(colours.headline))
        for line in lines(self._about.text, self.room):
            text.append(display(line.text) + "\n", sheet(styles[line.kind]))
        return text


class Palette(Sheet[str]):
    """All commands, filtered as one types; gives the chosen one's id, or the empty string."""

    FIELD = Input
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, commands: Sequence[Command], keymap: Keymap, colours: Colours) -> None:
        """A palette of these commands."""
        super().__init__()
        self._commands, self._keymap, self._colours = commands, keymap, colours

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits it."""
        with Vertical(classes="sheet palette"):
            yield Input(placeholder="what to do", id="wanted")
            yield OptionList(id="found")

    def begin(self) -> None:
        """Show everything to begin with."""
        self._fill("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what has all the typed words."""
        self._fill(event.value)

    @on(Input.Submitted)
    def take(self) -> None:
        """Take the highlighted command."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """Take the command that was clicked."""
        self.dismiss(event.option.id or "")

    def action_leave(self) -> None:
        """Take nothing."""
        self.leave()

    def leave(self) -> None:
        """Take nothing."""
        self.dismiss("")

    def action_move(self, steps: int) -> None:
        """Move the highlight from the line one types in."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + steps) % options.option_count

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        options = self.query_one(OptionList)
        options.clear_options()
        fits = [one for one in self._commands if _fit(one, words) < _NO_FIT]
        for one in sorted(fits, key=lambda one: _fit(one, words)):
            options.add_option(Option(self._line(one), id=one.id))
        if not fits:
            options.add_option(Option("no command is called that", disabled=True))
        options.highlighted = 0 if fits else None

    def _line(self, command: Command) -> Text:
        key = self._keymap.key(command.id)
        line = Text().append(key.rjust(10), self._colours.on_sheet(self._colours.accent))
        return line.append("  " + display(command.summary))


def _fit(command: Command, typed: Sequence[str]) -> int:
    """How well a command fits what was typed: 0 where every word begins one of its words."""
    about = f"{command.label} {command.summary} {command.id.replace('.', ' ')}".casefold()
    words = about.split()
    if all(any(word.startswith(part) for word in words) for part in typed):
        return 0
    return 1 if all(part in about for part in typed) else _NO_FIT


class Note(Sheet[str]):
    """A field for a note of several lines; gives the text. Undo takes a change back, so that no
    key throws away what was typed.
    """

    FIELD = TextArea
    BINDINGS: ClassVar = [
        Binding("enter,escape,ctrl+s", "keep", show=False, priority=True),
        Binding("ctrl+j,alt+enter", "break_line", show=False, priority=True),
    ]

    def __init__(self, text: str, about: str, undo: str, colours: Colours) -> None:
        """A field that begins with `text`; `about` are the annotated words, `undo` is a key."""
        super().__init__()
        self._text, self._about, self._undo, self._colours = text, about, undo, colours
        # The field passes on what it holds: text from outside is shown, never obeyed.
        self._shown = "\n".join(display(line) for line in text.split("\n"))

    def compose(self) -> ComposeResult:
        """The words, the field, and what its keys are."""
        headline, dim = (
            self._colours.on_sheet(style) for style in (self._colours.headline, self._colours.dim)
        )
        said = f"enter keeps it   ctrl+j new line   {self._undo} afterwards takes it back"
        with Vertical(classes="sheet note"):
            yield Static(Text(clip(self._about, 200), headline), classes="about")
            yield TextArea(self._shown, id="note", soft_wrap=True, show_line_numbers=False)
            yield Static(Text(said, dim))

    def begin(self) -> None:
        """Type at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def text(self) -> str:
        """The note as it is now; as it came, if nothing was changed."""
        typed = self.query_one(TextArea).text
        return self._text if typed == self._shown else typed

    async def action_keep(self) -> None:
        """Give the text."""
        await self._typed()
        self.dismiss(self.text)

    async def action_break_line(self) -> None:
        """Begin a new line."""
        (await self._typed()).insert("\n")

    async def _typed(self) -> TextArea:
        """The field, when it has what was typed before: a binding of the screen overtakes that."""
        area, reached = self.query_one(TextArea), asyncio.Event()
        area.call_next(reached.set)
        await reached.wait()
        return area
