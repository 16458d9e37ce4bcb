"""What the store makes of files that were damaged or lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from store_samples import (
    Prompt,
    add,
    annotation,
    backup,
    database,
    ids,
    in_file,
    journal,
    snapshot,
)
from tinydb import TinyDB, where

from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.protocol import StoreError
from tui.store.recovery import Site, recover
from tui.store.tinydb_store import TinyDBStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path)


def test_the_fixture_is_what_it_says(path: Path) -> None:
    assert set(in_file(path)) == {"a-1", "a-2"}
    assert set(in_file(backup(path))) == {"a-1"}
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3"}


DAMAGE: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda data: b"", "is empty"),
    (lambda data: b" \n\n", "is empty"),
    (lambda data: bytes(len(data)), "is filled with NUL bytes"),
    (lambda data: data[: len(data) // 2], "is not JSON"),
    (lambda data: data[:-40] + bytes(40), "is not JSON"),
    (lambda data: data.replace(b'"claim"', b'"cl\xffim"'), "is not UTF-8"),
    (lambda data: b"<<<<<<< ours\n" + data, r"the conflict markers of a git merge \(line 1\)"),
    (lambda data: data.replace(b"\n}", b"\n=======\n}"), r"markers of a git merge \(line 3\)"),
    (lambda data: b"Dear editor,\n", "is not JSON"),
    (lambda data: b'["a list"]', "is JSON but no TinyDB database"),
    (lambda data: b'{"annotations": [1, 2]}', "is JSON but no TinyDB database"),
    (lambda data: b'{"annotations": {"first": {}}}', "no TinyDB database.*“first”"),
    (lambda data: b'{"annotations": {"1": 7}}', "no TinyDB database.*“1”"),
    (lambda data: b"[" * 100_000, "is not"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGE)
def test_a_damaged_file_is_rebuilt_and_its_bytes_are_kept(
    path: Path, damage: Callable[[bytes], bytes], says: str
) -> None:
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)

    store = open_store(path)

    warning, said = store.warnings
    assert ids(store) == {"a-1", "a-2", "a-3"}
    assert set(in_file(path)) == {"a-1", "a-2", "a-3"}
    assert re.search(says, warning)
    assert "annotations.json.bak and the journal" in warning
    (kept,) = path.parent.glob("annotations.json.foreign-*")
    assert said == f"annotations.json as it was found is kept in {kept.name}"
    assert kept.read_bytes() == damaged
    assert open_store(path).warnings == ()


@pytest.mark.parametrize("lost_backup", [True, False])
def test_a_missing_file_is_rebuilt(path: Path, lost_backup: bool) -> None:
    path.unlink()
    if lost_backup:
        backup(path).unlink()
    store = open_store(path)
    assert ids(store) == set(in_file(path)) == {"a-1", "a-2", "a-3"}
    assert "is missing; it was rebuilt from" in store.warnings[0]
    assert store.seq == 3


def test_a_missing_file_without_journal_comes_from_the_backup(path: Path) -> None:
    path.unlink()
    journal(path).unlink()
    assert ids(open_store(path)) == {"a-1"}


def test_a_journal_that_began_later_says_what_it_cannot_know(path: Path) -> None:
    journal(path).unlink()
    open_store(path).commit([add(annotation("a-9"))], by="ana")
    path.unlink()
    backup(path).unlink()
    store = open_store(path)
    assert ids(store) == {"a-9"}
    assert "before the journal began" in store.warnings[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (bytes(64), "is filled with NUL bytes"),
        (b'{"annotations": {"1": {"tag": "cl', "is not JSON"),
        (b"Dear editor,\n", "is not JSON"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b'["a list"]', "is JSON but no TinyDB database"),
        (b'{"annotations": {"first": {}}}', "is JSON but no TinyDB database"),
    ],
)
def test_a_file_that_nothing_can_rebuild_is_left_as_it_is(
    tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "annotations.json"
    path.write_bytes(data)
    with pytest.raises(StoreError, match=f"{says}.*It was left as it is: move it away"):
        open_store(path)
    assert snapshot(tmp_path) == {"annotations.json": data}


def test_an_empty_file_with_nothing_beside_it_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    path.touch()
    store = open_store(path)
    assert store.warnings == ("annotations.json was empty; a new database was begun",)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    assert set(in_file(path)) == {"a-1"}


# The journal


@pytest.mark.parametrize("cut", [1, 30, 400])
def test_an_unfinished_last_line_is_cut(path: Path, cut: int) -> None:
    whole = journal(path).read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    journal(path).write_bytes(whole[: -min(cut, len(last) - 1)])

    store = open_store(path)

    assert ids(store) == {"a-1", "a-2"}
    assert store.warnings == ()
    assert journal(path).read_bytes() == whole[: -len(last)]
    assert store.commit([add(annotation("a-4"))], by="ana").seq == 3
    assert ids(open_store(path)) == {"a-1", "a-2", "a-4"}


@pytest.mark.parametrize("tail", [bytes(4096), b'{"kind":"edit","seq":4', b"\xff\xfe"])
def test_what_a_power_cut_leaves_after_the_last_line_is_cut(path: Path, tail: bytes) -> None:
    whole = journal(path).read_bytes()
    journal(path).write_bytes(whole + tail)
    store = open_store(path)
    assert ids(store) == {"a-1", "a-2", "a-3"}
    assert store.warnings == ()


def test_a_damaged_line_is_set_aside_and_the_rest_is_kept(path: Path) -> None:
    open_store(path).commit([add(annotation("a-4"))], by="ana")
    lines = journal(path).read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"a-3"', b'"a-X"', 1)
    journal(path).write_bytes(b"".join(lines))

    store = open_store(path)

    assert ids(store) == {"a-1", "a-2", "a-4"}
    (aside,) = path.parent.glob("annotations.journal.damaged-*")
    assert store.warnings == (f"1 damaged line of annotations.journal set aside in {aside.name}",)
    assert aside.read_bytes() == lines[-2]
    assert len(journal(path).read_bytes()) == len(b"".join(lines))
    assert store.commit([add(annotation("a-5"))], by="ana").seq == 5
    store = open_store(path)
    assert (ids(store), store.warnings) == ({"a-1", "a-2", "a-4", "a-5"}, ())


@pytest.mark.parametrize("rest", [0, 4])
@pytest.mark.parametrize("rotated", [False, True])
def test_a_mark_that_lines_were_lost_before_hides_no_edit(
    tmp_path: Path, rotated: bool, rest: int
) -> None:
    path = tmp_path / "annotations.json"
    store = TinyDBStore(path, rotate_at=1000 if rotated else 1 << 20)
    for number in range(1, 9 + rest):
        store.commit([add(annotation(f"a-{number}"))], by="ana")
        if number == 2:
            store.close()
            store = open_store(path)
        if number == 8:
            store.checkpoint()
    lines = journal(path).read_bytes().splitlines(keepends=True)
    lost = tuple(b'{"kind":"edit","seq":%d,' % number for number in range(3, 8))
    journal(path).write_bytes(b"".join(line for line in lines if not line.startswith(lost)))

    for _ in range(2):
        store = open_store(path)
        assert ids(store) == {f"a-{number}" for number in range(1, 9 + rest)}
        assert store.seq == 8 + rest
    assert store.commit([add(annotation("a-new"))], by="ana").seq == 9 + rest
    assert [edit.seq for edit in store.history()] == [1, 2, *range(8, 10 + rest)]


def test_a_lost_journal_is_begun_again(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    journal(path).unlink()

    opened = open_store(path)
    assert (ids(opened), opened.warnings) == ({"a-1", "a-2", "a-3"}, ())

    store.commit([add(annotation("a-4"))], by="ana")
    assert "annotations.journal was cut or removed; it was begun again" in store.warnings
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4"}


def test_a_session_outlives_the_loss_of_all_of_its_files(path: Path) -> None:
    store = open_store(path)
    for file in path.parent.iterdir():
        file.unlink()
    store.commit([add(annotation("a-4"))], by="ana")
    assert set(in_file(path)) == {"a-1", "a-2", "a-3"}
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/annotations.json", "does not exist"),
        ("annotations.journal", "is not a database"),
        ("annotations.json.bak", "is not a database"),
        (".", "cannot be read"),
    ],
)
def test_a_path_that_cannot_be_one_is_refused(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        open_store(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


# The four bugs of the prototype


class Meddling(Disk):
    """A disk on which another session places a checkpoint while a file is being read."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        self._meddle: Callable[[], object] | None = meddle

    def read(self, path: Path) -> bytes:
        data = super().read(path)
        if path.suffix == ".json" and (meddle := self._meddle):
            self._meddle = None
            meddle()
        return data


def test_a_read_that_races_a_checkpoint_sees_one_moment(path: Path) -> None:
    other = Prompt(path)
    disk = Meddling(lambda: other.commit([add(annotation("a-4"))], by="ben"))
    found = recover(Site(Files.of(path), disk))
    assert (found.origin, found.evidence.seq, found.warnings) == ("file", 4, ())
    disk = Meddling(lambda: other.commit([add(annotation("a-5"))], by="ben"))
    store = TinyDBStore(path, disk)
    assert (ids(store), store.warnings) == ({"a-1", "a-2", "a-3", "a-4", "a-5"}, ())


@pytest.mark.parametrize("checked_out", [False, True])
def test_the_first_checkpoint_is_marked(tmp_path: Path, checked_out: bool) -> None:
    path, made = tmp_path / "annotations.json", {"a-1"}
    if checked_out:
        Prompt(path).commit([add(annotation("a-0"))], by="ana")
        made.add("a-0")
        for file in tmp_path.iterdir():
            if file != path:
                file.unlink()
    open_store(path).commit([add(annotation("a-1"))], by="ana")
    store = open_store(path)
    assert (ids(store), store.warnings) == (made, ())


def test_a_checkpoint_is_known_by_its_mark_where_a_crash_left_no_other(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-4"))], by="ana")
    store.checkpoint()
    lines = journal(path).read_bytes().splitlines(keepends=True)
    assert lines[-1].startswith(b'{"kind":"done"')
    journal(path).write_bytes(b"".join(lines[:-1]))
    store = open_store(path)
    assert (ids(store), store.warnings) == ({"a-1", "a-2", "a-3", "a-4"}, ())


def test_an_emptied_file_is_not_an_empty_database(path: Path) -> None:
    path.write_bytes(b"")
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3"}


def test_two_sessions_never_give_two_records_one_number(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    for number in range(4, 14):
        (one if number % 2 else two).commit([add(annotation(f"a-{number}"))], by="ana")
    one.close()
    two.close()
    with TinyDB(path) as database:
        documents = database.table("annotations").all()
    assert len({document.doc_id for document in documents}) == len(documents) == 13


# Files that go or change while a session runs


def test_files_that_go_before_a_session_closes_are_written_again(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    path.unlink()
    journal(path).unlink()
    store.close()
    assert set(in_file(path)) == ids(open_store(path)) == {"a-1", "a-2", "a-3"}


def test_a_lost_journal_beside_a_file_that_was_only_touched_loses_no_edit(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    store.commit([add(annotation("a-4"))], by="ana")
    path.write_bytes(path.read_bytes())
    journal(path).write_bytes(b"")
    assert store.commit([add(annotation("a-5"))], by="ana").seq == 5
    assert ids(store) == ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4", "a-5"}


def test_a_lost_journal_beside_a_file_changed_outside_says_what_was_taken_over(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    with TinyDB(path) as database:
        database.table("annotations").remove(where("id") == "a-1")
    journal(path).unlink()
    assert store.commit([add(annotation("a-4"))], by="ana").seq == 5
    assert "changed outside Glossator" in " ".join(store.warnings)
    assert ids(store) == ids(open_store(path)) == {"a-2", "a-3", "a-4"}
    assert [op.id for op in store.history("a-1")[0].ops] == ["a-1"]
