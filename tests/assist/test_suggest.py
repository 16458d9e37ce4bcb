from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.text.notation import article, texts
from tui.assist.gazetteer import Gazetteer
from tui.assist.suggest import TAGS, suggest

STORY = """“We argued,” said Berit Ansgard on Tuesday.

The council of Tolmarch paid $3.2 million.
"""


def test_candidates_come_in_order_of_place() -> None:
    found = list(suggest(article(STORY)))
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert ("quote", "“We argued,”") in {(one.tag, one.text) for one in found}
    assert ("time", "Tuesday") in {(one.tag, one.text) for one in found}
    assert ("amount", "$3.2 million") in {(one.tag, one.text) for one in found}


def test_only_the_tags_asked_for_are_proposed() -> None:
    assert {one.tag for one in suggest(article(STORY), tags=("time",))} == {"time"}


def test_without_ranks_only_speakers_beside_the_first_are_missing() -> None:
    whole = article(
        "Ilse van der Moor met Joas Telle and Berit Ansgard on the quay.\n\n"
        "“We sail,” he said. “Not today,” answered the clerk. “Never again,” it said on the wall."
    )
    ranked, bare = list(suggest(whole)), list(suggest(whole, ranked=False))
    assert any(len(one.speakers) > 1 for one in ranked)
    for one, other in zip(ranked, bare, strict=True):
        assert replace(one, speakers=one.speakers[: len(other.speakers)]) == other
        assert bool(one.speakers) == bool(other.speakers)


def test_a_name_gets_the_tag_it_was_given_before() -> None:
    known = Gazetteer.of([("place", "Tolmarch"), ("place", "Tolmarch"), ("person", "Tolmarch")])
    tags = {one.text: one.tag for one in suggest(article(STORY), known=known)}
    assert tags["Tolmarch"] == "place"


@given(texts, st.sampled_from(["en", "fr", "ar", "zh", "ja", ""]))
def test_a_window_shows_what_the_whole_does(text: str, code: str) -> None:
    whole = list(suggest(article(text, code)))
    middle = len(text) // 2
    halves = [
        *suggest(article(text, code), end=middle),
        *suggest(article(text, code), start=middle),
    ]
    assert halves == whole
    for one in whole:
        assert one.tag in TAGS
        assert 0 <= one.score <= 1
        edges = [edge for span in one.spans for edge in span]
        assert edges == sorted(edges)


MONOTONOUS = [
    ("en", "told a’s "),
    ("en", "“a” said "),
    ("en", "claims "),
    ("en", "Bell, the a’s the a’s, said and "),
    ("en", "not "),
    ("en", "“"),
    ("en", "5 to "),
    ("zh", "李说“a”"),
    ("ja", "「あ」と述べた"),
    ("es", "dijo que "),
]


@pytest.mark.parametrize(("code", "words"), MONOTONOUS)
def test_a_text_that_says_one_thing_without_end_is_read(code: str, words: str) -> None:
    text = words * (10_000 // len(words))
    for one in suggest(article(text, code)):
        assert 0 <= one.start < one.end <= len(text)
