"""What annotators said of one thing is found together, and told apart by kind."""

from __future__ import annotations

import pytest
from agreement.agreed import Mark, said
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement.material import Said
from tui.annotations.model import Annotation
from tui.review.comparison import Comparison, compare

PERSON = ("person", 0, 8)
LATE = ("claim", 20, 60, {"status": "unchecked"})


def kinds(*layers: Said) -> list[str]:
    """The weightiest difference of each thing, with whose annotations there are of it."""
    return [_kind(one) for one in compare(layers)]


def _kind(one: Comparison) -> str:
    there = "".join("AB"[at] for at, member in enumerate(one.members) if member is not None)
    return (
        one.differences[0]
        if there == "AB" and one.differences
        else "same" * (there == "AB") or (f"only-{there.lower()}")
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([PERSON], [PERSON], ["same"], id="identical"),
        pytest.param([PERSON], [], ["only-a"], id="missing"),
        pytest.param([], [PERSON], ["only-b"], id="missing on the other side"),
        pytest.param([PERSON], [("place", 0, 8)], ["label"], id="renamed"),
        pytest.param([PERSON], [("person", 0, 14)], ["boundary"], id="longer"),
        pytest.param([PERSON], [("person", 4, 12)], ["boundary"], id="moved a little"),
        pytest.param([PERSON], [("person", 8, 16)], ["only-a", "only-b"], id="moved right after"),
        pytest.param([PERSON], [("person", 40, 48)], ["only-a", "only-b"], id="moved far away"),
        pytest.param([PERSON], [("place", 0, 10)], ["label"], id="renamed and longer"),
        pytest.param(
            [("claim", 0, 80)],
            [PERSON],
            ["only-a", "only-b"],
            id="a name in a claim is another thing",
        ),
        pytest.param(
            [("claim", 0, 80), PERSON],
            [PERSON, ("claim", 0, 80)],
            ["same", "same"],
            id="nested, in another order",
        ),
        pytest.param(
            [("claim", 0, 80), PERSON],
            [("claim", 0, 78)],
            ["boundary", "only-a"],
            id="nested, one missing",
        ),
        pytest.param(
            [("claim", 0, 40), ("claim", 30, 70)],
            [("claim", 0, 40), ("claim", 28, 70)],
            ["same", "boundary"],
            id="overlapping",
        ),
        pytest.param(
            [("claim", 0, 40), ("claim", 30, 70)],
            [("claim", 30, 70)],
            ["only-a", "same"],
            id="overlapping, the same one first",
        ),
        pytest.param([PERSON, PERSON], [PERSON], ["same", "only-a"], id="doubled"),
        pytest.param([PERSON, PERSON], [PERSON, PERSON], ["same", "same"], id="doubled by both"),
        pytest.param(
            [PERSON, ("place", 0, 8)],
            [("place", 0, 8), PERSON],
            ["same", "same"],
            id="two tags on the same words",
        ),
        pytest.param(
            [PERSON],
            [("place", 0, 8), ("person", 6, 40)],
            ["label", "only-b"],
            id="the same words count more than a scrap with the same tag",
        ),
        pytest.param(
            [PERSON],
            [("place", 0, 8), ("person", 0, 9)],
            ["boundary", "only-b"],
            id="the same tag counts more where the words are nearly the same",
        ),
        pytest.param(
            [("claim", 0, 40)],
            [("claim", 0, 19), ("claim", 19, 40)],
            ["only-b", "boundary"],
            id="split",
        ),
        pytest.param(
            [LATE], [("claim", 20, 60, {"status": "false"})], ["attribute"], id="another value"
        ),
        pytest.param([LATE], [("claim", 20, 60)], ["attribute"], id="a value that is missing"),
        pytest.param(
            [LATE, ("claim", 20, 60)],
            [("claim", 20, 60), LATE],
            ["same", "same"],
            id="doubled with and without a value",
        ),
        pytest.param(
            [LATE],
            [("claim", 20, 50, {"status": "false"})],
            ["boundary"],
            id="boundary before value",
        ),
        pytest.param([LATE], [("quote", 20, 50)], ["label"], id="label before all"),
    ],
)
def test_pairs(first: list[Mark], second: list[Mark], expected: list[str]) -> None:
    assert sorted(kinds(said(*first), said(*second))) == sorted(expected)


def spread(*spans: tuple[int, int]) -> Said:
    """A discontinuous quotation."""
    return Said((_spread(spans),))


def _spread(spans: tuple[tuple[int, int], ...]) -> Annotation:
    quote = said(("quote", 0, 1)).annotations[0]
    return Annotation(
        id="d", article="x", tag="quote", spans=spans, quotes=quote.quotes * len(spans)
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (spread((0, 10), (20, 30)), spread((0, 10), (20, 30)), ["same"]),
        (spread((0, 10), (20, 30)), spread((0, 10)), ["boundary"]),
        (spread((0, 10), (20, 30)), spread((10, 20)), ["only-a", "only-b"]),
        (spread((0, 10), (20, 30)), spread((0, 30)), ["boundary"]),
    ],
)
def test_discontinuous(first: Said, second: Said, expected: list[str]) -> None:
    assert kinds(first, second) == expected


QUOTED: tuple[Mark, ...] = (("quote", 0, 20), ("person", 22, 30), ("person", 40, 50))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([("said by", 0, 1)], [("said by", 0, 1)], ["same"] * 3, id="the same"),
        pytest.param([("said by", 0, 1)], [], ["link", "same", "same"], id="missing"),
        pytest.param(
            [("said by", 0, 1)], [("said by", 0, 2)], ["link", "same", "same"], id="somebody else"
        ),
        pytest.param([("said by", 0, 1)], [("about", 0, 1)], ["link", "same", "same"], id="type"),
    ],
)
def test_links(first, second, expected) -> None:
    assert kinds(said(*QUOTED, links=first), said(*QUOTED, links=second)) == expected


def test_a_link_is_not_missed_where_its_end_is_missing() -> None:
    first = said(*QUOTED, links=[("said by", 0, 1)])
    assert kinds(first, said(QUOTED[0], QUOTED[2])) == ["same", "only-a", "same"]


def test_three_annotators() -> None:
    ana = said(PERSON, ("claim", 20, 60), ("place", 80, 90), ("time", 95, 99))
    bo = said(PERSON, ("claim", 20, 60), ("place", 80, 92))
    cy = said(("place", 0, 8), ("claim", 20, 60), ("place", 80, 94))
    name, claim, place, time = compare((ana, bo, cy))
    assert [one.differences for one in (name, claim, place, time)] == [
        ("label",),
        (),
        ("boundary",),
        ("missing",),
    ]
    assert name.majority is not None
    assert name.majority.layers == (0, 1)
    assert claim.majority is not None
    assert claim.majority.layers == (0, 1, 2)
    assert place.majority is None
    assert time.majority is not None
    assert time.majority.annotation is None


MARKS = st.lists(
    st.tuples(st.sampled_from(["claim", "quote"]), st.integers(0, 12), st.integers(1, 8)).map(
        lambda mark: (mark[0], mark[1], mark[1] + mark[2])
    ),
    max_size=6,
)


@given(st.lists(MARKS, min_size=2, max_size=4))
def test_everything_is_somewhere_once(layers: list[list[Mark]]) -> None:
    made = [said(*marks) for marks in layers]
    for at, layer in enumerate(made):
        members = [one.members[at] for one in compare(made)]
        held = [one for one in members if one is not None]
        assert sorted(map(id, held)) == sorted(map(id, layer.annotations))


@given(MARKS, MARKS)
def test_who_comes_first_makes_no_difference(first: list[Mark], second: list[Mark]) -> None:
    def seen(one: Annotation | None) -> object:
        return one and (one.tag, one.spans)

    there, back = (
        compare(pair) for pair in ((said(*first), said(*second)), (said(*second), said(*first)))
    )
    assert sorted(repr([seen(one) for one in made.members]) for made in there) == sorted(
        repr([seen(one) for one in made.members[::-1]]) for made in back
    )


@given(MARKS)
def test_one_agrees_with_oneself(marks: list[Mark]) -> None:
    assert set(kinds(said(*marks), said(*marks))) <= {"same"}
