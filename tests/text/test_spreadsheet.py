"""What a spreadsheet would take for a formula, it is told to take for words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.spreadsheet import cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "-5 degrees", "+47 555", "@home", "\tx", "\rx", "\nx", "\0x", "  =1", "＝1"],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "12", "– 5", "'=1", " words"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert cell(text) == text


@given(st.text())
def test_no_cell_begins_like_a_formula_and_nothing_is_lost(text: str) -> None:
    made = cell(text)
    assert made.removeprefix("'") == text.removeprefix("'")
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
