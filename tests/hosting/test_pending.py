"""Edits on a disk that takes its time: what is shown meanwhile, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import HeldDisk

from tests.hosted import Hosted
from tests.session.notation import CONFIG, show
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.session import status
from tui.session.effects import Effect, Open, Quit
from tui.session.keys import script
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.tinydb_store import TinyDBStore, open_store

STORY = "Ada is. Bo is. Cy is. Di is.\n"


class Held(Hosted):
    """A session on a disk that can be held, with two stories in its library."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.disk = folder, HeldDisk()
        (folder / "a.txt").write_text(STORY, "utf-8")
        (folder / "b.txt").write_text("Ed is.\n", "utf-8")
        self.host = Host(
            TinyDBStore(folder / "annotations.json", self.disk), None, Opening(Sources())
        )
        self.workspace = Workspace(CONFIG, library(listing([str(folder)])), world(), "ana")
        self.host.open(self.workspace, Open(str(folder / "a.txt")))

    def press(self, keys: str) -> list[Effect]:
        """Press keys, and wait for nothing; what a screen has to do."""
        return [one for key in script(keys) for one in self.host.press(self.workspace, key)]

    def settle(self) -> tuple[Effect, ...]:
        """Let the disk go on, and wait for everything; what a screen has to do."""
        self.disk.release()
        return self.host.settle(self.workspace, None)

    @property
    def shown(self) -> str:
        """The text with what is recorded, and the saved state."""
        return f"{show(self.reader).strip()} [{status.saved(self.workspace, '')}]"

    @property
    def stored(self) -> list[str]:
        """The words that are annotated in the store, as another session finds them."""
        layer = open_store(self.folder / "annotations.json").load(self.reader.article.id)
        return sorted(one.text for one in layer.annotations)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    made = Held(tmp_path)
    yield made
    made.disk.release()


def test_an_edit_does_not_wait_for_the_database_file(held: Held) -> None:
    held.press("c")
    held.settle()
    held.disk.hold_files()
    held.host.rest(held.workspace)
    held.press(")c")
    held.host.settle(held.workspace, None)
    assert held.shown.endswith("[saved]")
    assert held.stored == ["Ada is.", "Bo is."]
    assert b"Ada is." not in (held.folder / "annotations.json").read_bytes()


def test_an_edit_is_saved_when_the_disk_says_so(held: Held) -> None:
    held.disk.hold()
    held.press("c")
    assert held.shown == "{claim:┃Ada is.} Bo is. Cy is. Di is. [saving…]"
    assert held.stored == []
    held.press(")l")
    assert held.shown == "{claim:Ada is.} B┃o is. Cy is. Di is. [saving…]"
    held.settle()
    assert held.shown == "{claim:Ada is.} B┃o is. Cy is. Di is. [saved]"
    assert held.stored == ["Ada is."]


def test_edits_are_saved_in_their_order(held: Held) -> None:
    held.disk.hold()
    held.press("c)cp=v)c")
    assert held.workspace.unsaved == 5
    held.settle()
    assert held.workspace.unsaved == 0
    edits = open_store(held.folder / "annotations.json").history()
    assert [edit.summary.split(":")[0] for edit in edits] == [
        "claim",
        "claim",
        "person",
        "status",
        "claim",
    ]
    assert held.stored == ["Ada is.", "Bo", "Bo is.", "Cy is."]


def test_a_conflict_takes_back_and_makes_again_what_it_does_not_touch(held: Held) -> None:
    held.press("c)c")
    held.settle()
    other = Held(held.folder)
    other.press("(=v")
    other.settle()
    held.disk.hold()
    held.press("(=dc)c")
    held.settle()
    assert held.shown == "{claim=verified:Ada is.} Bo is. {claim:┃Cy is.} Di is. [saved]"
    assert held.stored == ["Ada is.", "Cy is."]
    assert held.workspace.taken is not None
    assert held.workspace.taken.theirs
    held.press("O")
    held.settle()
    assert held.shown == "{claim=disputed:Ada is.} Bo is. {claim:┃Cy is.} Di is. [saved]"
    held.press("u")
    held.settle()
    assert held.shown.startswith("{claim=verified:")


def test_a_refused_edit_takes_back_those_after_it(held: Held) -> None:
    held.press("c")
    held.settle()
    held.disk.hold()
    held.disk.refuses = "claim: Cy is."
    held.press(")c)c=v)c")
    held.settle()
    assert held.shown == "{claim:Ada is.} {claim:Bo is.} Cy is. ┃Di is. [not saved]"
    assert held.stored == ["Ada is.", "Bo is."]
    assert held.said.startswith("not saved: 3 edits, from “claim: Cy is.” on — No space left")
    held.disk.refuses = ""
    held.press("O")
    held.settle()
    assert held.shown.startswith(
        "{claim:Ada is.} {claim:Bo is.} {claim=verified:Cy is.} {claim:┃Di"
    )
    assert held.stored == ["Ada is.", "Bo is.", "Cy is.", "Di is."]


def test_undo_waits_for_the_edit_that_it_takes_back(held: Held) -> None:
    held.press("c")
    held.settle()
    held.disk.hold()
    held.press(")cul")
    assert held.workspace.waiting == "saving 1 edit, then undo…"
    assert held.shown == "{claim:Ada is.} {claim:┃Bo is.} Cy is. Di is. [saving…]"
    held.settle()
    assert held.shown == "{claim:Ada is.} B┃o is. Cy is. Di is. [saved]"
    assert held.workspace.waiting == ""
    assert held.stored == ["Ada is."]


def test_leaving_waits_for_every_edit(held: Held) -> None:
    held.disk.hold()
    held.press("c)c")
    assert held.press("<c-q>") == []
    assert held.workspace.waiting == "saving 2 edits, then leaving…"
    assert held.settle() == (Quit(),)
    assert held.stored == ["Ada is.", "Bo is."]


def test_another_article_is_opened_when_this_one_is_saved(held: Held) -> None:
    held.disk.hold()
    held.press("cJc")
    assert held.workspace.waiting == "saving 1 edit, then opening b.txt…"
    assert held.shown == "{claim:┃Ada is.} Bo is. Cy is. Di is. [saving…]"
    held.settle()
    assert held.shown == "{claim:┃Ed is.} [saved]"
    held.press("K")
    held.settle()
    assert held.shown == "{claim:┃Ada is.} Bo is. Cy is. Di is. [saved]"


@pytest.mark.parametrize("keys", ["<c-q>", "J", "u", "<c-q>cc", "JcJ"])
def test_after_a_refusal_nothing_that_waited_is_done(held: Held, keys: str) -> None:
    held.disk.hold()
    held.disk.refuses = "claim: Bo is."
    held.press("c)c" + keys)
    assert held.settle() == ()
    assert held.shown == "{claim:Ada is.} ┃Bo is. Cy is. Di is. [not saved]"
    assert "No space left on device" in held.said
    assert held.press("<c-q>") == [Quit()]


def test_who_is_made_to_leave_leaves_after_a_refusal_too(held: Held) -> None:
    held.disk.hold()
    held.disk.refuses = "claim: Bo is."
    held.press("c)c")
    assert held.host.carry_out(held.workspace, [Quit(143)]) == ()
    assert held.settle() == (Quit(143),)
    assert held.stored == ["Ada is."]


def test_closing_waits_for_every_edit(held: Held) -> None:
    held.disk.hold()
    held.press("c)c")
    held.disk.release()
    held.host.close(held.workspace)
    assert held.stored == ["Ada is.", "Bo is."]


def test_other_sessions_are_heard_when_own_edits_are_through(held: Held) -> None:
    held.press("c")
    held.settle()
    other = Held(held.folder)
    other.press(")c")
    other.settle()
    held.disk.hold()
    held.press("))c")
    assert not held.host.catch_up(held.workspace, 1.0)
    held.settle()
    assert held.host.catch_up(held.workspace, 1.0)
    assert held.shown == "{claim:Ada is.} {claim:Bo is.} {claim:┃Cy is.} Di is. [saved]"
