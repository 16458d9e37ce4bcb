"""A journal that has become long, and what is still read from its rotated parts."""

from __future__ import annotations

import errno
import gzip
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import (
    ARTICLE,
    NOON,
    TEXT,
    Clock,
    Crash,
    Frozen,
    Stopping,
    add,
    annotation,
    article,
    backup,
    change,
    ids,
    in_file,
    journal,
    remove,
)

from tui.annotations.edits import inverse
from tui.store.check import check
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.locking import FileLock
from tui.store.protocol import StoreError
from tui.store.restore import state_at, write_new
from tui.store.tinydb_store import TinyDBStore, open_store

SHORT = 2000
"""Bytes of a journal that is rotated in these tests."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def session(path: Path, disk: Disk | None = None) -> TinyDBStore:
    return TinyDBStore(path, disk, rotate_at=SHORT)


def days(path: Path, count: int, first: int = 0) -> set[str]:
    """So many sessions with six edits each, every one on an article of its own."""
    made = set()
    for day in range(first, first + count):
        store = session(path)
        text = article(f"{TEXT} {day}")
        store.commit([add(text)], by="ana")
        for number in range(5):
            one = annotation(f"d{day}-{number}", on=text.id)
            store.commit([add(one)], by="ana")
            made.add(one.id)
        store.close()
    return made


def parts(path: Path) -> list[str]:
    return [part.name for part in Files.of(path).parts()]


def seqs(store: TinyDBStore) -> list[int]:
    return [edit.seq for edit in store.history()]


def test_a_long_journal_is_rotated_by_the_last_session_that_closes(path: Path) -> None:
    days(path, 1)
    assert parts(path) == ["annotations.journal.0001.gz"]
    assert journal(path).stat().st_size < 300
    ana, ben = session(path), session(path)
    for number in range(6):
        ana.commit([add(annotation(f"a-{number}"))], by="ana")
    ana.close()
    assert len(parts(path)) == 1, "ben still has it open"
    ben.close()
    assert len(parts(path)) == 2
    assert ids(open_store(path)) == {f"a-{number}" for number in range(6)}
    assert open_store(path).warnings == ana.warnings == ben.warnings == ()


def test_a_short_journal_stays(path: Path) -> None:
    store = session(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    assert parts(path) == []


def test_a_rotated_journal_is_what_was_written(path: Path) -> None:
    store = open_store(path)
    for number in range(20):
        store.commit([add(annotation(f"a-{number}"))], by="ana")
    store.close()
    before = journal(path).read_bytes()
    session(path).close()
    texts = [gzip.decompress(part.read_bytes()) for part in Files.of(path).parts()]
    assert len(texts) > 1
    assert b"".join(text.split(b"\n", 1)[1] for text in texts) == before


def test_the_history_reaches_across_the_parts(path: Path) -> None:
    made = days(path, 4)
    assert len(parts(path)) == 4
    store = session(path)
    everything = store.history()
    assert [edit.seq for edit in everything] == list(range(1, 25))
    assert {op.id for edit in everything for op in edit.ops if op.table == "annotations"} == made
    assert [edit.seq for edit in store.changes(10)] == list(range(11, 25))
    assert [edit.seq for edit in store.changes(23)] == [24]
    third = article(f"{TEXT} 2").id
    assert [edit.seq for edit in store.history(third)] == list(range(13, 19))
    assert [edit.seq for edit in store.history("d1-3")] == [11]
    assert store.history("d1-") == ()


def test_an_edit_in_a_part_can_be_undone(path: Path) -> None:
    days(path, 3)
    store = session(path)
    edit = store.history("d0-2")[0]
    undone = store.commit(inverse(edit.ops), by="ana", undoes=edit.seq)
    assert undone.seq == 19
    store.close()
    store = session(path)
    assert [edit.undoes for edit in store.history("d0-2")] == [0, edit.seq]
    assert "d0-2" not in ids(store, article(f"{TEXT} 0").id)


def test_a_removed_record_is_found_in_the_parts(path: Path) -> None:
    store = session(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.commit([remove(annotation("a-1"))], by="ana")
    store.close()
    days(path, 2)
    assert [edit.seq for edit in session(path).history(ARTICLE)] == [1, 2]


class Counting(Disk):
    """A disk that counts what is read of each rotated part."""

    def __init__(self) -> None:
        self.pieces_read: dict[str, int] = {}

    def pieces(self, path: Path, start: int = 0) -> Iterator[bytes]:
        if path.suffix == ".gz":
            self.pieces_read[path.name] = self.pieces_read.get(path.name, 0) + 1
        return super().pieces(path, start)


def test_only_the_parts_about_an_article_are_read_for_its_history(path: Path) -> None:
    days(path, 4)
    disk = Counting()
    store = session(path, disk)
    assert disk.pieces_read == {}, "opening reads no part"
    wanted = article(f"{TEXT} 1").id
    store.history(wanted)
    names = parts(path)
    assert disk.pieces_read == {name: 2 if name == names[1] else 1 for name in names}
    store.history(wanted)
    assert disk.pieces_read == {name: 3 if name == names[1] else 1 for name in names}


@pytest.mark.parametrize("lost_backup", [True, False])
def test_a_lost_file_is_rebuilt_from_the_parts(path: Path, lost_backup: bool) -> None:
    made = days(path, 3)
    open_store(path).commit([add(annotation("a-last", on=article(f"{TEXT} 0").id))], by="ana")
    path.unlink()
    if lost_backup:
        backup(path).unlink()
    store = session(path)
    assert set(in_file(path)) == made | {"a-last"}
    assert "before the journal began" not in store.warnings[0]
    assert check(path) == []


def test_a_moment_before_a_rotation_can_be_restored(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.tinydb_store.datetime", Clock)
    for hour in range(3):
        monkeypatch.setattr(Clock, "shows", NOON + timedelta(hours=hour))
        store = session(path)
        for number in range(5):
            store.commit([add(annotation(f"h{hour}-{number}"))], by="ana")
        store.close()
    assert len(parts(path)) == 3
    restored = state_at(path, NOON + timedelta(hours=1, minutes=30))
    assert (restored.seq, restored.warnings) == (10, ())
    write_new(tmp_path / "then.json", restored.contents)
    then = ids(open_store(tmp_path / "then.json"))
    assert then == {f"h{hour}-{number}" for hour in range(2) for number in range(5)}
    path.unlink()
    with pytest.raises(StoreError, match="exists and is not overwritten"):
        write_new(path, restored.contents)


def test_a_lost_journal_beside_parts_goes_on_with_their_numbers(path: Path) -> None:
    days(path, 2)
    journal(path).unlink()
    store = session(path)
    assert store.seq == 12
    assert store.commit([add(annotation("a-1"))], by="ana").seq == 13
    store.close()
    assert seqs(session(path)) == list(range(1, 14))
    assert open_store(path).warnings == ()


@pytest.mark.parametrize("failure", [Crash(), OSError(errno.ENOSPC, "No space left on device")])
def test_wherever_a_rotation_stops_nothing_is_lost_or_there_twice(
    tmp_path: Path, failure: BaseException
) -> None:
    for at in range(1, 60):
        path = tmp_path / str(at) / "annotations.json"
        path.parent.mkdir()
        store = open_store(path)
        store.commit([add(article())], by="ana")
        for number in range(15):
            store.commit([add(annotation(f"a-{number}"))], by="ana")
        store.close()
        disk = Stopping(at, failure)
        with suppress(Crash):
            session(path, disk).close()
        made = {f"a-{number}" for number in range(15)}

        store = session(path)
        assert store.warnings == ()
        assert seqs(store) == list(range(1, 17))
        store.commit([add(annotation("a-more"))], by="ana")
        store.close()
        path.unlink()
        backup(path).unlink()
        store = session(path)
        assert seqs(store) == list(range(1, 18))
        assert ids(store) == made | {"a-more"}
        assert check(path) == []
        if disk.left > 0:
            assert at > 3
            return
    pytest.fail("the writes were never exhausted")


def test_where_there_are_no_locks_nothing_is_rotated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: FileLock, timeout: float) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    days(path, 2)
    assert parts(path) == []
    assert seqs(open_store(path)) == list(range(1, 13))


def test_a_session_that_nobody_knew_of_survives_a_rotation(path: Path) -> None:
    known = days(path, 1)
    early = session(path)
    Files.of(path).sessions.unlink()
    days(path, 2, first=1)
    assert len(parts(path)) == 3
    edit = early.commit([add(annotation("a-early"))], by="ben")
    assert edit.seq == 19, "it knew of 6 edits and has learnt of 12 more"
    assert early.warnings == ()
    early.close()
    store = session(path)
    assert seqs(store) == list(range(1, 20))
    assert known | {"a-early"} < set(in_file(path))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_session_that_only_reads_survives_a_rotation(path: Path, count: int) -> None:
    days(path, 1)
    reader = TinyDBStore(path, Frozen())
    Files.of(path).sessions.unlink()
    days(path, count, first=1)
    assert reader.wait(0.0) is True
    assert reader.seq == 6 + 6 * count
    assert [edit.seq for edit in reader.changes(5)] == list(range(6, reader.seq + 1))
    assert reader.warnings == ()


def test_parts_are_as_private_as_the_journal(path: Path) -> None:
    days(path, 1)
    for file in (journal(path), *Files.of(path).parts(), Files.of(path).sessions):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    journal(path).chmod(0o660)
    days(path, 1, first=1)
    for file in (journal(path), Files.of(path).parts()[-1]):
        assert stat.S_IMODE(file.stat().st_mode) == 0o660


class Interrupting(Disk):
    """A disk on which something happens while a checkpoint is being written."""

    def __init__(self) -> None:
        self.meanwhile: list[object] = []

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = 0o600) -> None:
        super().write_new(path, pieces, mode)
        while self.meanwhile:
            happens = self.meanwhile.pop()
            assert callable(happens)
            happens()


def test_edits_made_while_a_checkpoint_is_written_are_among_the_changes(path: Path) -> None:
    disk = Interrupting()
    store = TinyDBStore(path, disk)
    first = store.commit([add(annotation("a-1"))], by="ana")
    edited = annotation("a-1", note="meanwhile")
    disk.meanwhile.append(lambda: store.commit([change(annotation("a-1"), edited)], by="ana"))
    assert store.checkpoint()
    assert [edit.seq for edit in store.changes(first.seq)] == [2]
