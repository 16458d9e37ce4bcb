"""The mouse beyond the text: hints, folds, the record, what lies around a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screens.conftest import SAMPLES, MakeApp, saved
from tui.screens.app import Glossator
from tui.screens.reader_view import ReaderView
from tui.session.reader import Reader


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("A title of its own\n\nThe harbour closes in May. Boats move.\n", "utf-8")
    return path


def reader(app: Glossator) -> Reader:
    assert app.workspace.reader is not None
    return app.workspace.reader


async def hint(pilot: Pilot[None], words: str) -> None:
    """Click on a hint of the key line."""
    app = pilot.app
    assert isinstance(app, Glossator)
    await pilot.click("#keys", offset=(app.desk.keys.plain.index(words), 0))
    await saved(pilot)


async def test_a_click_on_a_hint_presses_its_key(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await saved(pilot)
        await hint(pilot, "v extend")
        assert reader(app).selection is not None
        await pilot.press("esc", "c")
        await saved(pilot)
        await hint(pilot, "status")
        assert app.workspace.pending == ("=",)
        await hint(pilot, "r recheck")
        (claim,) = reader(app).records.annotations.values()
        assert claim.attributes == {"status": "recheck"}


async def test_what_is_understood_of_evidence_is_no_key(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "E", *"Gull")
        await saved(pilot)
        await hint(pilot, "Gull")
        assert app.workspace.prompt is not None
        assert app.workspace.prompt.text == "Gull"


async def test_a_click_on_a_fold_unfolds_it(make_app: MakeApp) -> None:
    app = make_app(SAMPLES / "wire-island-vote.txt")
    async with app.run_test(size=(80, 24)) as pilot:
        await saved(pilot)
        rows = reader(app).rows()
        fold = next(y for y, shown in enumerate(rows) if shown.row.unit.kind == "fold")
        await pilot.click(ReaderView, offset=(30, fold))
        await saved(pilot)
        assert reader(app).unfolded
        await pilot.click(ReaderView, offset=(30, fold))
        await saved(pilot)
        assert reader(app).unfolded


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_record_is_clicked_through(
    make_app: MakeApp, story: Path, size: tuple[int, int]
) -> None:
    app = make_app(story)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c", "i")
        await saved(pilot)
        await pilot.click("#record", offset=row(app, "status"))
        await saved(pilot)
        assert app.workspace.panel.field == "attribute/status"
        await pilot.click("#record", offset=row(app, "note"), times=2)
        await saved(pilot)
        assert app.workspace.panel.field == "note"
        assert app.workspace.prompt is not None


def row(app: Glossator, label: str) -> tuple[int, int]:
    """Where the record shows a field's label, from the panel's corner."""
    panel = app.desk.record
    for y in range(panel.size.height):
        text = panel.render_line(y).text
        if label in text:
            return text.index(label), y
    raise AssertionError(label)


async def test_a_click_beside_the_help_closes_it(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("?", ":"):
            await pilot.press(key)
            await pilot.pause()
            assert len(app.screen_stack) == 2
            await pilot.click(offset=(40, 3))
            await pilot.pause()
            assert len(app.screen_stack) == 2
            await pilot.click(offset=(0, 0))
            await pilot.pause()
            assert len(app.screen_stack) == 1
