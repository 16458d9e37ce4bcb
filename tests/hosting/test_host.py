"""The host with a real database: what is committed, remembered and opened."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from tests.hosted import STORY, Session, folder, rows
from tests.session.notation import CONFIG
from tui.annotations.edits import Op, plain
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library, stored_library
from tui.session.effects import Open
from tui.session.workspace import Workspace
from tui.sources.content import How
from tui.sources.folders import Entry
from tui.sources.opening import Sources, listing
from tui.store.protocol import StoreError
from tui.store.tinydb_store import open_store

__all__ = ["folder"]


def test_what_is_tagged_is_in_the_file_and_there_again(folder: Path) -> None:
    first = Session(folder).open()
    first.press("pwc=v}'")
    shown, cursor = first.shown, first.reader.cursor
    first.close()
    found = rows(folder, "annotations")
    assert sorted(str(row["tag"]) for row in found) == ["claim", "person", "quote"]
    for row in found:
        quotes = zip(row["spans"], row["quotes"], strict=True)  # type: ignore[call-overload]
        assert all(STORY[start:end] == quote["exact"] for (start, end), quote in quotes)
    again = Session(folder).open()
    assert (again.shown, again.reader.cursor) == (shown, cursor)
    assert cursor > 0
    again.press("uu")
    assert again.shown == "{claim:{person:Ada Bell} left.} Bo came at six.\n\n“It went,” he said.\n"
    again.close()


def test_text_and_blocks_of_a_stored_article_are_kept_once(folder: Path) -> None:
    with_claim = Session(folder).open()
    with_claim.press("c")
    with_claim.close()
    path = str(folder / "story.txt")
    read = Sources().article(path)
    ready = {path: read}
    again = Session(folder, opening=Opening(Sources(), ready)).open(path)
    record = again.reader.records.article
    assert record is not None
    assert "{claim:" in again.shown
    assert again.reader.article.text is read.text
    assert record.text is read.text
    assert record.blocks is again.reader.article.blocks
    assert not ready
    again.close()


def test_evidence_is_kept_and_known_in_a_later_session(folder: Path) -> None:
    first = Session(folder).open()
    first.press("cE")
    first.workspace.type("Sand study, p. 4")
    for key in ("enter", "=", "v"):
        first.host.carry_out(first.workspace, first.workspace.press(key))
    first.close()
    (kept,) = rows(folder, "evidence")
    assert (kept["title"], kept["place"]) == ("Sand study", "p. 4")
    again = Session(folder).open()
    assert [one.title for one in again.host.attested()] == ["Sand study"]
    again.press("uu")
    assert again.host.attested() == ()
    assert again.said.startswith("undone: evidence: Sand study")
    again.close()


def test_what_was_not_closed_is_not_lost(folder: Path) -> None:
    Session(folder).open().press("pc")
    again = Session(folder).open()
    assert again.shown.startswith("{claim:{person:Ada Bell} left.}")


def test_marking_boilerplate_first_of_all_is_kept(folder: Path) -> None:
    first = Session(folder).open()
    first.press("gz")
    first.close()
    again = Session(folder).open()
    assert again.reader.article.blocks[0].role == "boilerplate"
    again.press("u")
    assert again.reader.article.blocks[0].role != "boilerplate"


def test_a_disk_that_refuses_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Session(folder).open()

    def refuse(*_args: object, **_named: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(ana.store, "commit", refuse)
    ana.press("p")
    assert (ana.said, ana.shown) == (
        "not saved: person: Ada Bell — the disk is full · O tries again",
        STORY,
    )


def test_stored_articles_open_without_their_file(folder: Path) -> None:
    first = Session(folder).open()
    first.press("p")
    shown = first.shown
    first.close()
    (folder / "story.txt").unlink()
    again = Session(folder, items=stored_library).open()
    assert again.shown == shown
    item = again.workspace.library.get(again.workspace.library.selected)
    assert item is not None
    assert (item.name, item.annotations) == ("story.txt", 1)
    again.press("u")
    assert again.shown == STORY


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.txt", None, "does not exist"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "white space"),
        ("stored:none", None, "no longer in the database"),
    ],
)
def test_an_unreadable_source_says_why_and_disturbs_nothing(
    folder: Path, name: str, content: bytes | None, reason: str
) -> None:
    path = name if name.startswith("stored:") else str(folder / name)
    if content is not None:
        Path(path).write_bytes(content)
    ana = Session(folder).open()
    ana.press("pl")
    shown, cursor = ana.shown, ana.reader.cursor
    ana.open(path)
    assert reason in ana.said
    assert (ana.shown, ana.reader.cursor, len(ana.workspace.panes)) == (shown, cursor, 1)
    item = ana.workspace.library.get(path)
    assert item is not None
    assert item.fault == ana.said


def test_the_library_learns_of_titles_progress_and_counts(folder: Path) -> None:
    (folder / "second.md").write_text("# A title\n\nOne is. Two is.\n", "utf-8")
    ana = Session(folder, items=lambda _store: library(listing([str(folder)])))
    path = str(folder / "second.md")
    ana.open(path)
    ana.press("cJ")
    item = ana.workspace.library.get(path)
    assert item is not None
    assert (item.title, item.annotations, item.progress) == ("A title", 1, 0.5)
    assert ana.reader.path == str(folder / "story.txt")
    ana.press("K")
    assert ana.shown.count("{claim:") == 1


def test_each_article_remembers_its_own_place(folder: Path) -> None:
    (folder / "second.txt").write_text("One is. Two is.\n", "utf-8")
    items = lambda _store: library(listing([str(folder)]))  # noqa: E731
    ana = Session(folder, items=items).open(str(folder / "story.txt"))
    ana.press("wwK)")
    ana.close()
    again = Session(folder, items=items).open(str(folder / "story.txt"))
    assert again.reader.cursor == STORY.index("left")
    again.press("K")
    assert again.reader.cursor == 8


def test_an_article_at_hand_is_not_read_again(folder: Path) -> None:
    ana = Session(folder).open()
    article = ana.reader.article
    host = Host(ana.store, None, Opening(Sources(), {"-": article, "x": article}))
    assert host.article("-") is host.article("-") is article
    assert host.article("x") is article
    assert library([Entry("-", "standard input")]).selected == "-"


def test_every_pane_is_remembered(folder: Path) -> None:
    (folder / "other.txt").write_text("Cy Dell stayed. He slept.\n", "utf-8")
    session = Session(folder).open()
    session.press("G")
    end = session.reader.cursor
    session.host.open(session.workspace, Open(str(folder / "other.txt"), beside=True))
    session.close()
    assert Session(folder).open().reader.cursor == end


def test_a_raw_reading_leaves_the_blocks_to_the_next(folder: Path) -> None:
    store = open_store(folder / "annotations.json")
    host = Host(store, None, Opening(Sources(How(raw=True))))
    workspace = Workspace(CONFIG, library(listing([str(folder / "story.txt")])), world(), "ana")
    host.open(workspace, Open(workspace.library.selected))
    host.press(workspace, "c")
    host.close(workspace)
    assert rows(folder, "articles")[0]["blocks"] == []


def test_a_folder_is_taken_up_where_it_was_left(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\x00\x01\x02" * 400)
    (folder / "z.txt").write_text("Cy Dell stayed.\n", "utf-8")
    items = lambda _store: library(listing([str(folder)]))  # noqa: E731
    first = Session(folder, items=items)
    first.host.resume(first.workspace)
    assert first.reader.path.endswith("story.txt")
    first.open(str(folder / "z.txt"))
    first.close()
    second = Session(folder, items=items)
    second.host.resume(second.workspace)
    assert second.reader.path.endswith("z.txt")


def stored(folder: Path) -> dict[str, object]:
    (record,) = rows(folder, "articles")
    return record


def test_the_stored_text_is_shown_whatever_a_newer_extractor_would_make(folder: Path) -> None:
    first = Session(folder).open()
    first.press("p")
    first.close()
    raw = str(stored(folder)["raw"])
    store = open_store(folder / "annotations.json")
    old = store.load(first.reader.article.id)
    assert old.article is not None
    made = msgspec.structs.replace(
        old.article, id="0" * 64, text="As it once was extracted.", extractor="plain 0", blocks=()
    )
    ops = [
        *(Op("annotations", one.id, plain(one), None) for one in old.annotations),
        Op("articles", old.article.id, plain(old.article), None),
        Op("articles", made.id, None, plain(made)),
    ]
    store.commit(ops, by="ana")
    store.close()
    again = Session(folder).open()
    assert again.reader.article.text == "As it once was extracted."
    assert (again.reader.article.extractor, again.reader.article.raw) == ("plain 0", raw)
    again.close()


def test_the_same_text_from_two_places_is_one_article(folder: Path) -> None:
    first = Session(folder).open()
    first.press("p")
    first.close()
    (folder / "copy.txt").write_text(STORY, "utf-8")
    second = Session(folder).open(str(folder / "copy.txt"))
    assert second.shown.startswith("{person:Ada Bell} left.")
    second.press("c")
    second.close()
    record = stored(folder)
    assert record["source"] == str(folder / "story.txt")
    assert record["sources"] == [str(folder / "copy.txt")]
    third = Session(folder).open(str(folder / "copy.txt"))
    third.press("u")
    third.close()
    assert len(rows(folder, "articles")) == 1


def test_what_holds_many_is_unfolded_in_the_library(folder: Path) -> None:
    (folder / "rows.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', "utf-8")
    session = Session(folder, items=lambda _store: library(listing([str(folder)])))
    names = [item.name for item in session.workspace.library.items()]
    assert names == ["rows.jsonl", "story.txt"]
    session.open(str(folder / "rows.jsonl"))
    assert not session.workspace.panes
    library_of = session.workspace.library
    assert [item.name for item in library_of.items()] == ["row 1", "row 2", "story.txt"]
    assert library_of.selected == f"{folder}/rows.jsonl!/1"
    assert session.workspace.focus == "library"
    session.press("<enter>")
    assert session.reader.article.text == "One."
    session.close()


def test_a_container_that_is_damaged_says_so(folder: Path) -> None:
    (folder / "a.zip").write_bytes(b"PK\x03\x04nonsense")
    session = Session(folder)
    session.open(str(folder / "a.zip"))
    assert "is a damaged ZIP archive" in session.said


def test_a_file_that_changes_on_the_disk_is_noticed(folder: Path) -> None:
    session = Session(folder).open()
    path = folder / "story.txt"
    os.utime(path, (1, 1))
    assert not session.host.catch_up(session.workspace)
    path.write_text(STORY.replace("six", "seven"), "utf-8")
    assert session.host.catch_up(session.workspace)
    assert "story.txt has changed on the disk: ctrl+w r opens it again" in session.said
    assert "six" in session.reader.article.text
    assert not session.host.catch_up(session.workspace)
    session.press("<c-w>r")
    assert "seven" in session.reader.article.text
    path.unlink()
    assert not session.host.catch_up(session.workspace)
    session.close()
