"""What several annotators say of the same thing, put together, whatever their tags.

Those most alike are put together first; so no two that were kept apart are more alike than each is
to what it was put with, which makes the matching of two annotators a stable one (Gale and Shapley
1962, Am. Math. Monthly 69(1), 9–15). Who is named first makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeAlias

from tui.agreement.matching import shared_points
from tui.annotations.model import Annotation

_SAME_TAG = 0.5
"""What a tag in common weighs beside the words in common, of which all are 1."""
_ALIKE = 0.5
"""Likeness from which on two annotations may be about the same thing."""

Group: TypeAlias = tuple[Annotation | None, ...]
"""What each annotator said of one thing, in the order of the annotators."""


def likeness(one: Annotation, other: Annotation) -> float:
    """How alike two annotations are, from 0 to 1.5; 0 where they have no words in common.

    It is the share of the code points of both that they have in common (Jaccard 1912), and half
    more for the same tag. So words tagged in two ways are about the same thing where either marks
    at least half of what both mark, and with the same tag wherever they overlap.
    """
    shared = shared_points(one.spans, other.spans)
    if not shared:
        return 0.0
    both = _length(one) + _length(other) - shared
    return shared / both + _SAME_TAG * (one.tag == other.tag)


def grouped(layers: Sequence[Sequence[Annotation]]) -> list[Group]:
    """What annotators say of the same thing, put together: of each of them at most one annotation.

    Of groups that still have room for each other those most alike are joined first, in so far as
    likeness is at least one half. Every annotation is in one group; groups come in the order of
    the text.
    """
    found = _identical(layers)
    faces = [next(one for one in group if one is not None) for group in found]
    number = {id(face): at for at, face in enumerate(faces)}
    open_ = [face for face, group in zip(faces, found, strict=True) if None in group]
    place = list(range(len(found)))
    for one, other in sorted(_related(open_), key=_most_alike_first):
        ours, theirs = (_root(place, number[id(face)]) for face in (one, other))
        pairs = zip(found[ours], found[theirs], strict=True)
        if ours != theirs and all(a is None or b is None for a, b in pairs):
            joined = zip(found[ours], found[theirs], strict=True)
            found[ours] = tuple(a if a is not None else b for a, b in joined)
            place[theirs] = ours
    roots = [group for at, group in enumerate(found) if place[at] == at]
    return sorted(roots, key=_by_place)


def _identical(layers: Sequence[Sequence[Annotation]]) -> list[Group]:
    """Groups of annotations that say the same, what occurs twice in a layer in two of them."""
    made: dict[Hashable, list[list[Annotation | None]]] = defaultdict(list)
    for at, layer in enumerate(layers):
        for one in layer:
            groups = made[one.tag, one.spans, frozenset(one.attributes.items())]
            room = next((group for group in groups if group[at] is None), None)
            if room is None:
                room = [None] * len(layers)
                groups.append(room)
            room[at] = one
    return [tuple(group) for groups in made.values() for group in groups]


def _related(made: Sequence[Annotation]) -> Iterator[tuple[Annotation, Annotation]]:
    """Each pair that is alike enough to be about the same thing."""
    open_: list[Annotation] = []
    for one in sorted(made, key=lambda one: one.start):
        open_ = [other for other in open_ if other.end > one.start]
        for other in open_:
            if likeness(one, other) >= _ALIKE:
                yield other, one
        open_.append(one)


def _most_alike_first(pair: tuple[Annotation, Annotation]) -> tuple[object, ...]:
    one, other = pair
    return -likeness(one, other), one.attributes != other.attributes, *sorted(map(_said, pair))


def _said(one: Annotation) -> tuple[object, ...]:
    return one.spans, one.tag, sorted(one.attributes.items())


def _by_place(group: Group) -> tuple[object, ...]:
    return min(_said(one) for one in group if one is not None)


def _root(place: list[int], at: int) -> int:
    """The group that a group has become part of."""
    while place[at] != at:
        at = place[at]
    return at


def _length(one: Annotation) -> int:
    return sum(end - start for start, end in one.spans)
