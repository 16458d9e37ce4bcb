from __future__ import annotations

import json
from pathlib import Path

from tests.text.notation import article
from tui.assist.candidate import Candidate
from tui.session.config import Source, load
from tui.suggesters.answers import answers

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "suggesters.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return [part.split("```")[0] for part in PAGE.split(f"```{kind}\n")[1:]]


def test_the_page_s_keymap_has_no_faults() -> None:
    shipped = (ROOT / "keymap.toml").read_text("utf-8")
    config = load([Source("shipped", shipped), Source("page", blocks("toml")[0])])
    assert config.faults == ()
    assert list(config.suggesters) == ["names", "harbour", "pipeline", "labels", "service"]


def test_the_page_s_answers_are_understood() -> None:
    text = (
        "Berit Ansgard said so. what stands before the words themselves and after, some more words."
    )
    for line in blocks("json")[1].splitlines():
        (found,) = answers(
            line.encode(), article(text), json.loads(blocks("json")[0])["labels"], "x"
        )
        assert isinstance(found, Candidate)


def test_the_page_s_suggester_runs() -> None:
    space: dict[str, object] = {}
    exec(blocks("python")[0], space)
    (found,) = space["names"](article("They left Tolmarch."), ("place",))  # type: ignore[operator]
    assert found.text == "Tolmarch"
