"""The rows that say what each annotator said: they fit, and tell apart what differs."""

from __future__ import annotations

import pytest
from cli_samples import ESCAPES
from hypothesis import given
from hypothesis import strategies as st

from tests.session.judged import judged
from tests.session.notation import CONFIG
from tui.screens import themes
from tui.screens.colours import Colours
from tui.screens.versions import MOST, rows
from tui.session import reviewing
from tui.text.cells import display, width

COLOURS = Colours(themes.DARK, {}, CONFIG.scheme)
LONG = " ".join(["The ferry to the outer islands sails again on Monday"] * 5)


def said(*layers: str, room: int = 80) -> list[str]:
    found = reviewing.case_of(judged(*layers).workspace)
    assert found is not None
    return [row.plain for row in rows(*found[:2], COLOURS, room)]


def test_of_long_words_what_differs_stays_in_sight() -> None:
    first, second = said(f"{{claim:{LONG}, she said}}.", f"{{claim:{LONG}}}, she said.")
    assert first.endswith("on Monday, she said")
    assert second.endswith("on Monday")
    assert max(map(width, (first, second))) <= 80


def test_who_says_the_same_has_one_row() -> None:
    assert said("{person:Ada}.", "{place:Ada}.", "{person:Ada}.") == [
        " AC ana, cy  person        Ada",
        " B ben       place         Ada",
    ]


def test_of_many_versions_the_last_row_says_how_many_more() -> None:
    tags = ("person", "place", "organisation", "claim", "quote", "time")
    made = said(*(f"{{{tag}:Ada}}." for tag in tags))
    assert len(made) == MOST
    assert made[-1] == " and 3 more"


@pytest.mark.parametrize("room", [20, 40, 80])
def test_nothing_that_a_terminal_obeys(room: int) -> None:
    for row in said(f"{{claim:A {ESCAPES} b}} c.", f"{{claim:A {ESCAPES} b c}}.", room=room):
        assert display(row) == row


@given(st.integers(12, 120), st.integers(0, 60), st.sampled_from(["ä", "日本 ", "a b ", "👩‍👩‍👧 "]))
def test_rows_fit(room: int, length: int, words: str) -> None:
    text = f"x {words * length}y"
    made = said(f"{{claim:{text}}} z w.", f"{{claim:{text} z}} w.", room=max(room, 40))
    assert all(width(row) <= max(room, 40) for row in made)
