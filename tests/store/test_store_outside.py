"""What the store makes of a file that others wrote: by hand, from git, in a newer version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from store_samples import (
    ARTICLE,
    add,
    annotation,
    article,
    backup,
    change,
    database,
    ids,
    in_file,
    journal,
    remove,
    snapshot,
)
from tinydb import TinyDB, where

from tui.annotations.edits import inverse, plain
from tui.store.protocol import ReadOnly
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path)


def edit_by_hand(path: Path) -> None:
    with TinyDB(path) as database:
        table = database.table("annotations")
        table.update({"note": "by hand"}, where("id") == "a-1")
        table.insert(plain(annotation("a-hand")))
        table.remove(where("id") == "a-2")


@pytest.mark.parametrize("lost_backup", [True, False])
@pytest.mark.parametrize("running", [True, False])
def test_a_file_changed_outside_is_adopted_with_unsaved_edits_on_top(
    path: Path, running: bool, lost_backup: bool
) -> None:
    store = open_store(path)
    edit_by_hand(path)
    if lost_backup:
        backup(path).unlink()

    if running:
        store.commit([add(annotation("a-4"))], by="ana")
        opened = open_store(path)
        expected = {"a-1", "a-hand", "a-3", "a-4"}
    else:
        store = opened = open_store(path)
        expected = {"a-1", "a-hand", "a-3"}

    assert store.warnings[:2] == (
        "annotations.json was changed outside Glossator; its contents were taken over",
        "edits that were only in the journal were put on top of it",
    )
    assert ids(store) == ids(opened) == expected
    assert next(a.note for a in opened.load(ARTICLE).annotations if a.id == "a-1") == "by hand"
    opened.close()
    assert set(in_file(path)) == expected
    assert open_store(path).warnings == ()


def test_what_was_changed_outside_is_in_the_history_and_can_be_undone(path: Path) -> None:
    edit_by_hand(path)
    store = open_store(path)
    edit = store.changes(3)[0]
    assert edit.by == "outside Glossator"
    assert {(op.id, op.before is None, op.after is None) for op in edit.ops} == {
        ("a-1", False, False),
        ("a-hand", True, False),
        ("a-2", False, True),
    }
    store.commit(inverse(edit.ops), by="ana", undoes=edit.seq)
    assert ids(store) == {"a-1", "a-2", "a-3"}


def test_an_older_file_checked_out_is_what_the_reader_then_sees(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    older = path.read_bytes()
    store.commit([add(annotation("a-4")), remove(annotation("a-1"))], by="ana")
    store.close()
    path.write_bytes(older)

    store = open_store(path)

    assert ids(store) == {"a-1", "a-2", "a-3"}
    assert path.read_bytes() == older
    assert [edit.seq for edit in store.history("a-4")] == [4, 5]


def test_a_record_changed_on_both_sides_is_named(path: Path) -> None:
    edited = annotation("a-1", note="by ana")
    open_store(path).commit([change(annotation("a-1"), edited)], by="ana")
    edit_by_hand(path)
    store = open_store(path)
    assert "changed in the file and in the journal, the journal's kept: a-1" in store.warnings
    assert edited in store.load(ARTICLE).annotations


def test_a_file_only_laid_out_anew_changes_no_record(path: Path) -> None:
    store = open_store(path)
    store.checkpoint()
    canonical = path.read_bytes()
    path.write_text(json.dumps(json.loads(canonical), indent=2))
    store = open_store(path)
    assert store.seq == 3
    assert path.read_bytes() == canonical


def test_a_file_without_the_rest_is_a_database(path: Path) -> None:
    open_store(path).close()
    journal(path).unlink()
    backup(path).unlink()
    store = open_store(path)
    assert (ids(store), store.warnings, store.seq) == ({"a-1", "a-2", "a-3"}, (), 0)
    store.commit([add(annotation("a-4"))], by="ana")
    assert open_store(path).warnings == ()


# What is kept and not shown

UNREADABLE: list[tuple[dict[str, object], str]] = [
    ({"id": "a-X"}, "annotations a-X: .*required field `article`"),
    ({**plain(annotation("a-X")), "note": 7}, r"annotations a-X: .*\$\.note"),
    ({**plain(annotation("a-X")), "spans": []}, r"annotations a-X: .*\$\.spans"),
    ({**plain(annotation("a-X")), "spans": [[1]]}, r"annotations a-X: .*\$\.spans"),
    ({**plain(annotation("a-X")), "note": "half \ud83d"}, "annotations a-X: note holds half"),
    ({**plain(annotation("a-X")), "note": float("nan")}, "annotations a-X: "),
    ({"tag": "claim"}, "annotations no. 77: "),
    (plain(annotation("a-1")), "annotations a-1: its id is that of another record"),
]


@pytest.mark.parametrize(("document", "says"), UNREADABLE)
def test_an_unreadable_record_is_named_and_kept_by_value(
    path: Path, document: dict[str, object], says: str
) -> None:
    tables = json.loads(path.read_text())
    tables["annotations"]["77"] = document
    path.write_text(json.dumps(tables))

    store = open_store(path)
    assert any(re.match(says, warning) for warning in store.warnings)
    assert ids(store) == {"a-1", "a-2", "a-3"}
    store.commit([add(annotation("a-4"))], by="ana")
    store.close()
    path.unlink()
    open_store(path).close()
    open_store(path).commit([add(annotation("a-5"))], by="ana")

    kept = json.loads(path.read_text())["annotations"]["77"]
    assert json.dumps(kept) == json.dumps(document)
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4", "a-5"}


def test_an_article_can_be_added_where_its_unreadable_record_is(path: Path) -> None:
    tables = json.loads(path.read_text())
    (number,) = tables["articles"]
    tables["articles"][number]["title"] = 7
    path.write_text(json.dumps(tables))
    store = open_store(path)
    assert store.load(ARTICLE).article is None
    store.commit([add(article(title="again"))], by="ana")
    store.close()
    assert sorted(
        str(row["title"]) for row in json.loads(path.read_text())["articles"].values()
    ) == [
        "7",
        "again",
    ]
    assert open_store(path).load(ARTICLE).article == article(title="again")


def test_the_tables_of_others_are_kept(path: Path) -> None:
    with TinyDB(path) as database:
        database.insert({"mine": True})
        database.table("meta").insert({"schema": "mine"})
    store = open_store(path)
    store.commit([add(annotation("a-4"))], by="ana")
    store.close()
    with TinyDB(path) as database:
        assert database.all() == [{"mine": True}]
        assert {"schema": "mine"} in database.table("meta").all()


def test_a_newer_schema_is_read_and_never_written(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["meta"]["1"]["schema"] = 2
    path.write_text(json.dumps(tables))
    before = snapshot(path.parent)

    store = open_store(path)

    assert "schema 2, this one knows 1" in store.read_only
    assert ids(store) == {"a-1", "a-2"}
    with pytest.raises(ReadOnly, match="newer Glossator"):
        store.commit([add(annotation("a-4"))], by="ana")
    assert not store.checkpoint()
    store.close()
    assert snapshot(path.parent) == before
