"""What others have just done that the person should know of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import convert

from tui.annotations.edits import Edit
from tui.annotations.model import Annotation
from tui.session.commands.making import short

if TYPE_CHECKING:
    from tui.session.workspace import Workspace


def hear(workspace: Workspace, edits: Iterable[Edit]) -> None:
    """Say which annotations of this session's author others removed, in the edits just taken in;
    not over anything that is said or asked already.
    """
    gone = [
        (edit.by, convert(op.before, Annotation))
        for edit in edits
        for op in edit.ops
        if op.table == "annotations" and op.after is None and op.before is not None
        if op.before.get("author") == workspace.author != edit.by
    ]
    busy = workspace.message or workspace.prompt or workspace.offer or workspace.taken
    if not gone or busy:
        return
    by, first = gone[0]
    more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
    workspace.asked = ()  # Whatever is being decided stays in sight.
    workspace.say(f"{by} removed {first.tag} “{short(first.text)}”{more}")
