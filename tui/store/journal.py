"""The journal: an append-only file with one line for each edit, and the marks of checkpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from tui.store import lines
from tui.store.aside import free_name
from tui.store.disk import ABSENT, Disk, mode_of, spare_of
from tui.store.lines import Done, Line, Place, Reading, Scan
from tui.store.migrations import MIGRATIONS, Migrations

_TAIL, _FURTHEST = 1 << 18, 1 << 21
_BEFORE = 1 << 16
_PIECE = 1 << 20


class Journal:
    """The file at `path`. Only a session that holds the store's lock may call what writes."""

    def __init__(self, path: Path, disk: Disk, migrations: Migrations = MIGRATIONS) -> None:
        """Name the file; nothing is opened or created."""
        self.path = path
        self._disk = disk
        self._scan = partial(Scan, migrations=migrations)

    def size(self) -> int:
        """The file's length; 0 when there is none."""
        return max(0, self._disk.signature(self.path)[1])

    def append(self, new: Iterable[Line], *, durable: bool = True) -> Place:
        """Write the lines in one go and return the place after them.

        Raises OSError with the file as it was; UnicodeEncodeError and TooLarge with nothing
        written.
        """
        data = list(chain.from_iterable(map(lines.pieces, new)))
        return lines.place(self._disk.append(self.path, data, durable=durable), bytes(data[-1]))

    def begin(self, new: Iterable[Line]) -> Place:
        """Let the file hold only these lines, in one step, and return the place after them."""
        data = b"".join(map(lines.sealed, new))
        spare = spare_of(self.path)
        self._disk.write_new(spare, [data], mode_of(self.path))
        self._disk.replace(spare, self.path)
        return lines.place(len(data), data)

    def scan(self, start: int = 0) -> Scan:
        """The lines from offset `start`, one by one."""
        return self._scan(self._pieces(start), start)

    def read(self, start: int = 0, holding: bytes = b"") -> Reading:
        """The lines from offset `start`, or only those that contain the bytes `holding`."""
        return self._scan(self._pieces(start), start, holding).reading()

    def read_on(self, place: Place) -> Reading | None:
        """The lines after a place; None where the file is not the one that it was found in."""
        pieces = self._pieces(place.offset - len(place.ending))
        first = next(pieces, b"")
        if not first.startswith(place.ending) or place.offset > self.size():
            return None
        rest = chain([first[len(place.ending) :]], pieces)
        return self._scan(rest, place.offset).reading()

    def tail(self) -> Reading:
        """The lines since the last checkpoint that was placed, its own mark among them."""
        return self.read(self.placed())

    def placed(self) -> int:
        """The offset from which the last checkpoint that was placed has to be followed."""
        size, reach = self.size(), _TAIL
        while reach <= _FURTHEST:
            begin = max(0, size - reach)
            data = b"".join(self._pieces(begin))
            # What comes first is the end of a line, unless it is the file's beginning.
            skip = data.find(b"\n") + 1 if begin else 0
            if found := lines.last_done(data[skip:]):
                position, done = found
                sound = done.offset <= begin + skip + position and self._after(done)
                return done.offset if sound else 0
            if not begin:
                break
            reach *= 8
        return 0

    def text(self, start: int, end: int) -> bytes:
        """The bytes of a line, or the first of one that is very long."""
        return next(self.range(start, end), b"")

    def _after(self, done: Done) -> bool:
        """Whether a mark's offset is where it says: no line before it has gone from the file."""
        begin = max(0, done.offset - _BEFORE)
        before = b"".join(self.range(begin, done.offset)).rstrip(b" \n")
        whole = before.rfind(b"\n") + 1
        if begin and not whole:
            return True  # The line is too long to be looked at.
        line = lines.opened(before[whole:])
        return done.offset == 0 or (line is not None and line.seq <= done.seq)

    def keep(self, ranges: Iterable[tuple[int, int]]) -> Path:
        """Copy some of the bytes to a new file beside, a line each; its path."""
        aside = free_name(self.path, "damaged")
        for start, end in ranges:
            for piece in self.range(start, end):
                self._disk.append(aside, [piece], durable=False)
            self._disk.append(aside, [b"\n"])
        return aside

    def mend(self, reading: Reading) -> tuple[str, ...]:
        """Cut an unfinished last line, set damaged ones aside; sentences about the latter."""
        if reading.torn and self.size() == reading.end.offset + reading.torn:
            self._disk.truncate(self.path, reading.end.offset)
        if not reading.damaged:
            return ()
        aside = self.keep(reading.damaged)
        for start, end in reading.damaged:
            for at in range(start, end, _PIECE):
                blank = b" " * (min(_PIECE, end - at) - 1) + b"\n"
                self._disk.overwrite(self.path, at, blank)
        count = len(reading.damaged)
        said = "1 damaged line" if count == 1 else f"{count} damaged lines"
        return (f"{said} of {self.path.name} set aside in {aside.name}",)

    def _pieces(self, start: int) -> Iterator[bytes]:
        if self._disk.signature(self.path) != ABSENT:
            yield from self._disk.pieces(self.path, start)

    def range(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes between two offsets, some at a time."""
        for piece in self._pieces(start):
            yield piece[: end - start]
            start += len(piece)
            if start >= end:
                return
