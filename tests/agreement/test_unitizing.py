"""α_U, boundary similarity and links, held against printed figures and hand-made cases."""

from __future__ import annotations

import pytest
from agreement.agreed import Mark, said, shared
from agreement.test_spans import MARKS
from hypothesis import given

from tui.agreement import boundaries, links, unitizing
from tui.agreement.families import total

CONTINUUM = shared(
    said(("c", 75, 145), ("c", 220, 250), ("k", 30, 90), ("k", 150, 200)),
    said(("c", 70, 150), ("c", 205, 225), ("c", 250, 270), ("k", 30, 90), ("k", 150, 200)),
    length=300,
)
"""Krippendorff 2004, p. 254, counted from 150; two observers, categories c and k."""


@pytest.mark.parametrize(("tag", "printed"), [("c", 0.7286), ("k", 1.0)])
def test_unitized_alpha_of_a_tag_as_printed(tag: str, printed: float) -> None:
    counted = unitizing.of_tag(unitizing.tally(CONTINUUM), tag)
    assert unitizing.value(counted) == pytest.approx(printed, abs=0.00005)


def test_unitized_alpha_as_printed() -> None:
    assert unitizing.value(unitizing.tally(CONTINUUM)) == pytest.approx(0.8591, abs=0.0005)


@given(MARKS, MARKS)
def test_unitized_alpha_of_pairs_and_sides(first: list[Mark], second: list[Mark]) -> None:
    one, other = (
        unitizing.tally(shared(said(*a), said(*b))) for a, b in ((first, second), (second, first))
    )
    value = unitizing.value(one)
    assert unitizing.value(other) == (None if value is None else pytest.approx(value))
    assert unitizing.value(unitizing.of_pair(one, (0, 1))) == (
        None if value is None else pytest.approx(value)
    )
    alike = unitizing.value(unitizing.tally(shared(said(*first), said(*first), said(*first))))
    assert alike == (1 if first else None)


def test_a_text_without_the_tag_is_one_gap() -> None:
    """It makes agreement on where the units are more telling, not less."""
    marked, empty = CONTINUUM, shared(said(), said(), name="y", length=300)
    alone, both = (
        unitizing.value(total([unitizing.tally(one) for one in material]))
        for material in ([marked], [marked, empty])
    )
    assert alone < both < 1


def test_a_third_who_has_read_only_one_article_changes_nothing_between_the_others() -> None:
    first, second = said(("c", 0, 10)), said(("c", 5, 20))
    two = [shared(first, second), shared(second, first, name="y")]
    three = [shared(first, second, said(("c", 50, 90))), two[1]]
    values = [
        unitizing.value(
            unitizing.of_pair(total([unitizing.tally(one) for one in material]), (0, 1))
        )
        for material in (two, three)
    ]
    assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize(
    ("first", "second", "same", "near", "alone"),
    [
        pytest.param({2, 5}, {2, 5}, 2, 0, 0, id="same"),
        pytest.param({2}, {3}, 0, 1, 0, id="near"),
        pytest.param({2}, {4}, 0, 0, 2, id="far"),
        pytest.param({2}, set(), 0, 0, 1, id="missing"),
        pytest.param({2, 4}, {3, 5}, 0, 2, 0, id="each has its own"),
        pytest.param({2, 4}, {3}, 0, 1, 1, id="one for two"),
        pytest.param({2, 3}, {3, 4}, 1, 0, 2, id="a match is no near miss"),
    ],
)
def test_boundaries(first: set[int], second: set[int], same: int, near: int, alone: int) -> None:
    assert boundaries.compared(first, second) == (same, near, alone)
    assert boundaries.compared(second, first) == (same, near, alone)


def test_boundary_similarity_of_a_near_miss_and_a_miss() -> None:
    first, second = said(("claim", 0, 10)), said(("claim", 0, 11))
    assert boundaries.value(boundaries.tally(shared(first, second))) == 3 / 4
    further = said(("claim", 0, 12))
    assert boundaries.value(boundaries.tally(shared(first, further))) == pytest.approx(1 / 3)


@given(MARKS, MARKS)
def test_boundary_similarity_lies_between_none_and_all(
    first: list[Mark], second: list[Mark]
) -> None:
    value = boundaries.value(boundaries.tally(shared(said(*first), said(*second))))
    assert value == boundaries.value(boundaries.tally(shared(said(*second), said(*first))))
    assert value is None if not first and not second else 0 <= value <= 1
    same = boundaries.value(boundaries.tally(shared(said(*first), said(*first))))
    assert same == (1 if first else None)


QUOTE, SPEAKER, OTHER = ("quote", 0, 20), ("person", 25, 30), ("person", 40, 45)


@pytest.mark.parametrize(
    ("theirs", "value"),
    [
        pytest.param(said(QUOTE, SPEAKER, OTHER, links=[("speaker", 0, 1)]), 1, id="same"),
        pytest.param(said(QUOTE, SPEAKER, OTHER, links=[("speaker", 0, 2)]), 0, id="other end"),
        pytest.param(said(QUOTE, SPEAKER, OTHER, links=[("source", 0, 1)]), 0, id="other type"),
        pytest.param(said(QUOTE, SPEAKER, OTHER, links=[("speaker", 1, 0)]), 0, id="turned round"),
        pytest.param(said(OTHER, SPEAKER, QUOTE, links=[("speaker", 2, 1)]), 1, id="other order"),
        pytest.param(said(("quote", 1, 20), SPEAKER, links=[("speaker", 0, 1)]), 1, id="overlap"),
        pytest.param(said(QUOTE), None, id="an end is missing"),
    ],
)
def test_links_count_where_both_ends_are_paired(theirs, value: float | None) -> None:
    ours = said(QUOTE, SPEAKER, OTHER, links=[("speaker", 0, 1)])
    assert links.value(links.tally(shared(ours, theirs))) == value
