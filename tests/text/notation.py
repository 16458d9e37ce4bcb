"""Texts with marks written in them: ┃ is the cursor, ⟦ and ⟧ stand around a span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import strategies as st

from tui.text.article import Article, Block, Span
from tui.text.segments import Segments

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")

PIECES = [
    *("a", "Bell", "Mr.", "U.S.", "the", "3.5", "40 metres", "May 14", "van der", "O’Neil", "said"),
    *(" ", " ", " ", "\n", "\n\n", "\r\n", ". ", "? ", "! ", ", ", "; ", "—", "… ", "(", ")"),
    *("“", "”", "‘", "’", '"', "'", "«", "»", "„", "「", "」", "。", "『", "』", "؟", "।"),
    *(
        "e\u0301",
        "\u0301",
        "क्षि",
        "ไทย",
        "مرحبا",
        "日本",
        "カナ",
        "かな",
        "👩‍👩‍👧",
        "🇩🇪",
        "🇩",
        "\u200d",
    ),
]
"""What texts for property tests are made of: all that the analyses look for, in any order."""

texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


class Marked(NamedTuple):
    """A text without its marks, and where they stood; `cursor` is -1 without a ┃."""

    text: str
    cursor: int
    spans: tuple[Span, ...]


def parse(marked: str) -> Marked:
    """Take the marks out of a text. Spans may nest; they are given in the order they open."""
    text, cursor = "", -1
    spans: list[Span] = []
    opened: list[int] = []
    for character in marked:
        if character == "┃":
            cursor = len(text)
        elif character == "⟦":
            opened.append(len(spans))
            spans.append((len(text), -1))
        elif character == "⟧":
            index = opened.pop()
            spans[index] = (spans[index][0], len(text))
        else:
            text += character
    return Marked(text, cursor, tuple(spans))


def show(text: str, spans: Iterable[Span], cursor: int = -1) -> str:
    """The text with the marks written into it, for a readable comparison."""
    marks = {(cursor, 1, 0): "┃"} if cursor >= 0 else {}
    for start, end in spans:
        marks[start, 2, -end] = "⟦"
        marks[end, 0, -start] = "⟧"
    pieces: list[str] = []
    reached = 0
    for (offset, _, _), mark in sorted(marks.items()):
        pieces += [text[reached:offset], mark]
        reached = offset
    return "".join([*pieces, text[reached:]])


def article(text: str, language: str = "en") -> Article:
    """An article whose paragraphs are parted by blank lines."""
    blocks = tuple(Block("paragraph", *match.span()) for match in _PARAGRAPH.finditer(text))
    return Article(text=text, blocks=blocks, language=language)


def segments(text: str, language: str = "en") -> Segments:
    """The segments of such an article."""
    return Segments(article(text, language))
