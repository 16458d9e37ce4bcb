"""The record of an annotation: going through its fields, changing and removing what they say."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from tui.annotations.citation import citation, day
from tui.annotations.edits import Op, plain, removing
from tui.annotations.model import Annotation, Evidence
from tui.session import panel, ties
from tui.session.choosing import fitting
from tui.session.commands import linking
from tui.session.commands.attributes import begun, unset
from tui.session.commands.editing import ask_note, begin
from tui.session.commands.making import short
from tui.session.commands.tagging import change
from tui.session.panel import Field
from tui.session.prompt import Prompt
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()

_FAR = 1_000


@COMMANDS.command("annotation.open", "open the record of the annotation here", "annotation", "open")
def show(workspace: Workspace) -> None:
    """Show all that is said of the annotation here, and give that the keys."""
    reader = workspace.reader
    found = fitting(workspace, lambda _: True)
    if reader is None or found is None:
        workspace.say("there is no annotation here; a tag's key makes one")
        return
    reader.clear()
    workspace.quiet = False
    workspace.focus = "record"
    workspace.panel.field = ""
    workspace.panel.show(found.id)
    _keep(reader, found)


@COMMANDS.command("record.leave", "back to the text", "record", "back")
def leave(workspace: Workspace) -> None:
    """Give the keys back to the text."""
    workspace.focus = "reader"


@COMMANDS.command(
    "field.edit", "change this field; of a link, go to the other end", "record", "change"
)
def edit(workspace: Workspace) -> None:
    """Do what helps on the selected field."""
    reader, (found, field) = workspace.reader, _here(workspace)
    if reader is None or found is None or field is None:
        return
    match field.kind:
        case "words":
            begin(workspace, reader, found)
        case "attribute":
            _ask_attribute(workspace, field.of)
        case "link":
            tie = _tie(workspace, found, field)
            if tie is not None:
                linking.go(workspace, tie)
        case "note":
            ask_note(workspace, found)
        case "evidence":
            _ask_part(workspace, field)
        case "add":
            _ask_more(workspace, field)
        case _:
            workspace.say(f"what was {field.label} says itself; it is not changed by hand")


@COMMANDS.command("field.remove", "remove this source, link, note or value", "record", "remove")
def remove(workspace: Workspace) -> None:
    """Take away what the selected field says; of a source's title, the source."""
    reader, (found, field) = workspace.reader, _here(workspace)
    if reader is None or found is None or field is None:
        return
    before = panel.fields(workspace, reader, found)
    match field.kind:
        case "attribute":
            unset(workspace, found, field.of)
        case "link":
            tie = _tie(workspace, found, field)
            if tie is not None:
                linking.remove(workspace, tie)
        case "note" if found.note:
            change(workspace, found, f"no note on {found.tag}: {short(found.text)}", note="")
        case "evidence":
            _remove_part(workspace, field)
        case _:
            workspace.say("there is nothing here to remove")
    after = panel.fields(workspace, reader, workspace.annotation(found.id) or found)
    if field not in after:
        workspace.panel.field = after[min(before.index(field), len(after) - 1)].id


def _here(workspace: Workspace) -> tuple[Annotation | None, Field | None]:
    """The annotation whose record is shown, and the selected field."""
    reader, found = workspace.reader, workspace.annotation(workspace.panel.annotation)
    if reader is None or found is None or workspace.focus != "record":
        return None, None
    made = panel.fields(workspace, reader, found)
    return found, made[workspace.panel.selected(made)]


def _tie(workspace: Workspace, found: Annotation, field: Field) -> ties.Tie | None:
    reader = workspace.reader
    linked = ties.of(workspace, reader, found) if reader is not None else []
    return next((one for one in linked if one.link.id == field.of), None)


def _ask_attribute(workspace: Workspace, name: str) -> None:
    """Wait for the letter of a value, or ask for the words of a free attribute."""
    if f"set.{name}" in workspace.config.commands:
        workspace.run_inside(f"set.{name}")
        return
    workspace.pending = begun(workspace, name)
    if not workspace.pending:
        workspace.say(f"no key sets {name}; give its values keys in your keymap")


def _source(workspace: Workspace, id: str) -> Evidence | None:
    return workspace.reader.records.evidence.get(id) if workspace.reader is not None else None


def _ask_part(workspace: Workspace, field: Field) -> None:
    """Ask for a field of a source."""
    one = _source(workspace, field.of)
    part = field.id.rpartition("/")[2]
    if one is None:
        return
    before = str(getattr(one, part))

    def accept(workspace: Workspace, text: str) -> None:
        said = " ".join(text.split())
        if part == "seen" and said and not day(said):
            workspace.say(f"“{said}” is no date; write it as 2024-05-15", "warning")
            return
        _change(workspace, one.id, part, {part: day(said) if part == "seen" else said})

    workspace.ask(Prompt("field", part, accept, before, len(before)))


def _ask_more(workspace: Workspace, field: Field) -> None:
    """Ask for what a source lacks; its parts are told apart as in a citation."""
    one = _source(workspace, field.of)
    if one is None:
        return

    def accept(workspace: Workspace, text: str) -> None:
        said = citation(text)
        given = {part: value for part, value in said._asdict().items() if value}
        if given:
            _change(workspace, one.id, " and ".join(given), given)

    workspace.ask(Prompt("evidence", f"{field.value}", accept))


def _change(workspace: Workspace, id: str, what: str, parts: dict[str, str]) -> None:
    """Give a source other parts."""
    old = _source(workspace, id)
    new = replace(old, **parts) if old is not None else None
    if old is None or new is None or new == old:
        return
    name = old.title or old.address or new.title or "a source"
    summary = f"{what} of evidence: {short(name)}"
    workspace.edit((Op("evidence", id, plain(old), plain(new)),), summary)


def _remove_part(workspace: Workspace, field: Field) -> None:
    one = _source(workspace, field.of)
    part = field.id.rpartition("/")[2]
    if one is None:
        return
    if part != "title":
        _change(workspace, one.id, f"no {part}", {part: ""})
        return
    name = one.title or one.address or "a source"
    workspace.edit((removing(one),), f"removed evidence: {short(name)}")
    key = workspace.config.keymap.key("edit.undo")
    workspace.say(f"removed “{short(name)}” · {key} brings it back")


def _move(workspace: Workspace, *, steps: int) -> None:
    """Select another field."""
    reader, found = workspace.reader, workspace.annotation(workspace.panel.annotation)
    if reader is not None and found is not None:
        made = panel.fields(workspace, reader, found)
        at = min(max(workspace.panel.selected(made) + steps, 0), len(made) - 1)
        workspace.panel.field = made[at].id


def _turn(workspace: Workspace, *, onward: bool) -> None:
    """Show the record of the annotation after or before this one."""
    reader, found = workspace.reader, workspace.annotation(workspace.panel.annotation)
    if reader is None or found is None:
        return
    ordered = reader.records.ordered()
    at = ordered.index(found) + (1 if onward else -1)
    if 0 <= at < len(ordered):
        workspace.panel.show(ordered[at].id)
        reader.go(ordered[at].start)
        _keep(reader, ordered[at])


def _keep(reader: Reader, annotation: Annotation) -> None:
    """Keep an annotation and its sentence in sight."""
    sentence = reader.segments.sentence_at(annotation.start) or (annotation.start, annotation.end)
    reader.keep((min(sentence[0], annotation.start), max(sentence[1], annotation.end)))


for _id, _summary, _steps in (
    ("field.next", "next field", 1),
    ("field.previous", "previous field", -1),
    ("field.first", "first field", -_FAR),
    ("field.last", "last field", _FAR),
):
    COMMANDS.command(_id, _summary, "record")(partial(_move, steps=_steps))
for _id, _summary, _label, _onward in (
    ("record.next", "the record of the next annotation", "next record", True),
    ("record.previous", "the record of the previous annotation", "previous", False),
):
    COMMANDS.command(_id, _summary, "record", _label)(partial(_turn, onward=_onward))
