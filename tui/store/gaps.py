"""What a history lacks: edits whose numbers are missing, and the records that they changed."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from tui.annotations.model import TABLES
from tui.store.chronicle import Chronicle
from tui.store.lines import NOTHING, Change, Gap
from tui.store.records import Records

_ROW = re.compile(rb'\["(%b)","([^"\\]{1,200})"' % "|".join(TABLES).encode())
_SEQ = re.compile(rb'^\{"kind":"edit","seq":(\d{1,18})\b', re.MULTILINE)


class Missing(NamedTuple):
    """Edits `first` to `last`, and the records that are not as the edits before left them."""

    first: int
    last: int
    concerns: tuple[str, ...] = ()

    def said(self, name: str) -> str:
        """A sentence about them; `name` is the journal's."""
        edits = f"edits {self.first:,} to {self.last:,} are"
        if self.first == self.last:
            edits = f"edit {self.first:,} is"
        if not self.concerns:
            return f"{name}: {edits} missing; what changed with that cannot be told"
        return f"{name}: {edits} missing, which changed {', '.join(self.concerns)}"


def missing(chronicle: Chronicle, records: Records) -> list[Missing]:
    """The edits that a history lacks, but for those that `Gap` lines own up to.

    `records` are what it should lead to. Which of them a missing edit changed is seen where later
    edits, or in the end the records themselves, find another one than earlier edits left. That
    the last edits are missing is seen by a mark of a checkpoint that holds them.
    """
    found: list[tuple[int, int, dict[str, None]]] = []
    left: dict[tuple[str, str], bytes] = {}
    known, last, reached = set[int](), 0, 0
    for line in chronicle.lines():
        reached = max(reached, line.seq)
        if isinstance(line, Gap):
            known.update(range(line.first, line.seq + 1))
        if not isinstance(line, Change):
            continue
        if line.seq > last + 1:
            found.append((last + 1, line.seq - 1, {}))
        for row in line.ops:
            key = (row.table, row.id)
            if found and key in left and not _same(left[key], bytes(row.before)):
                found[-1][2][f"{row.table} {row.id}"] = None
            left[key] = bytes(row.after)
        last = line.seq
    if reached > last:
        found.append((last + 1, reached, {}))
    if found and chronicle.from_the_beginning():
        # Every record was made by an edit, and so those that none has left by one that is missing.
        for table, entries in records.tables().items():
            left = {(table, entry.id): NOTHING for entry in entries} | left
    for (table, record_id), text in left.items():
        if found and not _same(records.text(table, record_id), text):
            found[-1][2][f"{table} {record_id}"] = None
    return [Missing(first, last, tuple(ids)) for first, last, ids in found if first not in known]


def numbers(damaged: bytes) -> tuple[int, ...]:
    """The numbers of the edits that damaged lines were, as far as they can still be read."""
    return tuple(map(int, _SEQ.findall(damaged)))


def named(damaged: bytes) -> tuple[str, ...]:
    """The records that damaged lines name, as far as they can still be read."""
    found = (b" ".join(row).decode("utf-8", "replace") for row in _ROW.findall(damaged))
    return tuple(dict.fromkeys(found))


def _same(one: bytes, other: bytes) -> bool:
    return one == other or msgspec.json.decode(one) == msgspec.json.decode(other)
