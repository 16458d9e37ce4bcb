"""A span without the white space at its ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.article import Span, bare

PIECES = st.sampled_from(["a", " ", "\n", "\u2003", "wharf", "\x1c", " " * 5000, "b" * 5000])


@given(st.lists(PIECES, max_size=6), st.data())
def test_it_is_what_stripping_leaves(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    found = bare(text, (start, end))
    assert text[slice(*found)] == words.strip()
    if words.strip():
        assert found[0] == start + len(words) - len(words.lstrip())


class Watched(str):
    """A text that tells how many of its code points were taken out of it."""

    taken = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        found = super().__getitem__(at)
        self.taken += len(found)
        return found


def test_no_more_than_the_ends_is_looked_at() -> None:
    text = Watched("  " + "The ferry sails. " * 100_000)
    whole: Span = (0, len(text))
    assert bare(text, whole) == (2, len(text) - 1)
    assert text.taken < 10_000
