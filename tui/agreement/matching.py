"""Which annotation of one annotator answers to which of another's: one to one.

Annotations on the same words are paired first, then those that share words, those that share
most first. Who is named first makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from tui.annotations.model import Annotation
from tui.text.article import Span


class Match(NamedTuple):
    """Two annotations, and whether they are on the same words."""

    first: Annotation
    second: Annotation
    exact: bool


def matches(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Match]:
    """The pairs of annotations with the same tag."""
    by_tag: dict[str, tuple[list[Annotation], list[Annotation]]] = defaultdict(lambda: ([], []))
    for side, made in enumerate((first, second)):
        for one in made:
            by_tag[one.tag][side].append(one)
    return [found for sides in by_tag.values() for found in _paired(*sides)]


def shared_points(first: Sequence[Span], second: Sequence[Span]) -> int:
    """How many code points two lists of spans have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in first for c, d in second)


def _alike(
    first: Sequence[Annotation],
    second: Sequence[Annotation],
    kind: Callable[[Annotation], Hashable],
) -> tuple[list[Match], list[Annotation], list[Annotation]]:
    """The pairs on the same words that are alike in kind, and what is left on both sides."""
    waiting: dict[Hashable, list[Annotation]] = defaultdict(list)
    for one in reversed(second):
        waiting[kind(one)].append(one)
    found, rest = [], []
    for one in first:
        if there := waiting.get(kind(one)):
            found.append(Match(one, there.pop(), exact=True))
        else:
            rest.append(one)
    return found, rest, [one for there in waiting.values() for one in there]


def _paired(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Match]:
    found, rest, left = _alike(first, second, lambda one: one.spans)
    candidates = sorted(_overlapping(rest, left), key=_most_shared_first)
    taken: set[int] = set()
    for one, other in candidates:
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            found.append(Match(one, other, exact=False))
    return found


def _most_shared_first(pair: tuple[Annotation, Annotation]) -> tuple[object, ...]:
    spans = sorted(one.spans for one in pair)
    return -shared_points(*spans), *spans


def _overlapping(
    first: Sequence[Annotation], second: Sequence[Annotation]
) -> Iterator[tuple[Annotation, Annotation]]:
    """Each pair that has a code point in common."""
    sides = [(one, 0) for one in first] + [(one, 1) for one in second]
    open_: tuple[list[Annotation], list[Annotation]] = ([], [])
    for one, side in sorted(sides, key=lambda entry: entry[0].start):
        others = open_[1 - side]
        others[:] = [other for other in others if other.end > one.start]
        for other in others:
            if shared_points(one.spans, other.spans):
                yield (other, one) if side else (one, other)
        open_[side].append(one)
