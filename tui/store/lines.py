"""The lines of a journal, and reading them from bytes of which some may be damaged.

A line is a JSON object that ends with the crc32 of what stands before it:

    {"kind":"edit","seq":7,"at":…,"by":…,"ops":[[table,id,before,after]…],"crc":"89abcdef"}
    {"kind":"mark","digest":…,"seq":7,"offset":4096,"crc":…}    a checkpoint is about to be placed
    {"kind":"done","digest":…,"seq":7,"offset":4096,"signature":[…],"crc":…}    it was placed
    {"kind":"index","first":1,"seq":7,"articles":[…],"crc":…}    begins a rotated part
    {"kind":"gap","first":3,"seq":5,"crc":…}    these edits are lost, which was said when mending

`seq` in a mark is the last edit that the checkpoint holds, `offset` where the line after that
edit begins. Offsets are bytes. Blank lines stand where damaged lines were set aside: the length
stays, and so do the offsets that other sessions remember.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

import msgspec

from tui.annotations.edits import Edit, Op, Plain
from tui.store.disk import ABSENT, Bytes, Signature
from tui.store.migrations import MIGRATIONS, Migrations, Stuck
from tui.store.protocol import TooLarge

NOTHING = b"null"
"""The text of a record that is not there."""

LONGEST = 128 << 20
"""Bytes that a line may have: three million words of text in one edit, or 200,000 annotations."""

_FEW = 16
"""Rows of an edit that are looked at one by one."""

_CRC = len(',"crc":"00000000"}')
_ENDING = _CRC + len("\n")


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One record's change; the values are JSON texts, `null` for an absent record."""

    table: str
    id: str
    before: msgspec.Raw
    after: msgspec.Raw

    def op(self) -> Op:
        """The change as the rest of the program knows it."""
        return Op(self.table, self.id, _plain(self.before), _plain(self.after))

    def migrated(self, schema: int, migrations: Migrations) -> Row:
        """The change in the current schema; as it is where that cannot be said."""
        try:
            before, after = (
                msgspec.Raw(migrations.migrated(schema, self.table, bytes(value)))
                for value in (self.before, self.after)
            )
        except Stuck:
            return self
        return Row(self.table, self.id, before, after)


class Change(
    msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="kind", tag="edit"
):
    """An edit as a line; its records are what a schema says."""

    seq: int
    at: str
    by: str
    summary: str = ""
    undoes: int = 0
    schema: int = 1
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

    def migrated(self, migrations: Migrations) -> Change:
        """The edit in the current schema, as far as its records are what theirs says."""
        ops = tuple(row.migrated(self.schema, migrations) for row in self.ops)
        return msgspec.structs.replace(self, ops=ops, schema=migrations.current)


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


class Index(msgspec.Struct, frozen=True, tag_field="kind", tag="index"):
    """What the part that begins here holds: edits `first` to `seq`, and of which articles."""

    first: int
    seq: int
    articles: tuple[str, ...]


class Gap(msgspec.Struct, frozen=True, tag_field="kind", tag="gap"):
    """Edits `first` to `seq` are lost, and a person has been told."""

    first: int
    seq: int


Line: TypeAlias = Change | Mark | Done | Index | Gap
_decode: Callable[[bytes], Line] = msgspec.json.Decoder(Change | Mark | Done | Index | Gap).decode


class Place(NamedTuple):
    """The end of a line: its offset, and the bytes before it, by which it is known again."""

    offset: int = 0
    ending: bytes = b""


class Reading(NamedTuple):
    """What a stretch of the journal holds.

    `lines` come with the offset at which each begins. `end` is the place after the last whole
    line, `torn` how many bytes of an unfinished one follow; `damaged` are the ranges of lines
    that are whole and yet not what was written, and of what is too long to be a line.
    """

    lines: tuple[tuple[int, Line], ...] = ()
    end: Place = Place()
    torn: int = 0
    damaged: tuple[tuple[int, int], ...] = ()

    def changes(self, after: int = 0) -> tuple[Change, ...]:
        """The edits whose number is greater than `after`."""
        return tuple(
            line for _, line in self.lines if isinstance(line, Change) and line.seq > after
        )

    @property
    def sound(self) -> bool:
        """Whether every byte belongs to a whole and true line."""
        return not self.torn and not self.damaged


def sealed(line: Line) -> bytes:
    """The bytes of a line; raises UnicodeEncodeError, and TooLarge beyond `LONGEST`."""
    return b"".join(pieces(line))


def pieces(line: Line) -> list[Bytes]:
    """The same, of which a long record is one, so that it need not be copied; the last of them is
    as long as the ending of a `Place`.
    """
    made = _in_pieces(line)
    crc, size = 0, _ENDING
    for piece in made:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    if size > LONGEST:
        raise TooLarge(_too_large(line, size))
    return [*made, b',"crc":"%08x"}\n' % crc]


def _in_pieces(line: Line) -> list[Bytes]:
    """The JSON of a line as msgspec has it, but for its last brace."""
    if not isinstance(line, Change) or not 0 < len(line.ops) <= _FEW:
        return [msgspec.json.encode(line)[:-1]]
    made: list[Bytes] = [msgspec.json.encode(msgspec.structs.replace(line, ops=()))[:-2]]
    for row in line.ops:
        name = msgspec.json.encode((row.table, row.id))[:-1]
        made += [name, b",", memoryview(row.before), b",", memoryview(row.after), b"],"]
    made[-1] = b"]]"
    return made


def portions(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """The rows in as few edits as their lines have room for; none for no rows."""
    held, size = list[Row](), 0
    for row in rows:
        needs = len(row.before) + len(row.after)
        if held and size + needs > LONGEST // 2:
            yield tuple(held)
            held, size = [], 0
        held.append(row)
        size += needs
    if held:
        yield tuple(held)


def opened(data: bytes) -> Line | None:
    """The line that these bytes say, or None when they were not written so."""
    body = data[:-_CRC]
    if data[-_CRC:] != b',"crc":"%08x"}' % zlib.crc32(body):
        return None
    try:
        return _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def place(offset: int, before: bytes) -> Place:
    """The place at an offset, of which at least the line before is given."""
    return Place(offset, before[-_ENDING:])


class Scan:
    """The lines in bytes that begin at offset `start`, or only those that contain `holding`.

    They come one by one, each with the offset at which it begins; edits of an older schema come as
    the current one has them. After the last of them `end`, `torn` and `damaged` are those of a
    `Reading`. Whatever the bytes are, no more of a line than `LONGEST` is held in memory.
    """

    def __init__(
        self,
        pieces: Iterable[bytes],
        start: int = 0,
        holding: bytes = b"",
        migrations: Migrations = MIGRATIONS,
    ) -> None:
        """Read nothing yet."""
        self.end, self.torn = Place(start), 0
        self.damaged: list[tuple[int, int]] = []
        self._pieces, self._holding, self._migrations = pieces, holding, migrations

    def __iter__(self) -> Iterator[tuple[int, Line]]:
        """The lines, once."""
        rest, held, passed = list[bytes](), 0, 0
        for piece in self._pieces:
            stop = piece.rfind(b"\n") + 1
            if not stop:
                rest.append(piece)
                held += len(piece)
                if held > LONGEST:
                    rest, held, passed = [], 0, passed + held
                continue
            block = b"".join((*rest, piece[:stop]))
            first = block.index(b"\n") if passed else -1
            begin = self.end.offset + passed
            if passed:
                self.damaged.append((self.end.offset, begin + first))
            yield from self._lines(block, begin, first + 1)
            self.end = place(begin + len(block), block)
            rest, held, passed = [piece[stop:]], len(piece) - stop, 0
        self.torn = passed + held
        if self.torn > LONGEST:
            # No edit is as long, so this is not one that was being written when the power went.
            end = self.end.offset + self.torn
            self.damaged.append((self.end.offset, end))
            self.end, self.torn = Place(end), 0

    def _lines(self, block: bytes, begin: int, position: int) -> Iterator[tuple[int, Line]]:
        for offset, text in _texts(block, position, self._holding):
            line = opened(text)
            if line is None:
                self.damaged.append((begin + offset, begin + offset + len(text)))
                continue
            if isinstance(line, Change) and line.schema < self._migrations.current:
                line = line.migrated(self._migrations)
            yield begin + offset, line

    def reading(self) -> Reading:
        """All of it at once."""
        lines = tuple(self)
        return Reading(lines, self.end, self.torn, tuple(self.damaged))


def last_done(data: bytes) -> tuple[int, Done] | None:
    """The last whole mark of a placed checkpoint in these lines, and the byte where it begins."""
    stop = len(data)
    while (position := data.rfind(b'{"kind":"done"', 0, stop)) >= 0:
        # JSON escapes a line feed, so only a line's own beginning follows one.
        if position == 0 or data[position - 1 : position] == b"\n":
            line = opened(data[position:].split(b"\n", 1)[0])
            if isinstance(line, Done):
                return position, line
        stop = position
    return None


def _texts(block: bytes, position: int, holding: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a block that ends with one, from a position on, with where each begins."""
    while (found := block.find(holding, position)) >= 0 and found < len(block):
        begin = block.rfind(b"\n", 0, found) + 1 if holding else position
        stop = block.index(b"\n", found)
        text = block[begin:stop].lstrip(b" ")
        if text:
            yield stop - len(text), text
        position = stop + 1


def _plain(raw: msgspec.Raw) -> Plain | None:
    return msgspec.json.decode(raw, type=Plain | None)


def _too_large(line: Line, size: int) -> str:
    said = (
        f"{size / 1e6:,.3g} MB, and a line of the journal holds {LONGEST / 1e6:,.3g} MB at most; "
        "nothing was changed"
    )
    if not isinstance(line, Change):
        return f"a mark needs {said}"
    longest = max(line.ops, key=lambda row: len(row.before) + len(row.after))
    others = f"with {len(line.ops) - 1:,} other records " if len(line.ops) > 1 else ""
    return f"{longest.table} {longest.id}: {others}the edit needs {said}"
