"""Which annotation a command is about: the one chosen, at the cursor, or in the sentence here."""

from __future__ import annotations

from collections.abc import Callable

from tui.annotations.checking import status
from tui.annotations.model import Annotation
from tui.session.workspace import Workspace


def fitting(
    workspace: Workspace, fits: Callable[[Annotation], bool], *, beside: bool = True
) -> Annotation | None:
    """The annotation that is meant, of those that fit.

    One that is chosen in the list, shown in the record or being edited is the only one that can
    be meant. Else it is the innermost at the cursor; where none is there, the only one that lies
    in the same sentence, unless one `beside` the cursor is never meant.
    """
    reader = workspace.reader
    if reader is None:
        return None
    picked = workspace.annotation(chosen(workspace))
    if picked is not None:
        return picked if fits(picked) else None
    here = next(filter(fits, reader.records.at(reader.cursor)), None)
    sentence = reader.segments.sentence_at(reader.cursor)
    if here is not None or sentence is None or reader.folded or not beside:
        return here
    near = list(filter(fits, reader.records.overlapping(*sentence)))
    return near[0] if len(near) == 1 else None


def chosen(workspace: Workspace) -> str:
    """The id of the annotation that is chosen: in the list, by its record, or by editing it."""
    if workspace.focus == "list":
        return workspace.listing.selected
    if workspace.focus == "record":
        return workspace.panel.annotation
    return workspace.reader.editing if workspace.reader is not None else ""


def told(workspace: Workspace) -> list[Annotation]:
    """What the lines below the text tell of: the annotation that is chosen, else the innermost at
    the cursor and those around it that are to be checked, such as a claim that a quotation covers.
    """
    reader = workspace.reader
    if reader is None:
        return []
    picked = workspace.annotation(chosen(workspace))
    if picked is not None:
        return [picked]
    scheme, found = workspace.scheme, reader.records.at(reader.cursor)
    return [one for one in found if one is found[0] or status(scheme.tag(one.tag)) is not None]


def marked(workspace: Workspace) -> str:
    """The id of what the list marks: the one that is chosen, or the annotation at the cursor."""
    reader = workspace.reader
    if reader is None or workspace.focus == "list":
        return workspace.listing.selected
    found = reader.records.at(reader.cursor)
    return chosen(workspace) or (found[0].id if found else "")
