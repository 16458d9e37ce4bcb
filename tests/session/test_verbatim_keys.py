"""A quotation is checked against the article in the other pane, which shows where it stands."""

from __future__ import annotations

import pytest

from tests.session.notation import desk
from tui.session.effects import Open

STORY = "#Head\n\n{quote:“┃We will not build,”} said Reed. It rained."


@pytest.mark.parametrize(
    ("said", "message", "selected"),
    [
        ("Yes. We will not build.", "exact", "We will not build"),
        ("Yes. We shall not build.", "altered: “will” for “shall”", "We shall not build"),
        ("No comment at all.", "not found beside", ""),
    ],
)
def test_the_other_pane_shows_what_was_said(said: str, message: str, selected: str) -> None:
    made = desk(STORY, said)
    made.open(Open("2.txt", beside=True))
    made.press("<c-w>hQ")
    assert made.said == message
    other = made.workspace.panes[1]
    assert (
        other.article.text[slice(*other.selection)] == selected
        if other.selection
        else (selected == "")
    )
    assert made.workspace.pane == 0


@pytest.mark.parametrize(
    ("keys", "message"),
    [("GQ", "there is no quotation here to check"), ("Q", "open what was said in a pane beside")],
)
def test_what_is_missing_is_told(keys: str, message: str) -> None:
    made = desk(STORY)
    made.press(keys)
    assert made.said.startswith(message)
