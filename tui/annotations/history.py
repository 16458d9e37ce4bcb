"""What can be undone and redone, as it follows from the edits themselves.

Nothing is kept beside the store's own list of edits, so undo works the same after a restart.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from tui.annotations.edits import Edit, Op, adds_article

_Run: TypeAlias = list[Edit]
"""Edits that are undone together, which goes by the number of the first."""


class History:
    """The edits of one author in one article, split into those done and those undone."""

    def __init__(self, edits: tuple[Edit, ...] = ()) -> None:
        """Replay `edits`, oldest first."""
        self._done: list[_Run] = []
        self._undone: list[_Run] = []
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
            if self._done and edit.group and self._done[-1][0].group == edit.group:
                self._done[-1].append(edit)
            else:
                self._done.append([edit])
            self._undone.clear()
        elif _take(self._done, edit.undoes):
            self._undone.append([edit])
        elif _take(self._undone, edit.undoes):
            self._done.append([edit])

    def forget(self, edit: Edit) -> None:
        """Leave out an edit that can no longer be undone or redone, so that others can."""
        self._done = [run for run in self._done if run[0].seq != edit.seq]
        self._undone = [run for run in self._undone if run[0].seq != edit.seq]

    @property
    def done(self) -> tuple[Edit, ...]:
        """The edits that stand: those made and not taken back, and those that brought one back."""
        return tuple(edit for run in self._done for edit in run)

    @property
    def last_done(self) -> Edit | None:
        """What undo would take back."""
        return _together(self._done[-1]) if self._done else None

    @property
    def last_undone(self) -> Edit | None:
        """What redo would bring back."""
        return _together(self._undone[-1]) if self._undone else None


def _together(run: _Run) -> Edit:
    """The edits as one, in which each record goes from what it was first to what it became last."""
    if len(run) == 1:
        return run[0]
    net: dict[tuple[str, str], Op] = {}
    for op in (op for edit in run for op in edit.ops):
        first = net.get((op.table, op.id), op)
        net[op.table, op.id] = Op(op.table, op.id, first.before, op.after)
    return replace(run[0], ops=tuple(net.values()))


def _take(runs: list[_Run], seq: int) -> bool:
    """Take the run with this number out; say whether it was there.

    It is nearly always the last; two sessions of one author may have edited at the same time.
    """
    for index in range(len(runs) - 1, -1, -1):
        if runs[index][0].seq == seq:
            del runs[index]
            return True
    return False
