"""Clauses: a sentence cut at its commas, dashes, parentheses and joining conjunctions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import regex

from tui.text.article import Span
from tui.text.words import words

_MINIMUM = 3
"""Words that a clause has at least."""

_LONG_WORD = 10
"""Code points that count for one word where a script writes phrases without spaces."""

_CUT = regex.compile(
    r"""(?x)
      [,;:،؛] (?= \s (?! \d{4} \b ) ) | [、，；：] | (?: \s [-–—] | [—] ) (?= \s | \w )
    | \) (?= [\s,;:] ) ,? | \s (?= \( ) | (?<= \p{Thai} ) \s
    | \s (?= (?: and | but | because | although | while | which | who | if | when | so | or
        | y | pero | porque | aunque | mientras | cuando | que | o
        | et | mais | parce | tandis | lorsque | qui | ou
        | und | aber | weil | obwohl | während | oder | dass ) \s )
    """
)
_SPEECH_END = ",.?!…、。！？"


def clauses(text: str, start: int, end: int, quotations: Sequence[Span]) -> list[Span]:
    """The clauses of the sentence `text[start:end]`, in order, without the marks between them.

    Nothing is cut inside one of the `quotations` unless the whole sentence lies in it; a
    quotation that ends in a comma or a full stop is cut off from what follows.
    """
    held = [one for one in quotations if not (one[0] <= start and end <= one[1])]
    cuts = [match.span() for match in _CUT.finditer(text, start, end)]
    cuts = [cut for cut in cuts if not any(one[0] < cut[1] and cut[0] < one[1] for one in held)]
    cuts += [
        (one[1], one[1])
        for one in held
        if start < one[1] < end and any(mark in _SPEECH_END for mark in text[one[1] - 2 : one[1]])
    ]
    places = words(text, start, end)
    totals = [0, *accumulate(1 + (stop - at) // _LONG_WORD for at, stop in places)]
    counted = 0
    found: list[Span] = []
    for left, right in sorted(cuts):
        before = totals[bisect_left(places, (left, left))]
        after = totals[bisect_left(places, (right, right))]
        if before - counted >= _MINIMUM and totals[-1] - after >= _MINIMUM:
            found.append(_stripped(text, start, left))
            start, counted = right, after
    return [*found, _stripped(text, start, end)]


def _stripped(text: str, start: int, end: int) -> Span:
    """The range without the white space and the parentheses' marks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[start:end] != "(" and text[start] == "(" and ")" not in text[start:end]:
        start += 1
    return start, end
