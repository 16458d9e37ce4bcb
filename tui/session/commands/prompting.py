"""Typing a line: the keys that do not type a character."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.session.completing import complete
from tui.session.effects import Quit
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


def _change(workspace: Workspace, *, change: Callable[[Prompt], Prompt]) -> None:
    if workspace.prompt is not None:
        workspace.ask(change(workspace.prompt))


def _close(workspace: Workspace, *, accept: bool) -> None:
    if workspace.prompt is not None:
        workspace.finish(workspace.prompt.text if accept else None)


def _quit(workspace: Workspace) -> None:
    workspace.leave_typing()
    workspace.emit(Quit())


for _id, _summary, _change_to in (
    ("prompt.erase", "erase a character", lambda prompt: prompt.erase(prompt.before)),
    ("prompt.erase_word", "erase a word", lambda prompt: prompt.erase(prompt.word)),
    ("prompt.erase_all", "erase all before the caret", lambda prompt: prompt.erase(0)),
    ("prompt.left", "caret left", lambda prompt: prompt.move(prompt.before)),
    ("prompt.right", "caret right", lambda prompt: prompt.move(prompt.after)),
    ("prompt.start", "caret to the start", lambda prompt: prompt.move(0)),
    ("prompt.end", "caret to the end", lambda prompt: prompt.move(len(prompt.text))),
):
    COMMANDS.command(_id, _summary, "prompt")(partial(_change, change=_change_to))
COMMANDS.command("prompt.complete", "take the first of what is offered", "prompt", "complete")(
    complete
)
COMMANDS.command("prompt.accept", "take what was typed", "prompt", "take")(
    partial(_close, accept=True)
)
COMMANDS.command("prompt.quit", "leave everything; what was typed is taken", "prompt")(_quit)
COMMANDS.command("prompt.cancel", "leave it", "prompt", "leave")(partial(_close, accept=False))
