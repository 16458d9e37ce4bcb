"""Editing one annotation: its boundaries, tag and note; its id and links stay.

While an annotation is being edited its span is selected, so every selecting key mends it and
every tag key gives it another tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.annotations.model import Annotation
from tui.session.commands.making import here, mended, quotes, selected
from tui.session.commands.tagging import change, undo
from tui.session.effects import Copy, Show, WhenSaved
from tui.session.prompt import Prompt
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.article import Span

if TYPE_CHECKING:
    from tui.reports.sheet import Named

COMMANDS = Registry()


def begin(workspace: Workspace, reader: Reader, annotation: Annotation, group: str = "") -> None:
    """Edit an annotation: select its span at the cursor, or its first. What is changed belongs to
    the `group` of what led here, and else is one of its own.
    """
    workspace.editing = group or workspace.new_id()
    spans = annotation.spans
    span = next((one for one in spans if one[0] <= reader.cursor < one[1]), spans[0])
    reader.editing, reader.mended = annotation.id, span
    reader.extending = True
    reader.select(span)
    workspace.focus = "reader"


@COMMANDS.command("annotation.edit", "edit the annotation here", label="edit")
def edit_here(workspace: Workspace) -> None:
    """Edit the innermost annotation at the cursor; again, the one around it."""
    reader = workspace.reader
    if reader is None:
        return
    found = reader.records.at(reader.cursor)
    if not found:
        workspace.say("there is no annotation here; a tag's key makes one")
        return
    ids = [one.id for one in found]
    at = (ids.index(reader.editing) + 1) % len(ids) if reader.editing in ids else 0
    begin(workspace, reader, found[at])


@COMMANDS.command("edit.save", "keep the boundaries as they are selected", "edit", "keep")
def save(workspace: Workspace) -> None:
    """Give the annotation the selected span in place of the one it had."""
    reader = workspace.reader
    if reader is None:
        return
    old = reader.records.annotations.get(reader.editing)
    chosen = selected(reader)
    if old is None or chosen is None:
        reader.clear()
        return
    spans = mended(reader, old.spans)
    if spans is None:
        workspace.say("the selection overlaps the annotation's other span", "warning")
        return
    text = reader.article.text
    change(
        workspace,
        old,
        f"{old.tag}, new boundaries: {text[slice(*chosen)]}",
        spans=spans,
        quotes=quotes(text, spans),
    )
    reader.clear()


@COMMANDS.command("edit.cancel", "leave the annotation as it was", "edit", "leave")
def cancel(workspace: Workspace) -> None:
    """Stop editing, and take back what was changed meanwhile, or since a note was written."""
    reader = workspace.reader
    if reader is None:
        return
    if workspace.unsaved:
        workspace.emit(WhenSaved("edit.cancel"))  # Only then the history has all that was changed.
        return
    last = reader.history.last_done
    if last is None or last.group != workspace.editing:
        reader.clear()
        return
    undo(workspace)
    key = workspace.config.keymap.key("edit.redo")
    if workspace.message is not None and workspace.message.level == "plain":
        workspace.say(f"as it was · {key} brings the changes back")


@COMMANDS.command("edit.note", "write a note", "edit", "note")
def write_note(workspace: Workspace) -> None:
    """Ask for the annotation's note."""
    old = workspace.annotation(workspace.reader.editing) if workspace.reader is not None else None
    if old is not None:
        ask_note(workspace, old)


def ask_note(workspace: Workspace, old: Annotation) -> None:
    """Ask for an annotation's note."""

    def accept(workspace: Workspace, text: str) -> None:
        current = workspace.annotation(old.id)
        if current is not None:
            workspace.editing = ""  # What was typed and kept is not taken back by leaving the edit.
            change(workspace, current, f"note on {old.tag}: {old.text}", note=text.strip())
            workspace.editing = workspace.new_id()

    workspace.ask(Prompt("note", "note", accept, old.note, len(old.note)))
    workspace.emit(Show("note"))


@COMMANDS.command("annotation.copy", "copy with its citation", "annotation", "copy")
def copy(workspace: Workspace) -> None:
    """Copy the selection, the annotation or the sentence here, and where it is from."""
    from tui.reports.citation import citation
    from tui.reports.speakers import Speakers

    reader = workspace.reader
    if reader is None:
        return
    speakers = Speakers(reader.records, workspace.scheme)
    found, sentence = here(reader), reader.segments.sentence_at(reader.cursor)
    names: tuple[Named, ...] = ()
    if reader.selection is not None:
        spans: tuple[Span, ...] = (reader.selection,)
    elif found is not None:
        spans, names = found.spans, speakers.of(found)
    elif sentence is not None:
        spans = (sentence,)
    else:
        workspace.say("there is nothing to copy here")
        return
    names = names or speakers.around(spans[0][0], spans[-1][1])
    workspace.emit(Copy(citation(reader.segments, spans, names)))
    workspace.say("copied with its citation")
