"""The panel with the record of one annotation: what is said of it, by whom, on what evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations import checking
from tui.annotations.model import Annotation, Evidence
from tui.annotations.replying import asked_of
from tui.session import ties

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace

NONE_YET = "—"
"""What stands where nothing has been said."""
PARTS = ("title", "address", "place", "quotation", "seen", "contact")
"""The fields of evidence, in their order."""


class Field(NamedTuple):
    """One field. `id` names it: `words`, `attribute/NAME`, `link/ID`, `evidence/ID/PART`, `add/ID`
    for what evidence lacks, `note`, `checked`, `made`. `head` begins a group.
    """

    id: str
    label: str
    value: str
    head: bool = False

    @property
    def kind(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    @property
    def of(self) -> str:
        """The second part of the id: an attribute's name, or a record's id."""
        return self.id.split("/")[1] if "/" in self.id else ""


class Panel:
    """Which annotation's record is shown, and which of its fields is selected."""

    def __init__(self) -> None:
        """Nothing is shown."""
        self.annotation = ""
        self.field = ""

    def show(self, annotation: str) -> None:
        """Show another record, the same kind of field selected if it has that."""
        self.annotation = annotation
        if self.field.startswith(("link/", "evidence/", "add/")):
            self.field = ""

    def selected(self, made: tuple[Field, ...]) -> int:
        """The number of the selected field."""
        return next((n for n, one in enumerate(made) if one.id == self.field), 0)


def follow(workspace: Workspace) -> None:
    """Leave a record whose annotation is no more."""
    if workspace.focus == "record" and workspace.annotation(workspace.panel.annotation) is None:
        workspace.focus = "reader"


def fields(workspace: Workspace, reader: Reader, annotation: Annotation) -> tuple[Field, ...]:
    """The fields of an annotation's record, in order."""
    return tuple(_fields(workspace, reader, annotation))


def _fields(workspace: Workspace, reader: Reader, annotation: Annotation) -> Iterator[Field]:
    tag = workspace.scheme.tag(annotation.tag)
    yield Field("words", tag.name, annotation.text, head=True)
    state = checking.status(tag)
    evidence = reader.records.hanging.evidence.get(annotation.id, [])
    for attribute in asked_of(annotation, tag, reader.records.links.values()):
        value = annotation.attributes.get(attribute.name, "")
        if attribute == state:
            value = value or checking.unset(attribute)
            if not evidence and checking.needs_evidence(annotation, workspace.scheme):
                value += ", no evidence"
        yield Field(f"attribute/{attribute.name}", attribute.name, value or NONE_YET)
    for tie in ties.of(workspace, reader, annotation):
        yield Field(f"link/{tie.link.id}", tie.label, tie.words)
    for number, one in enumerate(evidence, 1):
        yield from _evidence(one, number)
    yield Field("note", "note", annotation.note or NONE_YET, head=True)
    if annotation.checked:
        yield Field("checked", "checked", _signed(annotation.checked, annotation.checked_by))
    yield Field("made", "made", _signed(annotation.created, annotation.author))


def _evidence(one: Evidence, number: int) -> Iterator[Field]:
    """A source: its title, what else is known of it, and what is not."""
    yield Field(f"evidence/{one.id}/title", f"source {number}", one.title or NONE_YET, head=True)
    for part in PARTS[1:]:
        value = getattr(one, part)
        if value:
            yield Field(f"evidence/{one.id}/{part}", part, value)
    missing = [part for part in PARTS[1:] if not getattr(one, part)]
    if missing:
        yield Field(f"add/{one.id}", "add", ", ".join(missing))


def _signed(at: str, by: str) -> str:
    """A moment to the minute, and who did something then."""
    return " · ".join(part for part in (at[:16].replace("T", " "), by) if part) or NONE_YET
