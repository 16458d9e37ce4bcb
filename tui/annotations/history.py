"""What can be undone and redone, as it follows from the edits themselves.

Nothing is kept beside the store's own list of edits, so undo works the same after a restart.
"""

from __future__ import annotations

from msgspec.structs import replace

from tui.annotations.edits import Edit, adds_article


class History:
    """The edits of one article, split into those done and those undone."""

    def __init__(self, edits: tuple[Edit, ...] = ()) -> None:
        """Replay `edits`, oldest first."""
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        for edit in edits:
            self.record(edit)

    def record(self, edit: Edit) -> None:
        """Take note of an edit that the store has committed.

        What stored an article is left out: it is never taken back, and as long as the article.
        """
        ops = tuple(op for op in edit.ops if not adds_article(op))
        if not ops:
            return
        edit = replace(edit, ops=ops)
        if not edit.undoes:
            last = self.last_done
            if last is not None and edit.group and last.group == edit.group:
                edit = replace(self._done.pop(), ops=last.ops + edit.ops)
            self._done.append(edit)
            self._undone.clear()
        elif _take(self._done, edit.undoes):
            self._undone.append(edit)
        elif _take(self._undone, edit.undoes):
            self._done.append(edit)

    def forget(self, edit: Edit) -> None:
        """Leave out an edit that can no longer be undone or redone, so that others can."""
        self._done = [one for one in self._done if one.seq != edit.seq]
        self._undone = [one for one in self._undone if one.seq != edit.seq]

    @property
    def last_done(self) -> Edit | None:
        """What undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Edit | None:
        """What redo would bring back."""
        return self._undone[-1] if self._undone else None


def _take(edits: list[Edit], seq: int) -> bool:
    """Take the edit with this number out; say whether it was there.

    It is nearly always the last; two sessions of one author may have edited at the same time.
    """
    for index in range(len(edits) - 1, -1, -1):
        if edits[index].seq == seq:
            del edits[index]
            return True
    return False
