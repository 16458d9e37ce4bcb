"""Two drafts of an article, sentence by sentence: what stayed, moved, changed, went and came.

Unchanged sentences are found by patience diff (B. Cohen): those that occur once in either draft
and keep their order are fixed, and what lies between them is looked at in the same way. What is
left is paired by the words that two sentences share, rare words first.
Offsets are code points of the draft that they belong to; sentences are named by their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from tui.text.anchors import tokens
from tui.text.article import Article, Role, Span
from tui.text.segments import Segments

Kind: TypeAlias = Literal["same", "moved", "changed", "removed", "added"]

_ALIKE, _ALIKE_ELSEWHERE = 0.5, 0.6
"""Likeness, from 0 to 1, from which on a sentence is another one changed: between the same
unchanged neighbours, or anywhere else.
"""
_TELLING = 6
"""Rare words of a sentence by which its counterpart is looked for."""
_COMMON = 50
"""Sentences that share a word so common that it tells nothing."""
_TRIED = 5
"""Sentences that are compared with one that has changed."""
_SHORT = 4
"""Words: a shorter sentence has moved only where a neighbour has moved along."""

Box: TypeAlias = tuple[int, int, int, int]
"""A stretch of the old list, `[0, 1)`, and one of the new, `[2, 3)`."""


class Sentence(NamedTuple):
    """A sentence of a draft: its span, its words with single spaces, the role of its block."""

    span: Span
    words: str
    role: Role


class Pair(NamedTuple):
    """Sentences that correspond; one of them is missing where it went or came."""

    kind: Kind
    old: int | None
    new: int | None


class Alignment:
    """How the sentences of two drafts correspond: `kept` are those with the same words, `changed`
    those with others, each from the old one's number to the new one's.
    """

    def __init__(self, old: Article, new: Article) -> None:
        """Compare the drafts."""
        self.old, self.new = _sentences(old), _sentences(new)
        self._starts = [one.span[0] for one in self.old], [one.span[0] for one in self.new]
        before, after = [one.words for one in self.old], [one.words for one in self.new]
        in_order = dict(_common(before, after))
        self.kept = in_order | _moved(before, after, in_order)
        self.changed = _changed(before, after, self.kept, in_order)
        self._in_order = frozenset(
            one for one, _ in _increasing(sorted((self.kept | self.changed).items()))
        )

    @property
    def pairs(self) -> list[Pair]:
        """Every sentence once: the new draft's in order, what went where it would have stood."""
        origin = {new: old for old, new in (self.kept | self.changed).items()}
        gone = [n for n in range(len(self.old)) if self.counterpart(n) is None][::-1]
        made: list[Pair] = []
        for new in range(len(self.new)):
            old = origin.get(new)
            while old in self._in_order and gone and gone[-1] < old:
                made.append(Pair("removed", gone.pop(), None))
            made.append(Pair(self._kind(old), old, new))
        return made + [Pair("removed", old, None) for old in reversed(gone)]

    def counterpart(self, number: int) -> int | None:
        """What a sentence of the old draft has become."""
        return self.kept.get(number, self.changed.get(number))

    @property
    def in_order(self) -> list[tuple[Span, Span]]:
        """Where sentences stand that come in the same order in both drafts: in the old, in the new
        one.
        """
        found = self.kept | self.changed
        return [(self.old[one].span, self.new[found[one]].span) for one in sorted(self._in_order)]

    def touched(self, span: Span) -> range:
        """The old draft's sentences that share a code point with a span; between two sentences the
        one before.
        """
        return _touched(self.old, self._starts[0], span)

    def words(self, spans: Iterable[Span], *, new: bool) -> str:
        """The words of the sentences that spans of one of the drafts share code points with."""
        sentences, starts = (self.new, self._starts[1]) if new else (self.old, self._starts[0])
        found = (_touched(sentences, starts, span) for span in spans)
        numbers = sorted({number for numbers in found for number in numbers})
        return " ".join(sentences[number].words for number in numbers)

    def _kind(self, old: int | None) -> Kind:
        if old is None:
            return "added"
        if old in self.changed:
            return "changed"
        return "same" if old in self._in_order else "moved"


def _sentences(article: Article) -> list[Sentence]:
    segments = Segments(article)
    return [
        Sentence(span, " ".join(article.text[slice(*span)].split()), block.role)
        for index, block in enumerate(article.blocks)
        for span in segments.sentences(index)
    ]


def _touched(sentences: Sequence[Sentence], starts: Sequence[int], span: Span) -> range:
    last = bisect_left(starts, max(span[1], span[0] + 1))
    first = last
    while first and sentences[first - 1].span[1] > span[0]:
        first -= 1
    return range(max(min(first, last - 1), 0), last)


def _common(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The same sentences in the same order."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, left, right = waiting.pop()
        while low < high and left < right and old[low] == new[left]:
            yield low, left
            low, left = low + 1, left + 1
        while low < high and left < right and old[high - 1] == new[right - 1]:
            high, right = high - 1, right - 1
            yield high, right
        box = low, high, left, right
        fixed = _once(old, new, box)
        if not fixed:
            yield from _repeated(old, new, box)
            continue
        for one, other in fixed:
            yield one, other
            waiting.append((low, one, left, other))
            low, left = one + 1, other + 1
        waiting.append((low, high, left, right))


def _once(old: Sequence[str], new: Sequence[str], box: Box) -> list[tuple[int, int]]:
    """What occurs once in each stretch, as far as it keeps its order: the longest such list."""
    low, high, left, right = box
    before, after = Counter(old[low:high]), Counter(new[left:right])
    places = {new[n]: n for n in range(left, right)}
    both = (n for n in range(low, high) if before[old[n]] == 1 == after[old[n]])
    return _increasing([(n, places[old[n]]) for n in both])


def _repeated(old: Sequence[str], new: Sequence[str], box: Box) -> Iterator[tuple[int, int]]:
    """Where all that is the same occurs again and again: each with the next that is the same."""
    low, high, left, right = box
    places: dict[str, list[int]] = defaultdict(list)
    for number in range(left, right):
        places[new[number]].append(number)
    for number in range(low, high):
        here = places.get(old[number], [])
        at = bisect_left(here, left)
        if at < len(here):
            yield number, here[at]
            left = here[at] + 1


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the second numbers grow as the first do (M. L.
    Fredman, On computing the length of longest increasing subsequences, 1975).
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [number]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _left(count: int, taken: Iterable[int]) -> list[int]:
    """The numbers below `count` that are not taken."""
    without = set(taken)
    return [number for number in range(count) if number not in without]


def _moved(old: Sequence[str], new: Sequence[str], kept: Mapping[int, int]) -> dict[int, int]:
    """The same words in other places, those first whose neighbours moved along."""
    places: dict[str, list[int]] = defaultdict(list)
    for number in _left(len(new), kept.values()):
        places[new[number]].append(number)

    def company(one: int, other: int) -> int:
        return sum(
            0 <= one + step < len(old)
            and 0 <= other + step < len(new)
            and old[one + step] == new[other + step]
            for step in (-1, 1)
        )

    found = (
        (-company(one, other), one, other)
        for one in _left(len(old), kept)
        for other in places[old[one]][:_COMMON]
    )
    return _first_of_each(
        (rank, one, other) for rank, one, other in found if rank or len(tokens(old[one])) >= _SHORT
    )


def _changed(
    old: Sequence[str],
    new: Sequence[str],
    kept: Mapping[int, int],
    in_order: Mapping[int, int],
) -> dict[int, int]:
    """What has no counterpart yet, by the words that are shared: the most alike first."""
    words_of = {n: Counter(tokens(new[n])) for n in _left(len(new), kept.values())}
    holding: dict[str, list[int]] = defaultdict(list)
    for number, words in words_of.items():
        for word in words:
            holding[word].append(number)
    before, after = _gaps(in_order), _gaps(in_order.values())
    found: list[tuple[float, int, int]] = []
    for one in _left(len(old), kept):
        words = Counter(tokens(old[one]))
        for other in _sharing(words, holding):
            near = before(one) == after(other)
            likeness = dice(words, words_of[other])
            same = old[one] == new[other]  # too short to have moved
            if (near or not same) and likeness >= (_ALIKE if near else _ALIKE_ELSEWHERE):
                found.append((-likeness - near / 10, one, other))
    return _first_of_each(found)


def _gaps(fixed: Iterable[int]) -> Callable[[int], int]:
    """A function of a number that says between which of the fixed ones it lies."""
    ordered = sorted(fixed)
    return lambda number: bisect_left(ordered, number)


def _sharing(words: Counter[str], holding: Mapping[str, Sequence[int]]) -> list[int]:
    """The sentences that share the most of a sentence's rarest words."""
    known = sorted((len(holding[word]), word) for word in words if word in holding)
    shared = Counter(
        number for count, word in known[:_TELLING] if count <= _COMMON for number in holding[word]
    )
    return [number for number, _ in shared.most_common(_TRIED)]


def dice(one: Counter[str], other: Counter[str]) -> float:
    """How alike two lists of words are, from 0 to 1 (L. R. Dice, 1945). A word weighs as much as it
    has letters: short ones are mostly those that stand in any sentence.
    """
    return 2 * _letters(one & other) / max(_letters(one) + _letters(other), 1)


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _first_of_each(found: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs in the order of their rank, as far as neither number is taken."""
    made: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(found):
        if one not in made and other not in taken:
            made[one] = other
            taken.add(other)
    return made
