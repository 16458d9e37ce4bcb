"""Anchors: a passage described by its words and what stands around them, and found again.

The description is a W3C TextQuoteSelector; the weights of a match are those that Hypothesis uses:
50 for the quote, 20 each for the prefix and the suffix, 2 for the position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec
import regex

from tui.text.article import Span
from tui.text.graphemes import ceil_boundary, floor_boundary

_QUOTE, _PREFIX, _SUFFIX, _POSITION = 50, 20, 20, 2
_TOTAL = _QUOTE + _PREFIX + _SUFFIX + _POSITION

_OCCURRENCES = 50
"""Exact occurrences that are weighed on each side of the hint."""

_WINDOW = 20_000
"""Code points on each side of the hint in which a changed quote is looked for."""

_SAME_ENOUGH = 0.6
"""Likeness of a quote, from 0 to 1, below which it counts as gone."""

_BY_CHARACTER = 800
"""Code points of two strings together up to which they are compared character by character."""

_TOKEN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Thai}]|[\p{L}\p{M}\p{N}]+(?:(?<=\p{N})[.,]\p{N}+)*|[^\s\p{L}\p{M}\p{N}]"
)


class Match(msgspec.Struct, frozen=True):
    """Where a passage was found; `score` goes from 0 to 1, and is near 1 where nothing changed.

    `exact` says whether the words themselves are unchanged.
    """

    span: Span
    score: float
    exact: bool


def select(text: str, span: Span, context: int = 32) -> tuple[str, str, str]:
    """The words of `span`, and up to `context` code points before and after them.

    No cluster is cut at the outer edges of the prefix and the suffix.
    """
    start, end = span
    before = min(start, ceil_boundary(text, max(0, start - context)))
    after = max(end, floor_boundary(text, min(len(text), end + context)))
    return text[start:end], text[before:start], text[end:after]


def tokens(text: str) -> list[str]:
    """The words, numbers, ideographs and other signs of a text."""
    return _TOKEN.findall(text)


def token_spans(text: str, start: int, end: int) -> list[Span]:
    """Where the tokens of `text[start:end]` stand."""
    return [match.span() for match in _TOKEN.finditer(text, start, end)]


def weigh(text: str, span: Span, passage: tuple[str, str, str], hint: int) -> Match:
    """How well a span answers to a passage: its words, what stood before and after them, and near
    which offset, `hint`, it began.
    """
    return _match(_Wanted(text, *passage, hint), span)


def anchor(text: str, exact: str, prefix: str, suffix: str, hint: int) -> Match | None:
    """Where the passage that began near offset `hint` is in `text` now; None if it is gone.

    An unchanged quote is looked for in the whole text, a changed one around the hint.
    """
    if not exact:
        return None
    wanted = _Wanted(text, exact, prefix, suffix, hint)
    unchanged = {(at, at + len(exact)) for at in _occurrences(wanted)}
    found = unchanged or {
        span for span in _resembling(wanted) if _likeness(text[slice(*span)], exact) >= _SAME_ENOUGH
    }
    matches = (_match(wanted, span) for span in sorted(found))
    return max(matches, key=lambda match: match.score, default=None)


class _Wanted(msgspec.Struct, frozen=True):
    text: str
    exact: str
    prefix: str
    suffix: str
    hint: int


def _match(wanted: _Wanted, span: Span) -> Match:
    """The span with its score."""
    text, (start, end) = wanted.text, span
    quote = text[start:end]
    before = text[max(0, start - len(wanted.prefix)) : start]
    after = text[end : end + len(wanted.suffix)]
    nearness = max(0.0, 1 - abs(start - wanted.hint) / len(text))
    score = (
        _QUOTE * _likeness(quote, wanted.exact)
        + _PREFIX * _likeness(before, wanted.prefix)
        + _SUFFIX * _likeness(after, wanted.suffix)
        + _POSITION * nearness
    )
    return Match(span, score / _TOTAL, quote == wanted.exact)


def _likeness(left: str, right: str) -> float:
    """How alike two strings are, from 0 to 1; long ones are compared word by word."""
    if left == right:
        return 1.0
    if len(left) + len(right) <= _BY_CHARACTER:
        return SequenceMatcher(None, left, right, autojunk=False).ratio()
    return SequenceMatcher(None, tokens(left), tokens(right), False).ratio()


def _occurrences(wanted: _Wanted) -> Iterator[int]:
    """Where the quote stands unchanged: nearest to the hint, in its context and without."""
    passage = wanted.prefix + wanted.exact + wanted.suffix
    for at in _nearest(wanted.text, passage, wanted.hint - len(wanted.prefix), 1):
        yield at + len(wanted.prefix)
    yield from _nearest(wanted.text, wanted.exact, wanted.hint, _OCCURRENCES)


def _nearest(text: str, part: str, hint: int, most: int) -> Iterator[int]:
    """Where `part` occurs: up to `most` places from `hint` on and as many before it."""
    at = text.find(part, max(0, hint))
    for _ in range(most):
        if at < 0:
            break
        yield at
        at = text.find(part, at + 1)
    before = max(0, hint)
    for _ in range(most):
        before = text.rfind(part, 0, max(0, before + len(part) - 1))
        if before < 0:
            break
        yield before


def _resembling(wanted: _Wanted) -> Iterator[Span]:
    """Spans around the hint that may be the quote with some of its words changed."""
    first = max(0, wanted.hint - _WINDOW)
    last = wanted.hint + len(wanted.exact) + _WINDOW
    places = token_spans(wanted.text, first, last)
    words = [wanted.text[start:end] for start, end in places]
    sought = tokens(wanted.exact)
    at = _densest(words, Counter(sought), len(sought))
    margin = len(sought) // 2 + 2
    low = max(0, at - margin)
    near = words[low : at + len(sought) + margin]
    blocks = SequenceMatcher(None, near, sought, False).get_matching_blocks()[:-1]
    if not blocks:
        return
    head, tail = blocks[0], blocks[-1]
    head_token, tail_token = low + head.a, low + tail.a + tail.size - 1
    missing = len(sought) - (tail.b + tail.size)
    starts = {places[head_token][0], places[max(0, head_token - head.b)][0]}
    ends = {places[tail_token][1], places[min(len(places) - 1, tail_token + missing)][1]}
    yield from ((start, end) for start in starts for end in ends if start < end)


def _densest(words: Sequence[str], sought: Counter[str], size: int) -> int:
    """The index from which `size` words share the most with those sought, rare words above all."""
    weight = {word: 1 / count for word, count in Counter(words).items() if word in sought}
    window: Counter[str] = Counter()
    shared = best = 0.0
    place = 0
    for index, word in enumerate(words):
        if word in weight:
            window[word] += 1
            shared += weight[word] if window[word] <= sought[word] else 0
        leaving = words[index - size] if index >= size else ""
        if leaving in weight:
            shared -= weight[leaving] if window[leaving] <= sought[leaving] else 0
            window[leaving] -= 1
        if shared > best + 1e-9:
            best, place = shared, max(0, index - size + 1)
    return place
