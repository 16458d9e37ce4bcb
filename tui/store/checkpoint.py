"""The database file: complete TinyDB JSON with one record a line, read and written.

A record's document id comes from a hash of its own id, so that two sessions never give the same
number to two records, and so that a record keeps its line whatever is added around it.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tinydb.storages import Storage

from tui.annotations.model import TABLES
from tui.store.disk import Disk, mode_of, spare_of
from tui.store.held import document_id
from tui.store.migrations import MIGRATIONS, Migrations, Stuck
from tui.store.protocol import StoreError
from tui.store.records import Aside, Records

META = "meta"
"""The table that describes the file."""
_TABLES = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7})[ \r\n]", re.MULTILINE)
_STALE = 3600.0
_PIECE = 1 << 16
_is_object = re.compile(rb"\{").match
_is_blank = re.compile(rb"[\0 \t\r\n]*").fullmatch


class Damaged(Exception):  # noqa: N818 (it describes a file, and the file is at fault)
    """These bytes are not a database; the message says what they are instead."""


class _Meta(msgspec.Struct):
    schema: int
    application: str = "glossator"


class Contents(NamedTuple):
    """What a database file holds.

    `aside` are the records that cannot be read and the tables of others, `faults` a sentence for
    each such record; `schema` is the version the file was written in, and `ours` says whether it
    has a table of ours at all.
    """

    records: Records
    aside: Aside
    faults: tuple[str, ...] = ()
    schema: int = MIGRATIONS.current
    ours: bool = True


class Spare(NamedTuple):
    """A database file that is written and has no place yet, and its digest."""

    path: Path
    digest: str


class CheckpointStorage(Storage):
    """A TinyDB storage that never leaves half a file: `TinyDB(path, storage=CheckpointStorage)`.

    The store writes its checkpoints through it. It goes around TinyDB's `Table`, whose every
    insert reads and writes the whole database.
    """

    def __init__(
        self,
        path: str | Path,
        disk: Disk | None = None,
        migrations: Migrations = MIGRATIONS,
    ) -> None:
        """Name the file; nothing is opened or created."""
        super().__init__()
        self.path = Path(path)
        self._disk = disk or Disk()
        self._migrations = migrations

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables as TinyDB knows them; None when there is no file. Raises Damaged."""
        try:
            tables = parse(self._disk.read(self.path))
        except FileNotFoundError:
            return None
        return {
            name: {number: json.loads(text) for number, text in rows.items()}
            for name, rows in tables.items()
        }

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Let the file hold these tables."""
        texts = {
            name: ((int(number), msgspec.json.encode(row)) for number, row in rows.items())
            for name, rows in data.items()
        }
        self.place(self.prepare(_joined(texts)))

    def contents(self) -> Contents:
        """The file's records as the store knows them. Raises Damaged and FileNotFoundError."""
        return contents(self._disk.read(self.path), self._migrations)

    def prepare(self, pieces: Iterable[bytes]) -> Spare:
        """Write the bytes beside the file, durably."""
        spare, digest = spare_of(self.path), hashlib.sha256()
        self._disk.write_new(spare, hashing(pieces, digest), mode_of(self.path))
        return Spare(spare, digest.hexdigest())

    def place(self, spare: Spare) -> None:
        """Let the prepared bytes take the file's place, durably and in one step."""
        self._disk.replace(spare.path, self.path)

    def sweep(self) -> None:
        """Remove what sessions that were killed had prepared more than an hour ago."""
        for spare in self.path.parent.glob(f"{self.path.name}.*.tmp"):
            with suppress(OSError):
                if time.time() - spare.stat().st_mtime > _STALE:
                    spare.unlink()


def digest_of(pieces: Iterable[bytes]) -> str:
    """The sha256 of a database file, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def parse(data: bytes) -> dict[str, dict[str, bytes]]:
    """The JSON text of every document by table and document id; raises Damaged."""
    if _is_blank(data):
        raise Damaged("is filled with NUL bytes" if b"\0" in data else "is empty")
    _must_be_text(data)
    try:
        tables = {name: _texts(rows) for name, rows in _TABLES.decode(data).items()}
    except (msgspec.MsgspecError, RecursionError):
        tables = _leniently(data)
    for name, rows in tables.items():
        if all(map(str.isdecimal, rows)) and all(map(_is_object, rows.values())):
            continue
        wrong = next(n for n, text in rows.items() if not n.isdecimal() or not _is_object(text))
        raise Damaged(f"is JSON but no TinyDB database (table “{name}”, key “{wrong}”)")
    return tables


def contents(data: bytes, migrations: Migrations = MIGRATIONS) -> Contents:
    """The records of a database file in the current schema, and what had to be left aside.

    Raises Damaged.
    """
    tables = parse(data)
    schemas = {number: schema_of(text) for number, text in tables.get(META, {}).items()}
    schema = max(filter(None, schemas.values()), default=migrations.current)
    records, faults = Records(), list[str]()
    aside: Aside = {}
    for name, rows in tables.items():
        if name in TABLES:
            texts, left = _migrated(migrations, schema, name, rows)
            left |= records.fill(name, texts)
            for number, fault in left.items():
                faults.append(f"{name} {_named(rows[number], number)}: {fault}; kept, not shown")
        else:
            known = schemas if name == META else {}
            left = {number: "" for number in rows if not known.get(number)}
        if left:
            aside[name] = {number: rows[number] for number in left}
    ours = any(schemas.values()) or not TABLES.keys().isdisjoint(tables)
    return Contents(records, aside, tuple(faults), schema, ours)


def refuse_newer(state: Contents, consequence: str) -> None:
    """Raise StoreError where records are of a newer schema and so not all of them is known."""
    if state.schema > MIGRATIONS.current:
        raise StoreError(
            f"a newer Glossator wrote this (schema {state.schema}, this one knows "
            f"{MIGRATIONS.current}); {consequence}"
        )


def render(records: Records, aside: Aside, schema: int = MIGRATIONS.current) -> Iterator[bytes]:
    """The file that holds these records, some at a time, each table's in their order."""
    meta = (1, msgspec.json.encode(_Meta(schema)))
    names = dict.fromkeys((META, *TABLES, *aside))
    return _joined({name: _rows(name, meta, records, aside) for name in names})


def _rows(
    name: str, meta: tuple[int, bytes], records: Records, aside: Aside
) -> Iterator[tuple[int, bytes]]:
    """A table's rows with their document ids, no two of which are the same."""
    left = aside.get(name, {})
    if name == META:
        rows = iter([meta])
    else:
        held = records.held.ordered(name) if name in TABLES else ()
        rows = ((document_id(entry.id), entry.text) for entry in held)
        if not left and records.held.distinct():
            yield from rows
            return
    taken = set[int]()
    for number, text in chain(rows, ((int(number), text) for number, text in left.items())):
        while number in taken:
            number += 1
        taken.add(number)
        yield number, text


def _migrated(
    migrations: Migrations, schema: int, table: str, rows: dict[str, bytes]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """A table's records in the current schema, and what is wrong with those that have none."""
    if schema >= migrations.current:
        return rows, {}
    texts, faults = dict[str, bytes](), dict[str, str]()
    for number, text in rows.items():
        try:
            texts[number] = migrations.migrated(schema, table, text)
        except Stuck as error:
            faults[number] = str(error)
    return texts, faults


def _joined(tables: Mapping[str, Iterable[tuple[int, bytes]]]) -> Iterator[bytes]:
    before = b"{"
    for name, rows in tables.items():
        yield b"%b%b:{\n" % (before, msgspec.json.encode(name))
        lines, size, between = list[bytes](), 0, b""
        for number, row in rows:
            long = len(row) >= _PIECE
            lines.append(b'"%d":%b' % (number, b"" if long else row))
            size += len(row)
            if size >= _PIECE:
                yield between + b",\n".join(lines)
                lines, size, between = [], 0, b",\n"
            if long:  # It is handed on as it is, not copied.
                yield row
        if lines:
            yield between + b",\n".join(lines)
        yield b"\n}"
        before = b",\n"
    yield b"}\n"


def hashing(pieces: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    """The same pieces, which go into the digest too."""
    for piece in pieces:
        digest.update(piece)
        yield piece


def schema_of(text: bytes) -> int:
    """The version that our own description of the file names; 0 if the text is not that."""
    try:
        meta = msgspec.json.decode(text, type=_Meta)
    except msgspec.MsgspecError:
        return 0
    return meta.schema if meta.application == _Meta.__struct_defaults__[0] else 0


def _named(text: bytes, number: str) -> str:
    """What to call a record that cannot be read: its id if it has one, else its document id."""
    record_id = json.loads(text).get("id")
    return record_id if isinstance(record_id, str) and record_id.isascii() else f"no. {number}"


def _must_be_text(data: bytes) -> None:
    """Raise Damaged where the bytes are not UTF-8; in pieces, to need no memory for the text."""
    view, position = memoryview(data), 0
    while position < len(data):
        end = position + _PIECE
        try:
            position += codecs.utf_8_decode(view[position:end], "strict", end >= len(data))[1]
        except UnicodeDecodeError as error:
            raise Damaged(f"is not UTF-8 (byte {position + error.start:,})") from error


def _texts(rows: dict[str, msgspec.Raw]) -> dict[str, bytes]:
    texts = {number: bytes(raw) for number, raw in rows.items()}
    for number, text in texts.items():
        if b"\n" in text:
            texts[number] = msgspec.json.format(text, indent=-1)
    return texts


def _leniently(data: bytes) -> dict[str, dict[str, bytes]]:
    """The same for JSON as Python writes it, which knows NaN and halves of surrogate pairs."""
    try:
        tables = json.loads(data)
    except ValueError as error:
        if marker := _CONFLICT.search(data):
            line = data.count(b"\n", 0, marker.start()) + 1
            raise Damaged(f"has the conflict markers of a git merge (line {line:,})") from error
        raise Damaged(f"is not JSON ({error})") from error
    except RecursionError as error:
        raise Damaged("is not a database (it is nested too deeply)") from error
    if not isinstance(tables, dict) or not all(isinstance(rows, dict) for rows in tables.values()):
        raise Damaged("is JSON but no TinyDB database")
    return {
        name: {
            number: json.dumps(row, separators=(",", ":")).encode() for number, row in rows.items()
        }
        for name, rows in tables.items()
    }
