from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import parse, show, texts
from tui.text.search import QueryError, compile_query, matches, next_match, previous_match

ROWS = [
    ("bell", "⟦Bell⟧ and ⟦bell⟧ and ⟦BELL⟧s"),
    ("Bell", "⟦Bell⟧ and bell and BELLs"),
    ("the road", "⟦the road⟧, ⟦The\n  road⟧, other road"),
    ('island\'s "x"', '⟦island’s “x”⟧ ⟦island\'s "x"⟧'),
    ("é", "⟦é⟧ ⟦e\u0301⟧ e ⟦É⟧"),
    ("a.c", "abc ⟦a.c⟧"),
    ("ß", "⟦ß⟧ ss ⟦ẞ⟧"),
    ("re:\\d+ (kilo)?metres", "⟦3 metres⟧ or ⟦40 kilometres⟧"),
    ("re:\\Bell", "B⟦ell⟧ ell"),
    ("re:x*", "a⟦xx⟧b"),
    ("re:^the$", "⟦The⟧\nof the\n⟦the⟧"),
    ("e", "⟦e\u0301⟧ ⟦e⟧"),
    ("नाव", "⟦नाव⟧ है"),
]


@pytest.mark.parametrize(("query", "marked"), ROWS)
def test_matches(query: str, marked: str) -> None:
    text = parse(marked).text
    assert show(text, matches(compile_query(query), text, 0, len(text))) == marked


@pytest.mark.parametrize(
    ("forward", "marked"),
    [
        (True, "┃on, ⟦on⟧, on"),
        (True, "on, o┃n, ⟦on⟧"),
        (True, "⟦on⟧, on, ┃on"),
        (False, "on, ⟦on⟧, ┃on"),
        (False, "┃on, on, ⟦on⟧"),
        (False, "⟦on⟧ and┃ so"),
        (True, "⟦on⟧ and┃ so"),
    ],
)
def test_the_search_goes_round(forward: bool, marked: str) -> None:
    row = parse(marked)
    search = next_match if forward else previous_match
    assert search(compile_query("on"), row.text, row.cursor) == row.spans[0]


def test_a_search_backwards_reaches_over_long_stretches() -> None:
    text = "needle" + " hay" * 100_000
    assert previous_match(compile_query("needle"), text, len(text)) == (0, 6)
    assert previous_match(compile_query("thread"), text, len(text)) is None


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ("", 0, "nothing"),
        ("re:", 0, "nothing"),
        ("re:(", 4, "missing )"),
        ("re:[a", 5, "unterminated"),
        ("re:a**", 5, "repeat"),
    ],
)
def test_a_faulty_query_says_what_is_wrong_and_where(
    query: str, position: int, reason: str
) -> None:
    with pytest.raises(QueryError) as error:
        compile_query(query)
    assert error.value.position == position
    assert reason in error.value.reason


def test_a_runaway_expression_is_cut_off() -> None:
    with pytest.raises(QueryError, match="too long"):
        next_match(compile_query("re:(a|aa)+$"), "a" * 60 + "b", 0)


@given(texts, st.sampled_from(["a", "the", "Bell", "re:.", "re:\\w+", "\u0301", "🇩", " ", "“"]))
def test_hits_are_whole_clusters_and_n_visits_each(text: str, source: str) -> None:
    query = compile_query(source)
    found = matches(query, text, 0, len(text))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in found)
    for start, _ in found:
        hit = next_match(query, text, start)
        assert hit is not None
        assert previous_match(query, text, start) is not None
    assert (next_match(query, text, 0) is None) == (not found)
