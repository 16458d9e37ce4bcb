"""Labelling article by article: done, skipped, flagged, and the next one that is none of these."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from tui.annotations.model import TaskState
from tui.annotations.scheme import Label, Scheme
from tui.session import labelling
from tui.session.commands.making import short
from tui.session.effects import Show
from tui.session.prompt import Prompt
from tui.session.registry import Command, Registry
from tui.session.workspace import Workspace
from tui.text.cells import in_marks

COMMANDS = Registry()

_DONE = {"skipped": "skip", "flagged": "flag"}


def label_commands(scheme: Scheme) -> Iterable[Command]:
    """A command for each value of each label of the whole article, and one for each free text."""
    for label in scheme.labels:
        about = label.summary or label.name
        for value in label.values:
            yield Command(
                f"label.{label.name}.{value.name}",
                f"the article: {about}: {value.name}; again: not so",
                "reader",
                partial(_say, label=label, value=value.name),
                value.name,
            )
        if not label.values:
            yield Command(
                f"label.{label.name}",
                f"the article: {about}",
                "reader",
                partial(_write, label=label),
                label.name,
            )


def label_keys(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The labels' keys, by command id."""
    made: dict[str, tuple[str, ...]] = {}
    for label in scheme.labels:
        for value in label.values:
            made[f"label.{label.name}.{value.name}"] = (f"{label.key} {value.key}",)
        if not label.values:
            made[f"label.{label.name}"] = (label.key,)
    return made


def _say(workspace: Workspace, *, label: Label, value: str) -> None:
    """Give the article a value, or take it away; only of a multiple label several may be given."""
    reader = workspace.reader
    if reader is None:
        return
    held = labelling.labels(workspace, reader).get(label.name, ())
    kept = held if label.kind == "multiple" else ()
    order = {one.name: number for number, one in enumerate(label.values)}
    said = {*kept, value} if value not in held else {*kept} - {value}
    values = sorted(said, key=lambda name: order.get(name, len(order)))
    labelling.describe(workspace, reader, label, values)


def _write(workspace: Workspace, *, label: Label) -> None:
    """Ask for a label that is free text."""
    reader = workspace.reader
    if reader is None:
        return
    before = " ".join(labelling.labels(workspace, reader).get(label.name, ()))

    def accepted(workspace: Workspace, text: str) -> None:
        words = " ".join(text.split())
        if workspace.reader is not None:
            labelling.describe(workspace, workspace.reader, label, [words] if words else [])

    workspace.ask(Prompt("attribute", label.name, accepted, before, len(before)))


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
    said = f"{lacking.wanted.name} ({lacking.wanted.key})"
    if lacking.annotation is not None:
        reader.clear()
        reader.go(lacking.annotation.start)
        said = f"{lacking.annotation.tag} {in_marks(short(lacking.annotation.text))} has no {said}"
    elif lacking.wanted.values:
        workspace.pending = (lacking.wanted.key,)  # A value's key is all that is left to press.
        said = f"the article has no {lacking.wanted.name}; which?"
    else:
        workspace.run_inside(f"label.{lacking.wanted.name}")
        said = f"the article has no {said}"
    workspace.say(f"not done yet: {said}", "warning")


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


@COMMANDS.command(
    "guide.toggle", "guidelines for the tag at the cursor, or away with them", label="guidelines"
)
def toggle_guide(workspace: Workspace) -> None:
    """Show or hide what the guidelines say of a tag."""
    workspace.tasks.guided = not workspace.tasks.guided


@COMMANDS.command("guide.show", "the guidelines for that tag on a sheet", label="all of them")
def show_guide(workspace: Workspace) -> None:
    """Show all that the guidelines say of a tag."""
    workspace.emit(Show("guide"))


COMMANDS.command("task.next", "next article that is not done", label="next undone")(
    partial(labelling.go, step=1)
)
COMMANDS.command("task.previous", "the article before that is not done", label="previous undone")(
    partial(labelling.go, step=-1)
)
