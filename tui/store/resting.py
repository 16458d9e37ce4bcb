"""A database at rest, gone through record by record: no more of its file is in memory than a line.

That is possible while its file is as sessions write it, one record a line, and nothing has to be
rebuilt. Any other file is for `recovery` to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple, Protocol

import msgspec

from tui.annotations.model import TABLES
from tui.store.checkpoint import META, Contents, hashing, schema_of
from tui.store.disk import ABSENT, Signature
from tui.store.lines import Change, Line, Reading
from tui.store.protocol import StoreError
from tui.store.records import Records, Unreadable
from tui.store.recovery import Evidence, Found, Site

_ATTEMPTS = 3
_head = re.compile(rb'(\{?)"([a-z]+)":\{\n').fullmatch
_row = re.compile(rb'"\d+":(\{.*\})(,?)\n').fullmatch


class Irregular(Exception):  # noqa: N818 (it describes a file)
    """The database is not as a session leaves it."""


class Place(NamedTuple):
    """Where in the database file a line begins, and where it ends, in bytes."""

    start: int
    end: int


class Taking(Protocol):
    """What becomes of the records of the file, and, when all are taken, of the journal's."""

    records: Records

    def take(self, table: str, text: bytes, place: Place, /) -> None:
        """Take a record of the file; raises Unreadable or Irregular where that cannot be."""


def at_rest(site: Site, taking: Callable[[], Taking]) -> Found | None:
    """What a database at rest holds, though another session may be writing it; None where it is
    for `recovery` to read. What was taken in vain is closed.

    Raises StoreError where it changes all the time.
    """
    database, journal = site.files.database, site.files.journal
    for _ in range(_ATTEMPTS):
        signature, begun = site.disk.signature(database), site.disk.signature(journal)[2]
        if signature == ABSENT:
            return None
        with ExitStack() as vain:
            taken = taking()
            vain.callback(taken.records.held.close)
            try:
                found = _found(site, signature, taken)
            except (Irregular, Unreadable, ValueError, RecursionError, FileNotFoundError):
                return None
            now = site.disk.signature(database), site.disk.signature(journal)[2]
            if now == (signature, begun):
                vain.pop_all()
                return found
    raise StoreError(f"{database} is being rewritten all the time; try again later")


def texts_in(lines: bytes) -> Iterator[bytes]:
    """The texts of the records in whole lines of a database file; raises Irregular where they are
    none.
    """
    for line in BytesIO(lines):
        row = _row(line)
        if row is None:
            raise Irregular
        yield row[1]


def _found(site: Site, signature: Signature, taken: Taking) -> Found:
    """What a database holds whose file is one of its checkpoints.

    Raises Irregular, Unreadable, ValueError or RecursionError for other files.
    """
    journal, digest = site.journal(), sha256()
    lines = _lines(hashing(site.disk.pieces(site.files.database), digest))
    for table, text, place in _rows(lines, site.migrations.current):
        taken.take(table, text, place)
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
        raise Irregular
    saved = mark.seq if mark else rotated
    for _, line in journal.scan(start):
        if isinstance(line, Change) and saved < line.seq <= evidence.seq:
            taken.records.apply(line.ops)
    return Found("file", evidence, Contents(taken.records, {}), digest.hexdigest(), saved)


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


class _Followed:
    """Lines as they are read, and where the last of them stands."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self.place = lines, Place(0, 0)

    def next(self) -> bytes:
        """The next line; empty where there is none."""
        line = next(self._lines, b"")
        self.place = Place(self.place.end, self.place.end + len(line))
        return line


def _rows(lines: Iterator[bytes], schema: int) -> Iterator[tuple[str, bytes, Place]]:
    """The table, the text and the place of each record; raises Irregular where that is not all
    there is.
    """
    followed = _Followed(lines)
    opening, closing, described = b"{", b"", False
    while closing != b"}}\n":
        head = _head(followed.next())
        if head is None or head[1] != opening:
            raise Irregular
        table, opening = head[2].decode(), b""
        for text in _texts(followed):
            if table in TABLES:
                yield table, text, followed.place
            elif table != META or schema_of(text) != schema:
                raise Irregular
            else:
                described = True
        closing = followed.next()
        if closing not in (b"},\n", b"}}\n"):
            raise Irregular
    if not described or followed.next():
        raise Irregular


def _texts(followed: _Followed) -> Iterator[bytes]:
    """The records of a table, which ends with the first that no comma follows."""
    line = followed.next()
    if line == b"\n":
        return
    while row := _row(line):
        row[1].decode()
        yield row[1]
        if not row[2]:
            return
        line = followed.next()
    raise Irregular
