"""Check-worthy claims: how much a sentence states that somebody could check, and why.

Numbers, dates, comparisons, extremes, causes and named sources raise the score; hedges, questions
and the first person lower it, as in the surface features of the check-worthiness literature
(ClaimBuster: Hassan and others, 2017).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import exp
from typing import TypeVar

import msgspec

from tui.assist.lexicon import Language
from tui.text.article import Span

_WEIGHTS = {
    "amount": 1.1,
    "amounts": 0.5,
    "time": 0.5,
    "name": 0.35,
    "comparing": 0.7,
    "changing": 0.7,
    "extreme": 0.45,
    "causing": 0.55,
    "measured": 0.6,
    "acting": 0.4,
    "hedging": -0.7,
    "personal": -0.9,
    "question": -2.5,
    "short": -1.2,
}
"""What each sign adds to the log-odds of a claim; `amounts` is for a second one."""

_BIAS = -1.1
_SHORT = 30
"""Code points under which a sentence hardly says enough to check."""

_SAID = {
    "amount": "an amount",
    "amounts": "several amounts",
    "time": "a date",
    "name": "a name",
    "comparing": "a comparison",
    "changing": "a change",
    "extreme": "an extreme",
    "causing": "a cause",
    "measured": "a measurement",
    "acting": "a deed on record",
    "hedging": "but hedged",
    "personal": "but personal",
    "question": "but a question",
    "short": "but short",
}


_Placed = TypeVar("_Placed", Span, tuple[int, str])


class Worth(msgspec.Struct, frozen=True):
    """How check-worthy a sentence is, from 0 to 1, and the signs of it."""

    score: float
    signs: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The signs in words: "an amount, a comparison, but hedged"."""
        return ", ".join(_SAID[sign] for sign in self.signs)


class Marks(msgspec.Struct):
    """Where the signs of a text stand, each list in order: spans of amounts, times and names, and
    the telling words, each with its kind."""

    amounts: Sequence[Span]
    times: Sequence[Span]
    names: Sequence[Span]
    words: Sequence[tuple[int, str]]


def words_of_claims(text: str, start: int, end: int, language: Language) -> list[tuple[int, str]]:
    """The words that make claims likelier or less so, each with its kind."""
    return [
        (match.start(), match.lastgroup or "")
        for match in language.claims.finditer(text, start, end)
    ]


def worth(text: str, sentence: Span, marks: Marks) -> Worth:
    """How check-worthy one sentence is."""
    start, end = sentence
    amounts = len(_within(marks.amounts, start, end))
    signs = ["amount"] * (amounts > 0) + ["amounts"] * (amounts > 1)
    signs += ["time"] * bool(_within(marks.times, start, end))
    signs += ["name"] * bool(_within(marks.names, start, end))
    kinds = {kind for _, kind in _within(marks.words, start, end)}
    signs += [kind for kind in _WEIGHTS if kind in kinds]
    if text[end - 1] in "?？؟" or text[end - 2 : end - 1] in ("?", "？"):
        signs.append("question")
    if end - start < _SHORT and text[start] < "\u2e80":
        signs.append("short")
    odds = _BIAS + sum(_WEIGHTS[sign] for sign in signs)
    return Worth(round(1 / (1 + exp(-odds)), 3), tuple(signs))


def _within(marks: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """The marks that begin in `[start, end)`."""
    return marks[bisect_left(marks, (start,)) : bisect_left(marks, (end,))]
