"""Unicode's own test files for clusters, words and sentences, run over ours.

A case is written as in the files, in hexadecimal, with brackets around what is one unit of ours:
`[0061 0308] 0020 [0062]`. Units are compared without what is no word or sentence to a reader:
words without the format characters after them and without pieces that hold no letter or digit,
sentences without the white space around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import regex

from tui.text.article import Span
from tui.text.graphemes import clusters
from tui.text.sentences import sentences
from tui.text.words import words

DEBIAN = Path("/usr/share/unicode/auxiliary")
"""Where Debian's package `unicode-data` keeps the files."""

DIFFERENCES = Path(__file__).with_name("differences.txt")
"""The cases that are known to differ, as ours, under the reasons that docs/unicode.md explains."""

_WORDLIKE = regex.compile(r"[\p{Alphabetic}\p{N}]")
_TRAILING = regex.compile(r"\p{WB=Format}+$")


class Case(NamedTuple):
    """A text, and the units that the standard finds in it."""

    text: str
    expected: list[Span]


class Outcome(NamedTuple):
    """What a file of `version` gave: how many cases, and those that differ as they are ours."""

    version: str
    cases: int
    different: list[str]


def _word(text: str, span: Span) -> Span | None:
    start, end = span
    end -= len(found.group()) if (found := _TRAILING.search(text, start, end)) else 0
    return (start, end) if _WORDLIKE.search(text, start, end) else None


def _sentence(text: str, span: Span) -> Span | None:
    held = text[span[0] : span[1]]
    start = span[0] + len(held) - len(held.lstrip())
    return (start, start + len(held.strip())) if held.strip() else None


class Rule(NamedTuple):
    """A file of the standard, what finds the same in Glossator, and what of a unit is compared."""

    file: str
    ours: Callable[[str], list[Span]]
    compared: Callable[[str, Span], Span | None]


RULES = {
    "graphemes": Rule(
        "GraphemeBreakTest.txt",
        lambda text: list(clusters(text, 0, len(text))),
        lambda _text, span: span,
    ),
    "words": Rule("WordBreakTest.txt", lambda text: words(text, 0, len(text)), _word),
    "sentences": Rule("SentenceBreakTest.txt", sentences, _sentence),
}


def run(name: str, folder: Path = DEBIAN) -> Outcome:
    """Try a file's cases. Raises FileNotFoundError where there is no such file."""
    rule = RULES[name]
    lines = (folder / rule.file).read_text("utf-8").splitlines()
    found = re.search(r"-(\d+\.\d+\.\d+)\.txt", lines[0])
    cases = [_case(rule, line) for line in lines if line.partition("#")[0].strip()]
    differing = [
        written(text, ours) for text, expected in cases if (ours := rule.ours(text)) != expected
    ]
    return Outcome(found[1] if found else "?", len(cases), differing)


def _case(rule: Rule, line: str) -> Case:
    text, cuts = "", []
    for mark in line.partition("#")[0].split():
        if mark == "÷":
            cuts.append(len(text))
        elif mark != "×":
            text += chr(int(mark, 16))
    units = (rule.compared(text, span) for span in pairwise(cuts))
    return Case(text, [unit for unit in units if unit is not None])


def written(text: str, spans: list[Span]) -> str:
    """A case as ours."""
    marks = [f"{ord(char):04X}" for char in text]
    for start, end in spans:
        marks[start] = "[" + marks[start]
        marks[end - 1] += "]"
    return " ".join(marks)


def known() -> dict[str, dict[str, str]]:
    """For each rule the cases that are known to differ, with the reason's name."""
    found: dict[str, dict[str, str]] = {name: {} for name in RULES}
    rule = reason = ""
    for line in DIFFERENCES.read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"# (\w+): (.+)", line):
            rule, reason = heading.groups()
        elif line:
            found[rule][line] = reason
    return found


def reasons() -> Iterator[tuple[str, str]]:
    """Every reason with its rule."""
    return ((rule, one) for rule, cases in known().items() for one in set(cases.values()))
