"""A line in pieces is the line that msgspec would have made in one go."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tui.store.lines import Change, Done, Line, Row, opened, pieces, place, sealed

VALUES = st.none() | st.dictionaries(st.text(max_size=4), st.text(max_size=9) | st.integers())
ROWS = st.builds(
    lambda table, id, before, after: Row(table, id, *map(raw, (before, after))),
    st.text(max_size=9),
    st.text(max_size=9),
    VALUES,
    VALUES,
)
CHANGES = st.builds(
    Change,
    seq=st.integers(0, 9),
    at=st.just("2031-05-01T12:00:00.000Z"),
    by=st.text(max_size=5),
    summary=st.text(max_size=5),
    undoes=st.integers(0, 3),
    group=st.text(max_size=3),
    ops=st.lists(ROWS, max_size=20).map(tuple),
)


def raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


@given(CHANGES | st.builds(Done, st.text(max_size=5), st.integers(0, 9), st.integers(0, 99)))
def test_the_pieces_of_a_line_are_the_line(line: Line) -> None:
    whole = b"".join(pieces(line))
    assert sealed(line) == whole
    assert whole.startswith(msgspec.json.encode(line)[:-1] + b',"crc":')
    assert opened(whole[:-1]) == line


@given(CHANGES)
def test_the_last_piece_is_the_ending_by_which_a_place_is_known(change: Change) -> None:
    whole = sealed(change)
    assert place(len(whole), bytes(pieces(change)[-1])) == place(len(whole), whole)
