"""A database read record by record into a temporary file, so that it need not fit into memory.

That is possible while its file is as sessions write it, one record a line, and nothing has to be
rebuilt. Any other file is for `recovery` to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

import msgspec

from tui.annotations.model import TABLES
from tui.store.checkpoint import META, Contents, hashing, schema_of
from tui.store.disk import Signature
from tui.store.lines import Change, Line, Reading
from tui.store.protocol import StoreError
from tui.store.records import Records, Unreadable
from tui.store.recovery import Evidence, Found, Site, recover
from tui.store.scratch import on_disk

_ATTEMPTS = 3
_head = re.compile(rb'(\{?)"([a-z]+)":\{\n').fullmatch
_row = re.compile(rb'"\d+":(\{.*\})(,?)\n').fullmatch


class _Irregular(Exception):  # noqa: N818 (it describes a file)
    """The database is not as a session leaves it."""


def found_on_disk(site: Site, former: Contents | None = None) -> Found:
    """What `recover` finds, with the records in a temporary file.

    Raises StoreError as `recover` does, and where that file cannot be written.
    """
    found = None if former else _steady(site)
    if found is None:
        found = recover(site, former)
        if not former or found.contents.records is not former.records:
            found = _moved(found)
    return found


def _steady(site: Site) -> Found | None:
    """What a database at rest holds, though another session may be writing it; None where it is
    for `recovery` to read.
    """
    database, journal = site.files.database, site.files.journal
    for _ in range(_ATTEMPTS):
        signature, begun = site.disk.signature(database), site.disk.signature(journal)[2]
        records = Records(on_disk())
        try:
            found = _at_rest(site, signature, records)
        except (_Irregular, Unreadable, ValueError, RecursionError, FileNotFoundError):
            records.held.close()
            return None
        if (site.disk.signature(database), site.disk.signature(journal)[2]) == (signature, begun):
            return found
        found.contents.records.held.close()
    raise StoreError(f"{database} is being rewritten all the time; try again later")


def _at_rest(site: Site, signature: Signature, records: Records) -> Found:
    """What a database holds whose file is one of its checkpoints, with its `records`.

    Raises _Irregular, Unreadable, ValueError or RecursionError for other files.
    """
    journal, digest = site.journal(), sha256()
    lines = _lines(hashing(site.disk.pieces(site.files.database), digest))
    for table, text in _rows(lines, site.migrations.current):
        records.add(table, text)
    start = journal.placed()
    scan = journal.scan(start)
    tail = tuple((offset, _bare(line)) for offset, line in scan)
    reading = Reading(tail, scan.end, scan.torn, tuple(scan.damaged))
    rotated = 0 if tail else site.chronicle().parts.last()
    evidence = Evidence(None, signature, reading, rotated)
    marks = (mark for mark in reversed(evidence.marks()) if mark.digest == digest.hexdigest())
    mark = next(marks, None)
    newest = max((change.schema for change in reading.changes()), default=1)
    if (tail and mark is None) or newest > site.migrations.current:
        raise _Irregular
    saved = mark.seq if mark else rotated
    for _, line in journal.scan(start):
        if isinstance(line, Change) and saved < line.seq <= evidence.seq:
            records.apply(line.ops)
    return Found("file", evidence, Contents(records, {}), digest.hexdigest(), saved)


def _moved(found: Found) -> Found:
    """The same with the records in a temporary file."""
    records = Records(on_disk())
    for table, entries in found.contents.records.tables().items():
        for entry in entries:
            records.held.put(table, entry)
    return replace(found, contents=found.contents._replace(records=records))


def _bare(line: Line) -> Line:
    """A line without what an edit did."""
    return msgspec.structs.replace(line, ops=()) if isinstance(line, Change) else line


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file, each with its end; what comes after the last one is one, too."""
    rest = list[bytes]()
    for piece in pieces:
        *whole, last = piece.split(b"\n")
        for line in whole:
            yield b"".join((*rest, line, b"\n"))
            rest = []
        rest.append(last)
    if last := b"".join(rest):
        yield last


def _rows(lines: Iterator[bytes], schema: int) -> Iterator[tuple[str, bytes]]:
    """The table and the text of each record; raises _Irregular where that is not all there is."""
    opening, closing, described = b"{", b"", False
    while closing != b"}}\n":
        head = _head(next(lines, b""))
        if head is None or head[1] != opening:
            raise _Irregular
        table, opening = head[2].decode(), b""
        for text in _texts(lines):
            if table in TABLES:
                yield table, text
            elif table != META or schema_of(text) != schema:
                raise _Irregular
            else:
                described = True
        closing = next(lines, b"")
        if closing not in (b"},\n", b"}}\n"):
            raise _Irregular
    if not described or next(lines, b""):
        raise _Irregular


def _texts(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The records of a table, which ends with the first that no comma follows."""
    for number, line in enumerate(lines):
        if line == b"\n" and not number:
            return
        row = _row(line)
        if row is None:
            raise _Irregular
        row[1].decode()
        yield row[1]
        if not row[2]:
            return
    raise _Irregular
