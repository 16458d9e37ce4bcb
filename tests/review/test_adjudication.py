"""What comes of decisions: whoever is always taken, the gold file says what they said."""

from __future__ import annotations

from collections import Counter

from agreement.agreed import Mark, said
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement.material import Said
from tui.annotations.edits import inverse
from tui.annotations.records import Records
from tui.review.adjudication import Reviewer, cases, decided, merged

REVIEWER = Reviewer("rea", "2026-11-20T12:00:00Z")
NAMES = ("ana", "ben", "cy")

MARKS: st.SearchStrategy[list[Mark]] = st.lists(
    st.tuples(st.sampled_from(["quote", "person"]), st.integers(0, 12), st.integers(1, 8)).map(
        lambda mark: (mark[0], mark[1], mark[1] + mark[2])
    ),
    max_size=6,
)


@st.composite
def annotators(draw: st.DrawFn) -> Said:
    """Annotations, and links between some of them."""
    marks = draw(MARKS)
    ends = st.integers(0, max(len(marks) - 1, 0))
    links = draw(st.lists(st.tuples(st.sampled_from(["speaker", "about"]), ends, ends), max_size=4))
    return said(*marks, links=links if marks else ())


def told(layer: Said | Records) -> tuple[Counter[object], Counter[object]]:
    """What annotations and links say, whatever their ids; what is linked twice counts once."""
    made = layer.annotations.values() if isinstance(layer, Records) else layer.annotations
    links = layer.links.values() if isinstance(layer, Records) else layer.links
    place = {one.id: (one.tag, one.spans) for one in made}
    ends = {(one.type, one.source, one.target) for one in links}
    return Counter(place.values()), Counter((t, place[a], place[b]) for t, a, b in ends)


@given(st.lists(annotators(), min_size=2, max_size=3), st.integers(0, 2), st.randoms())
def test_who_is_always_taken_is_what_gold_says(layers: list[Said], who: int, random) -> None:
    who %= len(layers)
    among = cases("x", NAMES[: len(layers)], layers)
    gold = Records()
    for at, case in enumerate(among):
        if case.is_agreed:
            gold.apply(merged(at, among, gold, REVIEWER))
    order = [at for at, case in enumerate(among) if not case.is_agreed]
    for taken in (random.randrange(len(layers)), who):
        random.shuffle(order)
        for at in order:
            version = next(v for v in among[at].comparison.versions if taken in v.layers)
            gold.apply(decided(at, among, [version], gold, REVIEWER))
        assert told(gold) == told(layers[taken])
        assert gold.rulings.keys() == {among[at].id for at in order}


@given(st.lists(annotators(), min_size=2, max_size=2), st.data())
def test_a_decision_is_taken_back_whole(layers: list[Said], data: st.DataObject) -> None:
    among = cases("x", NAMES[:2], layers)
    gold = Records()
    for at, case in enumerate(among):
        versions = data.draw(
            st.lists(st.sampled_from(case.comparison.versions), unique_by=lambda one: one.layers)
        )
        before = (dict(gold.annotations), dict(gold.links), dict(gold.rulings))
        ops = decided(at, among, versions, gold, REVIEWER)
        gold.apply(ops)
        assert all(gold.holds(op.inverse()) for op in ops)
        gold.apply(inverse(ops))
        assert (gold.annotations, gold.links, gold.rulings) == before
        gold.apply(ops)


def test_ids_stay_the_same_for_the_same_annotations() -> None:
    first, second = said(("person", 0, 8)), said(("place", 0, 8))
    (one,), (other,) = (cases("x", NAMES[:2], [first, second]) for _ in range(2))
    assert one.id == other.id
    twice = cases("x", NAMES[:2], [said(("person", 0, 8)), said(("person", 40, 48))])
    assert len({case.id for case in twice}) == 2
