"""Nothing that comes from outside reaches the terminal as it is, wherever it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screens.conftest import MakeApp
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, Quote
from tui.screens.app import Glossator
from tui.session.effects import Open
from tui.store.tinydb_store import open_store

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\x7f"
FORBIDDEN = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E) if code != 0x0A]


def painted(app: Glossator) -> str:
    """Every character of every row of the screen that is on top."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    assert len(strips) == height
    return "".join(segment.text for strip in strips for segment in strip)


@pytest.mark.parametrize(
    "keys",
    [
        *([], ["e"], ["e", "n"], ["g", "a"], ["question_mark"], ["colon"], ["slash", "a"]),
        *(["tab"], ["tab", "tab"], ["f"], ["right_parenthesis", "apostrophe"]),
    ],
)
async def test_tags_attributes_and_notes_are_inert(
    make_app: MakeApp, tmp_path: Path, keys: list[str]
) -> None:
    story = tmp_path / "story.txt"
    said = f"“It is late{HOSTILE},” said Ada{HOSTILE} Bell. Tom{HOSTILE} Reed left."
    story.write_text(f"One two three. {said}\n", "utf-8")
    app = make_app(story)
    article = app.workspace.reader.article.id  # type: ignore[union-attr]
    other = open_store(tmp_path / "annotations.json")
    for number, tag in enumerate((HOSTILE, "claim")):
        made = Annotation(
            id=f"a{number}",
            article=article,
            tag=tag,
            spans=((0, 3),),
            quotes=(Quote("One"),),
            attributes={"status": HOSTILE},
            note=HOSTILE,
        )
        other.commit([Op("annotations", made.id, None, plain(made))], by=HOSTILE)
    app.host.open(app.workspace, Open(str(story)))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, keys)
        shown = painted(app)
        assert "One" in shown or keys in (["question_mark"], ["colon"])
        assert [json.dumps(char) for char in FORBIDDEN if char in shown] == []


async def press(pilot: Pilot[None], keys: list[str]) -> None:
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
    await pilot.pause(0.1)
