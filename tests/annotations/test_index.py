from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.index import SpanIndex

spans = st.tuples(st.integers(0, 60), st.integers(1, 70)).map(lambda one: (one[0], sum(one)))
entries = st.tuples(spans, st.sampled_from("abc"))


@given(
    st.lists(entries, max_size=20),
    st.lists(entries, max_size=20),
    st.lists(st.integers(0, 29), max_size=10),
    spans,
)
def test_overlapping_is_what_comparing_every_span_finds(
    filled: list[tuple[tuple[int, int], str]],
    added: list[tuple[tuple[int, int], str]],
    removed: list[int],
    asked: tuple[int, int],
) -> None:
    index, held = SpanIndex(), [*filled, *added]
    index.fill(filled)
    for span, id in added:
        index.add(span, id)
    for number in removed:
        if number < len(held):
            index.remove(*held.pop(number))
    expected = Counter(
        (*span, id) for span, id in held if span[0] < asked[1] and asked[0] < span[1]
    )
    assert Counter(index.overlapping(*asked)) == expected
    for span, _ in held:
        assert list(index.exactly(span)) == sorted(id for other, id in held if other == span)
    if asked not in [span for span, _ in held]:
        assert not list(index.exactly(asked))


def test_what_is_not_there_cannot_be_removed() -> None:
    index = SpanIndex()
    index.add((0, 4), "a")
    for span, id in (((0, 4), "b"), ((0, 5), "a"), ((0, 9), "a")):
        with pytest.raises(KeyError):
            index.remove(span, id)
