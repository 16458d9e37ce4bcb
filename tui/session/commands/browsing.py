"""The library: choosing what to read."""

from __future__ import annotations

from functools import partial

from tui.session.effects import Open
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()

_PAGE = 10
_FAR = 1_000_000


@COMMANDS.command("library.show", "go to the library", "everywhere", "library")
def show(workspace: Workspace) -> None:
    """Give the library the focus."""
    workspace.quiet = False
    workspace.sides["library"] = True
    workspace.focus = "library"


@COMMANDS.command("library.open", "read the selected article", "library", "open")
def open_selected(workspace: Workspace) -> None:
    """Open the selected article in the pane in focus."""
    _open(workspace, beside=False)


@COMMANDS.command("library.beside", "read it in a pane beside", "library", "beside")
def open_beside(workspace: Workspace) -> None:
    """Open the selected article in a further pane."""
    _open(workspace, beside=True)


def _open(workspace: Workspace, *, beside: bool) -> None:
    if workspace.library.selected:
        workspace.emit(Open(workspace.library.selected, beside))
    else:
        workspace.say(
            "there is nothing to open; change the filter, or name files on the command line"
        )


@COMMANDS.command("library.filter", "filter by words", "library", "filter")
def ask_filter(workspace: Workspace) -> None:
    """Narrow the list while words are typed."""
    before, selected = workspace.library.filter, workspace.library.selected

    def changed(workspace: Workspace, text: str) -> None:
        workspace.library.narrow(text)

    def cancelled(workspace: Workspace, _text: str) -> None:
        workspace.library.selected = selected
        workspace.library.narrow(before)

    def accepted(_workspace: Workspace, _text: str) -> None:
        """The list is narrowed already."""

    workspace.ask(Prompt("filter", "filter", accepted, before, len(before), changed, cancelled))


@COMMANDS.command("library.leave", "back to the text", "library", "back")
def leave(workspace: Workspace) -> None:
    """Drop the filter, else give the focus back to the text."""
    if workspace.library.filter:
        workspace.library.narrow("")
    elif workspace.panes:
        workspace.focus = "reader"


def _move(workspace: Workspace, *, steps: int) -> None:
    workspace.library.move(steps)


for _id, _summary, _steps in (
    ("library.next", "next article in the list", 1),
    ("library.previous", "previous article in the list", -1),
    ("library.first", "first article in the list", -_FAR),
    ("library.last", "last article in the list", _FAR),
    ("library.page_down", "ten articles down", _PAGE),
    ("library.page_up", "ten articles up", -_PAGE),
):
    COMMANDS.command(_id, _summary, "library")(partial(_move, steps=_steps))
