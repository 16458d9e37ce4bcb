from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tests.text.notation import texts
from tui.text.cells import clip, display, in_marks, most, width
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
    ("\u0301a", "◌\u0301a", 2),
    ("\x00\u0301", "␀◌\u0301", 2),
    ("a\u00ad\u093e", "a·◌\u093e", 3),
    ("\u1161a\u11a8", "◌\u1161a◌\u11a8", 3),
    ("\u1100\u1161\u11a8", "\u1100\u1161\u11a8", 2),
    ("\ufe0f", "◌\ufe0f", 1),
    ("\u200d\u0301", "◌\u200d\u0301", 1),
    ("\u3164\u115f\u180e", "···", 3),
    ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f", 2),
    ("a\U000e0067\U000e0062", "a··", 3),
    ("क\u093e के", "क\u093e के", 3),
    ("e" + "\u0301" * 100_000 + "x", "e" + "\u0301" * 31 + "…x", 3),
    ("e\u0301" * 300, "e\u0301" * 300, 300),
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


ZERO = [
    char
    for char in map(chr, (*range(0x300, 0x20000), *range(0xE0000, 0xE1000)))
    if get_character_cell_size(char) == 0
]


@pytest.mark.parametrize("before", ["", "a", "\n", "\u202e", "가"])
def test_every_cluster_can_show_the_cursor(before: str) -> None:
    """But for vowel signs that are clusters of their own, drawn on the letter before them."""
    unseen = set()
    for char in ZERO:
        text = before + char
        *_, (start, end) = clusters(text, 0, len(text))
        if width(text[start:end]) == 0:
            unseen.add(unicodedata.category(char))
    assert unseen <= {"Mc"}


def test_most_is_what_the_most_lavish_terminal_takes() -> None:
    rows = [("plain", 5), ("क\u093e", 2), ("ก็", 1), ("👍🏽", 4), ("日本", 4), ("e\u0301", 1)]
    assert [(text, most(text)) for text, _ in rows] == rows


@given(st.one_of(texts, st.text()))
def test_most_is_no_less_than_what_is_painted(text: str) -> None:
    assert most(text) >= width(text)


@given(st.one_of(texts, st.text()), st.integers(-1, 30))
def test_a_clipped_line_fits(text: str, cells: int) -> None:
    clipped = clip(text, cells)
    assert cell_len(clipped) <= max(cells, 0)
    assert clipped == " ".join(display(text).split()) or clipped.endswith("…") or cells <= 0


@pytest.mark.parametrize(
    ("words", "said"),
    [("It went", "“It went”"), ("“It went”", "“It went”"), ("„Ja“", "„Ja“"), ("", "“”")],
)
def test_words_with_marks_of_their_own_get_no_further_ones(words: str, said: str) -> None:
    assert in_marks(words) == said
