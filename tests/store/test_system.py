"""What the other systems do, as far as this one can show it: the module loaded as if on them."""

from __future__ import annotations

import errno
import importlib.util
import os
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest
from store_samples import add, annotation, ids

import tui.store.system
from tui.store.files import Files
from tui.store.tinydb_store import TinyDBStore, open_store

if sys.platform == "win32":
    pytest.skip("this stands in for Windows elsewhere", allow_module_level=True)

import fcntl


def loaded(monkeypatch: pytest.MonkeyPatch, platform: str) -> ModuleType:
    """The module as another system would load it."""
    monkeypatch.setattr(sys, "platform", platform)
    spec = importlib.util.spec_from_file_location("system", tui.store.system.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locking(handle: int, mode: int, size: int) -> None:
    """Lock or unlock the bytes after the position, as Windows does: for one open file alone."""
    start = os.lseek(handle, 0, os.SEEK_CUR)
    kind = fcntl.F_UNLCK if mode == 0 else fcntl.F_WRLCK
    # A lock of the open file and not of the process, so that two sessions of one differ.
    fcntl.fcntl(handle, 37, struct.pack("hhqqi", kind, os.SEEK_SET, start, size, 0))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if not sys.platform.startswith("linux"):
        pytest.skip("the stand-in uses Linux's locks of open files")
    msvcrt = ModuleType("msvcrt")
    msvcrt.LK_UNLCK, msvcrt.LK_NBLCK, msvcrt.locking = 0, 2, locking  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    module = loaded(monkeypatch, "win32")
    monkeypatch.setattr(module.time, "sleep", lambda seconds: None)
    return module


@pytest.fixture(params=["this system", "windows"])
def system(request: pytest.FixtureRequest) -> ModuleType:
    if request.param == "windows":
        module: ModuleType = request.getfixturevalue("windows")
        return module
    return tui.store.system


class Opened:
    """A file open twice, as two sessions have it."""

    def __init__(self, path: Path, system: ModuleType, sessions: int) -> None:
        self.handles = [os.open(path, os.O_RDWR | os.O_CREAT) for _ in range(sessions)]
        self.grips = [system.Grip(handle) for handle in self.handles]


def test_a_file_is_locked_for_one_alone(tmp_path: Path, system: ModuleType) -> None:
    one, other = Opened(tmp_path / "lock", system, 2).grips
    assert one.take()
    assert not other.take()
    assert not other.take(shared=True)
    one.drop()
    assert other.take()
    assert not one.take()


def test_a_file_is_shared_until_one_is_left(tmp_path: Path, system: ModuleType) -> None:
    opened = Opened(tmp_path / "lock", system, 3)
    ana, ben, cem = opened.grips
    assert ana.take(shared=True)
    assert ben.take(shared=True)
    assert cem.take(shared=True)
    assert not ana.take()
    assert ana.take(shared=True)
    ben.drop()
    os.close(opened.handles[2])
    assert ana.take(), "one unlocked the file and one closed it"
    assert not ben.take(shared=True)
    assert ana.take(shared=True)
    assert ben.take(shared=True)


def test_other_failures_of_a_lock_are_told(
    tmp_path: Path, system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (grip,) = Opened(tmp_path / "lock", system, 1).grips

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    if system is tui.store.system:
        monkeypatch.setattr(fcntl, "flock", refuse)
    else:
        monkeypatch.setattr(sys.modules["msvcrt"], "locking", refuse)
    with pytest.raises(OSError, match="No locks available"):
        grip.take()


class Scanned:
    """An os.replace that is refused a number of times, as while a scanner reads the target."""

    def __init__(self, refusals: int) -> None:
        self.left = refusals
        self._replace = os.replace

    def __call__(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        self._replace(source, target)


@pytest.mark.parametrize("refusals", [0, 1, 5, 19])
def test_windows_replaces_a_file_when_it_may(
    tmp_path: Path, windows: ModuleType, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "old").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", Scanned(refusals))
    windows.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"


def test_windows_gives_up_in_the_end(
    tmp_path: Path, windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    monkeypatch.setattr(os, "replace", Scanned(20))
    with pytest.raises(PermissionError):
        windows.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "new").read_bytes() == b"new"


def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", Scanned(1))
    with pytest.raises(PermissionError):
        tui.store.system.replace(tmp_path / "new", tmp_path / "old")


def test_windows_cannot_open_a_folder_and_need_not(tmp_path: Path, windows: ModuleType) -> None:
    windows.sync_folder(tmp_path / "which is not even there")


@pytest.mark.parametrize("knows", [True, False])
def test_macos_syncs_through_the_drive_where_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows: bool
) -> None:
    calls: list[str] = []

    def control(handle: int, command: int) -> None:
        calls.append(f"fcntl {command}")
        if not knows:
            raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", lambda handle: calls.append("fsync"))
    system = loaded(monkeypatch, "darwin")
    with (tmp_path / "file").open("wb") as file:
        system.flush(file.fileno())
    assert calls == (["fcntl 51"] if knows else ["fcntl 51", "fsync"])
    calls.clear()
    system.sync_folder(tmp_path)
    assert calls[0] == "fcntl 51"


def test_two_sessions_share_a_database_and_the_last_one_rotates_its_journal(
    tmp_path: Path, system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.locking.Grip", system.Grip)
    monkeypatch.setattr("tui.store.disk.system", system)
    path = tmp_path / "annotations.json"
    ana, ben = (TinyDBStore(path, rotate_at=1000) for _ in range(2))
    for number in range(6):
        (ben if number % 2 else ana).commit([add(annotation(f"a-{number}"))], by="ana")
    ana.close()
    assert Files.of(path).parts() == []
    ben.close()
    assert Files.of(path).parts() != []
    store = open_store(path)
    assert ids(store) == {f"a-{number}" for number in range(6)}
    assert [edit.seq for edit in store.history()] == [1, 2, 3, 4, 5, 6]
    assert store.warnings == ana.warnings == ben.warnings == ()


def test_no_other_module_asks_which_system_it_runs_on() -> None:
    folder = Path(tui.store.system.__file__).parent
    asking = [
        path.name
        for path in folder.glob("*.py")
        if any(word in path.read_text() for word in ("sys.platform", "os.name", "msvcrt", "fcntl"))
    ]
    assert asking == ["system.py"]
