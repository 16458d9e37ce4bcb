"""The host with a real database: what is committed, remembered, caught up with, and refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from tests.session.notation import CONFIG, show
from tui.annotations.edits import Op, plain
from tui.host import Host, world
from tui.session.effects import Open
from tui.session.keys import script
from tui.session.library import Library
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.shelves import Opening, library, stored_library
from tui.sources.content import How
from tui.sources.folders import Entry
from tui.sources.opening import Sources, listing
from tui.store.positions import Positions
from tui.store.protocol import Store, StoreError
from tui.store.tinydb_store import open_store

STORY = "Ada Bell left. Bo came at six.\n\n“It went,” he said.\n"

PATIENCE = 20.0
"""Seconds until an answer that does not come is a failure."""


class Session:
    """A person at a keyboard: a workspace, its host, and the files beneath."""

    def __init__(
        self,
        folder: Path,
        author: str = "ana",
        items: Callable[[Store], Library] | None = None,
        opening: Opening | None = None,
    ) -> None:
        self.store = open_store(folder / "annotations.json")
        positions = Positions(folder / f"{author}.json")
        self.host = Host(self.store, positions, opening or Opening(Sources()))
        found = items(self.store) if items else library(listing([str(folder / "story.txt")]))
        self.workspace = Workspace(CONFIG, found, world(), author)

    def open(self, path: str = "") -> Session:
        """Open a source, the one selected in the library if none is named."""
        self.host.open(self.workspace, Open(path or self.workspace.library.selected))
        return self

    def press(self, keys: str) -> None:
        """Press the keys of a script."""
        for key in script(keys):
            self.host.press(self.workspace, key)
            self.host.settle(self.workspace, None)

    def catch_up(self) -> bool:
        """Take in what others wrote; whether that was anything."""
        return self.host.catch_up(self.workspace, patience=PATIENCE)

    def close(self) -> None:
        """Leave."""
        self.host.close(self.workspace)

    @property
    def reader(self) -> Reader:
        """The pane in focus."""
        assert self.workspace.reader is not None
        return self.workspace.reader

    @property
    def said(self) -> str:
        """The message that is shown now, or the empty string."""
        return self.workspace.message.text if self.workspace.message else ""

    @property
    def shown(self) -> str:
        """The text with what is recorded, without the cursor."""
        return show(self.reader).replace("┃", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    return tmp_path


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    store = open_store(folder / "annotations.json")
    store.checkpoint()
    store.close()
    with TinyDB(folder / "annotations.json") as database:
        return [dict(row) for row in database.table(table)]


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


def test_another_session_is_caught_up_with(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    assert bo.catch_up()
    assert not bo.catch_up()
    assert bo.shown == ana.shown
    bo.press("x")
    assert bo.said.startswith("removed")
    assert not bo.catch_up()
    assert ana.catch_up()
    assert ana.shown == STORY
    ana.press("u")
    assert "changed elsewhere" in ana.said
    bo.press("u")
    ana.catch_up()
    assert ana.shown == bo.shown != STORY


def test_two_first_edits_of_an_article_are_both_kept(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.press("c")
    assert bo.said == ""
    ana.catch_up()
    bo.catch_up()
    assert ana.shown == bo.shown
    assert len(bo.reader.records.annotations) == 2


def test_a_conflict_is_refused_and_says_so(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.catch_up()
    ana.press("eo<esc>")
    bo.press("x")
    assert bo.workspace.taken is not None
    assert bo.workspace.taken.why == "ana changed this person meanwhile"
    assert bo.shown == ana.shown
    assert bo.shown.startswith("{organisation:Ada Bell}")
    bo.press("O")
    assert bo.shown == STORY
    ana.catch_up()
    assert ana.shown == STORY
    bo.press("u")
    assert bo.shown.startswith("{organisation:Ada Bell}")


def test_what_came_before_opening_is_not_taken_in_twice(folder: Path) -> None:
    late = Session(folder).open()
    late.press("p")
    early = Session(folder)
    late.press("c")
    early.open()
    early.catch_up()
    assert early.shown == late.shown
    early.press("uuu")
    assert early.said == "nothing to undo"
    assert early.shown == STORY


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


def test_sessions_of_one_author_on_different_articles_undo_their_own(folder: Path) -> None:
    (folder / "other.txt").write_text("Cy Dell stayed.\n", "utf-8")
    one = Session(folder).open()
    other = Session(folder).open(str(folder / "other.txt"))
    other.press("c")
    one.press("c")
    other.catch_up()
    other.press("u")
    assert other.shown == "Cy Dell stayed.\n"
    assert "{claim:" in one.shown
    assert len(rows(folder, "annotations")) == 1


def test_edits_learnt_late_come_before_ones_own(folder: Path) -> None:
    here, there = Session(folder).open(), Session(folder, "bo").open()
    here.press("c")
    there.catch_up()
    there.press("e'")
    there.press("c")
    here.press("ep")
    here.catch_up()
    (stored,) = rows(folder, "annotations")
    (shown,) = here.reader.records.annotations.values()
    assert shown.tag == stored["tag"]


@pytest.mark.parametrize("keys", ["gz", "c", "0"])
@pytest.mark.parametrize("refusals", [1, 99])
def test_a_refused_first_edit_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, keys: str, refusals: int
) -> None:
    session = Session(folder).open()
    commit, left = session.store.commit, [refusals]

    def refuse(*ops: object, **more: object) -> object:
        if left[0]:
            left[0] -= 1
            raise StoreError("the disk is full")
        return commit(*ops, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(session.store, "commit", refuse)
    session.press(keys)
    assert "— the disk is full ·" in session.said
    assert session.reader.records.article is None
    assert session.store.articles() == ()
    left[0] = 0
    session.press("c")
    assert [row["title"] for row in rows(folder, "articles")] == [session.reader.article.title]
    assert len(rows(folder, "annotations")) == 1


def test_undo_reaches_past_what_somebody_else_has_changed(folder: Path) -> None:
    here, there = Session(folder).open(), Session(folder, "bo").open()
    here.press("c)c")
    there.catch_up()
    there.press(")x")
    here.catch_up()
    here.press("uuu")
    assert "{claim:" not in here.shown


def test_undo_in_a_later_session_leaves_what_was_changed_since_and_says_so(folder: Path) -> None:
    first = Session(folder).open()
    first.press("c)p")
    first.close()
    other = Session(folder, "bo").open()
    other.press(")eo<esc>")
    other.close()
    later = Session(folder).open()
    before = later.shown
    later.press("u")
    assert later.said == (
        "“person: Bo” was changed elsewhere since and is left as it is; u again goes on to the next"
    )
    assert later.shown == before
    later.press("u")
    assert later.shown == before.replace("{claim:Ada Bell left.}", "Ada Bell left.")


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
    assert "story.txt has changed on the disk: open it again" in session.said
    assert "six" in session.reader.article.text
    assert not session.host.catch_up(session.workspace)
    session.open()
    assert "seven" in session.reader.article.text
    path.unlink()
    assert not session.host.catch_up(session.workspace)
    session.close()
