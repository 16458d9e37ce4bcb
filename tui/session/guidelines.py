"""Guidelines for labelling: a section of Markdown for each tag, in rows for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from tui.text.article import Block
from tui.text.markup import markup
from tui.text.wrap import wrap

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MARK = re.compile(r"[ \t]*(?:(?P<quoted>>)|(?P<item>(?:[-*+]|\d{1,9}[.)])))[ \t]*")

Kind: TypeAlias = Literal["heading", "example", "plain"]


class Line(NamedTuple):
    """A row of guidelines as it is shown."""

    kind: Kind
    text: str


class Guidelines:
    """Sections of a Markdown file by their headings, whatever their case."""

    def __init__(self, text: str = "") -> None:
        """Cut a text into sections; one reaches to the next heading of its level or above."""
        self._sections: dict[str, str] = {}
        lines = text.splitlines()
        heads = list(_headings(lines))
        for number, (at, level, name) in enumerate(heads):
            after = (place for place, other, _ in heads[number + 1 :] if other <= level)
            self._sections.setdefault(name, "\n".join(lines[at + 1 : next(after, len(lines))]))

    def of(self, name: str) -> str:
        """The section under a heading; empty if there is none."""
        return self._sections.get(name.casefold(), "").strip()


def lines(text: str, cells: int) -> Iterator[Line]:
    """The rows of some Markdown: paragraphs wrapped, lists and examples indented, without marks."""
    for kind, first, words in _paragraphs(text):
        bare = _bare(words)
        for number, (start, end) in enumerate(wrap(bare, 0, len(bare), cells - len(first))):
            lead = first if number == 0 or kind == "example" else " " * len(first)
            yield Line(kind, lead + bare[start:end].rstrip())


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The number, level and name of each heading outside of fenced code."""
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark is not None and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        found = None if fence else _HEADING.match(line)
        if found is not None:
            yield number, len(found[1]), _bare(found[2]).strip().casefold()


def _paragraphs(text: str) -> Iterator[tuple[Kind, str, str]]:
    """Each paragraph's kind, what stands before it, and its words on one line."""
    kind: Kind = "plain"
    first, words = "", list[str]()
    for line in [*text.splitlines(), ""]:
        heading, mark = _HEADING.match(line), _MARK.match(line)
        quoted = mark is not None and bool(mark["quoted"])
        goes_on = words and not heading and line.strip() and (mark is None or quoted)
        if not (goes_on and quoted is (kind == "example")):
            if words:
                yield kind, first, " ".join(words)
            words = []
            kind = "heading" if heading else "example" if quoted else "plain"
            first = "│ " if quoted else "• " if mark is not None else ""
        if line.strip():
            words.append(heading[2] if heading else line[mark.end() if mark else 0 :].strip())


def _bare(words: str) -> str:
    """Words without Markdown's marks."""
    marks = [
        (a, b) for a, b, s in markup(words, Block("paragraph", 0, len(words))) if s == "markup"
    ]
    for start, end in reversed(marks):
        words = words[:start] + words[end:]
    return words
