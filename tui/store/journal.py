"""The journal: an append-only file with one line for each edit, and the marks of checkpoints.

A line is a JSON object that ends with the crc32 of what stands before it:

    {"kind":"edit","seq":7,"at":…,"by":…,"ops":[[table,id,before,after]…],"crc":"89abcdef"}
    {"kind":"mark","digest":…,"seq":7,"offset":4096,"crc":…}    a checkpoint is about to be placed
    {"kind":"done","digest":…,"seq":7,"offset":4096,"signature":[…],"crc":…}    it was placed

`seq` in a mark is the last edit that the checkpoint holds, `offset` where the line after that
edit begins. Offsets are bytes. Blank lines stand where damaged lines were set aside: the length
stays, and so do the offsets that other sessions remember.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from tui.annotations.edits import Edit, Op, Plain
from tui.store.disk import ABSENT, Disk, Signature

NOTHING = b"null"
"""The text of a record that is not there."""

_TAIL = 1 << 18
_CRC = len(',"crc":"00000000"}')


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One record's change; the values are JSON texts, `null` for an absent record."""

    table: str
    id: str
    before: msgspec.Raw
    after: msgspec.Raw

    def op(self) -> Op:
        """The change as the rest of the program knows it."""
        return Op(self.table, self.id, _plain(self.before), _plain(self.after))


class Change(
    msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="kind", tag="edit"
):
    """An edit as a line."""

    seq: int
    at: str
    by: str
    summary: str = ""
    undoes: int = 0
    group: str = ""
    ops: tuple[Row, ...]

    def edit(self) -> Edit:
        """The edit as the rest of the program knows it."""
        return Edit(
            seq=self.seq,
            at=self.at,
            by=self.by,
            ops=tuple(row.op() for row in self.ops),
            summary=self.summary,
            undoes=self.undoes,
            group=self.group,
        )


class Mark(msgspec.Struct, frozen=True, tag_field="kind", tag="mark"):
    """A checkpoint with this digest is about to be placed."""

    digest: str
    seq: int
    offset: int


class Done(msgspec.Struct, frozen=True, tag_field="kind", tag="done"):
    """A checkpoint with this digest was placed; `signature` is the file's right after."""

    digest: str
    seq: int
    offset: int
    signature: Signature = ABSENT


Line: TypeAlias = Change | Mark | Done
_decode: Callable[[bytes], Line] = msgspec.json.Decoder(Change | Mark | Done).decode


class Reading(NamedTuple):
    """What a stretch of the journal holds.

    `lines` come with the offset at which each begins. `end` is the offset after the last whole
    line, `torn` how many bytes of an unfinished one follow; `damaged` are the ranges of lines
    that are whole and yet not what was written.
    """

    lines: tuple[tuple[int, Line], ...]
    end: int
    torn: int
    damaged: tuple[tuple[int, int], ...]

    def changes(self, after: int = 0) -> tuple[Change, ...]:
        """The edits whose number is greater than `after`."""
        return tuple(
            line for _, line in self.lines if isinstance(line, Change) and line.seq > after
        )

    @property
    def sound(self) -> bool:
        """Whether every byte belongs to a whole and true line."""
        return not self.torn and not self.damaged


class Journal:
    """The file at `path`. Only a session that holds the store's lock may call what writes."""

    def __init__(self, path: Path, disk: Disk) -> None:
        """Name the file; nothing is opened or created."""
        self.path = path
        self._disk = disk

    def size(self) -> int:
        """The file's length; 0 when there is none."""
        return max(0, self._disk.signature(self.path)[1])

    def append(self, lines: Iterable[Line], *, durable: bool = True) -> int:
        """Write the lines in one go and return the offset after them.

        Raises OSError with the file as it was, or UnicodeEncodeError with nothing written.
        """
        data = b"".join(_sealed(line) for line in lines)
        return self._disk.append(self.path, data, durable=durable)

    def read(self, start: int = 0, holding: bytes = b"") -> Reading:
        """The lines from offset `start`, or only those that contain the bytes `holding`."""
        return _parsed(self._bytes(start), start, holding)

    def tail(self) -> Reading:
        """The lines since the last checkpoint that was placed, its own mark among them."""
        size, reach = self.size(), _TAIL
        while True:
            begin = max(0, size - reach)
            data = self._bytes(begin)
            # What comes first is the end of a line, unless it is the file's beginning.
            skip = data.find(b"\n") + 1 if begin else 0
            done = _last_done(data[skip:])
            if done is not None and done.offset >= begin + skip:
                return _parsed(data[done.offset - begin :], done.offset, b"")
            if done is not None:
                return self.read(done.offset)
            if not begin:
                return _parsed(data, 0, b"")
            reach *= 8

    def mend(self, reading: Reading) -> tuple[str, ...]:
        """Cut an unfinished last line, set damaged ones aside; sentences about the latter."""
        if reading.torn and self.size() == reading.end + reading.torn:
            self._disk.truncate(self.path, reading.end)
        if not reading.damaged:
            return ()
        data = self._bytes(0)
        aside = beside(self.path)
        kept = b"\n".join(data[start:end] for start, end in reading.damaged)
        self._disk.write_new(aside, kept + b"\n")
        for start, end in reading.damaged:
            self._disk.overwrite(self.path, start, b" " * (end - start))
        count = len(reading.damaged)
        lines = "1 damaged line" if count == 1 else f"{count} damaged lines"
        return (f"{lines} of {self.path.name} set aside in {aside.name}",)

    def _bytes(self, start: int) -> bytes:
        if self._disk.signature(self.path) == ABSENT:
            return b""
        return self._disk.read(self.path, start)


def beside(path: Path) -> Path:
    """A free name for damaged bytes of the file, with the time in it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    free = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    return free


def _plain(raw: msgspec.Raw) -> Plain | None:
    return msgspec.json.decode(raw, type=Plain | None)


def _sealed(line: Line) -> bytes:
    body = msgspec.json.encode(line)[:-1]
    return b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body))


def _opened(data: bytes) -> Line | None:
    """The line that these bytes say, or None when they were not written so."""
    body = data[:-_CRC]
    if data[-_CRC:] != b',"crc":"%08x"}' % zlib.crc32(body):
        return None
    try:
        return _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _parsed(data: bytes, start: int, holding: bytes) -> Reading:
    lines: list[tuple[int, Line]] = []
    damaged: list[tuple[int, int]] = []
    position = 0
    while (stop := data.find(b"\n", position)) >= 0:
        text = data[position:stop]
        if text.strip() and (not holding or holding in text):
            line = _opened(text)
            if line is None:
                damaged.append((start + position, start + stop))
            else:
                lines.append((start + position, line))
        position = stop + 1
    return Reading(tuple(lines), start + position, len(data) - position, tuple(damaged))


def _last_done(data: bytes) -> Done | None:
    """The last whole mark of a placed checkpoint in these lines."""
    stop = len(data)
    while (position := data.rfind(b'{"kind":"done"', 0, stop)) >= 0:
        # JSON escapes a line feed, so only a line's own beginning follows one.
        if position == 0 or data[position - 1 : position] == b"\n":
            line = _opened(data[position:].split(b"\n", 1)[0])
            if isinstance(line, Done):
                return line
        stop = position
    return None
