"""What goes wrong around a store: a full disk, a failing one, a clock set back, files that go."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from tinydb import TinyDB

from faults.kills import Tally, begun
from faults.plans import (
    Model,
    Step,
    Verdict,
    annotation,
    held,
    judged,
    plain_tinydb_opens,
    plan,
)
from tui.annotations.edits import plain
from tui.store.disk import Disk
from tui.store.protocol import StoreError
from tui.store.tinydb_store import TinyDBStore, open_store

_STEPS = 40
_SMALL = "size=256k"


class _BrokenError(Exception):
    """A promise was not kept; the text says which."""


def _until_refused(store: TinyDBStore, steps: list[Step], why: str = "nothing was changed") -> int:
    """Commit until the store refuses; how many edits it took. The refusal must say why."""
    for number, step in enumerate(steps):
        try:
            store.commit(step.ops, by="ana")
        except StoreError as error:
            if why not in str(error):
                raise _BrokenError(f"refused without a reason: {error}") from error
            return number
    return len(steps)


def _goes_on(store: TinyDBStore, path: Path, steps: list[Step], done: int) -> Verdict:
    """Whether all acknowledged is intact, here and in a second session, and the rest follows."""
    for one in (store, open_store(path)):
        verdict = judged(held(one), Model(), steps, done)
        if verdict.said:
            return verdict
        if held(one) != ([Model(), *(step.after for step in steps)])[done]:
            return Verdict(said="a refused edit is in the records")
    for step in steps[done:]:
        store.commit(step.ops, by="ana")
    store.close()
    if fault := plain_tinydb_opens(path):
        return Verdict(unreadable=1, said=fault)
    return judged(held(open_store(path)), Model(), steps, len(steps))


def _limited(seed: int) -> Tally:
    """Files may not grow beyond a few bytes more: RLIMIT_FSIZE at any byte of a line."""
    choose = random.Random(seed)
    steps = plan(seed, Model(), _STEPS)
    with tempfile.TemporaryDirectory() as folder:
        path = begun(Path(folder))
        store = open_store(path)
        room = path.with_suffix(".journal").stat().st_size + choose.randrange(12_000)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
        try:
            done = _until_refused(store, steps)
            store.checkpoint()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, handler)
        return Tally().plus(done, _goes_on(store, path, steps, done))


def _filled(seed: int) -> Tally:
    """A file system of 256 KB fills up, and something else is then deleted from it."""
    steps = plan(seed, Model(), _STEPS)
    with _small_file_system() as folder:
        if folder is None:
            return Tally()
        path = begun(folder)
        store, filler = open_store(path), folder / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        done = _until_refused(store, steps)
        store.checkpoint()
        if done == len(steps):
            raise _BrokenError("the disk was never full")
        filler.unlink()
        return Tally().plus(done, _goes_on(store, path, steps, done))


@contextmanager
def _small_file_system() -> Iterator[Path | None]:
    """A folder on a small file system; None where mounting is not allowed."""
    with tempfile.TemporaryDirectory() as name:
        mounter = shutil.which("mount")
        command = [mounter or "", "-t", "tmpfs", "-o", _SMALL, "none", name]
        if not mounter or subprocess.run(command, capture_output=True).returncode:
            yield None
            return
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)


def _read_only(seed: int) -> Tally:
    """A file system is mounted read-only, and then no longer."""
    steps = plan(seed, Model(), _STEPS)
    done = random.Random(seed).randrange(1, _STEPS)
    with _small_file_system() as folder:
        if folder is None:
            return Tally()
        path = begun(folder)
        store = open_store(path)
        for step in steps[:done]:
            store.commit(step.ops, by="ana")
        if seed % 2:
            store.close()
        del store
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        try:
            store = open_store(path)
            if "it is open for reading only" not in store.read_only:
                raise _BrokenError(f"read-only is said so: {store.read_only}")
            if _until_refused(store, steps[done:], "reading only"):
                raise _BrokenError("an edit was made where nothing can be written")
            verdict = judged(held(store), Model(), steps, done)
            store.close()
        finally:
            subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        if verdict.said:
            return Tally().plus(done, verdict)
        return Tally().plus(done, _goes_on(open_store(path), path, steps, done))


class _Failing(Disk):
    """A disk on which every so many syncs one fails."""

    def __init__(self, choose: random.Random) -> None:
        self._choose = choose
        self.failures = 0

    def sync(self, handle: int) -> None:
        if self._choose.random() < 0.2:
            self.failures += 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().sync(handle)


def _failing(seed: int) -> Tally:
    """Every fifth fsync fails; what was refused is tried again."""
    choose, steps = random.Random(seed), plan(seed, Model(), _STEPS)
    with tempfile.TemporaryDirectory() as folder:
        path = begun(Path(folder))
        store, done = TinyDBStore(path, _Failing(choose)), 0
        while done < len(steps):
            done += _until_refused(store, steps[done:])
            if choose.random() < 0.2:
                store.checkpoint()
            verdict = judged(held(open_store(path)), Model(), steps, done)
            if verdict.said:
                return Tally().plus(done, verdict)
        return Tally().plus(done, _goes_on(store, path, steps, done))


class _Backwards(datetime):
    """A clock on which every look is an hour before the last."""

    _left = datetime(2031, 5, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        cls._left -= timedelta(hours=1)
        return cls._left


def _set_back(seed: int) -> Tally:
    """The clock goes backwards while people edit, checkpoint and start anew."""
    steps = plan(seed, Model(), _STEPS)
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("tui.store.tinydb_store.datetime", _Backwards),
    ):
        path = begun(Path(folder))
        store = open_store(path)
        for number, step in enumerate(steps):
            store.commit(step.ops, by="ana")
            if number % 5 == 0:
                store.checkpoint()
                os.utime(path, (1_000_000_000 - number, 1_000_000_000 - number))
            if number % 7 == 0:
                store = open_store(path)
        if [edit.seq for edit in store.history()] != list(range(1, len(steps) + 2)):
            raise _BrokenError("the history is out of order")
        return Tally().plus(len(steps), _goes_on(store, path, steps, len(steps)))


def _without_locks(seed: int) -> Tally:
    """The folder knows no locks: that is said, and one session works."""
    steps = plan(seed, Model(), _STEPS)
    refusal = OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("tui.store.locking.Grip.take", side_effect=refusal),
    ):
        path = begun(Path(folder))
        store = open_store(path)
        for number, step in enumerate(steps):
            store.commit(step.ops, by="ana")
            if number % 7 == 0:
                store.checkpoint()
        if not any("knows no locks" in said for said in store.warnings):
            raise _BrokenError("nothing was said of locks")
        return Tally().plus(len(steps), _goes_on(store, path, steps, len(steps)))


def _shared(seed: int) -> Tally:
    """Plain TinyDB writes the file between a session's edits; nothing of either may go."""
    choose, steps = random.Random(seed), plan(seed, Model(), _STEPS)
    with tempfile.TemporaryDirectory() as folder:
        path, others = begun(Path(folder)), Model()
        store = open_store(path)
        for number, step in enumerate(steps):
            store.commit(step.ops, by="ana")
            if choose.random() < 0.3:
                store.checkpoint()
            if choose.random() < 0.3:
                one = annotation(f"other-{number}", choose)
                others[one.id] = one
                with TinyDB(path) as database:
                    database.table("annotations").insert(plain(one))
            if choose.random() < 0.1:
                store = open_store(path)
        store.close()
        found = held(open_store(path))
        if gone := others.keys() - found.keys():
            return Tally().plus(0, Verdict(lost=len(gone), said="what TinyDB wrote is gone"))
        own = {id: one for id, one in found.items() if id not in others}
        return Tally().plus(len(steps), judged(own, Model(), steps, len(steps)))


def _linked(seed: int) -> Tally:
    """The database is a symbolic link, which must stay one."""
    steps = plan(seed, Model(), _STEPS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "real").mkdir()
        real = begun(folder / "real")
        path = folder / "linked.json"
        path.symlink_to(real)
        store = open_store(path)
        for step in steps:
            store.commit(step.ops, by="ana")
        verdict = _goes_on(store, path, steps, len(steps))
        if not path.is_symlink() or sorted(one.name for one in folder.iterdir()) != [
            "linked.json",
            "real",
        ]:
            raise _BrokenError("the link was replaced, or files were written beside it")
        return Tally().plus(len(steps), verdict)


def _deleted(seed: int) -> Tally:
    """Files are deleted under a running session, one or all."""
    return _meddled(seed, lambda file: file.unlink())


def _replaced(seed: int) -> Tally:
    """Files are replaced under a running session by copies, and emptied."""

    def replace(file: Path) -> None:
        copy = file.with_name("copy")
        copy.write_bytes(file.read_bytes() if file.suffix == ".json" else b"")
        os.replace(copy, file)

    return _meddled(seed, replace)


def _meddled(seed: int, meddle: Callable[[Path], None]) -> Tally:
    choose, steps = random.Random(seed), plan(seed, Model(), _STEPS)
    with tempfile.TemporaryDirectory() as name:
        path = begun(Path(name))
        store = open_store(path)
        for step in steps:
            store.commit(step.ops, by="ana")
            if choose.random() < 0.3:
                store.checkpoint()
            if choose.random() < 0.2:
                for file in sorted(path.parent.glob("annotations.j*")):
                    if choose.random() < 0.5:
                        meddle(file)
        if held(store) != steps[-1].after:
            return Tally().plus(len(steps), Verdict(lost=1, said="the session lost an edit"))
        store.close()
        found = held(open_store(path))
        verdict = judged(found, Model(), steps, len(steps))
        return Tally().plus(len(steps), verdict)


CASES: dict[str, Callable[[int], Tally]] = {
    "disk full (RLIMIT_FSIZE)": _limited,
    "disk full (small file system)": _filled,
    "fsync fails": _failing,
    "read-only file system": _read_only,
    "a folder without locks": _without_locks,
    "plain TinyDB writes the file": _shared,
    "clock goes backwards": _set_back,
    "symlinked database": _linked,
    "files deleted under a session": _deleted,
    "files replaced under a session": _replaced,
}
"""What may go wrong, and the function that tries it once with a seed."""


def tried(case: str, seed: int, runs: int) -> Tally:
    """Let one thing go wrong so many times."""
    tally = Tally()
    for number in range(runs):
        try:
            tally = tally.and_also(CASES[case](seed + number))
        except _BrokenError as error:
            tally = tally.plus(0, Verdict(said=str(error)))
    return tally
