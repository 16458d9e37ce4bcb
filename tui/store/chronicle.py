"""Every edit that a database remembers: those in the rotated parts, then those in the journal."""

from __future__ import annotations

from collections.abc import Iterator

from tui.store.checkpoint import digest_of, render
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.journal import Journal
from tui.store.lines import Change, Done, Index, Line, Mark, sealed
from tui.store.migrations import MIGRATIONS, Migrations
from tui.store.parts import Parts
from tui.store.records import Records

_EMPTY = digest_of(render(Records(), {}))
"""The digest of a database without records."""


class Chronicle:
    """The lines of all parts and of the journal, in the order in which they were written."""

    def __init__(self, files: Files, disk: Disk, migrations: Migrations = MIGRATIONS) -> None:
        """Name the files; nothing is read yet."""
        self.parts = Parts(files, disk, migrations)
        self._journal = Journal(files.journal, disk, migrations)
        self.faults: tuple[str, ...] = ()
        """A sentence for each part that was found damaged while reading."""

    def lines(self, since: int = 0, holding: bytes = b"", article: str = "") -> Iterator[Line]:
        """All lines but edits up to number `since`, or those that contain the bytes `holding`.

        With the id of an article, only of parts that have something about it. An edit that stands
        in a part and still in the journal, as a crash may leave it, comes once.
        """
        # Read first, as nothing that is rotated while the parts are read is then missing.
        now, known = self._journal.read(0, holding), since
        for path in self.parts.paths():
            index = self.parts.index(path)
            skip = index and (index.seq <= since or (article and article not in index.articles))
            if not skip:
                old = self.parts.read(path, holding)
                if not old.sound:
                    said = f"{path.name} is damaged: the history lacks some of its edits"
                    self.faults = tuple(dict.fromkeys((*self.faults, said)))
                yield from _after(known, (line for _, line in old.reading.lines))
                known = max([known, *(one.seq for one in old.reading.changes())])
            if index:
                known = max(known, index.seq)
        yield from _after(known, (line for _, line in now.lines))

    def from_the_beginning(self) -> bool:
        """Whether there was no database before the history begins."""
        first = self._first()
        if isinstance(first, Mark | Done):
            return first.digest == _EMPTY and first.seq == 0
        return isinstance(first, Change) and first.seq == 1

    def _first(self) -> Line | None:
        """The line with which the history begins; None where that one is lost."""
        paths = self.parts.paths()
        found = self.parts.read(paths[0]).reading if paths else self._journal.read()
        (begin, line), *more = found.lines or ((-1, None),)
        if isinstance(line, Index):
            head = begin + len(sealed(line))
            begin, line = more[0] if more else (-1, None)
            begin -= head
        return line if begin == 0 else None

    def mend(self) -> tuple[str, ...]:
        """Let damaged parts hold what can be read of them, and keep them; sentences about it."""
        return tuple(said for path in self.parts.paths() for said in self.parts.mend(path))

    def changes(self, since: int = 0, holding: bytes = b"", article: str = "") -> Iterator[Change]:
        """The edits among those lines."""
        for line in self.lines(since, holding, article):
            if isinstance(line, Change):
                yield line


def _after(known: int, lines: Iterator[Line]) -> Iterator[Line]:
    """The lines without the edits up to a number."""
    return (line for line in lines if not isinstance(line, Change) or line.seq > known)
