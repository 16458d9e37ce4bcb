"""The application: hands keys to the session, carries out its effects, shows its state.

There are no rules here. A key goes to `Workspace.press`; what that asks for goes to the host or
to a screen; then every part is shown the workspace and repaints what has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial

from rich.console import RenderableType
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerFailed

from tui import memory
from tui.hosting.host import Host
from tui.screens import background, clipboard, sides, themes
from tui.screens.ahead import Ahead
from tui.screens.colours import Colours
from tui.screens.desk import Desk
from tui.screens.events import key_name
from tui.screens.keyboard import direct
from tui.screens.lines import Line
from tui.screens.looking import Looking
from tui.screens.placing import placed
from tui.screens.reader_view import ReaderView
from tui.session import pointing, status
from tui.session.choosing import chosen
from tui.session.effects import Ask, Copy, Effect, NextTheme, Quit, Seek, Show, Suspend
from tui.session.guiding import guide
from tui.session.workspace import Workspace

_IDLE = 0.5
"""Seconds without a key after which the position and the database's file are brought up to date."""
_SOON = 0.02
"""Seconds after a key at which the database's file is brought up to date if that is quick: the
frame has then been sent.
"""
_BUSY = 0.3
"""Seconds between looks at what other sessions have written."""


class Glossator(App[None]):
    """The terminal application over a workspace and its host."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Glossator"

    class Answered(Message):
        """The host has something to do that took long."""

    def __init__(self, workspace: Workspace, host: Host, heading: str) -> None:
        """Show `workspace`; `heading` stands over the library."""
        mono = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if mono else None)
        self.workspace = workspace
        self.host = host
        host.answered = lambda: self.post_message(self.Answered())
        self._heading = heading
        self._mono = mono
        self._colours: Colours | None = None
        self._begun = self._painted = False
        self._looking = Looking(self)
        self.ahead = Ahead(self)
        self._follow: Timer | None = None
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = themes.ANSI.name if mono else workspace.config.settings.theme
        for binding in list(self._bindings.key_to_bindings):
            self._bindings.key_to_bindings.pop(binding)

    def get_default_screen(self) -> Screen[None]:
        """The desk, with what is open already."""
        self.desk = Desk(self.workspace, self, self._heading, self.colours)
        return self.desk

    @property
    def colours(self) -> Colours:
        """The present theme's styles."""
        if self._colours is None:
            self._colours = Colours(
                self.current_theme, self.theme_variables, self.workspace.scheme, mono=self._mono
            )
        return self._colours

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What textual's own themes lack of what Glossator's have."""
        plain = self.current_theme.ansi
        return {"hairline": "ansi_bright_black" if plain else self.current_theme.primary}

    def begin(self) -> None:
        """Show the first article, then look at the others while the person reads."""
        self._begun = True
        self.theme_changed_signal.subscribe(self, lambda _theme: self._recolour())
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self._idle = self.set_interval(_IDLE, self.rest, pause=True)
        self.sync()
        self.call_after_refresh(self._painted_once)
        self.set_interval(_BUSY, self._catch_up)

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, but that keys come straight here."""
        return direct(super().get_driver_class(), self._arrive)

    def _arrive(self, event: events.Key) -> None:
        """Take a key from the terminal: at once, or in its turn where others wait."""
        waiting = self.message_queue_size or self.desk.message_queue_size
        if waiting or not self._begun or self.screen is not self.desk or not self.app_focus:
            self.post_message(event)
            return
        with self._context():
            try:
                self.desk.on_key(event)
            except Exception as error:
                self._handle_exception(error)

    @property
    def fault(self) -> BaseException | None:
        """What was wrong with the program itself, be it in a thread, so that it had to end."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def _fatal_error(self) -> None:
        """End, and leave it to who started the program to tell its fault."""
        self._close_messages_no_wait()

    def press(self, key: str) -> None:
        """Hand a key to the session."""
        self._do(self.host.press(self.workspace, key))

    def paste(self, text: str) -> None:
        """Hand pasted text to the session."""
        self.carry_out(self.workspace.type(text))

    def carry_out(self, effects: Iterable[Effect]) -> None:
        """Do what the session asks, then show where it stands."""
        self._do(self.host.carry_out(self.workspace, effects))

    @on(Answered)
    def settle(self) -> None:
        """What took long has been answered."""
        self._do(self.host.settle(self.workspace))

    def _do(self, effects: Iterable[Effect]) -> None:
        """Do what is for a screen to do, then show everything as it is now."""
        for effect in effects:
            match effect:
                case Copy(text):
                    self._copy(text)
                case Show(what):
                    self._show(what)
                case Ask():
                    reader = self.workspace.reader
                    if reader is not None:
                        task = partial(background.ask, self, reader.article)
                        self.run_worker(task, thread=True, group="ask", exclusive=True)
                case Seek():
                    task = partial(background.seek, self, effect)
                    self.run_worker(task, thread=True, group="seek", exclusive=True)
                case NextTheme():
                    self._next_theme()
                case Suspend():
                    self.action_suspend_process()
                case Quit(code):
                    self.exit(return_code=code)
        self.sync()
        self.ahead.press()
        if self._follow is None and self.host.is_ahead:
            self._follow = self.set_timer(_SOON, self._write)
        self._idle.reset()

    def _copy(self, text: str) -> None:
        """Ask the terminal to put text on the clipboard, and say where else it is."""
        self.copy_to_clipboard(text)
        path = clipboard.keep(text)
        if path:
            self.workspace.say(f"copied with its citation, also to {path}")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Textual's last step before the terminal: hold the columns that texts would move."""
        super()._display(screen, placed(renderable))

    def _painted_once(self) -> None:
        """The text is on the screen: keys are answered while the rest is made ready."""
        self.run_worker(partial(background.warm, self), thread=True, group="warm")

    def ready(self) -> None:
        """Show what takes longer than the text, too, and look at the library."""
        self._painted = True
        self.sync()
        memory.settle()
        self._looking.begin()

    def sync(self) -> None:
        """Show the workspace as it is now; each part repaints only what has changed."""
        if not self._begun:
            return
        saved = status.saved(self.workspace, self.host.read_only)
        self.desk.show(self.colours, saved, first=not self._painted)
        if self._painted:
            self._looking.around()

    def rest(self) -> None:
        """Nobody is pressing keys: write down what can wait, work out what may be asked for, show
        what has been counted.
        """
        self._idle.pause()
        self.host.rest(self.workspace)
        self.sync()
        self.ahead.rest()

    def on_key(self, event: events.Key) -> None:
        """What a sheet over the desk leaves alone: the keys that quit still do."""
        command = self.workspace.config.keymap.command(["everywhere"], (key_name(event),))
        if command is not None and command.id in ("quit", "interrupt"):
            self.leave()

    def leave(self, code: int = 0) -> None:
        """Leave when everything is saved, what is being typed included."""
        prompt, effects = self.workspace.prompt, list[Effect]()
        if prompt is not None:
            from tui.screens import overlays

            sheet = self.screen
            typed = sheet.text if isinstance(sheet, overlays.Note) else prompt.text
            effects += self.workspace.answer(typed)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.carry_out([*effects, Quit(code)])

    @on(ReaderView.Pointed)
    def point(self, event: ReaderView.Pointed) -> None:
        """The mouse was used on a pane."""
        pane = self._pane_of(event.view)
        if pane is not None:
            clicks, drag = event.clicks, event.drag
            self.carry_out(pointing.point(self.workspace, pane, event.at, clicks=clicks, drag=drag))

    @on(ReaderView.Clicked)
    def click(self, event: ReaderView.Clicked) -> None:
        """A place in a pane was clicked."""
        pane = self._pane_of(event.view)
        if pane is not None:
            self.carry_out(pointing.click(self.workspace, pane, event.at))

    @on(Line.Pressed)
    def press_hint(self, event: Line.Pressed) -> None:
        """A hint of the key line was clicked."""
        for key in pointing.keys(event.keys):
            self.press(key)

    @on(ReaderView.Wheeled)
    def wheel(self, event: ReaderView.Wheeled) -> None:
        """The wheel was turned over a pane."""
        pane = self._pane_of(event.view)
        if pane is not None:
            self.carry_out(pointing.wheel(self.workspace, pane, event.rows))

    def _pane_of(self, view: ReaderView) -> int | None:
        """The number of the pane that a view shows; None if it has been closed meanwhile."""
        panes = self.workspace.panes
        return panes.index(view.reader) if view.reader in panes else None

    @on(sides.SideList.Chosen)
    def choose(self, event: sides.SideList.Chosen) -> None:
        """A line of a list was clicked."""
        if event.side.id == "library":
            self.workspace.library.selected = event.entry
            self.carry_out(self.workspace.run("library.open"))
        elif event.side.id == "overview":
            self.carry_out(pointing.choose(self.workspace, event.entry))
        elif event.side.id == "record":
            self.carry_out(pointing.field(self.workspace, event.entry, event.clicks))
        else:
            self.carry_out(self.workspace.choose_annotation(event.entry))

    @on(sides.SideList.Wheeled)
    def wheel_list(self, event: sides.SideList.Wheeled) -> None:
        """The wheel was turned over a list."""
        names = {"library": "library", "record": "field", "overview": "overview"}
        name = names.get(event.side.id or "", "list")
        self.carry_out(self.workspace.run(f"{name}.{'next' if event.lines > 0 else 'previous'}"))

    def _show(self, what: str) -> None:
        from tui.screens import overlays  # not needed before the first of them is shown

        workspace, colours = self.workspace, self.colours
        commands, keymap = list(workspace.config.commands.values()), workspace.config.keymap
        if what == "help":
            self.push_screen(overlays.Help(commands, keymap, workspace.contexts, colours))
        elif what == "palette":
            usable = [one for one in commands if one.context in workspace.contexts]
            self.push_screen(overlays.Palette(usable, keymap, colours), self._run_chosen)
        elif what == "guide":
            self.push_screen(overlays.GuideSheet(guide(workspace), self.colours))
        elif what == "statistics":
            self.run_worker(partial(background.count, self), thread=True, group="count")
        elif workspace.prompt is not None:
            undo = keymap.key("edit.undo")
            about = workspace.annotation(chosen(workspace))
            words = about.text if about is not None else ""
            note = overlays.Note(workspace.prompt.text, words, undo, colours)
            self.push_screen(note, lambda text: self.carry_out(workspace.answer(text)))

    def _run_chosen(self, command: str | None) -> None:
        if command:
            self.carry_out(self.workspace.run(command))

    def _next_theme(self) -> None:
        names = [theme.name for theme in themes.OWN]
        names += sorted(name for name in self.available_themes if name not in names)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.workspace.say(f"theme {self.theme}")

    def _recolour(self) -> None:
        self._colours = None
        self.call_after_refresh(self.sync)

    def _write(self) -> None:
        self._follow = None
        self.host.follow(self.workspace)

    def tell(self, text: str) -> None:
        """Say how far something has come that goes on in the background."""
        self.workspace.say(text)
        self.sync()

    def _catch_up(self) -> None:
        """Take in what other sessions have written."""
        if self.host.catch_up(self.workspace):
            self.sync()
