"""Jumping by letters: on what they stand, and where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.notation import CONFIG, desk, show
from tui.session.hints import Hints, labelled

PLAIN = CONFIG._replace(settings=replace(CONFIG.settings, propose=()))

ROWS = [
    ("┃One is. He saw Ada Bell go.", "fa", "One is. ┃He saw Ada Bell go."),
    ("┃One is. He saw Ada Bell go.", "fs", "One is. He saw ┃Ada Bell go."),
    ("┃One is. He saw Ada Bell go.", "fsp", "One is. He saw {person:┃Ada Bell} go."),
    ("┃One is. He saw Ada Bell go.", "fsFs", "One is. He saw ⟦Ada Bell go┃.⟧"),
    ("┃One is. He saw Ada Bell go.", "vfs", "⟦One is. He saw ┃A⟧da Bell go."),
    ("┃One is. He saw Ada Bell go.", "Fa", "⟦One is┃.⟧ He saw Ada Bell go."),
    ("┃One is. He saw Ada Bell go.", "f<esc>l", "O┃ne is. He saw Ada Bell go."),
    ("┃One is. He saw Ada Bell go.", "f9", "┃One is. He saw Ada Bell go."),
]


@pytest.mark.parametrize(("before", "keys", "after"), ROWS)
def test_letters_lead_to_things_in_view(before: str, keys: str, after: str) -> None:
    made = desk(before, conf=PLAIN)
    made.press(keys)
    assert show(made.reader) == after


def test_a_key_that_is_no_letter_shown_is_said() -> None:
    made = desk("┃One is. He saw Ada Bell go.")
    made.press("f9")
    assert made.said == "no letter 9 is shown"
    assert made.workspace.context == "reader"


def test_the_home_row_comes_first_and_nearest() -> None:
    assert list(labelled([50, 10, 30], 12)) == ["a", "s", "d"]
    assert labelled([50, 10, 30], 12) == {"a": 10, "s": 30, "d": 50}


@given(st.sets(st.integers(0, 100_000), max_size=300), st.integers(0, 100_000))
def test_every_label_leads_to_its_place_and_none_begins_another(
    offsets: set[int], cursor: int
) -> None:
    labels = labelled(offsets, cursor)
    assert sorted(labels.values()) == sorted(offsets)
    for label, offset in labels.items():
        hints = Hints(labels, extend=False)
        for number, letter in enumerate(label, 1):
            assert "" not in hints.shown.values()
            hints = hints.press(letter)
            assert len(hints.labels) > 0 or number == len(label)
        assert hints.shown == {offset: ""}
