"""Links to passages: a browser's own search for the words finds them, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.reports.fragments import Directive, Passages
from tui.sources.shapes import shapes
from tui.text.article import Article
from tui.text.segments import Segments


def passages(text: str) -> Passages:
    return Passages(Segments(Article(text=text, blocks=tuple(shapes(text)), language="en")))


def directive(text: str, words: str, after: int = 0) -> str:
    start = text.index(words, after)
    return str(passages(text).directive((start, start + len(words))))


LONG = f"It was said of the wall that {'it would be high and ' * 20}nobody would ever climb it."


@pytest.mark.parametrize(
    ("text", "words", "after", "made"),
    [
        ("The sea is near.", "sea is", 0, "text=sea%20is"),
        ("A well-known, dear & old wall.", "well-known, dear & old", 0,
         "text=well%2Dknown%2C%20dear%20%26%20old"),
        ("The sea. Then the sea again.", "sea", 9, "text=sea.%20Then%20the-,sea"),
        ("The sea. Then the sea again.", "sea", 0, "text=sea"),
        ("One\nline goes on.\n\nAnother line.", "line goes", 0, "text=line%20goes"),
        ("First here.\n\nSecond there.", "here.\n\nSecond", 0, "text=here.,Second"),
        (LONG, LONG, 0, "text=It%20was%20said%20of%20the,nobody%20would%20ever%20climb%20it."),
        ("Unbroken", "broke", 0, "text=Unbroken"),
        ("the same the same", "   ", 0, None),
    ],
)  # fmt: skip
def test_a_passage_has_the_shortest_directive(
    text: str, words: str, after: int, made: str | None
) -> None:
    if made is None:
        assert passages(text + words).directive((len(text), len(text + words))) is None
    else:
        assert directive(text, words, after) == made


def test_an_address_takes_a_directive_for_each_piece() -> None:
    made = passages("One two three four.")
    address = "https://x.example/a#b:~:text=old"
    assert made.link(address, ((0, 3), (8, 13))) == "https://x.example/a#b:~:text=One&text=three"
    assert made.link("https://x.example/a", ()) == "https://x.example/a"


WORDS = st.sampled_from(
    ["the", "The", "sea", "séa", "“so”", "a-b", "wall,", "is", "日本語", "\n", "\n\n"]
)


def plain(text: str) -> str:
    """What a browser compares."""
    return " ".join(text.split()).casefold().translate(str.maketrans("é“”", 'e""'))


@given(st.lists(WORDS, min_size=2, max_size=60).map(" ".join), st.data())
def test_what_a_directive_finds_is_what_was_meant(text: str, data: st.DataObject) -> None:
    solid = st.sampled_from([at for at, char in enumerate(text) if not char.isspace()] or [0])
    first, last = sorted((data.draw(solid), data.draw(solid)))
    found = passages(text).directive((first, last + 1))
    if found is None:
        return
    blocks = shapes(text)
    page = "\n".join(plain(text[block.start : block.end]) for block in blocks)
    start, end, prefix, suffix = (re.escape(plain(term)) for term in found)
    tail = f"(?s:.*?){end}" if end else ""
    match = re.search(rf"{prefix}[ \n]?({start}{tail})(?=[ \n]?{suffix})", page)
    assert match is not None

    def place(offset: int) -> int:
        """Where a character stands on the page."""
        parts = [text[block.start : min(block.end, offset + 1)] for block in blocks]
        return len("\n".join(filter(None, map(plain, parts)))) - 1

    assert place(first) - match.start(1) in range(8), "it begins there, or with its word"
    assert match.end(1) - 1 - place(last) in range(8)


def test_terms_are_encoded() -> None:
    assert str(Directive("a-b", "c,d", "e&f", "ü")) == "text=e%26f-,a%2Db,c%2Cd,-%C3%BC"
