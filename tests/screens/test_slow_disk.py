"""The screen while the disk takes its time, refuses, or another session was first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from disks import HeldDisk
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.screens.conftest import MakeApp, saved
from tui.annotations.edits import Op, plain
from tui.screens.app import Glossator
from tui.screens.lines import Line
from tui.store.tinydb_store import open_store

STORY = "Ada is. Bo is.\n\nCy is. Di is.\n"


@pytest.fixture
def disk() -> Iterator[HeldDisk]:
    made = HeldDisk()
    yield made
    made.release()


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path, disk: HeldDisk) -> Glossator:
    story = tmp_path / "story.txt"
    story.write_text(STORY, "utf-8")
    return make_app(story, disk=disk)


def line(app: Glossator, name: str) -> str:
    return app.screen_stack[0].query_one(name, Line).plain


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_screen_is_live_while_an_edit_is_under_way(
    app: Glossator, disk: HeldDisk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        disk.hold()
        await press(pilot, "c")
        assert line(app, "#top").endswith("saving…")
        assert "claim" in line(app, "#status")
        await press(pilot, "right_curly_bracket")
        assert "Cy" in line(app, "#status")
        disk.release()
        await saved(pilot)
        assert line(app, "#top").endswith("saved")


@pytest.mark.parametrize("keys", [["ctrl+q"], ["question_mark", "ctrl+q"]])
async def test_quitting_waits_and_says_so(app: Glossator, disk: HeldDisk, keys: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        disk.hold()
        await press(pilot, "c", *keys)
        assert "saving 1 edit, then leaving…" in line(app, "#status")
        assert app.is_running
        assert len(app.screen_stack) == 1
        disk.release()
        await saved(pilot)
        assert not app.is_running
    assert app.return_code == 0


async def test_a_signal_waits_too(app: Glossator, disk: HeldDisk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        disk.hold()
        await press(pilot, "c")
        app.call_next(app.leave, 128 + signal.SIGTERM)
        await pilot.pause()
        assert app.is_running
        disk.release()
        await saved(pilot)
        assert not app.is_running
    assert app.return_code == 143


async def test_a_refusal_is_shown_where_the_edit_was(app: Glossator, disk: HeldDisk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        disk.hold()
        disk.refuses = "claim:"
        await press(pilot, "c", "ctrl+q")
        disk.release()
        await saved(pilot)
        assert app.is_running
        assert "not saved: claim: Ada is. — No space left" in line(app, "#status")
        assert app.workspace.reader is not None
        assert app.workspace.reader.records.annotations == {}
        await press(pilot, "l")
        assert line(app, "#status").endswith(
            "not saved: claim: Ada is.   O try again   R leave it out"
        )
        disk.refuses = ""
        await press(pilot, "O")
        await saved(pilot)
        assert len(app.workspace.reader.records.annotations) == 1


def overtake(folder: Path) -> None:
    """Another session says that the only annotation is verified."""
    store = open_store(folder / "annotations.json")
    (shelf,) = store.articles()
    (old,) = store.load(shelf.id).annotations
    new = replace(old, attributes={"status": "verified"}, revision=1)
    store.commit([Op("annotations", old.id, plain(old), plain(new))], by="Ana")
    store.close()


def test_a_pending_edit_looks_like_this(
    app: Glossator, disk: HeldDisk, snap_compare: Callable[..., bool]
) -> None:
    async def hold(pilot: Pilot[None]) -> None:
        await press(pilot, "c", "l")
        await saved(pilot)
        disk.hold()
        await press(pilot, "p", "l")

    assert snap_compare(app, terminal_size=(80, 24), run_before=hold)


def test_a_conflict_looks_like_this(
    app: Glossator, tmp_path: Path, snap_compare: Callable[..., bool]
) -> None:
    async def conflict(pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        await saved(pilot)
        overtake(tmp_path)
        for key in "=d":
            app.press(key)
        await saved(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=conflict)


def test_a_refused_edit_looks_like_this(
    app: Glossator, disk: HeldDisk, snap_compare: Callable[..., bool]
) -> None:
    async def refuse(pilot: Pilot[None]) -> None:
        await press(pilot, "c", "right_curly_bracket")
        await saved(pilot)
        disk.refuses = "claim:"
        await press(pilot, "c")
        await saved(pilot)
        app.workspace.message = None  # Where the database lies differs from run to run.
        app.sync()

    assert snap_compare(app, terminal_size=(80, 24), run_before=refuse)
