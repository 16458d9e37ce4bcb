"""A store for more than fits into memory: all that the other one does, in a few megabytes."""

from __future__ import annotations

import errno
import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_samples import (
    ARTICLE,
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

from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, ArticleRecord
from tui.store import checkpoint, scratch, streaming
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.held import Entry, Held, in_memory
from tui.store.migrations import Migrations
from tui.store.protocol import Conflict, StoreError
from tui.store.records import Records
from tui.store.recovery import Site
from tui.store.scratch import on_disk
from tui.store.tinydb_store import TinyDBStore, open_store
from tui.text.article import Article

Happens = Callable[[Path], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def worked(path: Path, *, large: bool) -> None:
    """Some of everything, with a restart between."""
    for number in range(3):
        store = open_store(path, large=large)
        made = [annotation(f"a-{number}-{at}", at, at + 3) for at in range(5)]
        store.commit([add(article(f"{number}", title="Six")), *map(add, made)], by="ana")
        store.commit([remove(made[1]), change(made[0], annotation(made[0].id, note="n"))], by="ana")
        store.commit([add(link(f"l-{number}", made[0].id, made[2].id))], by="ana")
        store.close()


def test_the_file_is_the_one_that_is_written_from_memory(tmp_path: Path) -> None:
    for name in ("large", "small"):
        worked(tmp_path / f"{name}.json", large=name == "large")
    assert (tmp_path / "large.json").read_bytes() == (tmp_path / "small.json").read_bytes()
    with TinyDB(tmp_path / "large.json") as database:
        assert len(database.table("annotations").all()) == 12


def test_it_answers_as_the_other_one_does(path: Path) -> None:
    worked(path, large=False)
    large, small = open_store(path, large=True), open_store(path)
    large.commit([add(annotation("a-new")), add(said("p-1"))], by="ana")
    assert len(small.changes(0)) == 10
    for store in (large, small):
        assert store.articles() == open_store(path).articles()
        assert store.load(ARTICLE) == open_store(path).load(ARTICLE)
        assert store.each(Annotation) == open_store(path).each(Annotation)
        assert sorted(store.surfaces()) == sorted(open_store(path).surfaces())
        assert [edit.seq for edit in store.history(ARTICLE)] == list(range(1, 11))
    with pytest.raises(Conflict, match="a-new"):
        large.commit([add(annotation("a-new", note="other"))], by="ana")


def test_an_unfinished_line_of_the_journal_is_cut(path: Path) -> None:
    worked(path, large=True)
    store = open_store(path, large=True)
    store.commit([add(annotation("a-new"))], by="ana")
    with path.with_suffix(".journal").open("ab") as file:
        file.write(b'{"kind":"edit","seq":11')
    again = open_store(path, large=True)
    assert "a-new" in ids(again)
    again.commit([add(annotation("a-next"))], by="ana")
    again.close()
    assert {"a-new", "a-next"} <= in_file(path).keys()
    assert open_store(path).warnings == again.warnings == ()


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def rewritten(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_bytes())))


def by_hand(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"note":"n"', b'"note":"by hand"'))


def of_others(path: Path) -> None:
    with TinyDB(path) as database:
        database.table("others").insert({"what": "theirs"})
        database.table("annotations").insert({"id": "half a record"})


def unchecked(path: Path) -> None:
    """As after a checkout: the file alone."""
    path.with_suffix(".journal").unlink()
    path.with_name(f"{path.name}.bak").unlink()


def replaced(before: bytes, after: bytes) -> Happens:
    """One record says something else, and every line is still a record."""

    def happens(path: Path) -> None:
        unchecked(path)
        data = path.read_bytes()
        assert before in data
        path.write_bytes(data.replace(before, after, 1))

    return happens


def garbled(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"title":"Six"', b'"title":Six', 1))


def deep(path: Path) -> None:
    nested = b'"title":"Six","more":' + b"[" * 5000 + b"]" * 5000
    path.write_bytes(path.read_bytes().replace(b'"title":"Six"', nested, 1))


HAPPENS = [
    *(broken, rewritten, by_hand, of_others, unchecked, Path.unlink, garbled, deep),
    pytest.param(replaced(b'"spans":[[2,', b'"spans":[[%d,' % (1 << 63)), id="far"),
    pytest.param(replaced(b'"spans":[[2,', b'"spans":[[%d,' % -(1 << 64)), id="farther"),
]


@pytest.mark.parametrize("happens", HAPPENS)
def test_whatever_became_of_the_file_it_is_what_the_other_one_makes_of_it(
    tmp_path: Path, happens: Happens
) -> None:
    found = {}
    for large in (True, False):
        folder = tmp_path / str(large)
        folder.mkdir()
        path = folder / "annotations.json"
        worked(path, large=False)
        happens(path)
        store = open_store(path, large=large)
        store.commit([add(annotation("a-new"))], by="ana")
        assert "a-new" in ids(store)
        store.close()
        found[large] = (
            path.read_bytes(),
            [re.sub(r"\d{8}T\d{6}", "", one) for one in store.warnings],
        )
    assert found[True] == found[False]


def test_no_temporary_copy_outlives_its_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive, most = set[int](), 0

    def counted() -> Held:
        nonlocal most
        held, number = on_disk(), len(kept)
        kept.append(held)
        alive.add(number)
        most = max(most, len(alive))
        close = held.close
        monkeypatch.setattr(held, "close", lambda: (close(), alive.discard(number)))
        return held

    kept = list[Held]()
    monkeypatch.setattr(streaming, "on_disk", counted)
    worked(path, large=False)
    left = open_store(path)
    left.commit([add(annotation("a-left"))], by="ana")
    broken(path)
    store = open_store(path, large=True)
    assert most == len(alive) == 1
    by_hand(path)
    store.commit([add(annotation("a-new"))], by="ana")
    unchecked(path)
    store.commit([add(annotation("a-next"))], by="ana")
    rewritten(path)
    assert {"a-left", "a-new", "a-next"} <= ids(store)
    assert len(alive) == 1
    store.close()
    assert not alive


class Failing(Disk):
    """A disk that fails behind a file's beginning."""

    def pieces(self, path: Path, start: int = 0) -> Iterator[bytes]:
        yield next(super().pieces(path, start))
        raise OSError(errno.EIO, "the medium failed")


def test_no_temporary_copy_outlives_a_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked(path, large=False)
    held = on_disk()
    monkeypatch.setattr(streaming, "on_disk", lambda: held)
    with pytest.raises(OSError, match="the medium failed"):
        streaming.found_on_disk(Site(Files.of(path), Failing()))
    with pytest.raises(StoreError, match="closed"):
        len(held)


def test_an_older_schema_is_brought_up_to_date(path: Path) -> None:
    worked(path, large=False)

    def noted(table: str, record: dict[str, object]) -> dict[str, object]:
        return {**record, "note": "migrated"} if table == "annotations" else record

    store = TinyDBStore(path, migrations=Migrations((noted,)), large=True)
    store.close()
    assert {one["note"] for one in in_file(path).values()} == {"migrated"}


def test_another_session_may_write_meanwhile(path: Path) -> None:
    worked(path, large=False)
    with TinyDB(path) as database:
        database.table("others").insert({"what": "theirs"})
    ben = open_store(path)
    ana = open_store(path, large=True)
    ana.commit([add(annotation("a-new"))], by="ana")
    ben.commit([add(annotation("b-new"))], by="ben")
    ben.checkpoint()
    ana.commit([remove(annotation("b-new"))], by="ana")
    ana.close()
    ben.close()
    assert "a-new" in in_file(path)
    assert "b-new" not in in_file(path)
    with TinyDB(path) as database:
        assert database.table("others").all() == [{"what": "theirs"}]


def test_a_file_changed_by_others_meanwhile_is_taken_over(path: Path) -> None:
    worked(path, large=False)
    store = open_store(path, large=True)
    by_hand(path)
    store.commit([add(annotation("a-new"))], by="ana")
    path.unlink()
    store.commit([add(annotation("a-next"))], by="ana")
    store.close()
    assert {"a-new", "a-next"} <= in_file(path).keys()
    assert {one["note"] for one in in_file(path).values()} == {"", "by hand"}


def grown(path: Path, articles: int) -> int:
    """The most bytes that a store takes for reading and rewriting so many long articles."""
    tracemalloc.start()
    try:
        store = open_store(path, large=True)
        for number in range(articles):
            text = f"{path}{number} " + "The ferry sails. " * 6000
            record = ArticleRecord(id=Article(text=text).id, text=text)
            store.commit([Op("articles", record.id, None, plain(record))], by="ana")
        store.close()
        open_store(path, large=True).close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_its_memory_does_not_grow_with_the_database(tmp_path: Path) -> None:
    few, many = (grown(tmp_path / f"{number}.json", number) for number in (150, 300))
    assert (tmp_path / "300.json").stat().st_size > 30_000_000
    assert many < few + 3_000_000


def test_records_of_two_tables_may_have_the_same_number() -> None:
    held = on_disk()
    for table in ("links", "passes"):
        held.put(table, Entry("x", 0, "a", b"{}"))
    assert held.distinct()
    held.close()


def test_two_records_with_the_same_number_are_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scratch, checkpoint):
        monkeypatch.setattr(module, "document_id", lambda _id: 5)
    for made in (scratch.on_disk, in_memory):
        held = made()
        for name in ("b", "a"):
            held.put("links", Entry("x", 0, name, b'{"id":"%b"}' % name.encode()))
        assert not held.distinct()
        rows = json.loads(b"".join(checkpoint.render(Records(held), {})))["links"]
        assert rows == {"5": {"id": "a"}, "6": {"id": "b"}}
        held.close()


def test_a_temporary_file_without_room_is_said() -> None:
    resource = pytest.importorskip("resource", reason="limits are of POSIX")
    held = on_disk()

    def fill() -> None:
        for number in range(60):
            held.put("links", Entry("x", 0, str(number), bytes(1 << 20)))

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(StoreError, match=r"temporary file .* SQLITE_TMPDIR") as first:
            fill()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    # What it holds now may be anything, so that nobody is to write a database from it.
    for asked in (
        lambda: list(held.ordered("links")),
        lambda: held.get("links", "0"),
        lambda: held.put("links", Entry("x", 0, "a", b"{}")),
        lambda: len(held),
    ):
        with pytest.raises(StoreError) as later:
            asked()
        assert str(later.value) == str(first.value)
    held.close()
