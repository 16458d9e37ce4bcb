"""Disks that are full, fail or may not be written."""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from store_samples import (
    Frozen,
    Prompt,
    add,
    annotation,
    ids,
    in_file,
    public_folder,
    snapshot,
    without_privileges,
)

from tui.store.disk import PRIVATE, Bytes, Disk
from tui.store.protocol import ReadOnly, StoreError
from tui.store.tinydb_store import TinyDBStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.json"
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    return path


class Failing(Disk):
    """A disk whose writes to files with a given ending fail while `error` is set."""

    def __init__(self, ending: str) -> None:
        self.ending = ending
        self.error: OSError | None = None
        self._path = Path()

    def append(self, path: Path, pieces: Sequence[Bytes], *, durable: bool = True) -> int:
        self._path = path
        return super().append(path, pieces, durable=durable)

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        self._path = path
        super().write_new(path, pieces, mode)

    def sync(self, handle: int) -> None:
        if self.error is not None and self._path.name.endswith(self.ending):
            raise self.error
        super().sync(handle)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_an_edit_whose_fsync_fails_was_never_made(path: Path, code: int) -> None:
    disk = Failing(".journal")
    store = TinyDBStore(path, disk)
    journal = path.with_suffix(".journal").read_bytes()
    disk.error = OSError(code, os.strerror(code))

    with pytest.raises(StoreError, match=f"{os.strerror(code)}: .*; nothing was changed"):
        store.commit([add(annotation("a-2"))], by="ana")

    assert ids(store) == {"a-1"}
    assert path.with_suffix(".journal").read_bytes() == journal
    assert ids(open_store(path)) == {"a-1"}
    disk.error = None
    assert store.commit([add(annotation("a-3"))], by="ana").seq == 2
    store.close()
    assert set(in_file(path)) == {"a-1", "a-3"}


def test_a_checkpoint_that_fails_loses_no_edit(path: Path) -> None:
    disk = Failing(".tmp")
    store = TinyDBStore(path, disk)
    disk.error = OSError(errno.ENOSPC, "No space left on device")
    store.commit([add(annotation("a-2"))], by="ana")
    assert not store.checkpoint()
    assert "edits are in the journal" in store.warnings[0]
    assert set(in_file(path)) == {"a-1"}
    assert ids(open_store(path)) == {"a-1", "a-2"}
    assert list(path.parent.glob("*.tmp")) == []

    disk.error = None
    assert store.checkpoint()
    assert set(in_file(path)) == {"a-1", "a-2"}


class Crash(BaseException):
    """The machine stops."""


class Counting(Disk):
    """A disk that fails at its n-th write: once with an error, or for good with a crash."""

    def __init__(self, at: int, failure: BaseException) -> None:
        self._left = at
        self._failure = failure

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0 or (self._left < 0 and isinstance(self._failure, Crash)):
            raise self._failure

    @property
    def reached(self) -> bool:
        return self._left <= 0

    def append(self, path: Path, pieces: Sequence[Bytes], *, durable: bool = True) -> int:
        self._count()
        return super().append(path, pieces, durable=durable)

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        self._count()
        super().write_new(path, pieces, mode)

    def sync(self, handle: int) -> None:
        self._count()
        super().sync(handle)

    def replace(self, source: Path, target: Path) -> None:
        self._count()
        super().replace(source, target)

    def keep_copy(self, source: Path, target: Path) -> None:
        self._count()
        super().keep_copy(source, target)


@pytest.mark.parametrize("failure", [Crash(), OSError(errno.EIO, "Input/output error")])
def test_whichever_write_fails_every_acknowledged_edit_is_there(
    tmp_path: Path, failure: BaseException
) -> None:
    for at in range(1, 120):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "annotations.json"
        disk = Counting(at, failure)
        acknowledged = set()
        try:
            store = Prompt(path, disk)
            for number in range(6):
                try:
                    store.commit([add(annotation(f"a-{number}"))], by="ana")
                except StoreError:
                    continue
                acknowledged.add(f"a-{number}")
        except (Crash, StoreError):
            pass

        reopened = open_store(path)
        assert reopened.warnings in (
            (),
            ("annotations.json is missing; it was rebuilt from the journal",),
        )
        held = ids(reopened)
        assert acknowledged <= held
        if isinstance(failure, Crash):
            # The edit that was being written may be there, whole.
            assert len(held - acknowledged) <= 1
        else:
            assert held == acknowledged
        reopened.close()
        assert set(in_file(path)) == held
        if not disk.reached:
            return
    pytest.fail("the writes were never exhausted")


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX")
def test_a_full_disk_refuses_the_edit_and_keeps_the_rest(path: Path) -> None:
    import resource

    child = os.fork()
    if child == 0:
        # No room beyond the journal's next few lines, as on a full disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        answer = 1
        try:
            store = open_store(path)
            room = path.with_suffix(".journal").stat().st_size + 3000
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
            saved = {"a-1"}
            for number in range(100):
                try:
                    store.commit([add(annotation(f"f-{number}"))], by="ana")
                except StoreError:
                    break
                saved.add(f"f-{number}")
            assert len(saved) < 100
            assert ids(store) == saved
            assert ids(open_store(path)) == saved
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            store.commit([add(annotation("f-late"))], by="ana")
            store.close()
            answer = 0
        finally:
            os._exit(answer)
    assert os.waitpid(child, 0)[1] == 0
    held = ids(open_store(path))
    assert {"a-1", "f-0", "f-late"} <= held == set(in_file(path))


def _only_folder(folder: Path, path: Path) -> None:
    folder.chmod(0o555)


def _only_file(folder: Path, path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("forbid", [_only_folder, _only_file])
def test_what_cannot_be_written_can_be_read(forbid: Callable[[Path, Path], None]) -> None:
    with public_folder() as folder:
        path = folder / "annotations.json"
        store = open_store(path)
        store.commit([add(annotation("a-1"))], by="ana")
        store.close()
        for file in folder.iterdir():
            file.chmod(0o666)
        folder.chmod(0o777)
        forbid(folder, path)
        before = snapshot(folder)

        def work() -> str:
            store = open_store(path)
            with pytest.raises(ReadOnly, match=re.escape(store.read_only)):
                store.commit([add(annotation("a-2"))], by="ana")
            return f"{sorted(ids(store))} {store.read_only}"

        assert re.match(
            r"\['a-1'\] .* cannot be written; it is open for reading only", without_privileges(work)
        )
        folder.chmod(0o755)
        assert snapshot(folder) == before


def test_a_reader_follows_the_sessions_that_can_write(path: Path) -> None:
    store, reader = open_store(path), TinyDBStore(path, Frozen())
    edit = store.commit([add(annotation("a-2"))], by="ana")
    assert reader.wait(0.0) is True
    assert reader.changes(1) == (edit,)
    assert ids(reader) == {"a-1", "a-2"}
    assert reader.history("a-2") == (edit,)
    reader.close()


def test_an_empty_folder_that_cannot_be_written_opens_empty(tmp_path: Path) -> None:
    store = TinyDBStore(tmp_path / "annotations.json", Frozen())
    assert store.articles() == ()
    assert store.read_only
    assert list(tmp_path.iterdir()) == []
