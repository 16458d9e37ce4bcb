"""Labelling article by article: done, skipped, flagged, and the next one that is none of these."""

from __future__ import annotations

from functools import partial

from tui.annotations.model import TaskState
from tui.session import labelling
from tui.session.commands.making import short
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()

_DONE = {"skipped": "skip", "flagged": "flag"}


@COMMANDS.command(
    "task.done", "this article is done; go to the next that is not", label="done, next"
)
def done(workspace: Workspace) -> None:
    """Mark the article done, if nothing that is required is missing; else go there."""
    reader = workspace.reader
    if reader is None:
        return
    lacking = labelling.missing(workspace, reader)
    if lacking is None:
        labelling.leave(workspace, "done", "article done")
        return
    annotation, attribute = lacking
    reader.clear()
    reader.go(annotation.start)
    what = f"{annotation.tag} “{short(annotation.text)}” has no {attribute.name}"
    workspace.say(f"not done yet: {what} ({attribute.key})", "warning")


def _ask(workspace: Workspace, *, state: TaskState) -> None:
    """Ask why; the reasons given last are a digit each."""

    def accepted(workspace: Workspace, text: str) -> None:
        reason = " ".join(text.split())
        labelling.recall(workspace, reason)
        said = f"article {state}: {reason}" if reason else f"article {state}"
        labelling.leave(workspace, state, said, reason)

    def changed(workspace: Workspace, text: str) -> None:
        reasons = workspace.tasks.reasons
        if text.isdecimal() and text.isascii() and 0 < int(text) <= len(reasons):
            workspace.finish(reasons[int(text) - 1])

    if workspace.reader is not None:
        workspace.ask(Prompt("reason", f"{_DONE[state]}, why", accepted, changed=changed))


COMMANDS.command(
    "task.skip", "leave this article out, with a reason; go to the next", label="skip"
)(partial(_ask, state="skipped"))
COMMANDS.command("task.flag", "flag this article, with a reason; go to the next", label="flag")(
    partial(_ask, state="flagged")
)


@COMMANDS.command("task.reopen", "this article is not done after all", label="reopen")
def reopen(workspace: Workspace) -> None:
    """Take back that the article is done, skipped or flagged."""
    reader = workspace.reader
    if reader is None:
        return
    if labelling.task(workspace, reader).state == "open":
        workspace.say("this article is open")
        return
    labelling.change(workspace, reader, "article open again", state="open", reason="")
    workspace.say("article open again")


@COMMANDS.command(
    "task.progress", "how many articles are done, how fast, and the time left", label="progress"
)
def progress(workspace: Workspace) -> None:
    """Say how far the library has come."""
    workspace.say(labelling.progress(workspace))


COMMANDS.command("task.next", "next article that is not done", label="next undone")(
    partial(labelling.go, step=1)
)
COMMANDS.command("task.previous", "the article before that is not done", label="previous undone")(
    partial(labelling.go, step=-1)
)
