"""Tokens of floor 0 or those that came in, and annotations that cut them."""

from __future__ import annotations

import pytest
from exchange.layers import PIECES, layers, read
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.annotations.model import Layer
from tui.exchange.options import CUTS, Cut, Writing
from tui.exchange.tokens import Fitted, sentences, sound, tokens
from tui.text.graphemes import clusters
from tui.text.words import words

TEXT = "Ada’s 3.5 km — “no”, 日本 👩‍👩‍👧!"


def test_a_token_is_a_word_or_one_cluster() -> None:
    found = [TEXT[start:end] for start, end in tokens(TEXT, 0, len(TEXT))]
    assert found == ["Ada’s", "3.5", "km", "—", "“", "no", "”", ",", "日本", "👩‍👩‍👧", "!"]


@settings(max_examples=60, deadline=None)
@given(layers())
def test_tokens_hold_everything_but_white_space(layer: Layer) -> None:
    assert layer.article is not None
    groups = sentences(layer.article)
    assert sound(layer.article.text, [span for group in groups for span in group])


SPANS = [(0, 4), (5, 8), (8, 9), (10, 14)]


@pytest.mark.parametrize(
    ("span", "cut", "found", "counted"),
    [
        ((0, 8), "refuse", (0, 2), 0),
        ((4, 8), "refuse", (1, 2), 0),  # White space at the edges cuts nothing.
        ((2, 8), "widen", (0, 2), 1),
        ((2, 8), "narrow", (1, 2), 1),
        ((2, 8), "refuse", None, 1),
        ((1, 3), "widen", (0, 1), 1),
        ((1, 3), "narrow", None, 1),
        ((4, 5), "widen", None, 1),
    ],
)
def test_an_annotation_that_cuts_a_token(
    span: tuple[int, int], cut: Cut, found: tuple[int, int] | None, counted: int
) -> None:
    assert cut in CUTS
    writing = Writing(cut=cut)
    assert Fitted(SPANS).range(span, writing) == found
    assert sum(writing.lost.values()) == counted


def test_tokens_that_came_in_are_those_that_go_out(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "in.conll"
    path.write_text("Ada's O\nbo O\nat O\n. O\n\nU.S O\n. O\n")
    (layer,), _ = read("conll", path)
    assert layer.article is not None
    found = [[layer.article.text[slice(*each)] for each in one] for one in sentences(layer.article)]
    assert found == [["Ada's", "bo", "at", "."], ["U.S", "."]]


CLINGING = ["\u0301", "\u200d", "\u0600", "\u00ad", "\u0903", "a.b", "U.S.", "\t", "\u3000"]


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.sampled_from(CLINGING), max_size=12).map("".join))
def test_tokens_are_those_of_the_whole_text(text: str) -> None:
    """What stands between white space is divided as it would be in its place."""
    assert list(tokens(text, 0, len(text))) == whole(text)


def whole(text: str) -> list[tuple[int, int]]:
    """The definition: words, and what is no word by clusters."""
    found, done = [], 0
    for first, last in [*words(text, 0, len(text)), (len(text), len(text))]:
        found += [one for one in clusters(text, done, first) if not text[slice(*one)].isspace()]
        found += [(first, last)] if first < last else []
        done = last
    return found
