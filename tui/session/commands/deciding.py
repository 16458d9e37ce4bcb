"""Deciding about edits that were taken back: a conflict, or a disk that refused."""

from __future__ import annotations

from tui.session import taken
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


@COMMANDS.command(
    "taken.again", "make what was taken back again, over what is there now", "taken", "again"
)
def make_again(workspace: Workspace) -> None:
    """Make the edits once more; after a conflict, on top of what the other one wrote."""
    offered, workspace.taken = workspace.taken, None
    done = taken.again(workspace, offered) if offered is not None else 0
    if not done:
        workspace.say("there is nothing to make again")
    elif offered is not None and offered.theirs:
        workspace.say(f"yours is kept; {workspace.config.keymap.key('edit.undo')} undoes it")


@COMMANDS.command("taken.leave", "leave it as it is stored", "taken", "leave it")
def leave(workspace: Workspace) -> None:
    """Let stand what is there: the other one's change, or nothing."""
    offered, workspace.taken = workspace.taken, None
    if offered is None:
        workspace.say("nothing was taken back")
    else:
        workspace.say("theirs stands" if offered.theirs else "left out")
