"""Check-worthy claims: how much a sentence states that somebody could check, and why.

Numbers, dates, comparisons, extremes, causes and named sources raise the score; hedges, questions
and the first person lower it, as in the surface features of the check-worthiness literature
(ClaimBuster: Hassan and others, 2017).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import exp

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
    "public": 0.4,
    "long": 0.3,
    "hedging": -0.7,
    "personal": -0.9,
    "addressing": -0.2,
    "courtesy": -1.2,
    "question": -2.5,
    "short": -1.2,
    "broken off": -0.8,
}
"""What each sign adds to the log-odds of a claim; `amounts` is for a second one."""

_BIAS = -1.1
_SPACE = re.compile(r"\s")
_SHORT, _LONG = 30, 140
"""Code points under which a sentence hardly says enough to check, and from which it says much."""

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
    "public": "a public matter",
    "long": "a long sentence",
    "hedging": "but hedged",
    "personal": "but personal",
    "addressing": "but addressed to somebody",
    "courtesy": "but a courtesy",
    "question": "but a question",
    "short": "but short",
    "broken off": "but broken off",
}


_BITS = {sign: 1 << place for place, sign in enumerate(_WEIGHTS)}
"""A sentence's signs are one number, so that what they are worth is worked out once."""


class Worth(msgspec.Struct, frozen=True):
    """How check-worthy a sentence is, from 0 to 1, its signs, and these in words, the strongest
    first, what speaks against it last: "an amount, a comparison, but hedged"."""

    score: float
    signs: tuple[str, ...]
    reason: str


class Marks(msgspec.Struct):
    """Where the signs of a text stand, each list in order: spans of amounts, times and names, and
    the telling words, each with its sign."""

    amounts: Sequence[Span]
    times: Sequence[Span]
    names: Sequence[Span]
    words: Sequence[tuple[int, int]]


def words_of_claims(text: str, start: int, end: int, language: Language) -> list[tuple[int, int]]:
    """The words that make claims likelier or less so: where each begins, and its sign."""
    kind_of = language.claims
    found = []
    for match in language.claim_words.finditer(text, start, end):
        words = match[0]
        kind = kind_of.get(words) or kind_of[_SPACE.sub("_", words)]
        found.append((match.start(), _BITS[kind]))
    return found


def worth(text: str, sentence: Span, marks: Marks) -> Worth:
    """How check-worthy one sentence is."""
    start, end = sentence
    signs = 0
    for _, sign in _within(marks.words, start, end):
        signs |= sign
    if amounts := _within(marks.amounts, start, end):
        signs |= _BITS["amount"] | (len(amounts) > 1) * _BITS["amounts"]
    if _within(marks.times, start, end):
        signs |= _BITS["time"]
    if _within(marks.names, start, end):
        signs |= _BITS["name"]
    if text[end - 1] in "?？؟" or text[end - 2 : end - 1] in ("?", "？"):
        signs |= _BITS["question"]
    if end - start < _SHORT and text[start] < "\u2e80":
        signs |= _BITS["short"]
    if end - start >= _LONG:
        signs |= _BITS["long"]
    if text[end - 3 : end] == "..." or text[end - 1] == "…":
        signs |= _BITS["broken off"]
    return _of(signs)


@cache
def _of(bits: int) -> Worth:
    signs = tuple(sign for sign, bit in _BITS.items() if bits & bit)
    odds = _BIAS + sum(_WEIGHTS[sign] for sign in signs)
    several = "amounts" in signs
    telling = sorted(signs, key=lambda sign: -_WEIGHTS[sign] - several * (sign == "amounts"))
    said = [_SAID[sign] for sign in telling if not (several and sign == "amount")]
    return Worth(round(1 / (1 + exp(-odds)), 3), signs, ", ".join(said))


def _within(marks: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The marks that begin in `[start, end)`."""
    if not marks or marks[-1][0] < start:
        return ()
    return marks[bisect_left(marks, (start,)) : bisect_left(marks, (end,))]
