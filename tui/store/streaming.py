"""A database read record by record into a temporary file, so that it need not fit into memory.

That is possible while it is at rest (`resting`). Any other one is for `recovery` to read.
"""

from __future__ import annotations

from dataclasses import replace

from tui.store.checkpoint import Contents
from tui.store.records import Records
from tui.store.recovery import Found, Site, recover
from tui.store.resting import Place, at_rest
from tui.store.scratch import on_disk


def found_on_disk(site: Site, former: Contents | None = None) -> Found:
    """What `recover` finds, with the records in a temporary file.

    Raises StoreError as `recover` does, and where that file cannot be written.
    """
    found = None if former else at_rest(site, _Copied)
    if found is None:
        found = recover(site, former)
        if not former or found.contents.records is not former.records:
            found = _moved(found)
    return found


class _Copied:
    """Records that are copied into a temporary file."""

    def __init__(self) -> None:
        self.records = Records(on_disk())

    def take(self, table: str, text: bytes, _place: Place) -> None:
        self.records.add(table, text)


def _moved(found: Found) -> Found:
    """The same with the records in a temporary file."""
    records = Records(on_disk())
    for table, entries in found.contents.records.tables().items():
        for entry in entries:
            records.held.put(table, entry)
    return replace(found, contents=found.contents._replace(records=records))
