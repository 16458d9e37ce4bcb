"""Several sessions with one file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from store_samples import ARTICLE, add, annotation, change, ids, in_file
from tinydb import TinyDB

import tui.store.sessions
import tui.store.tinydb_store
from tui.store.disk import PRIVATE, Disk
from tui.store.locking import FileLock
from tui.store.protocol import Conflict, StoreError
from tui.store.tinydb_store import TinyDBStore, open_store

WRITER = """
import sys
from pathlib import Path
from store_samples import add, annotation
from tui.store.tinydb_store import open_store
store = open_store(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    record = annotation(f"{sys.argv[2]}-{number}")
    store.commit([add(record)], by=sys.argv[2])
    print(record.id, flush=True)
store.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    folders = f"{Path(__file__).parent}:{Path(tui.store.tinydb_store.__file__).parents[2]}"
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        env={"PYTHONPATH": folders.replace(":", os.pathsep)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_each_session_sees_the_edits_of_the_other(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    edit = ana.commit([add(annotation("a-1"))], by="ana")
    assert ben.changes(0) == (edit,)
    assert ids(ben) == {"a-1"}
    ben.commit([add(annotation("a-2"))], by="ben")
    assert [other.by for other in ana.changes(edit.seq)] == ["ben"]
    assert ids(ana) == {"a-1", "a-2"}


def test_an_edit_to_what_the_other_session_changed_is_a_conflict(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    held, by_ana = annotation("a-1"), annotation("a-1", note="ana")
    ana.commit([add(held)], by="ana")
    ben.changes(0)
    ana.commit([change(held, by_ana)], by="ana")

    with pytest.raises(Conflict) as caught:
        ben.commit([change(held, annotation("a-1", note="ben"))], by="ben")

    assert caught.value.ids == ("a-1",)
    assert ben.load(ARTICLE).annotations == (by_ana,)
    ben.commit([change(by_ana, annotation("a-1", note="ben"))], by="ben")
    assert ana.changes(2)[0].by == "ben"


def test_waiting_ends_with_the_other_sessions_edit(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    assert ben.wait(0.0) is False
    timer = threading.Timer(0.05, lambda: ana.commit([add(annotation("a-1"))], by="ana"))
    timer.start()
    assert ben.wait(10.0) is True
    timer.join()
    assert ids(ben) == {"a-1"}
    assert ben.wait(0.0) is False


def test_waiting_ends_when_the_store_is_closed(path: Path) -> None:
    store = open_store(path)
    threading.Timer(0.05, store.close).start()
    assert store.wait(10.0) is False


def test_a_checkpoint_of_either_session_holds_the_edits_of_both(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    ana.commit([add(annotation("a-1"))], by="ana")
    ben.commit([add(annotation("a-2"))], by="ben")
    ana.close()
    assert set(in_file(path)) == {"a-1", "a-2"}
    ben.close()
    assert set(in_file(path)) == {"a-1", "a-2"}
    assert open_store(path).warnings == ben.warnings == ana.warnings == ()


def test_what_one_session_left_aside_the_other_keeps(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    with TinyDB(path) as database:
        database.insert({"mine": True})
    ana.commit([add(annotation("a-1"))], by="ana")
    ben.commit([add(annotation("a-2"))], by="ben")
    ben.close()
    with TinyDB(path) as database:
        assert database.all() == [{"mine": True}]


def test_a_change_from_outside_reaches_a_waiting_session(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.checkpoint()
    with TinyDB(path) as database:
        database.table("annotations").truncate()
    assert store.wait(1.0) is True
    assert ids(store) == set()


class Interrupted(Disk):
    """A disk on which, once, something else happens while a file is being written."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], object] | None = None

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        super().write_new(path, pieces, mode)


def test_the_last_to_close_leaves_the_file_up_to_date(path: Path) -> None:
    disk = Interrupted()
    ana, ben = open_store(path), TinyDBStore(path, disk)
    ana.commit([add(annotation("a-1"))], by="ana")
    ben.commit([add(annotation("a-2"))], by="ben")
    disk.meanwhile = ana.checkpoint
    ben.close()
    assert set(in_file(path)) == {"a-1", "a-2"}
    ben = TinyDBStore(path, disk)
    ben.commit([add(annotation("a-3"))], by="ben")

    def interfere() -> None:
        ana.checkpoint()
        ben.commit([add(annotation("a-4"))], by="ben")

    disk.meanwhile = interfere
    ben.close()
    assert set(in_file(path)) == {"a-1", "a-2", "a-3", "a-4"}


def test_two_processes_write_one_file(path: Path) -> None:
    open_store(path).close()
    writers = [writer(path, name, 40) for name in ("ana", "ben")]
    written = {line for one in writers for line in one.communicate(timeout=30)[0].split()}

    assert [one.returncode for one in writers] == [0, 0]
    assert len(written) == 80
    store = open_store(path)
    assert ids(store) == set(in_file(path)) == written
    assert [edit.seq for edit in store.history()] == list(range(1, 81))
    assert store.warnings == ()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_no_acknowledged_edit_is_lost_when_a_session_is_killed(path: Path) -> None:
    acknowledged: set[str] = set()
    for round_ in range(15):
        one = writer(path, f"k{round_}", 10_000)
        assert one.stdout is not None
        for _ in range(1 + round_ * 3):
            acknowledged.add(one.stdout.readline().strip())
        one.kill()
        acknowledged.update(one.stdout.read().split("\n")[:-1])
        one.wait()
        assert set(in_file(path)) <= ids(open_store(path))
        assert acknowledged <= ids(open_store(path))
    store = open_store(path)
    assert store.warnings == ()
    store.close()
    assert acknowledged <= set(in_file(path))


def test_a_session_that_holds_the_lock_too_long_is_named_as_the_reason(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path).close()
    monkeypatch.setattr(tui.store.sessions, "LOCK_TIMEOUT", 0.05)
    store = open_store(path)
    other = FileLock(path.with_suffix(".lock"))
    other.acquire(0.0)
    with pytest.raises(StoreError, match="another session has been writing"):
        store.commit([add(annotation("a-1"))], by="ana")
    other.release()
    store.commit([add(annotation("a-1"))], by="ana")


def test_where_there_are_no_locks_one_session_works(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: FileLock, timeout: float) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    assert store.warnings == ("this folder knows no locks: open the database in one session only",)
    store.close()
    assert set(in_file(path)) == {"a-1"}
