from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from tests.text.notation import texts
from tui.text.graphemes import (
    ceil_boundary,
    clusters,
    floor_boundary,
    next_boundary,
    previous_boundary,
)

CHARACTERS = "a \r\n\u0301\u200d👩🏽🇩🇪क्षाกำ가각\u0600❤\ufe0f\u200c"

anything = st.one_of(st.text(alphabet=CHARACTERS, max_size=24), st.text(max_size=24), texts)


def boundaries(text: str) -> list[int]:
    """Every boundary, by reading the text from its start."""
    found = [0]
    for cluster in iter_graphemes(text):
        found.append(found[-1] + len(cluster))
    return found


@given(anything)
def test_boundaries_are_those_of_the_whole_text(text: str) -> None:
    expected = boundaries(text)
    for offset in range(len(text) + 1):
        before = [one for one in expected if one <= offset]
        after = [one for one in expected if one > offset]
        assert floor_boundary(text, offset) == before[-1]
        assert next_boundary(text, offset) == (after[0] if after else len(text))
        assert previous_boundary(text, offset) == max(
            (b for b in expected if b < offset), default=0
        )
        assert ceil_boundary(text, offset) == min(one for one in expected if one >= offset)


@given(anything)
def test_clusters_follow_on_each_other_and_fill_the_range(text: str) -> None:
    found = list(clusters(text, 0, len(text)))
    assert [start for start, _ in found] + [len(text)] == boundaries(text)
    assert [end for _, end in found] == boundaries(text)[1:]


@pytest.mark.parametrize(
    "cluster",
    ["\r\n", "e\u0301", "👩‍👩‍👧‍👦", "🇩🇪", "क्षि", "각", "❤️", "กำ", "👍🏽", "a" + "\u0301" * 50],
)
def test_one_cluster(cluster: str) -> None:
    text = f"x{cluster}y"
    inner = range(1, 1 + len(cluster))
    assert {next_boundary(text, offset) for offset in inner} == {1 + len(cluster)}
    assert {floor_boundary(text, offset) for offset in inner} == {1}
    assert previous_boundary(text, 1 + len(cluster)) == 1


def test_a_hundred_thousand_marks_on_one_letter_are_one_cluster() -> None:
    text = "x" + "a" + "\u0301" * 100_000 + "b"
    assert next_boundary(text, 1) == next_boundary(text, 50_000) == 100_002
    assert floor_boundary(text, 50_000) == previous_boundary(text, 100_002) == 1


def test_a_long_run_of_flags_is_paired_from_its_start() -> None:
    text = "x" + "🇩" * 20_001 + "y"
    assert floor_boundary(text, 10_002) == 10_001
    assert next_boundary(text, 10_001) == 10_003
    assert previous_boundary(text, 20_002) == 20_001


RUNS = ["🇩" * 301, "👩\u200d" * 200, "क्" * 200 + "ष", "e" + "\u0301" * 300, "👩\u200d🇩" * 99]


@given(st.lists(st.sampled_from([*RUNS, "ab ", "\n"]), max_size=4).map("".join), st.data())
def test_long_runs_are_looked_up(text: str, data: st.DataObject) -> None:
    expected = boundaries(text)
    for offset in data.draw(st.lists(st.integers(0, len(text)), max_size=8)):
        before = [one for one in expected if one <= offset]
        assert floor_boundary(text, offset) == before[-1]
        assert next_boundary(text, offset) == next(
            (one for one in expected if one > offset), len(text)
        )


@pytest.mark.parametrize("offset", [-5, 0, 3, 99])
def test_offsets_outside_the_text_are_taken_for_its_ends(offset: int) -> None:
    assert 0 <= floor_boundary("abc", offset) <= next_boundary("abc", offset) <= 3
    assert previous_boundary("", offset) == next_boundary("", offset) == 0
