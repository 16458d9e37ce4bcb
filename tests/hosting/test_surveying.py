"""The views over all articles, from a real database: what is gathered, when, and where it leads."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest
from msgspec.structs import replace

from tests.cli_samples import FINE, glossator
from tests.hosted import CONFIG, Session
from tui.annotations.model import Layer
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, earlier_drafts, library, stored_library
from tui.session.effects import Open
from tui.session.tallying import seen
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.protocol import Shelf
from tui.store.tinydb_store import open_store

STORIES = {
    "story.txt": "The wall was built in 1921. Ada Bell left.\n",
    "other.txt": "The wall was built in 1921! Nine boats sank.\n",
    "third.txt": "Nobody said a word. The wall was built in 1921.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three stories, of each its first sentence a claim, that of the first a false one."""
    monkeypatch.chdir(tmp_path)
    for name, text in STORIES.items():
        Path(name).write_text(text, "utf-8")
    for name, keys in zip(STORIES, ("c=f", "c", ")c"), strict=True):
        assert glossator("replay", name, keys).code == FINE
    return tmp_path


def session(folder: Path) -> Session:
    """A reader of the folder's three stories, the first of them open."""
    paths = [str(folder / name) for name in STORIES]
    return Session(folder, items=lambda _store: library(listing(paths))).open()


def rows(made: Session) -> list[tuple[str, str]]:
    view = made.workspace.overviews["board"]
    return [(view.rows[n].title, view.rows[n].said) for n in view.sifted.shown]


def test_the_board_is_gathered_from_the_database(folder: Path) -> None:
    made = session(folder)
    made.press("gc")
    assert [said for _, said in rows(made)] == ["false", "unchecked", "unchecked"]
    made.press("/false<enter>")
    assert seen(made.workspace.overviews["board"]) == "3 claims · 2 unchecked · 1 false"
    made.press("<esc>G<enter>")
    assert made.reader.path == str(folder / "third.txt")
    assert made.shown == "Nobody said a word. {claim:The wall was built in 1921.}\n"
    made.close()


def test_an_article_that_the_library_lacks_is_opened_from_the_database(folder: Path) -> None:
    made = Session(folder).open()
    made.press("gcG<enter>")
    assert made.reader.path.startswith("stored:")
    assert made.shown == "Nobody said a word. {claim:The wall was built in 1921.}\n"
    made.close()


@pytest.mark.parametrize("name", ["story.txt", "draft.txt"])
def test_a_draft_that_was_carried_on_does_not_stand_beside_the_one_that_revises_it(
    name: str, folder: Path
) -> None:
    (id,) = [one["article"] for one in glossator("claims", "story.txt", "--json").rows()]
    (folder / name).write_text(f"{STORIES['story.txt']}It rained.\n", "utf-8")
    assert glossator("rebase", name, "--from", id).code == FINE
    made = Session(folder, items=stored_library).open()
    made.press("gc")
    assert sorted(title for title, _ in rows(made)) == sorted([name, "other.txt", "third.txt"])
    made.close()
    assert len(glossator("claims", "--json").rows()) == 3
    (group,) = glossator("board", "--several", "--json").rows()
    assert group["stories"] == 3
    assert len(glossator("claims", id, "--json").rows()) == 1
    assert glossator("ls").out.count(", earlier draft\n") == 1
    names = sorted(item.name for item in made.workspace.library.items())
    assert names == sorted([name, "other.txt", "story.txt, earlier draft", "third.txt"])


def test_drafts_that_revise_one_another_are_both_kept() -> None:
    """A change that is taken back makes the first draft the last one."""
    shelves = [Shelf(id, "", "", 1, 0, 0, revises=of) for id, of in (("1", "2"), ("2", "1"))]
    assert earlier_drafts(shelves) == set()
    third = Shelf("3", "", "", 1, 0, 0, revises="1")
    assert earlier_drafts([*shelves, third]) == {"1", "2"}


def test_a_draft_stands_again_when_the_carry_was_taken_back(folder: Path) -> None:
    (id,) = [one["article"] for one in glossator("claims", "story.txt", "--json").rows()]
    Path("draft.txt").write_text(f"{STORIES['story.txt']}It rained.\n", "utf-8")
    for keys, listed in (("Dc", "draft.txt"), ("u", "story.txt"), ("U", "draft.txt")):
        assert glossator("replay", "draft.txt", keys).code == FINE
        lines = glossator("claims").out.splitlines()
        assert [name for name in ("story.txt", "draft.txt") if name in "".join(lines)] == [listed]
        assert len(lines) == 3
        made = Session(folder, items=stored_library).open()
        made.press("gc")
        assert sorted(title for title, _ in rows(made)) == sorted(
            [listed, "other.txt", "third.txt"]
        )
        made.close()
    assert len(glossator("claims", id, "--json").rows()) == 1


@pytest.mark.parametrize(
    ("holding", "hidden"),
    [
        ({"annotations": 1}, {"1", "2"}),
        ({"rechecks": 1}, {"1", "2"}),
        ({}, {"1"}),
    ],
)
def test_a_draft_is_hidden_by_one_that_has_something_to_show(
    holding: dict[str, int], hidden: set[str]
) -> None:
    first, second = Shelf("1", "", "", 1, 0, 0), Shelf("2", "", "", 1, 0, 0, revises="1")
    third = replace(Shelf("3", "", "", 0, 0, 0, revises="2"), **holding)
    assert earlier_drafts([first, second, third]) == hidden


def test_what_the_board_carries_stands_in_the_history_of_each_article(folder: Path) -> None:
    made = session(folder)
    made.press("gccc")
    assert [said for _, said in rows(made)] == ["false"] * 3
    made.press("u")
    made.close()
    told = glossator("history").out
    assert "status: unchecked → false, carried from " in told
    assert "undid status: unchecked → false, carried from " in told
    again = session(folder)
    again.press("gc")
    assert [said for _, said in rows(again)] == ["false", "unchecked", "unchecked"]
    again.close()


def test_what_was_carried_is_undone_in_its_article_after_a_restart(folder: Path) -> None:
    made = session(folder)
    made.press("gccc")
    made.close()
    again = session(folder)
    again.press("gcj<enter>u")
    assert again.shown == "{claim:The wall was built in 1921!} Nine boats sank.\n"
    again.press("gc")
    assert [said for _, said in rows(again)] == ["false", "unchecked", "false"]
    again.close()


def test_what_another_session_writes_is_seen_on_the_board_before_a_key_is_pressed(
    folder: Path,
) -> None:
    made, bo = session(folder), session(folder)
    made.press("gc")
    bo.press("=v")
    assert made.catch_up()
    made.host.settle(made.workspace, None)
    assert [said for _, said in rows(made)] == ["verified", "unchecked", "unchecked"]
    bo.close()
    made.close()


class Slow:
    """A store that loads an article each time that is `allowed`; `asked` can be acquired as often
    as one was asked for.
    """

    def __init__(self, store: Any) -> None:
        self._store, self.allowed, self.asked = store, Semaphore(0), Semaphore(0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def load(self, article: str, text: str | None = None) -> Layer:
        """The article, when that is allowed."""
        self.asked.release()
        self.allowed.acquire()
        layer: Layer = self._store.load(article, text)
        return layer


def test_no_key_waits_for_what_is_being_gathered(folder: Path) -> None:
    store = Slow(open_store(folder / "annotations.json"))
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(CONFIG, stored_library(store), world(), "ana")
    store.allowed.release()  # for the article that is opened
    host.open(workspace, Open(workspace.library.selected))
    answered = Event()
    host.answered = answered.set

    def press(*keys: str) -> None:
        for key in keys:
            host.press(workspace, key)

    press("g", "c")
    assert (workspace.context, workspace.waiting) == ("board", "")
    assert seen(workspace.overviews["board"]) == "gathering…"
    assert host.is_gathering
    press("j", "/", "n", "i", "enter", "esc", "esc")
    assert workspace.context == "reader"
    press("g", "c")
    store.allowed.release(6)
    while host.is_gathering:
        answered.wait()
        answered.clear()
        host.settle(workspace)
    assert len(workspace.overviews["board"].sifted.shown) == 3
    host.close(workspace)


def test_what_is_carried_meanwhile_is_newer_than_what_has_been_gathered(folder: Path) -> None:
    store = Slow(open_store(folder / "annotations.json"))
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(CONFIG, stored_library(store), world(), "ana")
    board = workspace.overviews["board"]

    def press(keys: str) -> None:
        for key in keys:
            host.press(workspace, key)

    press("gc")
    store.allowed.release(3)
    host.settle(workspace, None)
    assert board.sifted.counts == {"false": 1, "unchecked": 2}
    for _ in range(3):
        store.asked.acquire()
    press("gc")
    store.allowed.release(2)
    for _ in range(3):
        store.asked.acquire()  # the last is being read, and an edit comes after that
    press("ggcc")
    assert workspace.unsaved == 2
    store.allowed.release()
    host.settle(workspace, None)
    assert board.sifted.counts == {"false": 3}
    press("u")
    host.settle(workspace, None)
    assert board.sifted.counts == {"false": 1, "unchecked": 2}
    host.close(workspace)


def test_how_far_gathering_has_come_is_told(folder: Path) -> None:
    store = Slow(open_store(folder / "annotations.json"))
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(CONFIG, stored_library(store), world(), "ana")
    host.press(workspace, "g")
    host.press(workspace, "c")
    for number in range(1, 3):
        store.asked.acquire()
        store.allowed.release()
        store.asked.acquire()
        store.asked.release()
        assert host.catch_up(workspace)
        told = f"{number} of 3 articles looked through"
        assert seen(workspace.overviews["board"]) == told
    store.allowed.release()
    host.settle(workspace, None)
    assert seen(workspace.overviews["board"]) == "3 claims · 2 unchecked · 1 false"
    assert not host.catch_up(workspace)
    host.close(workspace)


def test_leaving_does_not_wait_until_all_is_gathered(folder: Path) -> None:
    store = Slow(open_store(folder / "annotations.json"))
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(CONFIG, stored_library(store), world(), "ana")
    host.press(workspace, "g")
    host.press(workspace, "c")
    store.asked.acquire()
    store.allowed.release()  # the one that is being loaded
    host.close(workspace)
    assert not store.asked.acquire(blocking=False)
