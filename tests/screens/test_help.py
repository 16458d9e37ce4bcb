"""Help begins with the keys that work where it was asked for."""

from __future__ import annotations

import pytest

from tests.screens.test_status_line import COLOURS
from tests.session.notation import CONFIG, desk
from tui.screens.overlays import Help
from tui.session.registry import HEADINGS


@pytest.mark.parametrize(
    ("keys", "contexts"),
    [
        ("", ["reader", "annotation", "everywhere"]),
        ("gr", ["overview", "filter", "everywhere"]),
        ("gc", ["board", "overview", "filter", "everywhere"]),
        ("ga", ["list", "filter", "annotation", "everywhere"]),
        ("e", ["edit", "reader", "annotation", "everywhere"]),
    ],
)
def test_what_works_here_comes_first(keys: str, contexts: list[str]) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(keys)
    shown = Help(
        list(CONFIG.commands.values()), CONFIG.keymap, made.workspace.contexts, COLOURS
    ).text()
    headings = [line for line in shown.plain.split("\n") if line and not line.startswith(" ")]
    assert headings[: len(contexts)] == [HEADINGS[context] for context in contexts]
    assert len(set(headings)) == len(headings)
