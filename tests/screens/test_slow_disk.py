"""The screen while the disk takes its time: it answers, and says what is not saved yet."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from disks import HeldDisk
from textual.pilot import Pilot

from tests.screens.conftest import MakeApp, saved
from tui.screens.app import Glossator
from tui.screens.lines import Line
from tui.session.effects import Quit

STORY = "Ada is. Bo is.\n\nCy is. Di is.\n"


@pytest.fixture
def disk() -> HeldDisk:
    return HeldDisk()


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
        app.call_next(app.carry_out, [Quit(128 + signal.SIGTERM)])
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
        assert app.workspace.message is not None
        assert "No space left" in app.workspace.message.text
        assert app.workspace.reader is not None
        assert app.workspace.reader.records.annotations == {}
