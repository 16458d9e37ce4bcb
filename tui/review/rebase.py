"""Annotations of one draft placed in the next.

Where the words stand unchanged in an unchanged sentence, the annotation has moved. Where the
sentence has changed, it goes along to where its words or what took their place stand now, and is to
be looked over. What has no place is an orphan. Several places are weighed as in `tui.text.anchors`.
Offsets are code points of the draft that they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from tui.annotations.model import Annotation
from tui.review.alignment import Alignment, dice
from tui.review.wording import stretches
from tui.text.anchors import select, token_spans, weigh
from tui.text.article import Article, Span

Fate: TypeAlias = Literal["moved", "recheck", "orphan"]

_LONG = 25
"""Code points of a quote that is hardly said twice: it is known wherever it stands."""
_SURE_ELSEWHERE = 0.85
"""Score from which on shorter words are taken to be the same in another sentence."""
_SURE_HERE = 0.5
"""Score from which on words are what has become of others in the same sentence."""
_OCCURRENCES = 20
"""Places of a quote that are weighed."""
_WIDER = 4
"""Times by which an annotation may grow from one draft to the next; a little more is allowed."""


class Outcome(NamedTuple):
    """What becomes of an annotation: its spans in the new draft, none for an orphan.

    `before` are the words of the sentences that it stood in, `after` of those it stands in now.
    """

    annotation: Annotation
    fate: Fate
    spans: tuple[Span, ...]
    before: str
    after: str


class Rebase:
    """What becomes of the annotations of one draft in another."""

    def __init__(self, old: Article, new: Article, annotations: Iterable[Annotation]) -> None:
        """Place the annotations, which are the old draft's, in their order."""
        self.old, self.new = old, new
        self.alignment = Alignment(old, new)
        self._words: dict[int, _Words] = {}
        self.outcomes = [self._outcome(one) for one in annotations]

    @property
    def new_sentences(self) -> list[Span]:
        """The new draft's sentences that were not there before, but for boilerplate."""
        known = {*self.alignment.kept.values(), *self.alignment.changed.values()}
        return [
            one.span
            for number, one in enumerate(self.alignment.new)
            if number not in known and one.role not in ("boilerplate", "locator")
        ]

    @property
    def summary(self) -> str:
        """How it went, in a few words."""
        fates = [one.fate for one in self.outcomes]
        moved, doubted, lost = (fates.count(fate) for fate in ("moved", "recheck", "orphan"))
        fresh = len(self.new_sentences)
        sentences = "1 new sentence" if fresh == 1 else f"{fresh} new sentences"
        return f"{moved} moved, {doubted} to look over, {lost} without a place; {sentences}"

    def unchanged(self, span: Span) -> Span | None:
        """Where a stretch of unchanged sentences stands now, if its words are together still."""
        numbers = self.alignment.touched(span)
        if not all(number in self.alignment.kept for number in numbers) or not numbers:
            return None
        start = self._shifted(numbers[0], span[0], past_space=True)
        end = self._shifted(numbers[-1], span[1], past_space=False)
        same = self.new.text[start:end] == self.old.text[slice(*span)]
        return (start, end) if same and start < end else None

    def _outcome(self, annotation: Annotation) -> Outcome:
        alignment = self.alignment
        before = alignment.words(annotation.spans, new=False)
        unchanged = [self.unchanged(span) for span in annotation.spans]
        found = [span for span in unchanged if span is not None]
        fate: Fate = "moved"
        if len(found) < len(annotation.spans) or not _in_order(found):
            places = (self._changed(span) for span in annotation.spans)
            found = _joined(span for span in places if span is not None)
            fate = "recheck" if found else "orphan"
        return Outcome(annotation, fate, tuple(found), before, alignment.words(found, new=True))

    def _changed(self, span: Span) -> Span | None:
        """The best place for words whose sentence has changed."""
        passage = select(self.old.text, span)
        grown = self._grown(span)
        hint = grown[0] if grown else span[0]
        scored: list[tuple[float, Span]] = []
        if grown is not None:
            score = weigh(self.new.text, grown, passage, hint).score
            if score >= _SURE_HERE:
                scored.append((score, grown))
        inside = self._counterparts(span)
        for place in self._occurrences(passage[0], hint):
            score = weigh(self.new.text, place, passage, hint).score
            here = any(start <= place[0] and place[1] <= end for start, end in inside)
            if here or len(passage[0]) >= _LONG or score >= _SURE_ELSEWHERE:
                scored.append((score, place))
        return max(scored, default=(0.0, None))[1]

    def _counterparts(self, span: Span) -> list[Span]:
        """The new sentences that those around a span have become."""
        numbers = map(self.alignment.counterpart, self.alignment.touched(span))
        return [self.alignment.new[number].span for number in numbers if number is not None]

    def _grown(self, span: Span) -> Span | None:
        """What the words of a span have become, token by token, in its sentences' counterparts."""
        numbers = self.alignment.touched(span)
        parts = [part for number in numbers if (part := self._part(number, span)) is not None]
        if not parts:
            return None
        start, end = parts[0][0], parts[-1][1]
        longest = _WIDER * (span[1] - span[0]) + _LONG
        return (start, end) if start < end <= start + longest and _in_order(parts) else parts[0]

    def _part(self, number: int, span: Span) -> Span | None:
        """What a span's part in one sentence has become."""
        start, end = self.alignment.old[number].span
        if self.alignment.counterpart(number) is None:
            return None
        if number in self.alignment.kept:
            low = self._shifted(number, max(start, span[0]), past_space=True)
            high = self._shifted(number, min(end, span[1]), past_space=False)
            return (low, high) if low < high else None
        if number not in self._words:
            other = self.alignment.new[self.alignment.changed[number]].span
            self._words[number] = _Words(self.old.text, (start, end), self.new.text, other)
        return self._words[number].counterpart(span)

    def _shifted(self, number: int, offset: int, *, past_space: bool) -> int:
        """Where an offset in a kept sentence, or at its ends, stands now."""
        old = self.alignment.old[number].span
        new = self.alignment.new[self.alignment.kept[number]].span
        if self.old.text[slice(*old)] == self.new.text[slice(*new)]:
            return new[0] + offset - old[0]
        letters = len("".join(self.old.text[old[0] : offset].split()))
        return _after_letters(self.new.text, new, letters, past_space=past_space)

    def _occurrences(self, words: str, hint: int) -> Iterator[Span]:
        """Where words stand unchanged: the nearest places."""
        text = self.new.text
        places: list[int] = []
        ahead, back = text.find(words, hint), text.rfind(words, 0, max(hint + len(words) - 1, 0))
        while len(places) < _OCCURRENCES and (ahead >= 0 or back >= 0):
            if back < 0 or (ahead >= 0 and ahead - hint <= hint - back):
                places.append(ahead)
                ahead = text.find(words, ahead + 1)
            else:
                places.append(back)
                back = text.rfind(words, 0, back + len(words) - 1)
        return ((at, at + len(words)) for at in places)


class _Words:
    """Which tokens of a changed sentence correspond to which of the other."""

    def __init__(self, old_text: str, old: Span, new_text: str, new: Span) -> None:
        self._whole = new
        self._old, self._new = token_spans(old_text, *old), token_spans(new_text, *new)
        self._before = [old_text[slice(*span)] for span in self._old]
        self._after = [new_text[slice(*span)] for span in self._new]
        self._pairs = _paired(self._before, self._after)

    def counterpart(self, span: Span) -> Span | None:
        """What has become of the part of a span that lies in the sentence; None if it went."""
        inside = [n for n, (low, high) in enumerate(self._old) if low < span[1] and span[0] < high]
        found = [other for n in inside for other in self._pairs.get(n, ())]
        if not found:
            return None
        if len(inside) == len(self._old):
            return self._whole
        sought = Counter(self._before[n] for n in inside)
        first, last = max(
            ((min(found), max(found)), self._as_long(inside)),
            key=lambda ends: dice(sought, Counter(self._after[ends[0] : ends[1] + 1])),
        )
        return self._new[first][0], self._new[last][1]

    def _as_long(self, inside: Sequence[int]) -> tuple[int, int]:
        """The first and last of as many tokens, around the longest run that stayed together."""
        pairs = [(number, other) for number in inside for other in self._pairs.get(number, ())]
        runs = [pairs[:1]]
        for one, pair in pairwise(pairs):
            if pair == (one[0] + 1, one[1] + 1):
                runs[-1].append(pair)
            else:
                runs.append([pair])
        core = max(runs, key=len)
        first = core[0][1] - (core[0][0] - inside[0])
        last = core[-1][1] + inside[-1] - core[-1][0]
        return max(first, 0), min(last, len(self._new) - 1)


def _paired(old: Sequence[str], new: Sequence[str]) -> dict[int, range]:
    """From each token to those that it has become; of as many others each to its own."""
    pairs: dict[int, range] = {}
    for _, low, high, left, right in stretches(old, new):
        even = high - low == right - left
        for at, number in enumerate(range(low, high)):
            pairs[number] = range(left + at, left + at + 1) if even else range(left, right)
    return pairs


def _after_letters(text: str, span: Span, letters: int, *, past_space: bool) -> int:
    """The offset in a span of text after so many letters, and after the space that follows them."""
    at = span[0]
    while at < span[1] and (letters or (past_space and text[at].isspace())):
        letters -= not text[at].isspace()
        at += 1
    return at


def _in_order(spans: Sequence[Span]) -> bool:
    return all(one[1] <= other[0] for one, other in pairwise(spans))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans by place; those that overlap are one."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            start, end = made[-1][0], max(end, made.pop()[1])
        made.append((start, end))
    return made
