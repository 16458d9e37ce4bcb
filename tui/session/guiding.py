"""What the guidelines say of what is at the cursor."""

from __future__ import annotations

from typing import NamedTuple

from tui.annotations.scheme import Attribute, Label, Tag
from tui.session.commands.making import here
from tui.session.workspace import Workspace


class Guide(NamedTuple):
    """What is said of a tag or a label: a line about it, and Markdown."""

    title: str
    text: str


def guide(workspace: Workspace) -> Guide:
    """What is said of the label whose key was pressed, the tag of the annotation or candidate at
    the cursor, or the tag used last.
    """
    scheme, reader = workspace.scheme, workspace.reader
    for label in scheme.labels:
        if workspace.pending[:1] == (label.key,):
            return _about(workspace, label)
    found = here(reader) if reader is not None else None
    name = found.tag if found is not None else workspace.last_tag
    if reader is not None and reader.candidate is not None:
        name = reader.candidate.tag
    if not name and scheme.tags:
        name = scheme.tags[0].name
    return _about(workspace, scheme.tag(name))


def _about(workspace: Workspace, one: Tag | Label) -> Guide:
    """The section of a tag or a label; where there is none, its values and their keys."""
    title = one.name if one.summary in ("", one.name) else f"{one.name}: {one.summary}"
    text = workspace.tasks.guidelines.of(one.name)
    described = one.attributes if isinstance(one, Tag) else (one,)
    values = "\n\n".join(filter(None, map(_values, described)))
    return Guide(title, text or values or "No guidelines for this.")


def _values(one: Attribute | Label) -> str:
    """What an attribute or a label may be, each value after its key."""
    listed = ", ".join(f"{value.key} {value.name}" for value in one.values)
    return f"{one.name} ({one.key}): {listed}" if listed else ""
