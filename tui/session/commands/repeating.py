"""Macros: keys that are recorded, or named in keymap.toml, and pressed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from tui.session.effects import Press
from tui.session.keys import script
from tui.session.registry import Command, Registry
from tui.session.settings import Macro
from tui.session.workspace import Workspace

COMMANDS = Registry()


def macro_commands(macros: Mapping[str, Macro]) -> Iterable[Command]:
    """A command for each macro that a keymap names."""
    for name, macro in macros.items():
        summary = macro.summary or f"press {macro.press}"
        run = partial(_play, press=script(macro.press))
        yield Command(f"macro.{name}", summary, "everywhere", run, name)


def _play(workspace: Workspace, *, press: tuple[str, ...]) -> None:
    if workspace.playing:
        workspace.say("a macro does not press the keys of another one", "warning")
    else:
        workspace.playing = len(press) + 1
        workspace.emit(Press(press))


@COMMANDS.command("macro.record", "begin to record keys, or end it", "everywhere", "record")
def record(workspace: Workspace) -> None:
    """Remember the keys pressed from now on until this is pressed again."""
    keymap = workspace.config.keymap
    if workspace.recording is None:
        workspace.recording = []
        workspace.say(f"recording keys; {keymap.key('macro.record')} ends it")
        return
    workspace.recorded, workspace.recording = tuple(workspace.recording), None
    count = len(workspace.recorded)
    keys = "1 key" if count == 1 else f"{count} keys"
    workspace.say(f"{keys} recorded; {keymap.key('macro.play')} presses them again")


@COMMANDS.command("macro.play", "press the recorded keys again", "everywhere", "play")
def play(workspace: Workspace) -> None:
    """Press the keys that were recorded last."""
    if workspace.recording is not None:
        workspace.say("a recording cannot play itself; end it first", "warning")
    elif not workspace.recorded:
        key = workspace.config.keymap.key("macro.record")
        workspace.say(f"no keys are recorded; {key} begins")
    else:
        _play(workspace, press=workspace.recorded)
