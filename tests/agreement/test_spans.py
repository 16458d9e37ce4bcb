"""Free spans: what counts as found, and how annotations are paired."""

from __future__ import annotations

from collections import Counter

import pytest
from agreement.agreed import Mark, said, shared, total
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement import spans
from tui.agreement.grouping import confusion, grouped
from tui.agreement.matching import matches

A = ("claim", 0, 10)


def figure(name: str, *by: list[Mark], on_tokens: bool = False, token: int = 1) -> float | None:
    family = spans.ON_TOKENS if on_tokens else spans.FAMILY
    value = {one.name: one.of for one in family.measures}[name]
    return value(family.tally(shared(*(said(*marks) for marks in by), token=token)))


@pytest.mark.parametrize(
    ("first", "second", "exact", "partial", "type_"),
    [
        pytest.param([A], [A], 1, 1, 1, id="the same"),
        pytest.param([A], [("claim", 0, 9)], 0, 0.5, 1, id="another end"),
        pytest.param([A], [("claim", 10, 20)], 0, 0, 0, id="next to it"),
        pytest.param([A], [("quote", 0, 10)], 0, 0, 0, id="another tag"),
        pytest.param([A], [], 0, 0, 0, id="missing"),
        pytest.param([], [], None, None, None, id="nothing"),
        pytest.param([A], [A, ("claim", 20, 30)], 2 / 3, 2 / 3, 2 / 3, id="one too many"),
        pytest.param([A], [("claim", 0, 5), ("claim", 5, 10)], 0, 1 / 3, 2 / 3, id="split"),
        pytest.param([A, A], [A], 2 / 3, 2 / 3, 2 / 3, id="twice"),
    ],
)
def test_f1(first, second, exact, partial, type_) -> None:
    for one, other in ((first, second), (second, first)):
        names = ("exact-f1", "partial-f1", "type-f1")
        found = [figure(name, one, other) for name in names]
        assert found == [
            None if it is None else pytest.approx(it) for it in (exact, partial, type_)
        ]


def test_the_first_annotator_is_the_reference() -> None:
    reference, other = (
        [A, ("claim", 20, 30), ("claim", 40, 50), ("claim", 60, 70)],
        [A, ("quote", 0, 5)],
    )
    assert figure("exact-recall", reference, other) == 1 / 4
    assert figure("exact-precision", reference, other) == 1 / 2


def test_on_tokens_a_span_is_the_tokens_that_it_touches() -> None:
    first, second = [("claim", 0, 10)], [("claim", 1, 9)]
    assert figure("exact-f1", first, second) == 0
    assert figure("exact-f1", first, second, on_tokens=True, token=5) == 1


def test_what_shares_most_words_is_paired() -> None:
    first = said(("claim", 0, 10), ("claim", 10, 20)).annotations
    second = said(("claim", 8, 20), ("claim", 0, 9)).annotations
    paired = {(match.first.start, match.second.start) for match in matches(first, second)}
    assert paired == {(0, 0), (10, 8)}


def test_tags_that_met() -> None:
    first = said(A, ("quote", 20, 30), ("person", 40, 45))
    second = said(A, ("claim", 21, 30), ("place", 60, 65))
    assert confusion(shared(first, second)) == {
        ("claim", "claim"): 1,
        ("quote", "claim"): 1,
        ("person", ""): 1,
        ("", "place"): 1,
    }


MARKS = st.lists(
    st.builds(
        lambda tag, start, length: (tag, start, start + length),
        st.sampled_from(["claim", "quote"]),
        st.integers(0, 60),
        st.integers(1, 30),
    ),
    max_size=8,
)


@given(MARKS)
def test_whoever_says_the_same_agrees_wholly(marks: list[Mark]) -> None:
    for measure in spans.FAMILY.measures:
        assert figure(measure.name, marks, marks[::-1]) == (1 if marks else None)


@given(MARKS, MARKS)
def test_it_makes_no_difference_who_is_first(first: list[Mark], second: list[Mark]) -> None:
    for kind in ("exact", "partial", "type"):
        assert figure(f"{kind}-f1", first, second) == figure(f"{kind}-f1", second, first)
        precision = figure(f"{kind}-precision", first, second)
        assert precision == figure(f"{kind}-recall", second, first)
    exact, partial, type_ = (
        figure(f"{kind}-f1", first, second) or 0 for kind in ("exact", "partial", "type")
    )
    assert exact <= partial <= type_ <= 1


@given(MARKS, MARKS)
def test_an_annotation_is_paired_once(first: list[Mark], second: list[Mark]) -> None:
    found = matches(said(*first).annotations, said(*second).annotations)
    assert (
        len({id(one.first) for one in found})
        == len(found)
        == len({id(one.second) for one in found})
    )
    assert all(one.first.tag == one.second.tag for one in found)


TAGGED = st.builds(
    lambda mark, values: (*mark, values),
    MARKS.filter(bool).map(lambda marks: marks[0]),
    st.sampled_from([{}, {"sure": "yes"}]),
)
MANY = st.lists(st.lists(TAGGED, max_size=6), min_size=2, max_size=4)


@given(MANY)
def test_the_tags_that_met_are_those_of_what_is_about_the_same_thing(by: list[list[Mark]]) -> None:
    """For all pairs at once as for each by itself."""
    article = shared(*(said(*marks) for marks in by))
    met = Counter(
        tuple("" if one is None else one.tag for one in group)
        for pair in article.pairs
        for group in grouped([article.by[who].annotations for who in pair])
    )
    assert confusion(article) == met


@given(MANY)
def test_what_matches_does_not_hang_on_who_else_has_read_it(by: list[list[Mark]]) -> None:
    article = shared(*(said(*marks) for marks in by))
    apart = total(
        spans.tally(article._replace(by={who: article.by[who] for who in pair}))
        for pair in article.pairs
    )
    assert spans.tally(article) == apart
