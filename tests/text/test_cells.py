from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.text.notation import texts
from tui.text.cells import clip, display, width
from tui.text.graphemes import clusters

ROWS = [
    ("plain", "plain", 5),
    ("日本", "日本", 4),
    ("e\u0301", "e\u0301", 1),
    ("a\tb", "a    b", 6),
    ("\x1b[31m", "␛[31m", 5),
    ("\x00\x7f", "␀␡", 2),
    ("\x9b31m", "▯31m", 4),
    ("\u202eabc\u2069", "¤abc¤", 5),
    ("a\u200bb\ufeff", "a·b·", 4),
    ("a\r\nb\nc\u2028d", "a b c d", 7),
    ("\ud800", "�", 1),
    ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧", 2),
    ("", "", 0),
]


@pytest.mark.parametrize(("text", "shown", "cells"), ROWS)
def test_display(text: str, shown: str, cells: int) -> None:
    assert display(text) == shown
    assert width(text) == cells


@pytest.mark.parametrize("category", ["Cc", "Cs", "Zl", "Zp"])
def test_no_character_that_a_terminal_obeys_is_drawn(category: str) -> None:
    obeyed = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == category]
    assert {unicodedata.category(char) for char in display("x".join(obeyed))}.isdisjoint({category})


def test_no_character_that_turns_the_direction_is_drawn() -> None:
    turning = "\u061c\u200e\u200f" + "".join(
        map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    )
    assert set(display(turning)) == {"¤"}


@given(st.one_of(texts, st.text()))
def test_the_clusters_widths_add_up(text: str) -> None:
    parts = [text[start:end] for start, end in clusters(text, 0, len(text))]
    assert sum(map(width, parts)) == width(text) == cell_len(display(text))


@given(st.one_of(texts, st.text()), st.integers(-1, 30))
def test_a_clipped_line_fits(text: str, cells: int) -> None:
    clipped = clip(text, cells)
    assert cell_len(clipped) <= max(cells, 0)
    assert clipped == " ".join(display(text).split()) or clipped.endswith("…") or cells <= 0
