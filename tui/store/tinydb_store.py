"""The store that keeps annotations in a TinyDB file, with a journal beside it.

An edit is durable when its line is in the journal; the database file follows by checkpoints. All
of the sessions that share the file write under one lock, and each reads on in the journal before
it writes, so that they never differ in what the records were.
"""

from __future__ import annotations

import errno
import math
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Unpack

import msgspec

from tui.annotations.edits import Edit, Op
from tui.annotations.model import Decision
from tui.store.backups import back_up
from tui.store.checkpoint import SCHEMA, CheckpointStorage, Contents, Damaged, digest_of, render
from tui.store.disk import ABSENT, Disk, Signature
from tui.store.journal import Change, Done, Journal, Line, Mark, Reading, beside
from tui.store.locking import FileLock
from tui.store.protocol import Layer, ReadOnly, Said, Shelf, StoreError
from tui.store.records import Aside, Records
from tui.store.recovery import Files, Found, recover

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another session's write."""

_POLL = 0.1
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
_OUTSIDE = "outside Glossator"


class _Snapshot(NamedTuple):
    """What a checkpoint will hold, and the file that it is to replace.

    `aside` is None when another session wrote that file and may have left aside something else.
    """

    records: Records
    aside: Aside | None
    seq: int
    offset: int
    replaces: Signature


def open_store(path: Path) -> TinyDBStore:
    """Open the database file, or make it where there is none.

    Raises StoreError when it is no database and cannot be made one without losing it.
    """
    return TinyDBStore(path)


class TinyDBStore:
    """A `Store` in `path` and the files beside it; safe to call from several threads."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        """Read the files, and put right what a crash or another program left."""
        self._disk = disk or Disk()
        self._files = Files.of(path)
        self._journal = Journal(self._files.journal, self._disk)
        self._storage = CheckpointStorage(self._files.database, self._disk)
        self._lock = FileLock(self._files.lock)
        self._guard = threading.RLock()
        self._closed = threading.Event()
        self._shares = True
        self._seq = 0
        self.warnings: tuple[str, ...] = ()
        self.read_only = ""
        begun = time.perf_counter()
        found = self._found()
        # Until the file was written once, reading it says best how long that will take.
        self._cost = time.perf_counter() - begun
        self._take(found)
        self.read_only = self._obstacle(found.contents.schema)
        if found.at_rest or self.read_only:
            self._warn(*found.warnings)
        else:
            with self._hold():
                self._settle(self._found())

    @property
    def seq(self) -> int:
        """The number of the last edit that this session knows of."""
        return self._seq

    def articles(self) -> tuple[Shelf, ...]:
        """One line an article, in the order in which they were added."""
        with self._guard:
            return self._records.shelves()

    def load(self, article: str) -> Layer:
        """Everything recorded about the article with this id."""
        with self._guard:
            return self._records.layer(article)

    def decisions(self) -> tuple[Decision, ...]:
        """What was decided about candidates, of all articles."""
        with self._guard:
            return tuple(self._records.each(Decision))

    def surfaces(self) -> tuple[tuple[str, str], ...]:
        """The tag and the words of each annotation of all articles."""
        with self._guard:
            return tuple(self._records.surfaces())

    def commit(self, ops: Sequence[Op], *, by: str, **said: Unpack[Said]) -> Edit:
        """Make the operations durable, all or none; see `Store.commit`."""
        with self._hold():
            self._catch_up()
            rows = self._records.rows(ops)
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            change = Change(seq=self._seq + 1, at=at, by=by, ops=rows, **said)
            self._write(change)
        return Edit(seq=change.seq, at=at, by=by, ops=tuple(ops), **said)

    def changes(self, since: int) -> tuple[Edit, ...]:
        """The edits after number `since`, those of other sessions included."""
        with self._guard:
            self._look()
            if since >= self._seq:
                return ()
            before = bisect_right(self._lines, (since, self._offset)) - 1
            start = self._lines[before][1] if before >= 0 else 0
            return tuple(change.edit() for change in self._journal.read(start).changes(since))

    def history(self, id: str = "") -> tuple[Edit, ...]:
        """The edits that touched the record or the article with this id; all, if empty."""
        with self._guard:
            self._look()
            holding = msgspec.json.encode(id)[1:-1]
            edits = (change.edit() for change in self._journal.read(0, holding).changes())
            return tuple(edit for edit in edits if not id or _touches(edit, id))

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for another session's edit; say whether one came."""
        deadline = time.monotonic() + timeout
        while not self._closed.is_set():
            with self._guard:
                known = self._seq
                self._look()
                if self._seq > known:
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
            self._warn(f"{self._files.database.name} is behind, edits are in the journal: {error}")
            self._cost = math.inf
            return False

    def mend(self) -> None:
        """Set damaged lines aside wherever in the journal they are; opening only sees the last."""
        with self._hold():
            self._catch_up()
            self._warn(*self._mended(self._journal.read()))

    def close(self) -> None:
        """Bring everything to rest; a second call does nothing."""
        if not self._closed.is_set():
            if self._saved != self._seq or self._touched():
                self.checkpoint()
            self._closed.set()
            with self._guard:
                self._lock.close()

    # Reading

    def _found(self, former: Contents | None = None) -> Found:
        try:
            return recover(self._files, self._disk, former)
        except OSError as error:
            raise StoreError(
                f"{self._files.database} cannot be read: {error.strerror or error}"
            ) from error

    def _obstacle(self, schema: int) -> str:
        """Why nothing can be written, or the empty string."""
        if schema > SCHEMA:
            return (
                f"{self._files.database.name} was written by a newer Glossator "
                f"(schema {schema}, this one knows {SCHEMA}); it is open for reading only"
            )
        for path in (self._files.database, self._files.journal):
            if not self._disk.writable(path):
                return f"{path} cannot be written; it is open for reading only"
        return ""

    def _take(self, found: Found) -> None:
        """Hold what was found, as a session that has read the journal to its end."""
        self._records, self._aside = found.contents.records, found.contents.aside
        self._offset = found.evidence.tail.end
        # A journal that was lost while the session ran does not take its numbers with it.
        self._seq = max(self._seq, found.evidence.seq)
        self._saved, self._signature = found.saved, found.evidence.signature
        self._digests = {mark.digest for mark in found.evidence.marks()}
        self._sound, self._foreign = found.digest, False
        self._lines = [(line.seq, offset) for offset, line in found.evidence.tail.lines]

    def _look(self) -> None:
        """Know what others did since; a session that cannot is none the worse for it."""
        if self.read_only:
            self._follow(self._journal.read(self._offset))
        elif self._touched():
            with suppress(StoreError), self._hold():
                self._catch_up()

    def _touched(self) -> bool:
        """Whether another session or another program wrote the files."""
        return self._journal.size() != self._offset or self._file() != self._signature

    def _file(self) -> Signature:
        return self._disk.signature(self._files.database)

    def _follow(self, reading: Reading) -> None:
        """Do what other sessions wrote."""
        for offset, line in reading.lines:
            self._lines.append((line.seq, offset))
            if isinstance(line, Change):
                self._records.apply(line.ops)
                self._seq = line.seq
            elif isinstance(line, Done):
                # The records are ours too, but not what that session left aside.
                self._digests, self._saved, self._foreign = {line.digest}, line.seq, True
                self._sound, self._signature = line.digest, line.signature
            else:
                self._digests.add(line.digest)
        self._offset = reading.end

    # Writing, with the lock held

    @contextmanager
    def _hold(self) -> Iterator[None]:
        if self._closed.is_set():
            raise StoreError(f"{self._files.database.name} is closed")
        if self.read_only:
            raise ReadOnly(self.read_only)
        with self._guard:
            held = self._shares and self._acquire()
            try:
                yield
            finally:
                if held:
                    self._lock.release()

    def _acquire(self) -> bool:
        try:
            self._lock.acquire(LOCK_TIMEOUT)
        except TimeoutError as error:
            raise StoreError(
                f"another session has been writing {self._files.database.name} for "
                f"{LOCK_TIMEOUT:.0f} seconds; nothing was changed, try again"
            ) from error
        except OSError as error:
            if error.errno in _FORBIDDEN:
                self.read_only = f"{self._files.lock} cannot be written ({error.strerror or error})"
                raise ReadOnly(self.read_only) from error
            if error.errno not in _NO_LOCKS:
                raise StoreError(f"{self._files.lock}: {error.strerror or error}") from error
            self._shares = False
            self._warn("this folder knows no locks: open the database in one session only")
        return self._shares

    def _catch_up(self) -> None:
        """Know all that other sessions and other programs did to the files."""
        size = self._journal.size()
        if size < self._offset:
            self._warn(f"{self._files.journal.name} was cut or removed; it was begun again")
            self._offset, self._lines, self._digests, self._saved = 0, [], set(), -1
            with suppress(FileNotFoundError):
                if digest_of(self._disk.read(self._files.database)) == self._sound:
                    self._signature = self._file()  # Whatever touched it, it is our own.
            self.checkpoint()
            size = self._journal.size()
        if size > self._offset:
            reading = self._journal.read(self._offset)
            self._warn(*self._mended(reading))
            self._follow(reading)
        if self._file() == self._signature:
            return
        self._settle(self._found(Contents(self._records, self._aside)))

    def _settle(self, found: Found) -> None:
        """Write what the files need before they can be used."""
        self._warn(*found.warnings, *self._mended(found.evidence.tail))
        self._take(found)
        data = found.evidence.data
        if found.origin == "rebuilt" and data is not None:
            with self._refusals("the damaged file could not be kept"):
                self._disk.write_new(beside(self._files.database), data)
        if found.rows:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            summary = f"{self._files.database.name} was changed {_OUTSIDE}"
            self._write(
                Change(seq=self._seq + 1, at=at, by=_OUTSIDE, summary=summary, ops=found.rows)
            )
        if found.origin != "file":
            self.checkpoint()

    def _mended(self, reading: Reading) -> tuple[str, ...]:
        with self._refusals("the journal could not be mended"):
            return self._journal.mend(reading)

    def _write(self, change: Change) -> None:
        """Put the edit in the journal, and only then into the records."""
        lines: list[Line] = [change]
        start = self._offset
        if not self._digests and self._sound:
            # The file as it was found is the checkpoint that the journal begins with.
            lines.insert(0, Done(self._sound, self._seq, start, self._signature))
        with self._refusals("nothing was changed"):
            self._offset = self._journal.append(lines)
        self._digests.add(self._sound)
        self._lines.append((change.seq, start))
        self._records.apply(change.ops)
        self._seq = change.seq

    @contextmanager
    def _refusals(self, consequence: str) -> Iterator[None]:
        """Turn what the system refuses into the store's own words."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise StoreError(f"a text holds half a surrogate pair; {consequence}") from error
        except OSError as error:
            if error.errno in _FORBIDDEN:
                raise ReadOnly(
                    f"{self._files.journal}: {error.strerror or error}; {consequence}"
                ) from error
            raise StoreError(
                f"{self._files.journal}: {error.strerror or error}; {consequence}"
            ) from error

    def _checkpoint(self) -> bool:
        with self._hold():
            self._catch_up()
            if self._saved == self._seq:
                return True
            aside = None if self._foreign else self._aside
            snapshot = _Snapshot(
                self._records.snapshot(), aside, self._seq, self._offset, self._signature
            )
        # Sorting, writing and the fsync take long; edits go on meanwhile, after `offset`.
        aside = self._storage.contents().aside if snapshot.aside is None else snapshot.aside
        data = render(snapshot.records.tables(), aside)
        spare = self._storage.prepare(data)
        try:
            with self._hold():
                self._catch_up()
                if self._signature != snapshot.replaces:
                    return False
                self._place(snapshot, digest_of(data), spare)
                self._aside, self._foreign = aside, False
        finally:
            with suppress(OSError):
                spare.unlink(missing_ok=True)
        self._back_up()
        return True

    def _back_up(self) -> None:
        try:
            back_up(self._files, self._disk, datetime.now(UTC).date())
        except OSError as error:
            reason = error.strerror or error
            self._warn(f"today's backup of {self._files.database.name} was not made: {reason}")

    def _place(self, snapshot: _Snapshot, digest: str, spare: Path) -> None:
        self._offset = self._journal.append([Mark(digest, snapshot.seq, snapshot.offset)])
        self._digests.add(digest)
        if self._sound and self._signature != ABSENT:
            self._disk.keep_copy(self._files.database, self._files.backup)
        self._storage.place(spare)
        self._signature, self._sound = self._file(), digest
        self._saved = snapshot.seq
        done = Done(digest, snapshot.seq, snapshot.offset, self._signature)
        # Without this mark on the medium the one above says the same.
        self._offset = self._journal.append([done], durable=False)
        self._digests = {digest}
        self._storage.sweep()

    def _warn(self, *sentences: str) -> None:
        self.warnings = tuple(dict.fromkeys((*self.warnings, *sentences)))


def _touches(edit: Edit, wanted: str) -> bool:
    for op in edit.ops:
        articles = [value.get("article") for value in (op.before, op.after) if value]
        if op.id == wanted or wanted in articles:
            return True
    return False
