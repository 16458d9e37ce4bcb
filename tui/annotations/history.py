"""What can be undone and redone, as it follows from the edits themselves.

Nothing is kept beside the store's own list of edits, so undo works the same after a restart.
"""

from __future__ import annotations

from tui.annotations.edits import Edit


class History:
    """The edits of one article, split into those done and those undone."""

    def __init__(self, edits: tuple[Edit, ...] = ()) -> None:
        """Replay `edits`, oldest first."""
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        for edit in edits:
            self.record(edit)

    def record(self, edit: Edit) -> None:
        """Take note of an edit that the store has committed."""
        if all(op.table == "articles" and op.before is None for op in edit.ops):
            return  # An article that was stored stays stored.
        if not edit.undoes:
            self._done.append(edit)
            self._undone.clear()
        elif self._done and self._done[-1].seq == edit.undoes:
            self._done.pop()
            self._undone.append(edit)
        elif self._undone and self._undone[-1].seq == edit.undoes:
            self._undone.pop()
            self._done.append(edit)

    @property
    def last_done(self) -> Edit | None:
        """What undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Edit | None:
        """What redo would bring back."""
        return self._undone[-1] if self._undone else None
