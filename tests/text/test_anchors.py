from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import texts
from tui.text.anchors import anchor, select
from tui.text.graphemes import floor_boundary

STORY = (
    "The council met on Monday. It voted 5 to 4 to build the road, after a long debate. "
    "Bell left. The council met on Tuesday. It was a large question for a small hall."
)


@pytest.mark.parametrize(
    ("before", "after", "quote", "found"),
    [
        ("It voted", "Then it voted", "voted 5 to 4", "voted 5 to 4"),
        ("5 to 4", "6 to 3", "It voted 5 to 4 to build", "It voted 6 to 3 to build"),
        ("a long debate", "a debate", "to build the road, after a long debate.", None),
        ("the road", "a new road", "It voted 5 to 4 to build the road", None),
    ],
)
def test_a_changed_quote_is_found_again(
    before: str, after: str, quote: str, found: str | None
) -> None:
    at = STORY.index(quote)
    changed = STORY.replace(before, after)
    match = anchor(changed, *select(STORY, (at, at + len(quote))), at)
    assert match is not None
    assert changed[slice(*match.span)] == (found or quote.replace(before, after))
    assert match.exact == (quote in changed)
    assert 0.6 < match.score <= 1


@pytest.mark.parametrize("which", ["Monday", "Tuesday"])
def test_of_the_same_words_those_in_the_same_context_are_found(which: str) -> None:
    start = STORY.index("met on " + which)
    moved = "A long new paragraph comes first, and pushes all the rest down. " * 3 + STORY
    match = anchor(moved, *select(STORY, (start, start + 6)), start)
    assert match is not None
    assert match.span[0] == moved.index("met on " + which)


@pytest.mark.parametrize("exact", ["", "Nothing of the kind was ever written here at all."])
def test_a_quote_that_is_gone_is_not_found(exact: str) -> None:
    assert anchor(STORY, exact, "", "", 10) is None
    assert anchor("", exact, "before", "after", 0) is None


def test_context_does_not_cut_clusters() -> None:
    text = "ae\u0301" * 20 + "X" + "ae\u0301" * 20
    exact, prefix, suffix = select(text, (60, 61), context=32)
    assert (exact, prefix[0], suffix[-1]) == ("X", "e", "a")
    assert len(prefix) == 32
    assert len(suffix) == 31 or suffix.endswith("a")


@given(texts, texts, texts, st.data())
def test_what_was_selected_is_found_where_it_was(
    before: str, middle: str, after: str, data: st.DataObject
) -> None:
    text = before + middle + after
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    exact, prefix, suffix = select(text, (start, end))
    assert prefix + exact + suffix in text
    match = anchor(text, exact, prefix, suffix, start)
    if start == end:
        assert match is None
    else:
        assert match is not None
        assert match.span == (start, end)
        assert match.score == pytest.approx(1)


@given(texts, texts, st.integers(0, 200))
def test_a_match_is_always_in_bounds(text: str, exact: str, hint: int) -> None:
    match = anchor(text, exact, "before", "after", hint)
    if match is not None:
        assert 0 <= match.span[0] < match.span[1] <= len(text)
        assert 0 <= match.score <= 1


def test_clusters_at_the_edges_of_the_text_are_whole() -> None:
    text = "🇩🇪" * 40
    _, prefix, suffix = select(text, (80, 82), context=3)
    assert floor_boundary(text, 80 - len(prefix)) == 80 - len(prefix)
    assert (len(prefix), len(suffix)) == (2, 0) if len(text) == 82 else True
