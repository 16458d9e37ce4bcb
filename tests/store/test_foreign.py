"""Files that others put in the place of ours: taken over, or kept aside byte for byte."""

from __future__ import annotations

import errno
import json
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from store_samples import (
    ARTICLE,
    add,
    annotation,
    backup,
    change,
    database,
    ids,
    in_file,
    snapshot,
)
from tinydb import TinyDB, where

from tui.annotations.edits import plain
from tui.store.disk import PRIVATE, Disk
from tui.store.protocol import ReadOnly, StoreError
from tui.store.tinydb_store import TinyDBStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path)


def foreign(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}.foreign-*"))]


def conflicted(data: bytes) -> bytes:
    first, second, rest = data.split(b"\n", 2)
    return b"\n".join([first, b"<<<<<<< ours", second, b"=======", second, b">>>>>>> theirs", rest])


STRANGE: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("conflict markers", conflicted, "conflict markers"),
    ("another program's JSON", lambda data: b'{"name": "harbour", "lists": [1, 2]}', "no TinyDB"),
    ("a list", lambda data: b'["a", "b"]', "no TinyDB"),
    ("someone's TinyDB file", lambda data: b'{"_default": {"1": {"a": 1}}}', "no table of"),
    ("an empty TinyDB file", lambda data: b"{}", "no table of"),
    ("half of it", lambda data: data[: len(data) // 2], "not JSON"),
    ("nothing", lambda data: b"", "is empty"),
    ("zeros", lambda data: bytes(len(data)), "NUL bytes"),
    ("another encoding", lambda data: data.decode().encode("utf-16"), "not UTF-8"),
    ("a letter", lambda data: b"Dear editor,\n", "not JSON"),
]


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize(
    ("strange", "says"),
    [(what, says) for _, what, says in STRANGE],
    ids=[row[0] for row in STRANGE],
)
def test_what_cannot_be_taken_over_is_kept_byte_for_byte(
    path: Path, strange: Callable[[bytes], bytes], says: str, running: bool
) -> None:
    store = open_store(path)
    data = strange(path.read_bytes())
    path.write_bytes(data)

    if running:
        store.commit([add(annotation("a-4"))], by="ana")
        expected = {"a-1", "a-2", "a-3", "a-4"}
    else:
        store = open_store(path)
        expected = {"a-1", "a-2", "a-3"}

    assert ids(store) == set(in_file(path)) | ({"a-4"} if running else set()) == expected
    assert foreign(path) == [data]
    (kept,) = path.parent.glob("*.foreign-*")
    assert says in store.warnings[0]
    assert f"annotations.json as it was found is kept in {kept.name}" in store.warnings
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    store.close()
    assert open_store(path).warnings == ()
    assert set(in_file(path)) == expected


@pytest.mark.parametrize("running", [True, False])
def test_a_file_that_can_be_read_is_taken_over_and_not_kept_aside(
    path: Path, running: bool
) -> None:
    store = open_store(path)
    store.checkpoint()
    with TinyDB(path) as outside:
        outside.table("annotations").insert(plain(annotation("a-hand")))
        outside.table("annotations").remove(where("id") == "a-1")
    if running:
        assert store.wait(0.0)
    else:
        store = open_store(path)
    assert ids(store) == {"a-2", "a-3", "a-hand"}
    assert "its contents were taken over" in store.warnings[0]
    assert foreign(path) == []


@pytest.mark.parametrize("running", [True, False])
def test_where_the_file_and_the_journal_differ_about_a_record_the_file_is_kept_too(
    path: Path, running: bool
) -> None:
    store = open_store(path)
    store.checkpoint()
    store.commit([change(annotation("a-1"), annotation("a-1", note="by ana"))], by="ana")
    with TinyDB(path) as outside:
        outside.table("annotations").update({"note": "by hand"}, where("id") == "a-1")
    data = path.read_bytes()
    if running:
        store.wait(0.0)
    else:
        store = open_store(path)
    assert {one.note for one in store.load(ARTICLE).annotations if one.id == "a-1"} == {"by ana"}
    assert "the journal's kept: a-1" in " ".join(store.warnings)
    assert foreign(path) == [data]


def test_a_newer_file_under_a_session_ends_its_writing_and_is_not_touched(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-4"))], by="ana")
    tables = json.loads(path.read_text())
    tables["meta"]["1"]["schema"] = 2
    tables["annotations"]["9"] = {"id": "a-new", "what": "nobody here knows"}
    path.write_text(json.dumps(tables))
    before = snapshot(path.parent)

    with pytest.raises(ReadOnly, match="newer Glossator"):
        store.commit([add(annotation("a-5"))], by="ana")
    assert "schema 2" in store.read_only
    assert not store.checkpoint()
    store.close()
    assert snapshot(path.parent) == before


def test_what_a_program_writes_to_the_file_of_before_a_checkpoint_is_kept(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    with TinyDB(path) as late:
        store.commit([add(annotation("a-4"))], by="ana")
        store.checkpoint()
        late.table("annotations").insert(plain(annotation("a-late")))
    assert "a-late" in in_file(backup(path))
    data = backup(path).read_bytes()
    store.commit([add(annotation("a-5"))], by="ana")
    store.checkpoint()
    assert foreign(backup(path)) == [data]
    assert "a program wrote to annotations.json as it had been before" in store.warnings[-1]
    assert ids(store) == {"a-1", "a-2", "a-3", "a-4", "a-5"}


def test_the_checkpoints_of_two_sessions_are_no_strangers_to_each_other(path: Path) -> None:
    ana, ben = open_store(path), open_store(path)
    for number in range(4, 10):
        one = ana if number % 2 else ben
        one.commit([add(annotation(f"a-{number}"))], by="ana")
        one.checkpoint()
    assert ana.warnings == ben.warnings == ()
    assert foreign(path) == foreign(backup(path)) == []


class NoRoom(Disk):
    """A disk on which nothing can be kept aside, while it is full."""

    full = True

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        if self.full and ".foreign-" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write_new(path, pieces, mode)


def test_a_file_that_cannot_be_kept_aside_is_not_overwritten(path: Path) -> None:
    disk = NoRoom()
    store = TinyDBStore(path, disk)
    data = b"Dear editor,\n"
    path.write_bytes(data)
    for _ in range(2):
        with pytest.raises(StoreError, match="it was not touched"):
            store.commit([add(annotation("a-4"))], by="ana")
    with pytest.raises(StoreError, match="it was not touched"):
        TinyDBStore(path, NoRoom())
    assert path.read_bytes() == data
    disk.full = False
    store.commit([add(annotation("a-4"))], by="ana")
    assert foreign(path) == [data]
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4"}
