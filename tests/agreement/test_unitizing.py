"""α_U, boundary similarity and links, held against printed figures and hand-made cases."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from agreement.agreed import Mark, said, shared, total
from agreement.test_spans import MARKS
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement import boundaries, links, unitizing
from tui.agreement.material import Shared, Tally, tags_of

CONTINUUM = shared(
    said(("c", 75, 145), ("c", 220, 250), ("k", 30, 90), ("k", 150, 200)),
    said(("c", 70, 150), ("c", 205, 225), ("c", 250, 270), ("k", 30, 90), ("k", 150, 200)),
    length=300,
)
"""Krippendorff 2004, p. 254, counted from 150; two observers, categories c and k."""


def counted_in(*material: Shared) -> Tally:
    return total(map(unitizing.family(material).tally, material))


def alpha(*material: Shared) -> float | None:
    return unitizing.MEASURE.of(counted_in(*material))


def of_first_pair(*material: Shared) -> float | None:
    return unitizing.MEASURE.of(dict(unitizing.pairs(counted_in(*material)))[0, 1])


def approximately(value: float | None):
    return value if value is None else pytest.approx(value)


@pytest.mark.parametrize(("tag", "printed"), [("c", 0.7286), ("k", 1.0)])
def test_unitized_alpha_of_a_tag_as_printed(tag: str, printed: float) -> None:
    counted = unitizing.of_tag(counted_in(CONTINUUM), tag)
    assert unitizing.MEASURE.of(counted) == pytest.approx(printed, abs=0.00005)


def test_unitized_alpha_as_printed() -> None:
    assert alpha(CONTINUUM) == pytest.approx(0.8591, abs=0.0005)


@given(MARKS, MARKS)
def test_unitized_alpha_of_pairs_and_sides(first: list[Mark], second: list[Mark]) -> None:
    one = shared(said(*first), said(*second))
    value = alpha(one)
    assert alpha(shared(said(*second), said(*first))) == approximately(value)
    assert of_first_pair(one) == approximately(value)
    same = alpha(shared(said(*first), said(*first), said(*first)))
    assert same == (1 if first else None)


def test_a_text_without_the_tag_is_one_gap() -> None:
    """It makes agreement on where the units are more telling, not less."""
    empty = shared(said(), said(), name="y", length=300)
    alone, both = alpha(CONTINUUM), alpha(CONTINUUM, empty)
    assert alone < both < 1


def written_out(material: Sequence[Shared]) -> float | None:
    """The definition, term by term (Krippendorff 2004, p. 790 and following)."""
    judged = sum(len(one.by) * one.length for one in material)
    observed = expected = 0.0
    for tag in set().union(*map(tags_of, material)):
        lengths, gaps = [], []
        for one in material:
            cut = {
                who: [unit[1:] for unit in unitizing.units(made) if unit[0] == tag]
                for who, made in one.by.items()
            }
            for own in cut.values():
                edges = [0, *(edge for unit in own for edge in unit), one.length]
                lengths += [end - start for start, end in own]
                gaps += [b - a for a, b in zip(edges[::2], edges[1::2], strict=True)]
            apart = sum(unitizing.apart(cut[i], cut[j]) for i, j in one.pairs)
            observed += apart / (len(one.by) - 1)
        chance = sum(
            b**2 * sum(gap - b + 1 for gap in gaps if gap >= b)
            + (len(lengths) - 1) / 3 * (2 * b**3 - 3 * b**2 + b)
            for b in lengths
        )
        possible = judged * (judged - 1) - sum(b * (b - 1) for b in lengths)
        expected += 2 * judged * chance / possible
    return 1 - observed / expected if expected else None


@given(st.lists(st.lists(MARKS, min_size=2, max_size=3), min_size=1, max_size=3))
def test_unitized_alpha_is_what_the_definition_says(rows: list[list[list[Mark]]]) -> None:
    """Of articles that are longer and shorter than the longest unit."""
    material = [
        shared(*(said(*marks) for marks in by), name=str(at), length=91 + 60 * at)
        for at, by in enumerate(rows)
    ]
    assert alpha(*material) == approximately(written_out(material))


def test_a_third_who_has_read_only_one_article_changes_nothing_between_the_others() -> None:
    first, second = said(("c", 0, 10)), said(("c", 5, 20))
    two = [shared(first, second), shared(second, first, name="y")]
    three = [shared(first, second, said(("c", 50, 90))), two[1]]
    assert of_first_pair(*two) == pytest.approx(of_first_pair(*three))


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
    for one, other in ((first, second), (second, first)):
        assert tuple(map(len, boundaries.compared(one, other))) == (same, near, alone)


def test_boundary_similarity_of_a_near_miss_and_a_miss() -> None:
    first, second = said(("claim", 0, 10)), said(("claim", 0, 11))
    assert boundaries.MEASURE.of(boundaries.tally(shared(first, second))) == 3 / 4
    further = said(("claim", 0, 12))
    assert boundaries.MEASURE.of(boundaries.tally(shared(first, further))) == pytest.approx(1 / 3)


@given(MARKS, MARKS)
def test_boundary_similarity_lies_between_none_and_all(
    first: list[Mark], second: list[Mark]
) -> None:
    value = boundaries.MEASURE.of(boundaries.tally(shared(said(*first), said(*second))))
    assert value == boundaries.MEASURE.of(boundaries.tally(shared(said(*second), said(*first))))
    assert value is None if not first and not second else 0 <= value <= 1
    same = boundaries.MEASURE.of(boundaries.tally(shared(said(*first), said(*first))))
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
    assert links.MEASURE.of(links.tally(shared(ours, theirs))) == value
