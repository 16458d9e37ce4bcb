"""Whether words that are quoted stand in a transcript: exactly, altered, or not at all.

Words are compared without regard to case, quotation marks, punctuation and white space. Where the
quotation itself says that something is left out (an ellipsis, words in brackets, an attribution
between two of its parts), the transcript may say more.

The words are looked for as they are first. Otherwise they are found as sequence searches find them,
by seeds that vote for a place (S. F. Altschul and others, Basic local alignment search tool, 1990),
the rarer a word the more its vote counts, and aligned there word by word (J. W. Ratcliff and
D. E. Metzener, Pattern matching: the gestalt approach, 1988). Time grows with the length of the
transcript once, and then with that of each quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

import regex

from tui.text.article import APART, Article, Span

Kind: TypeAlias = Literal["exact", "altered", "not found"]

_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}]+(?:['’.,]?[\p{L}\p{M}\p{N}]+)*"
)
_LEFT_OUT = regex.compile(r"\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\s?\.\s?\.")
_FREQUENT = 400
"""Places of a word in a transcript above which it says nothing about where a quotation stands."""
_MORE = 40
"""Words that a transcript may say more where a quotation says that it leaves something out."""
_ALIKE = 0.6
"""The share of a quotation's words, from 0 to 1, that has to be found in their order."""
_TRIED = 3
"""Places that are aligned of those with the most votes."""


class Change(NamedTuple):
    """Words that the quotation has, and those that the transcript has instead; either may be
    empty.
    """

    quoted: str
    said: str


class Verdict(NamedTuple):
    """What came of a quotation; `span` is where it stands in the transcript's text, `alike` the
    share of its words that stand there, from 0 to 1.
    """

    kind: Kind
    span: Span | None = None
    alike: float = 0.0
    changes: tuple[Change, ...] = ()

    @property
    def difference(self) -> str:
        """The changes in a line of words."""
        return " · ".join(_said(change) for change in self.changes)


class _Words(NamedTuple):
    """Words folded for comparing, and where each stands."""

    folded: list[str]
    spans: list[Span]


class Transcript:
    """A text in which quotations are looked for."""

    def __init__(self, text: str, parts: Iterable[Span] | None = None) -> None:
        """Take a text, or only some `parts` of it, in order."""
        self.text = text
        self._words = _Words([], [])
        for start, end in parts if parts is not None else [(0, len(text))]:
            found = _words(text, start, end)
            self._words.folded.extend(found.folded)
            self._words.spans.extend(found.spans)
        self._joined = f" {' '.join(self._words.folded)} "
        self._begins: list[int] = []
        at = 1
        for word in self._words.folded:
            self._begins.append(at)
            at += len(word) + 1
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words.folded):
            self._places[word].append(number)

    @classmethod
    def of(cls, article: Article) -> Transcript:
        """What is said in an article: neither times and pages nor what stands around it."""
        parts = [(block.start, block.end) for block in article.blocks if block.role not in APART]
        return cls(article.text, parts or None)

    def check(self, parts: Sequence[str]) -> Verdict:
        """Look for a quotation, given as its parts in order: those of a discontinuous one."""
        text = " … ".join(parts)
        words, gaps = _quoted(text)
        if not words.folded:
            return Verdict("not found")
        exact = self._exact(words.folded, gaps)
        if exact is not None:
            return Verdict("exact", self._span(*exact), 1.0)
        found = (self._aligned(text, words, gaps, place) for place in self._likely(words.folded))
        best = max(found, key=lambda one: one.alike, default=Verdict("not found"))
        return best if best.alike >= _ALIKE else Verdict("not found")

    def _exact(self, words: list[str], gaps: set[int]) -> tuple[int, int] | None:
        """The numbers of the first and after the last word of the words as they are."""
        cuts = [0, *sorted(gaps - {0, len(words)}), len(words)]
        runs = [words[a:b] for a, b in pairwise(cuts)]
        first = self._run(runs[0], 0)
        while first is not None:
            reached = first + len(runs[0])
            for run in runs[1:]:
                at = self._run(run, reached, reached + _MORE)
                if at is None:
                    break
                reached = at + len(run)
            else:
                return first, reached
            first = self._run(runs[0], first + 1)
        return None

    def _run(self, words: list[str], start: int, latest: int | None = None) -> int | None:
        """The number of the first of these words, from `start` on and up to `latest`."""
        if start >= len(self._begins):
            return None
        wanted, end = f" {' '.join(words)} ", len(self._joined)
        if latest is not None and latest < len(self._begins):
            end = self._begins[latest] + len(wanted)
        found = self._joined.find(wanted, self._begins[start] - 1, end)
        return None if found < 0 else bisect_left(self._begins, found + 1)

    def _likely(self, words: list[str]) -> Iterator[int]:
        """The numbers of words at which the quotation may begin, the likeliest first."""
        width = max(len(words) // 2, 4)
        votes: Counter[int] = Counter()
        for number, word in enumerate(words):
            places = self._places.get(word, [])
            if len(places) > _FREQUENT:
                continue
            for place in places:
                at = (place - number) // width
                for near in (at, at + 1):
                    votes[near] += 1_000_000 // len(places)
        for near, _ in sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:_TRIED]:
            yield near * width

    def _aligned(self, text: str, words: _Words, gaps: set[int], place: int) -> Verdict:
        """What the quotation differs in from the words about a place."""
        slack = len(words.folded) + _MORE * (1 + len(gaps))
        low, high = max(place - slack, 0), min(place + len(words.folded) + slack, len(self._begins))
        said = self._words.folded[low:high]
        codes = SequenceMatcher(None, words.folded, said, autojunk=False).get_opcodes()
        equal = [code for code in codes if code[0] == "equal"]
        if not equal:
            return Verdict("not found")
        # What the transcript says before and after is not left out of the quotation.
        head, tail = equal[0], equal[-1]
        start = max(head[3] - head[1], 0)
        end = min(tail[4] + len(words.folded) - tail[2], len(said))
        changes = []
        for tag, i1, i2, j1, j2 in codes:
            first, last = max(j1, start), min(j2, end)
            allowed = tag == "insert" and i1 in gaps
            if tag != "equal" and not allowed and (i1 < i2 or first < last):
                theirs = self._slice(low + first, low + last) if first < last else ""
                changes.append(Change(_slice(text, words, i1, i2), theirs))
        alike = sum(code[2] - code[1] for code in equal) / len(words.folded)
        kind: Kind = "altered" if changes else "exact"
        return Verdict(kind, self._span(low + start, low + end), alike, tuple(changes))

    def _span(self, first: int, last: int) -> Span:
        return self._words.spans[first][0], self._words.spans[last - 1][1]

    def _slice(self, first: int, last: int) -> str:
        start, end = self._span(first, last)
        return self.text[start:end]


def _quoted(text: str) -> tuple[_Words, set[int]]:
    """A quotation's words, and the numbers of those before which it leaves something out."""
    words, gaps, reached = _Words([], []), set[int](), 0
    for match in _LEFT_OUT.finditer(text):
        _extend(words, _words(text, reached, match.start()))
        gaps.add(len(words.folded))
        reached = match.end()
    _extend(words, _words(text, reached, len(text)))
    return words, gaps


def _extend(words: _Words, more: _Words) -> None:
    words.folded.extend(more.folded)
    words.spans.extend(more.spans)


def _words(text: str, start: int, end: int) -> _Words:
    spans = [match.span() for match in _WORD.finditer(text, start, end)]
    return _Words([text[a:b].replace("’", "'").casefold() for a, b in spans], spans)


def _slice(text: str, words: _Words, first: int, last: int) -> str:
    return text[words.spans[first][0] : words.spans[last - 1][1]] if first < last else ""


def _said(change: Change) -> str:
    if not change.quoted:
        return f"left out “{change.said}”"
    if not change.said:
        return f"added “{change.quoted}”"
    return f"“{change.quoted}” for “{change.said}”"
