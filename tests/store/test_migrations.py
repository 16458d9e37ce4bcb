"""Databases that an older Glossator wrote, opened by a newer one."""

from __future__ import annotations

import errno
import json
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from store_samples import (
    ARTICLE,
    NOON,
    Crash,
    Frozen,
    Stopping,
    add,
    annotation,
    article,
    backup,
    change,
    database,
    ids,
    in_file,
    journal,
    snapshot,
)

from tui.annotations.edits import Plain, inverse
from tui.store.checkpoint import contents
from tui.store.merge import merge
from tui.store.migrations import Migrations
from tui.store.protocol import ReadOnly, StoreError
from tui.store.recovery import contents_of
from tui.store.restore import state_at
from tui.store.tinydb_store import TinyDBStore, open_store


def noted(table: str, record: Plain) -> Plain:
    """A step that shows when it is taken twice, or left out."""
    return {**record, "note": f"{record['note']}+"} if table == "annotations" else record


def retagged(table: str, record: Plain) -> Plain:
    return {**record, "tag": f"{record['tag']}s"} if table == "annotations" else record


TWO = Migrations((noted,))
THREE = Migrations((noted, retagged))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Schema 1, with a-1 and a-2 in the file and a-3 only in the journal."""
    return database(tmp_path)


def old(path: Path, schema: int = 1) -> Path:
    return path.with_name(f"{path.name}.schema-{schema}")


def notes(store: TinyDBStore) -> dict[str, str]:
    return {one.id: one.note for one in store.load(ARTICLE).annotations}


def schema(path: Path) -> int:
    stated = json.loads(path.read_text())["meta"]["1"]["schema"]
    assert isinstance(stated, int)
    return stated


def test_an_older_file_is_kept_and_migrated_with_its_journal(path: Path) -> None:
    before = path.read_bytes()
    store = open_store(path, TWO)
    (said,) = store.warnings
    assert said.startswith("annotations.json was brought from schema 1 to 2; ")
    assert said.endswith("kept in annotations.json.schema-1")
    assert notes(store) == {"a-1": "+", "a-2": "+", "a-3": "+"}
    assert old(path).read_bytes() == before
    assert schema(path) == 2
    assert {one["note"] for one in in_file(path).values()} == {"+"}
    assert (store.seq, store.read_only) == (3, "")


def test_it_is_migrated_once(path: Path) -> None:
    open_store(path, TWO).close()
    kept = old(path).read_bytes()
    store = open_store(path, TWO)
    store.commit([add(annotation("a-4"))], by="ana")
    store.close()
    store = open_store(path, TWO)
    assert store.warnings == ()
    assert notes(store) == {"a-1": "+", "a-2": "+", "a-3": "+", "a-4": ""}
    assert old(path).read_bytes() == kept


def test_the_steps_are_taken_in_order(path: Path) -> None:
    open_store(path, TWO).close()
    store = open_store(path, THREE)
    assert {(one.note, one.tag) for one in store.load(ARTICLE).annotations} == {("+", "claims")}
    assert (schema(path), schema(old(path)), schema(old(path, 2))) == (3, 1, 2)


def test_several_steps_are_taken_at_once(path: Path) -> None:
    store = open_store(path, THREE)
    assert {(one.note, one.tag) for one in store.load(ARTICLE).annotations} == {("+", "claims")}
    assert not old(path, 2).exists()


def test_edits_from_before_a_migration_can_be_undone_after_it(path: Path) -> None:
    store = open_store(path, TWO)
    edit = store.history("a-2")[0]
    assert edit.ops == (add(annotation("a-2", note="+")),)
    store.commit(inverse(edit.ops), by="ana", undoes=edit.seq)
    store.close()
    store = open_store(path, THREE)
    assert ids(store) == {"a-1", "a-3"}
    last = store.history("a-2")[-1]
    store.commit(inverse(last.ops), by="ana", undoes=last.seq)
    assert store.load(ARTICLE).annotations[1] == msgspec.structs.replace(
        annotation("a-2", note="+"), tag="claims"
    )


def test_a_copy_that_is_there_is_never_overwritten(path: Path) -> None:
    old(path).write_bytes(b"somebody's own")
    before = path.read_bytes()
    open_store(path, TWO).close()
    assert old(path).read_bytes() == b"somebody's own"
    assert path.with_name("annotations.json.schema-1-2").read_bytes() == before


def test_records_that_only_the_older_schema_can_read_are_migrated(tmp_path: Path) -> None:
    def renamed(table: str, record: Plain) -> Plain:
        if table == "annotations":
            record["tag"] = record.pop("label")
        return record

    path = tmp_path / "annotations.json"
    store = open_store(path)
    store.commit([add(article()), add(annotation("a-1")), add(annotation("a-2"))], by="ana")
    store.close()
    journal(path).unlink()
    text = path.read_text().replace('"tag":"claim"', '"label":"claim"')
    path.write_text(text.replace('"label":"claim"', '"lable":"claim"', 1))
    store = open_store(path, Migrations((renamed,)))
    assert ids(store) == {"a-2"}
    assert any(
        one.startswith("annotations a-1: it is not what schema 1 says, so it cannot be brought to")
        for one in store.warnings
    )
    store.close()
    assert '"lable":"claim"' in path.read_text()


def test_a_program_that_knows_an_older_schema_only_reads(path: Path) -> None:
    open_store(path, TWO).close()
    before = snapshot(path.parent)
    store = open_store(path)
    assert "schema 2, this one knows 1" in store.read_only
    with pytest.raises(ReadOnly):
        store.commit([add(annotation("a-4"))], by="ana")
    store.close()
    assert snapshot(path.parent) == before


def test_an_older_file_beside_a_newer_journal_is_only_read(path: Path) -> None:
    before = path.read_bytes()
    open_store(path, TWO).commit([add(annotation("a-4"))], by="ana")
    path.write_bytes(before)
    assert "schema 2, this one knows 1" in open_store(path).read_only


def test_while_another_session_is_open_nothing_is_migrated(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-4"))], by="ana")
    before = path.read_bytes()
    newer = open_store(path, TWO)
    assert "another session has it open" in newer.read_only
    assert set(notes(newer).values()) == {"+"}
    store.commit([add(annotation("a-5"))], by="ana")
    assert newer.wait(0.0)
    assert notes(newer)["a-5"] == "+"
    newer.close()
    assert path.read_bytes() == before
    store.close()
    assert open_store(path, TWO).read_only == ""
    assert schema(path) == 2


def test_what_cannot_be_written_is_migrated_in_memory_only(path: Path) -> None:
    before = snapshot(path.parent)
    store = TinyDBStore(path, Frozen(), migrations=TWO)
    assert set(notes(store).values()) == {"+"}
    assert snapshot(path.parent) == before


def test_looking_at_an_older_file_writes_nothing(path: Path) -> None:
    before = snapshot(path.parent)
    state = contents_of(path, TWO)
    assert state.schema == 1
    assert b'"note":"+"' in state.records.tables()["annotations"][0].text
    assert snapshot(path.parent) == before


def test_a_newer_file_is_neither_merged_nor_restored_from(path: Path) -> None:
    state = contents_of(path)
    open_store(path, TWO).close()
    for sides in ((state, contents_of(path)), (contents_of(path), state)):
        with pytest.raises(StoreError, match=r"newer Glossator .* nothing was merged"):
            merge(state, *sides)
    with pytest.raises(StoreError, match="nothing was restored"):
        state_at(path, NOON)


@pytest.mark.parametrize("lost", ["annotations.json", "annotations.journal"])
def test_what_is_rebuilt_from_an_older_backup_is_migrated(path: Path, lost: str) -> None:
    path.with_name(lost).unlink()
    store = open_store(path, TWO)
    assert set(notes(store).values()) == {"+"}
    assert schema(path) == 2


def test_an_older_file_checked_out_under_a_session_is_migrated(path: Path) -> None:
    older = path.read_bytes()
    store = open_store(path, TWO)
    edited = annotation("a-1", note="by ana")
    store.commit([change(annotation("a-1", note="+"), edited)], by="ana")
    store.checkpoint()
    path.write_bytes(older)
    store.commit([add(annotation("a-4"))], by="ana")
    assert notes(store) == {"a-1": "+", "a-2": "+", "a-4": ""}
    assert "changed outside Glossator" in " ".join(store.warnings)
    assert old(path).read_bytes() == older
    store.close()
    assert notes(open_store(path, TWO)) == {"a-1": "+", "a-2": "+", "a-4": ""}


@pytest.mark.parametrize("failure", [Crash(), OSError(errno.ENOSPC, "No space left on device")])
def test_wherever_a_migration_stops_nothing_is_lost(tmp_path: Path, failure: BaseException) -> None:
    for at in range(1, 40):
        (tmp_path / str(at)).mkdir()
        path = database(tmp_path / str(at))
        before = path.read_bytes()
        disk = Stopping(at, failure)
        # A full disk may leave the migration for the next session, or keep this one from opening.
        with suppress(Crash, Exception):
            TinyDBStore(path, disk, migrations=TWO)
        assert path.read_bytes() == before or schema(path) == 2
        store = open_store(path, TWO)
        assert notes(store) == {"a-1": "+", "a-2": "+", "a-3": "+"}
        assert old(path).read_bytes() == before
        assert contents(path.read_bytes(), TWO).schema == 2
        assert set(in_file(backup(path))) <= {"a-1", "a-2", "a-3"}
        if disk.left > 0:
            assert at > 3
            return
    pytest.fail("the writes were never exhausted")
