"""Records that are read where they stand: the same as those of a session, in little memory."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from store_samples import ARTICLE, TEXT, add, annotation, article, change, remove, said
from test_large import HAPPENS, Happens, unchecked, worked

from tui.annotations.model import Layer
from tui.store.checkpoint import Contents
from tui.store.inplace import contents_in_place
from tui.store.protocol import StoreError
from tui.store.recovery import contents_of
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def stays(contents: Contents) -> bool:
    """Whether records are in the file, and not read into memory as those of any odd file are."""
    return contents.records.held.snapshot() is contents.records.held


def alike(path: Path) -> Contents:
    """What is read in place, once it is known to be what there is."""
    found, expected = contents_in_place(path), contents_of(path)
    assert found._replace(records=expected.records) == expected
    here, there = found.records, expected.records
    assert here.tables() == there.tables()
    assert here.shelves() == there.shelves()
    assert len(here) == len(there)
    assert set(here.surfaces()) == set(there.surfaces())
    for shelf in there.shelves():
        assert here.layer(shelf.id) == there.layer(shelf.id)
        assert here.knows(shelf.id)
    for table, entries in there.tables().items():
        assert {one.id: here.held.get(table, one.id) for one in entries} == {
            one.id: one for one in entries
        }
        assert here.held.get(table, "nobody's") is None
        assert set(here.held.every(table)) == set(entries)
    return found


def read(contents: Contents) -> Layer:
    with_all = contents.records.layer(ARTICLE)
    contents.records.held.close()
    return with_all


def test_a_database_at_rest_stays_in_its_file(path: Path) -> None:
    worked(path, large=False)
    found = alike(path)
    assert stays(found)
    assert {one.note for one in read(found).annotations} == {"", "n"}


def test_what_only_the_journal_says_counts(path: Path) -> None:
    worked(path, large=False)
    store = open_store(path)
    held = {one.id: one for one in store.load(ARTICLE).annotations}
    other = article("Nobody has read this before.", added="2031-05-02")
    far = annotation("a-1-2", 40, 45)
    store.commit([add(other), add(annotation("a-other", on=other.id)), add(said("p-1"))], by="ana")
    store.commit([change(held["a-1-2"], far), remove(held["a-2-2"])], by="ana")
    store.commit([add(annotation("a-gone"))], by="ana")
    store.commit([remove(annotation("a-gone"))], by="ana")
    found = alike(path)
    assert stays(found)
    assert found.records.layer(other.id).annotations[0].id == "a-other"
    assert read(found).annotations[-1] == far
    store.close()


def test_an_article_may_go_and_leave_its_annotations(path: Path) -> None:
    worked(path, large=False)
    store = open_store(path)
    store.commit([add(article())], by="ana")
    store.checkpoint()
    before = alike(path)
    assert read(before).article == article()
    store.commit([remove(article())], by="ana")
    found = alike(path)
    assert stays(before)
    assert stays(found)
    assert read(found).article is None
    store.close()


@pytest.mark.parametrize("happens", HAPPENS)
def test_whatever_became_of_the_file_it_is_what_a_session_finds(
    path: Path, happens: Happens
) -> None:
    worked(path, large=False)
    happens(path)
    alike(path).records.held.close()


def test_a_file_without_a_journal_is_read_in_place(path: Path) -> None:
    worked(path, large=False)
    unchecked(path)
    found = alike(path)
    assert stays(found)
    found.records.held.close()


@pytest.mark.parametrize(
    ("line", "again"),
    [
        pytest.param(b'"id":"a-0-2"', b'"id":"a-1-2"', id="an id twice"),
        pytest.param(b'"start":0', b'"start":0\r', id="white space"),
    ],
)
def test_odd_records_are_as_in_a_session(path: Path, line: bytes, again: bytes) -> None:
    worked(path, large=False)
    store = open_store(path)
    store.commit([add(said("p-1"))], by="ana")
    store.close()
    unchecked(path)
    data = path.read_bytes()
    assert line in data
    path.write_bytes(data.replace(line, again, 1))
    alike(path).records.held.close()


@pytest.mark.parametrize("after", [b"", b"\n" * 9999, b'"1":{"id":"x"}\n' * 999])
def test_who_writes_into_the_file_meanwhile_is_told_of(path: Path, after: bytes) -> None:
    worked(path, large=False)
    found = contents_in_place(path)
    path.write_bytes(after)
    with pytest.raises(StoreError, match=r"annotations\.json was written by another program"):
        found.records.layer(ARTICLE)
    found.records.held.close()


@pytest.mark.skipif(os.name == "nt", reason="what is open cannot be replaced there")
def test_a_session_may_go_on_meanwhile(path: Path) -> None:
    worked(path, large=False)
    found = contents_in_place(path)
    before = found.records.layer(ARTICLE)
    store = open_store(path)
    store.commit([remove(one) for one in before.annotations if not one.note], by="ana")
    store.close()
    assert read(found) == before


def grown(path: Path, articles: int) -> int:
    """The most bytes that reading so many articles with their annotations takes."""
    store = open_store(path)
    texts = [f"{number}: {TEXT}" for number in range(articles)]
    for number, record in enumerate(map(article, texts)):
        made = [annotation(f"{number}-{at}", at, at + 5, on=record.id) for at in range(50)]
        store.commit([add(record), *map(add, made)], by="ana")
    store.close()
    tracemalloc.start()
    try:
        found = contents_in_place(path)
        assert sum(len(found.records.layer(one.id).annotations) for one in found.records.shelves())
        found.records.held.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_annotations(tmp_path: Path) -> None:
    few, many = (grown(tmp_path / f"{number}.json", number) for number in (80, 240))
    size = (tmp_path / "240.json").stat().st_size - (tmp_path / "80.json").stat().st_size
    assert many - few < size / 3
