"""Which annotation a command is about: the one chosen, at the cursor, or in the sentence here."""

from __future__ import annotations

from collections.abc import Callable

from tui.annotations.model import Annotation
from tui.session.workspace import Workspace


def fitting(workspace: Workspace, fits: Callable[[Annotation], bool]) -> Annotation | None:
    """The annotation that is meant, of those that fit.

    One that is chosen in the list, shown in the record or being edited is the only one that can
    be meant. Else it is the innermost at the cursor; where none is there, the only one that lies
    in the same sentence.
    """
    reader = workspace.reader
    if reader is None:
        return None
    picked = workspace.annotation(chosen(workspace))
    if picked is not None:
        return picked if fits(picked) else None
    here = next(filter(fits, reader.records.at(reader.cursor)), None)
    sentence = reader.segments.sentence_at(reader.cursor)
    if here is not None or sentence is None or reader.folded:
        return here
    beside = list(filter(fits, reader.records.overlapping(*sentence)))
    return beside[0] if len(beside) == 1 else None


def chosen(workspace: Workspace) -> str:
    """The id of the annotation that is chosen: in the list, or by editing it."""
    if workspace.focus == "list":
        return workspace.listing.selected
    return workspace.reader.editing if workspace.reader is not None else ""
