"""The store's promises to the rest of the program, with nothing going wrong."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import msgspec
import pytest
from store_samples import (
    ARTICLE,
    TEXT,
    add,
    annotation,
    article,
    change,
    ids,
    in_file,
    link,
    remove,
    said,
)
from tinydb import TinyDB

from tui.annotations.edits import Op, inverse, plain
from tui.annotations.model import TABLES
from tui.store.checkpoint import CheckpointStorage
from tui.store.protocol import Conflict, Store, StoreError
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def test_an_empty_folder_gets_a_database_that_plain_tinydb_opens(path: Path) -> None:
    store: Store = open_store(path)

    with TinyDB(path) as database:
        assert database.table("meta").all() == [{"schema": 1, "application": "glossator"}]
        assert database.table("annotations").all() == []
    assert store.warnings == ()
    assert store.read_only == ""
    assert store.articles() == ()
    assert store.load(ARTICLE).article is None


def test_what_was_committed_is_there_at_once_and_after_reopening(path: Path) -> None:
    first, second = annotation("a-1", 4, 9), annotation("a-2", 13, 17)
    store = open_store(path)
    store.commit([add(article(title="Six o’clock"))], by="ana")
    edit = store.commit([add(second), add(first), add(link("l-1", "a-1", "a-2"))], by="ana")
    store.commit([add(said("p-1"))], by="ana")

    for opened in (store, open_store(path)):
        layer = opened.load(ARTICLE)
        assert layer.article == article(title="Six o’clock")
        assert layer.annotations == (first, second)
        assert layer.links == (link("l-1", "a-1", "a-2"),)
        assert layer.passes == (said("p-1"),)
        assert opened.warnings == ()
    assert (edit.seq, edit.by, len(edit.ops)) == (2, "ana", 3)


def test_plain_tinydb_finds_the_records_under_whole_numbers(path: Path) -> None:
    store = open_store(path)
    store.commit([add(article()), add(annotation("a-1"))], by="ana")
    store.close()

    with TinyDB(path) as database:
        (document,) = database.table("annotations").all()
        (start, end), quote = document["spans"][0], document["quotes"][0]
        assert TEXT[start:end] == quote["exact"]
        assert isinstance(document.doc_id, int)
        assert database.table("annotations").get(doc_id=document.doc_id) == document
        assert database.table("annotations").insert({"id": "by hand"}) > document.doc_id


def test_a_change_an_addition_and_a_removal_are_three_lines_of_a_diff(path: Path) -> None:
    held = [annotation(f"a-{number}", number, number + 3) for number in range(10)]
    store = open_store(path)
    store.commit([add(record) for record in held], by="ana")
    store.checkpoint()
    before = path.read_text().splitlines()
    edited = annotation("a-2", 2, 5, note="checked")
    store.commit(
        [change(held[2], edited), remove(held[5]), add(annotation("a-5b", 5, 9))], by="ana"
    )
    store.checkpoint()
    after = path.read_text().splitlines()

    assert len(set(before) - set(after)) == 2
    assert len(set(after) - set(before)) == 2
    assert [line for line in after if line in set(before)] == [
        line for line in before if line in set(after)
    ]


def test_the_file_is_the_same_whatever_the_order_of_the_edits(tmp_path: Path) -> None:
    records = [annotation(f"a-{number}", number % 3, 9) for number in range(8)]
    files = []
    for name, order in (("one", records), ("two", records[::-1])):
        store = open_store(tmp_path / f"{name}.json")
        for record in order:
            store.commit([add(record)], by="ana")
        store.close()
        files.append((tmp_path / f"{name}.json").read_bytes())
    assert files[0] == files[1]


def test_a_record_that_is_not_what_the_edit_saw_is_a_conflict(path: Path) -> None:
    store = open_store(path)
    held = annotation("a-1")
    store.commit([add(held)], by="ana")
    journal = path.with_suffix(".journal").read_bytes()

    with pytest.raises(Conflict) as caught:
        store.commit(
            [add(annotation("a-2")), change(annotation("a-1", note="old"), held)], by="ana"
        )

    assert caught.value.ids == ("a-1",)
    assert ids(store) == {"a-1"}
    assert path.with_suffix(".journal").read_bytes() == journal


def test_operations_of_one_edit_see_each_other(path: Path) -> None:
    store = open_store(path)
    made, edited = annotation("a-1"), annotation("a-1", note="sure")
    store.commit([add(made), change(made, edited)], by="ana")
    assert store.load(ARTICLE).annotations == (edited,)


@pytest.mark.parametrize(
    ("op", "says"),
    [
        (Op("notes", "n-1", None, {"id": "n-1"}), "no table “notes”"),
        (Op("annotations", "a-1", None, {"id": "a-1"}), "missing required field `article`"),
        (Op("annotations", "a-1", None, plain(annotation("a-2"))), "calls itself a-2"),
        (Op("annotations", "a-1", None, {**plain(annotation("a-1")), "spans": []}), "a-1.*span"),
        (
            Op("annotations", "a-1", None, {**plain(annotation("a-1")), "note": "half \ud83d"}),
            "annotations a-1: note holds half a surrogate pair",
        ),
        (
            Op("articles", "x", None, {"id": "x", "text": "\udfff"}),
            "articles x: text holds half a surrogate pair",
        ),
        (
            Op(
                "annotations",
                "a-1",
                None,
                {**plain(annotation("a-1")), "quotes": [{"exact": "a"}, {"exact": "\udc80"}]},
            ),
            "annotations a-1: quotes.1.exact holds half a surrogate pair",
        ),
    ],
)
def test_what_no_record_can_hold_is_refused_with_its_place(path: Path, op: Op, says: str) -> None:
    store = open_store(path)
    with pytest.raises(StoreError, match=says):
        store.commit([add(annotation("a-0")), op], by="ana")
    assert ids(store) == set()
    assert store.changes(0) == ()


def test_an_edit_without_operations_and_an_author_without_a_form_are_refused(path: Path) -> None:
    store = open_store(path)
    with pytest.raises(StoreError, match="needs an operation"):
        store.commit([], by="ana")
    with pytest.raises(StoreError, match="surrogate"):
        store.commit([add(annotation("a-1"))], by="\ud800")
    assert store.seq == 0


def test_an_edit_can_be_taken_back_and_brought_back_after_a_restart(path: Path) -> None:
    made, edited = annotation("a-1"), annotation("a-1", note="sure")
    store = open_store(path)
    store.commit([add(made)], by="ana", summary="tagged a claim")
    store.commit([change(made, edited)], by="ana", summary="wrote a note")
    store.close()

    store = open_store(path)
    last = store.changes(0)[-1]
    undone = store.commit(inverse(last.ops), by="ana", summary="undo", undoes=last.seq)
    assert store.load(ARTICLE).annotations == (made,)
    store.close()

    store = open_store(path)
    last = store.changes(undone.seq - 1)[-1]
    assert (last.undoes, last.summary) == (2, "undo")
    store.commit(inverse(last.ops), by="ana", undoes=last.seq)
    assert store.load(ARTICLE).annotations == (edited,)


def test_history_tells_who_changed_what(path: Path) -> None:
    made, edited = annotation("a-1"), annotation("a-1", note="sure")
    store = open_store(path)
    store.commit([add(article())], by="ana")
    store.commit([add(made)], by="ana", summary="tagged")
    store.commit([add(annotation("a-2", on="elsewhere"))], by="ana")
    store.commit([change(made, edited)], by="ben", summary="wrote a note")
    store.close()

    store = open_store(path)
    assert [(edit.by, edit.summary) for edit in store.history("a-1")] == [
        ("ana", "tagged"),
        ("ben", "wrote a note"),
    ]
    assert store.history("a-1")[1].ops == (change(made, edited),)
    assert [edit.seq for edit in store.history(ARTICLE)] == [1, 2, 4]
    assert [edit.seq for edit in store.history()] == [1, 2, 3, 4]
    assert store.history("a-") == ()


def test_changes_begin_after_the_number_given(path: Path) -> None:
    store = open_store(path)
    edits = [store.commit([add(annotation(f"a-{n}"))], by="ana") for n in range(5)]
    assert store.changes(3) == tuple(edits[3:])
    assert store.changes(5) == ()
    store.close()
    assert open_store(path).changes(0) == tuple(edits)


def test_shelves_are_in_the_order_in_which_articles_were_added(path: Path) -> None:
    store = open_store(path)
    late, early = (
        article("B", title="late", added="2031-02"),
        article("A", title="early", added="2031-01"),
    )
    store.commit([add(late), add(early), add(annotation("a-1", on=late.id))], by="ana")
    store.commit([add(annotation("a-2", on="unknown")), add(said("p-1"))], by="ana")
    assert [(shelf.id, shelf.title, shelf.annotations) for shelf in store.articles()] == [
        (early.id, "early", 0),
        (late.id, "late", 1),
        (ARTICLE, "", 0),
        ("unknown", "", 1),
    ]
    assert [shelf.passes for shelf in store.articles()] == [0, 0, 1, 0]


def test_an_article_whose_last_record_went_is_on_no_shelf(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.commit([remove(annotation("a-1"))], by="ana")
    assert store.articles() == ()
    assert store.load(ARTICLE).annotations == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_the_files(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    modes = {file.suffix: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys([".json", ".journal", ".bak", ".lock", ".gz"], 0o600)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_was_shared_on_purpose_stays_shared(path: Path) -> None:
    store = open_store(path)
    path.chmod(0o664)
    store.commit([add(annotation("a-1"))], by="ana")
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_reading_a_database_writes_nothing(path: Path) -> None:
    store = open_store(path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    for file in path.parent.iterdir():
        if file != path:
            file.unlink()

    store = open_store(path)
    assert ids(store) == {"a-1"}
    store.changes(0)
    store.close()

    assert [file.name for file in path.parent.iterdir()] == ["annotations.json"]


def test_an_edit_is_in_the_journal_at_once_and_in_the_file_after_a_checkpoint(path: Path) -> None:
    store = open_store(path)
    before = path.read_bytes()
    store.commit([add(annotation("a-1"))], by="ana")
    assert path.read_bytes() == before
    assert ids(open_store(path)) == {"a-1"}
    assert store.checkpoint()
    assert set(in_file(path)) == {"a-1"}


def test_what_killed_sessions_had_prepared_is_removed_after_an_hour(path: Path) -> None:
    store = open_store(path)
    old, new = (path.with_name(f"annotations.json.{name}.tmp") for name in ("old", "new"))
    old.touch()
    os.utime(old, (1, 1))
    new.touch()
    store.commit([add(annotation("a-1"))], by="ana")
    store.checkpoint()
    assert (old.exists(), new.exists()) == (False, True)


def test_closing_twice_is_closing_once_and_nothing_is_written_after(path: Path) -> None:
    store = open_store(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.commit([add(annotation("a-1"))], by="ana")
    assert store.wait(1.0) is False


def test_edits_and_checkpoints_of_two_threads_do_not_disturb_each_other(path: Path) -> None:
    store = open_store(path)
    stop = threading.Event()

    def keep_checkpointing() -> None:
        while not stop.is_set():
            store.checkpoint()

    thread = threading.Thread(target=keep_checkpointing)
    thread.start()
    try:
        for number in range(60):
            store.commit([add(annotation(f"a-{number}"))], by="ana")
    finally:
        stop.set()
        thread.join()
    store.close()
    assert len(in_file(path)) == 60
    assert open_store(path).warnings == ()


def test_the_storage_serves_tinydb_itself(path: Path) -> None:
    with TinyDB(path, storage=CheckpointStorage) as database:
        database.table("annotations").insert(plain(annotation("a-1")))
        assert database.table("annotations").all() == [plain(annotation("a-1"))]
    assert ids(open_store(path)) == {"a-1"}
    assert json.loads(path.read_text())["annotations"]["1"]["id"] == "a-1"


def test_every_table_is_in_the_file_from_the_start(path: Path) -> None:
    open_store(path)
    assert list(json.loads(path.read_text())) == ["meta", *TABLES]


def test_a_text_that_is_known_is_not_made_again(path: Path) -> None:
    store = open_store(path)
    full = {"sources": ("copy.txt",), "revises": "0" * 64, "title": "Harbour"}
    store.commit([add(msgspec.structs.replace(article(), **full))], by="ana")
    stored = store.load(ARTICLE).article
    assert stored is not None
    known = "".join([stored.text[:5], stored.text[5:]])
    layer = store.load(ARTICLE, known)
    assert layer.article == stored
    assert layer.article is not None
    assert layer.article.text is known
    store.close()
