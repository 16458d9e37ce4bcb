"""Lines that are too long for a journal: refused when written, damage when read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from store_samples import add, annotation, article, database, ids, in_file, journal

from tui.store import lines
from tui.store.check import check
from tui.store.protocol import StoreError, TooLarge
from tui.store.tinydb_store import open_store

LONGEST = 4000


@pytest.fixture(autouse=True)
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", LONGEST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path)


def test_an_edit_that_is_too_long_is_refused_with_its_size_and_record(path: Path) -> None:
    store = open_store(path)
    before = journal(path).read_bytes()
    long = annotation("a-long", note="word " * LONGEST)
    with pytest.raises(TooLarge) as caught:
        store.commit([add(annotation("a-4")), add(long), add(annotation("a-5"))], by="ana")
    assert isinstance(caught.value, StoreError)
    assert str(caught.value) == (
        "annotations a-long: with 2 other records the edit needs 0.0211 MB, and a line of the "
        "journal holds 0.004 MB at most; nothing was changed"
    )
    assert journal(path).read_bytes() == before
    assert ids(store) == {"a-1", "a-2", "a-3"}
    assert store.commit([add(annotation("a-6"))], by="ana").seq == 4


def test_the_longest_edit_is_written_and_read(path: Path) -> None:
    store = open_store(path)
    fits, step = 0, LONGEST
    while step:
        try:
            store.commit([add(annotation(f"a-{fits + step}", note="x" * (fits + step)))], by="ana")
            fits += step
        except TooLarge:
            step //= 2
    longest = max(map(len, journal(path).read_bytes().split(b"\n"))) + 1
    assert LONGEST - 10 < longest <= LONGEST
    assert ids(open_store(path)) == ids(store)
    assert f"a-{fits}" in ids(store)


@pytest.mark.parametrize("ending", [b"\n", b""])
def test_a_line_that_is_too_long_is_set_aside_and_no_memory_is_taken_for_it(
    path: Path, ending: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 2 << 20)
    size = 24 << 20
    with journal(path).open("ab") as file:
        for _ in range(24):
            file.write(b"x" * (1 << 20))
        file.write(ending)
    tracemalloc.start()
    try:
        (fault,) = check(path)
        store = open_store(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert f"({size:,} bytes)" in fault
    assert peak < 8 << 20
    assert ids(store) == {"a-1", "a-2", "a-3"}
    (aside,) = path.parent.glob("annotations.journal.damaged-*")
    assert aside.read_bytes() == b"x" * size + b"\n"
    store.commit([add(annotation("a-4"))], by="ana")
    assert ids(open_store(path)) == {"a-1", "a-2", "a-3", "a-4"}
    assert open_store(path).warnings == ()
    assert [edit.seq for edit in open_store(path).history()] == [1, 2, 3, 4]


def test_a_change_from_outside_that_is_too_long_becomes_several_edits(path: Path) -> None:
    other = path.with_name("other.json")
    store = open_store(other)
    for number in range(40):
        store.commit([add(annotation(f"b-{number}"))], by="ben")
    store.commit([add(article())], by="ben")
    store.close()
    running = open_store(path)
    path.write_bytes(other.read_bytes())
    assert running.wait(0.0)
    expected = {f"b-{number}" for number in range(40)} | {"a-3"}
    assert ids(running) == ids(open_store(path)) == set(in_file(path)) == expected
    outside = [edit for edit in running.history() if edit.by == "outside Glossator"]
    assert len(outside) > 3
    assert {op.id for edit in outside for op in edit.ops} >= expected - {"a-3"}
