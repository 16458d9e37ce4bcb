"""The records as they were at a moment: the present ones, with every later edit taken back."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tui.store.checkpoint import CheckpointStorage, Contents, refuse_newer, render
from tui.store.chronicle import Chronicle
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.lines import Change, Row
from tui.store.protocol import StoreError
from tui.store.recovery import contents_of


class Restored(NamedTuple):
    """The state after edit number `seq`, and what it cannot tell, in sentences."""

    contents: Contents
    seq: int
    warnings: tuple[str, ...]


def state_at(path: Path, moment: datetime) -> Restored:
    """The state of the database when the last edit up to `moment` had been made.

    Edits follow each other as they were made, also where a clock was set back meanwhile.

    Raises StoreError when the database cannot be read.
    """
    state = contents_of(path)
    refuse_newer(state, "nothing was restored")
    edits = tuple(Chronicle(Files.of(path), Disk()).changes())
    last = max((n for n, edit in enumerate(edits, 1) if _time(edit) <= moment), default=0)
    for edit in reversed(edits[last:]):
        state.records.apply(
            Row(row.table, row.id, row.after, row.before) for row in reversed(edit.ops)
        )
    seq = edits[last - 1].seq if last else 0
    return Restored(state, seq, tuple(_unknown(edits, last)))


def write_new(path: Path, state: Contents) -> None:
    """Write a database that must not exist yet.

    Raises StoreError when it or a file beside it exists, OSError when it cannot be written.
    """
    files = Files.of(path)
    if there := next((file for file in (*files, *files.parts()) if file.exists()), None):
        raise StoreError(f"{there} exists and is not overwritten: name another file")
    data = render(state.records, state.aside)
    storage = CheckpointStorage(files.database)
    storage.place(storage.prepare(data))


def _unknown(edits: tuple[Change, ...], last: int) -> list[str]:
    """What the history from edit number `last` on, counted from 1, does not tell."""
    said = []
    if edits and not last and edits[0].seq > 1:
        said.append(f"the history begins at {edits[0].at}; this is the state before that")
    pairs = pairwise(edits[max(0, last - 1) :])
    if gap := next((one.seq for one, after in pairs if after.seq != one.seq + 1), 0):
        said.append(f"edits after number {gap} are missing in the journal; the state may be wrong")
    return said


def _time(edit: Change) -> datetime:
    return datetime.fromisoformat(edit.at)
