"""The application driven as a person drives it: keys, mouse, resizing, sheets."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.screens.conftest import SAMPLES, MakeApp, saved, still
from tui.screens import background, drawing
from tui.screens.app import Glossator
from tui.screens.lines import Line
from tui.screens.reader_view import ReaderView
from tui.session.choosing import marked
from tui.session.keyline import hints
from tui.session.keys import script
from tui.session.reader import Reader

WIRE = SAMPLES / "wire-island-vote.txt"
STORY = """A title of its own

Alpha beta gamma delta. Epsilon zeta eta theta iota kappa.

Lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def reader(app: Glossator) -> Reader:
    assert app.workspace.reader is not None
    return app.workspace.reader


def selected(app: Glossator) -> str:
    span = reader(app).selection
    return reader(app).article.text[slice(*span)] if span else ""


def place(app: Glossator, words: str) -> tuple[int, int]:
    """The cell, from the view's corner, at which words are drawn."""
    offset = STORY.index(words)
    page = reader(app).page
    for y, shown in enumerate(reader(app).rows()):
        if shown.row.start <= offset < shown.row.end and shown.row.unit.kind == "text":
            return page.left + reader(app).layout.column(offset), y
    raise AssertionError(words)


async def click(pilot: Pilot[None], words: str, times: int = 1) -> None:
    app = pilot.app
    assert isinstance(app, Glossator)
    await pilot.click(ReaderView, offset=place(app, words), times=times)
    await pilot.pause()


async def test_a_click_places_the_cursor(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, "omicron")
        assert reader(app).cursor == STORY.index("omicron")
        assert selected(app) == ""


@pytest.mark.parametrize(
    ("clicks", "taken"), [(2, "zeta"), (3, "Epsilon zeta eta theta iota kappa.")]
)
async def test_more_clicks_take_the_word_and_the_sentence(
    make_app: MakeApp, story: Path, clicks: int, taken: str
) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, "zeta", clicks)
        assert selected(app) == taken


async def test_dragging_selects(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.mouse_down(ReaderView, offset=place(app, "beta"))
        await pilot.hover(ReaderView, offset=place(app, "delta"))
        await pilot.mouse_up(ReaderView, offset=place(app, "delta"))
        await pilot.pause()
        assert selected(app) == "beta gamma d"


async def test_a_click_on_an_annotation_shows_it_in_the_list(
    make_app: MakeApp, story: Path
) -> None:
    app = make_app(story)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("c")
        await click(pilot, "omicron")
        assert marked(app.workspace) == ""
        await click(pilot, "gamma")
        assert marked(app.workspace) in reader(app).records.annotations


async def test_the_wheel_scrolls(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        before = reader(app).top
        await pilot.pause()
        app.query_one(ReaderView).post_message(ReaderView.Wheeled(app.query_one(ReaderView), 3))
        await pilot.pause()
        assert reader(app).top > before


async def test_a_click_in_the_library_opens(make_app: MakeApp) -> None:
    app = make_app(SAMPLES)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.click("#library", offset=(5, 4))
        await pilot.pause()
        opened = app.workspace.library.items()[2].path
        assert reader(app).path == opened
        assert app.workspace.focus == "reader"


async def test_a_click_in_the_annotation_list_goes_there(make_app: MakeApp, story: Path) -> None:
    app = make_app(story)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("c", "G")
        assert reader(app).cursor > STORY.index("Lambda")
        await pilot.click("#annotations", offset=(8, 1))
        await pilot.pause()
        assert reader(app).cursor == STORY.index("Alpha")


async def test_resizing_keeps_the_line_being_read_in_its_row(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(6):
            await pilot.press("right_curly_bracket")
        cursor = reader(app).cursor
        for size in ((60, 40), (50, 40), (200, 40), (120, 40)):
            row = _row(app)
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert reader(app).cursor == cursor
            assert _row(app) == row


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (4, 2), (1, 1)])
async def test_no_size_is_too_small(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(*size)
        await pilot.press(
            "c", "j", "question_mark", "escape", "colon", "escape", "g", "a", "escape"
        )
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert len(reader(app).records.annotations) == 1


async def test_a_cursor_key_repaints_the_rows_it_touched(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        real = drawing.draw
        monkeypatch.setattr(
            "tui.screens.reader_view.draw",
            lambda reader, row, *rest, **more: (
                drawn.append(row.start),
                real(reader, row, *rest, **more),
            )[1],
        )
        await pilot.press("l")
        await pilot.pause()
        assert len(drawn) == 1
        drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert len(drawn) == 2


async def test_the_first_key_does_not_wait_for_the_patterns_of_tag_keys(
    make_app: MakeApp, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, made, real = make_app(story), Event(), background.near

    def slow(*given: Any) -> Any:
        assert made.wait(60)
        return real(*given)

    monkeypatch.setattr(background, "near", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        assert reader(app).cursor == STORY.index("beta")
        assert "beta" not in app.query_one("#status", Line).plain
        made.set()
        await app.workers.wait_for_complete()
        assert "sentence 1 of 3" in app.query_one("#status", Line).plain


async def test_the_palette_runs_what_is_chosen(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon")
        app.screen.query_one(Input).value = "tag a person"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [one.tag for one in reader(app).records.ordered()] == ["person"]


async def test_a_note_is_kept_and_undone(make_app: MakeApp) -> None:
    app = make_app(WIRE)

    def note() -> str:
        (claim,) = reader(app).records.ordered()
        return claim.note

    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("enter", "escape"):
            await pilot.press("c", "e", "n", *"Ask", "ctrl+j", *"twice", key)
            await pilot.pause()
            assert note() == "Ask\ntwice"
            assert app.workspace.prompt is None
            await pilot.press("u")
            await saved(pilot)  # undo waits for what it undoes, on a slow disk
            assert note() == ""
            await pilot.press("u")
            await saved(pilot)


@pytest.mark.parametrize("sheet", ["question_mark", "colon"])
async def test_quitting_works_over_a_sheet(make_app: MakeApp, sheet: str) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(sheet, "ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert not app.is_running


async def test_quitting_keeps_a_note_that_is_being_written(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "e", "n", *"Ask", "ctrl+q")
        await pilot.pause()
    (claim,) = reader(app).records.ordered()
    assert claim.note == "Ask"
    assert not app.is_running


async def test_panes_come_and_go_in_one_breath(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(120, 30)) as pilot:
        gone = app.query(ReaderView).last()
        for key in ("|", "ctrl+w", "q", "|", "|", "ctrl+w", "q"):
            app.press(key)
        await still(pilot)
        while len(app.query(ReaderView)) != len(app.workspace.panes):
            await pilot.pause(0.02)
        assert len(app.workspace.panes) == 2
        app.press("ctrl+w")
        app.press("q")
        gone.post_message(ReaderView.Pointed(gone, 3, 1, drag=False))
        await pilot.pause()
        assert app.is_running


async def test_a_slow_expression_does_not_hold_up_the_page(
    make_app: MakeApp, tmp_path: Path
) -> None:
    story = tmp_path / "slow.txt"
    story.write_text("a" * 3000 + "\n", "utf-8")
    app = make_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "/re:(a|a)+b":
            app.press(key)
        await pilot.pause()
        assert app.is_running
        assert app.workspace.message is not None


async def test_themes_go_round(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [app.theme]
        for _ in range(len(app.available_themes)):
            await pilot.press("g", "t")
            seen.append(app.theme)
        assert set(seen) == set(app.available_themes)
        assert seen[-1] == seen[0]


async def test_continuations_show_after_a_moment(make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause(0.1)
        rows = [app.query_one(name, Line).plain for name in ("#status", "#keys")]
        labels = [hint.label for hint in hints(app.workspace)]
        assert "library" in labels
        assert [label for label in labels if not any(label in row for row in rows)] == []


async def test_an_unreadable_file_is_said_and_marked(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Alpha beta.\n", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02" * 400)
    app = make_app(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.workspace.message is not None
        assert app.workspace.message.level == "error"
        assert reader(app).path.endswith("a.txt")


def _row(app: Glossator) -> int:
    one = reader(app)
    return one.layout.distance(one.top, one.layout.place(one.cursor), 1000)


@pytest.mark.parametrize("keys", ["?", ":", "cn", "#s"])
async def test_what_is_closed_before_it_is_open_does_no_harm(keys: str, make_app: MakeApp) -> None:
    app = make_app(WIRE)
    async with app.run_test() as pilot:
        for key in script(keys):
            app.press(key)
        app.leave()
        await pilot.pause()
    assert app.return_code == 0
