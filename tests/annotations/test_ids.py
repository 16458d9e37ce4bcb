from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.ids import IdMaker


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**40)), min_size=1, max_size=50))
def test_ids_sort_by_time_and_are_unique(moments: list[tuple[int, int]]) -> None:
    maker, clock, made = IdMaker(), 1_700_000_000_000, list[str]()
    for later, dice in moments:
        clock += later
        made.append(maker.make(clock, dice))
    assert made == sorted(set(made))
    assert {len(id) for id in made} == {16}
    assert set("".join(made)) <= set("0123456789abcdefghjkmnpqrstvwxyz")


def test_ids_go_on_where_the_clock_goes_back() -> None:
    maker = IdMaker()
    assert maker.make(2_000, 5) < maker.make(1_000, 9) < maker.make(2_000, 0) < maker.make(2_001, 0)


def test_two_annotators_at_the_same_moment_differ() -> None:
    assert IdMaker().make(1_000, 1) != IdMaker().make(1_000, 2)
