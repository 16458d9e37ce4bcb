"""Drafts: carrying annotations over, going through the changes, giving orphans a place."""

from __future__ import annotations

from functools import partial

from tui.annotations.model import Recheck
from tui.session import revising
from tui.session.commands.tagging import target
from tui.session.effects import Copy, Revise
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


@COMMANDS.command(
    "draft.carry", "carry the annotations of the earlier draft over", label="carry over"
)
def carry(workspace: Workspace) -> None:
    """Make the annotations of the draft that this article revises its own."""
    if workspace.reader is not None:
        workspace.emit(Revise("draft.carry"))


@COMMANDS.command(
    "draft.compare", "the earlier draft beside, changes marked; or put it away", label="drafts"
)
def compare(workspace: Workspace) -> None:
    """Show both drafts side by side."""
    reader = workspace.reader
    if reader is not None and reader.revision is not None:
        revising.compare(workspace, reader, reader.revision)
    elif reader is not None:
        workspace.emit(Revise("draft.compare"))


@COMMANDS.command(
    "draft.copy", "copy the list of changes from the earlier draft", label="copy changes"
)
def copy(workspace: Workspace) -> None:
    """Put what changed on the clipboard, as Markdown."""
    from tui.review.changes import change_list, sentence_changes

    reader = workspace.reader
    if reader is None or reader.revision is None:
        if reader is not None:
            workspace.emit(Revise("draft.copy"))
        return
    rebase = reader.revision.rebase
    lines = change_list(rebase.old, rebase.new, sentence_changes(rebase.alignment))
    workspace.emit(Copy("".join(f"{line}\n" for line in lines)))
    workspace.say("the list of changes is copied")


def _go(workspace: Workspace, *, command: str, step: int) -> None:
    reader = workspace.reader
    if reader is not None and reader.revision is not None:
        revising.go(workspace, reader, reader.revision, step)
    elif reader is not None:
        workspace.emit(Revise(command))


COMMANDS.command("change.next", "next change since the earlier draft", label="next change")(
    partial(_go, command="change.next", step=1)
)
COMMANDS.command("change.previous", "the change before", label="previous change")(
    partial(_go, command="change.previous", step=-1)
)
COMMANDS.command("change.on", "next change", "change", "next")(
    partial(_go, command="change.next", step=1)
)
COMMANDS.command("change.back", "the change before", "change", "previous")(
    partial(_go, command="change.previous", step=-1)
)


@COMMANDS.command("change.accept", "its annotations hold; next change", "change", "they hold")
def accept(workspace: Workspace) -> None:
    """Say that what stands in the changed sentence holds: what was checked counts again."""
    reader, ones = _doubted(workspace)
    if reader is None:
        return
    if any(one.id not in reader.records.annotations for one in ones):
        key = workspace.config.keymap.key("list.show")
        workspace.say(f"these words are gone; {key} and enter give their annotation another place")
        return
    _next(workspace, _hold(workspace, reader, ones) if ones else "")


def _hold(workspace: Workspace, reader: Reader, ones: list[Recheck]) -> str:
    """Let what was checked count again; what to say of it."""
    from tui.review.carrying import accepted

    held = reader.records.annotations
    before = {one.id: held[one.id].attributes for one in ones}
    ops = accepted(reader.records, ones, revising.signed(workspace))
    workspace.edit(ops, f"still holds: {revising.called(ones)}")
    again = {
        value
        for id, attributes in before.items()
        for name, value in held[id].attributes.items()
        if attributes.get(name) != value
    }
    said = f", {' and '.join(sorted(again))} again" if again else ""
    return f"holds: {revising.called(ones)}{said}"


def _next(workspace: Workspace, done: str) -> None:
    """Go on to the next change, and say what was done about the last one, if anything was."""
    _go(workspace, command="change.next", step=1)
    end = f" · {workspace.message.text}" if workspace.message is not None else ""
    if done:
        workspace.say(f"{done}{end}")


@COMMANDS.command("change.drop", "remove its annotations; next change", "change", "drop them")
def drop(workspace: Workspace) -> None:
    """Remove the annotations that the change has put in doubt."""
    reader, ones = _doubted(workspace)
    if reader is None:
        return
    _next(workspace, revising.drop(workspace, reader, ones) if ones else "")


@COMMANDS.command("change.leave", "leave the changes", "change", "leave")
def leave(workspace: Workspace) -> None:
    """Decide nothing, and keep the cursor where it is."""
    if workspace.reader is not None:
        workspace.reader.clear()


@COMMANDS.command("orphan.place", "put it on the selection, or on the words here", "place", "here")
def place(workspace: Workspace) -> None:
    """Give the annotation that was chosen in the list a place."""
    from tui.review.carrying import placed

    reader = workspace.reader
    orphan = revising.placing(workspace)
    if reader is None or orphan is None:
        return
    spans = target(reader, workspace.scheme.tag(orphan.was.tag))
    if spans is None:
        workspace.say("select its words first", "warning")
        return
    signed = revising.signed(workspace)
    ops = placed(reader.records, orphan, reader.article.text, spans, signed)
    reader.clear()
    workspace.orphan = ""
    workspace.edit(ops, f"placed {orphan.was.tag}: {orphan.was.text}")


@COMMANDS.command("orphan.leave", "leave it without a place", "place", "leave")
def leave_orphan(workspace: Workspace) -> None:
    """Drop the selection, else leave the annotation in the list."""
    if workspace.reader is not None and workspace.reader.selection is not None:
        workspace.reader.clear()
    else:
        workspace.orphan = ""


def _doubted(workspace: Workspace) -> tuple[Reader | None, list[Recheck]]:
    """The pane whose changes are gone through, and what this one has put in doubt."""
    reader = workspace.reader
    change = revising.changed_here(reader) if reader is not None else None
    if reader is None or change is None:
        return None, []
    return reader, revising.doubted(reader, change)
