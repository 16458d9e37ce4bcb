"""The record of an annotation on a screen: where it begins, and how much of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import MakeApp, pressing, saved
from tui.screens.app import Glossator

WORDS = "The harbour of Tarn closes in May, and " + "boats move to the bay, " * 8 + "they say."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"A title of its own\n\n{WORDS} Two is. Three is.\n", "utf-8")
    return path


def shown(app: Glossator) -> list[str]:
    """The rows of the record."""
    panel = app.desk.record
    return [panel.render_line(y).text for y in range(panel.size.height)]


@pytest.mark.parametrize("keys", ["i", ")i", "<esc>)i", "<esc>i"])
async def test_a_record_opens_at_its_first_row(make_app: MakeApp, story: Path, keys: str) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 18)) as pilot:
        await pressing("c)cEA study https://a.example p. 3<enter>" + "(iGjjjj<esc>" + keys)(pilot)
        assert any("claim " in row for row in shown(app)[:2])


async def test_another_record_begins_at_its_first_row_if_it_can(
    make_app: MakeApp, story: Path
) -> None:
    app = make_app(story)
    async with app.run_test(size=(80, 40)) as pilot:
        await pressing("c)c(iG>")(pilot)
        assert app.workspace.panel.field == "made"
        assert any("claim " in row for row in shown(app)[:2])


@pytest.mark.parametrize(
    ("size", "all_of_it"), [((120, 40), True), ((80, 24), True), ((80, 16), False)]
)
async def test_the_words_have_the_room_there_is(
    make_app: MakeApp, story: Path, size: tuple[int, int], all_of_it: bool
) -> None:
    app = make_app(story)
    async with app.run_test(size=size) as pilot:
        await pressing("ci")(pilot)
        await saved(pilot)
        rows = shown(app)
        assert any("they say." in row for row in rows) == all_of_it
        assert any("made" in row for row in rows) == all_of_it
