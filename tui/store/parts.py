"""The rotated parts of a journal: gzip files with its older lines, which nobody writes again.

A part begins with an `Index` of what it holds, so that most parts need not be read for the
history of one article.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui.store import lines
from tui.store.aside import free_name
from tui.store.disk import Disk, mode_of, spare_of
from tui.store.files import Files, part_number
from tui.store.journal import Journal
from tui.store.lines import Change, Index, Reading, Scan
from tui.store.migrations import MIGRATIONS, Migrations

SIZE = 4 << 20
"""Bytes of lines in a part, about 5,000 edits. To look through them for an article's history takes
6 ms, so that one opens within a frame.
"""

_GZIP = 31
_LEVEL = 6
"""The ninth takes five times as long, for a twentieth less."""
_BITE = 1 << 10
"""Bytes unpacked at once: what comes before a damaged byte is lost with it as far as that."""


class Old(NamedTuple):
    """What a part holds; `whole` is False where some of it cannot be unpacked."""

    reading: Reading
    whole: bool

    @property
    def sound(self) -> bool:
        """Whether every byte is what was written."""
        return self.whole and self.reading.sound


class Parts:
    """The parts of one database's journal."""

    def __init__(self, files: Files, disk: Disk, migrations: Migrations = MIGRATIONS) -> None:
        """Name the files; none is read yet."""
        self._files = files
        self._disk = disk
        self._scan = partial(Scan, migrations=migrations)
        self._known: dict[Path, Index] = {}

    def paths(self) -> list[Path]:
        """The parts that there are, oldest first."""
        return self._files.parts()

    def index(self, path: Path) -> Index | None:
        """What a part holds, from its first line; None where that is damaged."""
        if path not in self._known:
            head = b""
            for piece in _Unpacked(self._disk.pieces(path)):
                head += piece
                if b"\n" in piece or len(head) > SIZE:
                    break
            line = lines.opened(head.split(b"\n", 1)[0])
            if not isinstance(line, Index):
                return None
            self._known[path] = line
        return self._known[path]

    def read(self, path: Path, holding: bytes = b"") -> Old:
        """The lines of a part, or only those that contain the bytes `holding`."""
        unpacked = _Unpacked(self._disk.pieces(path))
        reading = self._scan(unpacked, 0, holding).reading()
        return Old(reading, unpacked.whole)

    def mend(self, path: Path) -> tuple[str, ...]:
        """Let a damaged part hold what can be read of it, and keep it as it was; a sentence."""
        old = self.read(path)
        if old.sound:
            return ()
        text = b"".join(_Unpacked(self._disk.pieces(path)))
        aside = free_name(path, "damaged")
        self._disk.keep_copy(path, aside)
        changes = list(old.reading.changes())
        if changes:
            kept = bytearray(text[: old.reading.end.offset])
            for start, end in reversed(old.reading.damaged):
                del kept[start : end + 1]
            if isinstance(old.reading.lines[0][1], Index):
                del kept[: kept.index(b"\n") + 1]
            spare = spare_of(self._files.database)
            self._pack(spare, lines.sealed(_index(changes)) + kept)
            self._disk.replace(spare, path)
        else:
            self._disk.remove(path)
        self._known.pop(path, None)
        return (f"{path.name} was damaged; as it was it is kept in {aside.name}",)

    def last(self) -> int:
        """The number of the last edit in a part; 0 when there is none."""
        for path in reversed(self.paths()):
            if index := self.index(path):
                return index.seq
            if changes := self.read(path).reading.changes():
                return changes[-1].seq
        return 0

    def prepare(self, journal: Journal, total: int, size: int) -> list[Path]:
        """Write the first `total` bytes of a journal into parts of about `size` bytes, under names
        that pass.

        Nothing is left of them when one cannot be written; raises OSError then.
        """
        spares: list[Path] = []
        try:
            for begin, end, index in _cut(journal.scan(), total, size):
                spares.append(spare_of(self._files.database))
                text = b"".join(chain([lines.sealed(index)], journal.range(begin, end)))
                self._pack(spares[-1], text)
        except BaseException:
            for spare in spares:
                spare.unlink(missing_ok=True)
            raise
        return spares

    def place(self, spares: Iterable[Path]) -> None:
        """Give prepared parts their names, durably."""
        number = max(map(part_number, self.paths()), default=0)
        for spare in spares:
            number += 1
            self._disk.replace(spare, self._files.part(number))

    def _pack(self, path: Path, data: bytes) -> None:
        packed = gzip.compress(data, _LEVEL, mtime=0)
        self._disk.write_new(path, [packed], mode_of(self._files.journal))


class _Unpacked:
    """The bytes that can be unpacked; after the last of them `whole` says if those are all."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        self._packed = packed
        self.whole = False

    def __iter__(self) -> Iterator[bytes]:
        unpacking = zlib.decompressobj(_GZIP)
        for piece in self._packed:
            for begin in range(0, len(piece), _BITE):
                left = piece[begin : begin + _BITE]
                while left:
                    try:
                        unpacked = unpacking.decompress(left, SIZE)
                    except zlib.error:
                        return
                    if unpacked:
                        yield unpacked
                    left = unpacking.unconsumed_tail
        self.whole = unpacking.eof and not unpacking.unused_data


def _cut(scan: Scan, total: int, size: int) -> Iterator[tuple[int, int, Index]]:
    """Where each part begins and ends, which are about equally long, and what it holds."""
    begin, held = 0, list[Change]()
    size = total // max(1, total // size)
    for offset, line in scan:
        if offset >= total:
            break
        if offset - begin >= size and held:
            yield begin, offset, _index(held)
            begin, held = offset, []
        if isinstance(line, Change):
            held.append(line)
    if held:
        yield begin, total, _index(held)


def _index(changes: list[Change]) -> Index:
    articles = {article for change in changes for article in _articles(change)}
    return Index(changes[0].seq, changes[-1].seq, tuple(sorted(articles)))


class _Belonging(msgspec.Struct):
    article: str = ""


def _articles(change: Change) -> Iterator[str]:
    """The ids of the articles that an edit touches."""
    for row in change.ops:
        if row.table == "articles":
            yield row.id
        for value in (row.before, row.after):
            held = msgspec.json.decode(value, type=_Belonging | None)
            if held is not None and held.article:
                yield held.article
