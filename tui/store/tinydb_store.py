"""The store that keeps annotations in a TinyDB file, with a journal beside it.

An edit is durable when its line is in the journal; the database file follows by checkpoints. All
of the sessions that share the file write under one lock, and each reads on in the journal before
it writes, so that they never differ in what the records were.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import msgspec

from tui.annotations.edits import Edit, Op
from tui.store.answers import Answers
from tui.store.checkpoint import Contents, Damaged, digest_of, render
from tui.store.disk import Disk, Signature
from tui.store.files import Files
from tui.store.gaps import missing
from tui.store.keeper import Keeper
from tui.store.lines import Change, Done, Gap, Line, Reading, Row, portions
from tui.store.migrations import MIGRATIONS, Migrations
from tui.store.parts import SIZE
from tui.store.protocol import ReadOnly, Said, StoreError
from tui.store.records import Aside
from tui.store.recovery import Found, Site, recover
from tui.store.refusals import Remarks, refusals
from tui.store.sessions import Sessions
from tui.store.view import View

_POLL = 0.1
_TRIES = 3
_OUTSIDE = "outside Glossator"


def open_store(
    path: Path, migrations: Migrations = MIGRATIONS, *, large: bool = False
) -> TinyDBStore:
    """Open the database file, or make it where there is none; an older one is migrated.

    With `large` it may be larger than the memory; see `TinyDBStore`.

    Raises StoreError when it is no database and cannot be made one without losing it.
    """
    return TinyDBStore(path, migrations=migrations, large=large)


class TinyDBStore(Answers):
    """A `Store` in `path` and the files beside it; safe to call from several threads."""

    def __init__(
        self,
        path: Path,
        disk: Disk | None = None,
        *,
        migrations: Migrations = MIGRATIONS,
        rotate_at: int = SIZE,
        large: bool = False,
    ) -> None:
        """Read the files, and put right what a crash or another program left.

        A journal of `rotate_at` bytes or more is rotated when the last session closes. The records
        of a `large` database are in a temporary file; such a store is for one thread only.
        """
        self._large, self._rotate_at = large, rotate_at
        self._disk, self._files = disk or Disk(), Files.of(path)
        self._site, self._schema = Site(self._files, self._disk, migrations), migrations.current
        self._journal, self._chronicle = self._site.journal(), self._site.chronicle()
        remarks = Remarks()
        self._remarks, self._warn = remarks, remarks.add
        self._keeper = Keeper(self._site, remarks)
        self._sessions = Sessions(self._files)
        self._guard, self._closed = threading.RLock(), threading.Event()
        self.read_only = ""
        begun = time.perf_counter()
        found = self._found()
        # Until the file was written once, reading it says best how long that will take.
        self._cost = time.perf_counter() - begun
        self._view = View(found)
        self.read_only = self._site.obstacle(found.contents.schema)
        if found.at_rest or self.read_only:
            self._warn(*found.warnings)
        else:
            self._begin()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found wrong or strange so far, a sentence each."""
        return self._remarks.said

    @property
    def seq(self) -> int:
        """The number of the last edit that this session knows of."""
        return self._view.seq

    def commit(self, ops: Sequence[Op], *, by: str, **said: Unpack[Said]) -> Edit:
        """Make the operations durable, all or none; see `Store.commit`."""
        with self._hold():
            self._catch_up()
            made = self._write(self._view.records.rows(ops), by, **said)
        return Edit(seq=made.seq, at=made.at, by=by, ops=tuple(ops), **said)

    def changes(self, since: int) -> tuple[Edit, ...]:
        """The edits after number `since`, those of other sessions included."""
        with self._guard:
            self._look()
            if since >= self._view.seq:
                return ()
            start = self._view.offset(since)
            if start is None:
                return self._remembered(self._chronicle.changes(since))
            return tuple(change.edit() for change in self._journal.read(start).changes(since))

    def history(self, id: str = "") -> tuple[Edit, ...]:
        """The edits that touched the record or the article with this id; all, if empty."""
        with self._guard:
            self._look()
            holding = msgspec.json.encode(id)[1:-1]
            article = id if self._view.records.knows(id) else ""
            edits = self._remembered(self._chronicle.changes(0, holding, article))
            return tuple(edit for edit in edits if not id or edit.touches(id))

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for another session's edit; say whether one came."""
        deadline = time.monotonic() + timeout
        while not self._closed.is_set():
            with self._guard:
                known = self._view.seq
                self._look()
                if self._view.seq > known:
                    return True
            left = deadline - time.monotonic()
            if left <= 0 or self._closed.wait(min(_POLL, left)):
                return False
        return False

    def checkpoint(self, within: float = math.inf) -> bool:
        """Bring the database file up to date, unless that last took longer than `within` seconds.

        False when it was not done; the edits are safe in the journal all the same.
        """
        if self.read_only or self._cost > within:
            return False
        begun = time.perf_counter()
        try:
            placed = self._checkpoint()
            self._cost = time.perf_counter() - begun
            return placed
        except (OSError, StoreError, Damaged) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            self._warn(f"{self._files.database.name} is behind, edits are in the journal: {reason}")
            self._cost = math.inf
            return False

    def mend(self) -> None:
        """Set aside what is damaged anywhere in the journal; opening only sees the last of it.

        What edits are missing is said, and noted so that it need not be said again.
        """
        with self._hold(), refusals(self._files.journal, "not all of it could be mended"):
            self._catch_up()
            # Asked first: a part that is mended no longer says what it held before.
            gone = missing(self._chronicle, self._view.records)
            self._warn(*self._journal.mend(self._journal.read()))
            self._warn(*self._chronicle.mend())
            self._warn(*(one.said(self._files.journal.name) for one in gone))
            notes: list[Line] = [Gap(one.first, one.last) for one in gone]
            if not self._journal.size() and self._view.sound:
                notes.insert(0, self._mark())
            if notes:
                self._view.read_to = self._journal.append(notes)
                self._view.digests.add(self._view.sound)

    def close(self) -> None:
        """Bring everything to rest; a second call does nothing."""
        if not self._closed.is_set():
            for _ in range(_TRIES):
                if self._view.saved == self._view.seq and not self._touched():
                    break
                self.checkpoint()  # In vain where another session's came first.
            self._rotate()
            self._closed.set()
            with self._guard:
                self._sessions.leave()
                self._view.records.held.close()

    # Reading

    def _remembered(self, changes: Iterator[Change]) -> tuple[Edit, ...]:
        edits = tuple(change.edit() for change in changes)
        self._warn(*self._chronicle.faults)
        return edits

    def _found(self, former: Contents | None = None) -> Found:
        try:
            return self._streamed(former) if self._large else recover(self._site, former)
        except OSError as error:
            raise StoreError(
                f"{self._files.database} cannot be read: {error.strerror or error}"
            ) from error

    def _streamed(self, former: Contents | None = None) -> Found:
        from tui.store.streaming import found_on_disk  # Brings SQLite, which few sessions need.

        return found_on_disk(self._site, former)

    def _aside(self) -> Aside:
        """What another session has left aside in the file."""
        if not self._large:
            return self._keeper.storage.contents().aside
        found = self._streamed().contents
        found.records.held.close()
        return found.aside

    def _begin(self) -> None:
        """Write what the files need, as a session that is opening them."""
        with self._hold(), self._sessions.alone() as alone:
            self._view.records.held.close()  # It is as large as what is found now.
            found = self._found()
            self._view = self._view.succeeded(found)
            if self._keeper.migrates(found) and self._sessions.shares and not alone:
                self.read_only = (
                    f"{self._files.database.name} has to be brought to schema {self._schema}, "
                    "and another session has it open: close that one and open this again; "
                    "till then it can only be read"
                )
            else:
                self._settle(found)

    def _look(self) -> None:
        """Know what others did since; a session that cannot is none the worse for it."""
        if self.read_only:
            reading = self._journal.read_on(self._view.read_to)
            if reading is None:
                self._view = self._view.succeeded(self._found())
            else:
                self._view.follow(reading)
        elif self._touched():
            with suppress(StoreError), self._hold():
                self._catch_up()

    def _touched(self) -> bool:
        """Whether another session or another program wrote the files."""
        return (
            self._journal.size() != self._view.read_to.offset
            or self._file() != self._view.signature
        )

    def _file(self) -> Signature:
        return self._disk.signature(self._files.database)

    # Writing, with the lock held

    @contextmanager
    def _hold(self) -> Iterator[None]:
        if self._closed.is_set():
            raise StoreError(f"{self._files.database.name} is closed")
        if self.read_only:
            raise ReadOnly(self.read_only)
        with self._guard:
            try:
                held = self._sessions.acquire()
            except ReadOnly as error:
                self.read_only = str(error)
                raise
            if not held:
                self._warn("this folder knows no locks: open the database in one session only")
            try:
                yield
            finally:
                if held:
                    self._sessions.release()

    def _catch_up(self) -> None:
        """Know all that other sessions and other programs did to the files."""
        if self._journal.size() != self._view.read_to.offset:
            reading = self._journal.read_on(self._view.read_to) or self._begun_again()
            self._warn(*self._mended(reading))
            self._view.follow(reading)
        if self._file() == self._view.signature:
            return
        self._settle(self._found(Contents(self._view.records, self._view.aside)))

    def _begun_again(self) -> Reading:
        """What stands in a journal that is not the one this session has read so far."""
        last = self._chronicle.parts.last()
        if last and last >= self._view.seq:
            # It was rotated, and all that this session knew of is in the file.
            self._settle(self._found())
            return Reading(end=self._view.read_to)
        self._warn(f"{self._files.journal.name} was cut or removed; it was begun again")
        self._view.begin_again()
        with suppress(FileNotFoundError):
            if digest_of(self._disk.pieces(self._files.database)) == self._view.sound:
                self._view.signature = self._file()  # Whatever touched it, it is our own.
        self.checkpoint()
        return self._journal.read_on(self._view.read_to) or Reading()

    def _settle(self, found: Found) -> None:
        """Write what the files need before they can be used; raises ReadOnly if that may not be."""
        self._warn(*found.warnings)
        self.read_only = self._site.obstacle(found.contents.schema)
        if not self.read_only:
            self._warn(*self._mended(found.evidence.tail))
            self._keeper.keep(found)
        # Not before: a file that was not kept has to be found again.
        self._view = self._view.succeeded(found)
        if self.read_only:
            raise ReadOnly(self.read_only)
        for rows in portions(found.rows):
            summary = f"{self._files.database.name} was changed {_OUTSIDE}"
            self._write(rows, _OUTSIDE, summary=summary)
        if found.saved < 0:
            self.checkpoint()

    def _mended(self, reading: Reading) -> tuple[str, ...]:
        with refusals(self._files.journal, "the journal could not be mended"):
            return self._journal.mend(reading)

    def _write(self, rows: tuple[Row, ...], by: str, **said: Unpack[Said]) -> Change:
        """Put an edit in the journal, and only then into the records."""
        change = Change(
            seq=self._view.seq + 1,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            by=by,
            schema=self._schema,
            ops=rows,
            **said,
        )
        lines: list[Line] = [change]
        if not self._view.digests and self._view.sound:
            # The file as it was found is the checkpoint that the journal begins with.
            lines.insert(0, self._mark())
        with refusals(self._files.journal, "nothing was changed"):
            after = self._journal.append(lines)
        self._view.made(change, after)
        return change

    def _mark(self) -> Done:
        """What a journal begins with: the database file, which holds all edits so far."""
        view = self._view
        return Done(view.sound, view.seq, 0, view.signature)

    def _checkpoint(self) -> bool:
        with self._hold():
            self._catch_up()
            if self._view.saved == self._view.seq:
                return True
            snapshot = self._view.snapshot()
        # Sorting, writing and the fsync take long; edits go on meanwhile, after `offset`.
        aside = self._aside() if snapshot.aside is None else snapshot.aside
        spare = self._keeper.storage.prepare(render(snapshot.records, aside, self._schema))
        try:
            with self._hold():
                self._catch_up()
                if self._view.signature != snapshot.replaces:
                    return False
                self._keeper.place(self._view, snapshot, spare)
                self._view.aside, self._view.foreign = aside, False
        finally:
            with suppress(OSError):
                spare.path.unlink(missing_ok=True)
        self._keeper.back_up(datetime.now(UTC).date())
        return True

    def _rotate(self) -> None:
        """Make a long journal a rotated part, if all of it is in the file and nobody else here."""
        if self.read_only or self._journal.size() < self._rotate_at:
            return
        spares: list[Path] = []
        try:
            with self._hold(), self._sessions.alone() as alone:
                if not alone:
                    return
            # Packing takes long; whoever comes meanwhile is met below.
            size = self._journal.size()
            spares = self._chronicle.parts.prepare(self._journal, size, self._rotate_at)
            with self._hold(), self._sessions.alone() as alone:
                self._catch_up()
                view = self._view
                if alone and view.saved == view.seq and size == view.read_to.offset:
                    self._chronicle.parts.place(spares)
                    view.rotated(self._journal.begin([self._mark()]))
        except (OSError, StoreError) as error:
            self._warn(f"{self._files.journal.name} was not rotated: {error}")
        finally:
            for spare in spares:
                spare.unlink(missing_ok=True)
