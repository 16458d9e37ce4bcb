"""What several annotators say of the same thing, put together, whatever their tags.

Those most alike are put together first; so no two that were kept apart are more alike than each is
to what it was put with, which makes the matching of two annotators a stable one (Gale and Shapley
1962, Am. Math. Monthly 69(1), 9–15). Who is named first makes no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from tui.agreement.material import Shared
from tui.agreement.numbering import (
    Nearness,
    Numbered,
    Spans,
    numbered,
    overlapping,
    paired,
    ranked,
)
from tui.annotations.model import Annotation

_SAME_TAG = 0.5
"""What a tag in common weighs beside the words in common, of which all are 1."""
_ALIKE = 0.5
"""Likeness from which on two annotations may be about the same thing."""

Group: TypeAlias = tuple[Annotation | None, ...]
"""What each annotator said of one thing, in the order of the annotators."""

_Said: TypeAlias = tuple[Spans, str, tuple[tuple[str, str], ...]]
"""What an annotation says: where, what, and its attributes."""


def grouped(layers: Sequence[Sequence[Annotation]]) -> list[Group]:
    """What annotators say of the same thing, put together: of each of them at most one annotation.

    They are put together where they say the same. Of groups that still have room for each other
    those most alike are then joined first, in so far as likeness is at least one half (see
    `_likeness`). Every annotation is in one group; groups come in the order of the text.
    """
    found = numbered({who: _told(layer) for who, layer in enumerate(layers)})
    held = [dict(zip(found.by[who], layer, strict=True)) for who, layer in enumerate(layers)]
    groups: list[Group] = [
        tuple(layer.get(number) for layer in held) for number in range(len(found.sayings))
    ]
    place = list(range(len(groups)))
    room = [number for number, group in enumerate(groups) if None in group]
    for _, one, other in sorted(_near(found, room)):
        first, second = sorted((_root(place, one), _root(place, other)))
        if first != second and _have_room(groups[first], groups[second]):
            joined = zip(groups[first], groups[second], strict=True)
            groups[first] = tuple(a if a is not None else b for a, b in joined)
            place[second] = first
    return [group for at, group in enumerate(groups) if place[at] == at]


def confusion(shared: Shared) -> Counter[tuple[str, str]]:
    """The tags that the first and the second of each pair gave to what they both marked, which is
    what `grouped` puts together of the two; the empty string stands for what one did not mark.
    """
    found = numbered({who: _told(said.annotations) for who, said in shared.by.items()})
    by = {who: set(own) for who, own in found.by.items()}
    everybody = set.intersection(*by.values()) if by else set()
    room = [number for number in range(len(found.sayings)) if number not in everybody]
    ranks = ranked(_near(found, room))
    tags = [tag for _, tag, _ in found.sayings]
    met: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(sorted(by), 2):
        first, second = by[one], by[other]
        met.update((tags[number], tags[number]) for number in first & second)
        pairs = list(paired(first, second, ranks))
        met.update((tags[a], tags[b]) for a, b in pairs)
        met.update((tags[a], "") for a in (first - second).difference(a for a, _ in pairs))
        met.update(("", tags[b]) for b in (second - first).difference(b for _, b in pairs))
    return met


def _told(annotations: Iterable[Annotation]) -> list[_Said]:
    return [
        (one.spans, one.tag, tuple(sorted(one.attributes.items())) if one.attributes else ())
        for one in annotations
    ]


def _near(found: Numbered[_Said], numbers: Iterable[int]) -> Iterator[Nearness]:
    """Those of these that may be about the same thing, after how unlike they are; of those that
    are as unlike, the ones with the same attributes first.
    """
    sayings = found.sayings
    for common, one, other in overlapping(numbers, lambda number: sayings[number][0]):
        likeness = _likeness(sayings[one], sayings[other], -common)
        if likeness >= _ALIKE:
            yield (-likeness, sayings[one][2] != sayings[other][2]), one, other


def _likeness(one: _Said, other: _Said, common: int) -> float:
    """How alike two annotations are that have code points in common, from 0 to 1.5.

    It is the share of the code points of both that they have in common (Jaccard 1912), and half
    more for the same tag. So words tagged in two ways are about the same thing where either marks
    at least half of what both mark, and with the same tag wherever they overlap.
    """
    both = _length(one[0]) + _length(other[0]) - common
    return common / both + _SAME_TAG * (one[1] == other[1])


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _have_room(one: Group, other: Group) -> bool:
    """Whether nobody has an annotation in both groups."""
    return all(a is None or b is None for a, b in zip(one, other, strict=True))


def _root(place: list[int], at: int) -> int:
    """The group that a group has become part of."""
    while place[at] != at:
        at = place[at]
    return at
