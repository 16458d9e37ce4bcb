"""What others have just done that the person should know of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import convert

from tui.annotations.edits import Edit
from tui.annotations.model import Annotation
from tui.session.commands.making import short
from tui.text.cells import in_marks

if TYPE_CHECKING:
    from tui.session.workspace import Workspace


class Hearing:
    """The annotations that others removed, until that is said."""

    def __init__(self) -> None:
        """Nothing was heard yet."""
        self._gone: list[tuple[str, Annotation]] = []

    def take(self, author: str, edits: Iterable[Edit]) -> None:
        """Take note of what others' edits remove of an author's own."""
        self._gone += (
            (edit.by, convert(op.before, Annotation))
            for edit in edits
            for op in edit.ops
            if op.table == "annotations" and op.after is None and op.before is not None
            if op.before.get("author") == author != edit.by
        )

    def tell(self, workspace: Workspace) -> bool:
        """Say it, not over anything that is said or asked already; whether that was done."""
        busy = workspace.message or workspace.prompt or workspace.offer or workspace.taken
        if not self._gone or busy:
            return False
        by, first = self._gone[0]
        more = f" and {len(self._gone) - 1} more" if len(self._gone) > 1 else ""
        self._gone = []
        workspace.asked = ()  # Whatever is being decided stays in sight.
        workspace.say(f"{by} removed {first.tag} {in_marks(short(first.text))}{more}")
        return True
