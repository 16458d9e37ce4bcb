"""What several annotators say of the same thing, put together, whatever their tags.

Those most alike are put together first; so no two that were kept apart are more alike than each is
to what it was put with, which makes the matching of two annotators a stable one (Gale and Shapley
1962, Am. Math. Monthly 69(1), 9–15). Who is named first makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tui.agreement.matching import shared_points
from tui.annotations.model import Annotation
from tui.text.article import Span

_SAME_TAG = 0.5
"""What a tag in common weighs beside the words in common, of which all are 1."""
_ALIKE = 0.5
"""Likeness from which on two annotations may be about the same thing."""

Group: TypeAlias = tuple[Annotation | None, ...]
"""What each annotator said of one thing, in the order of the annotators."""

_Said: TypeAlias = tuple[tuple[Span, ...], str, tuple[tuple[str, str], ...]]
"""What an annotation says: where, what, and its attributes."""


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
    place = list(range(len(found)))
    for _, _, one, other in sorted(_related(found)):
        first, second = sorted((_root(place, one), _root(place, other)))
        if first != second and _have_room(found[first], found[second]):
            joined = zip(found[first], found[second], strict=True)
            found[first] = tuple(a if a is not None else b for a, b in joined)
            place[second] = first
    return [group for at, group in enumerate(found) if place[at] == at]


def _identical(layers: Sequence[Sequence[Annotation]]) -> list[Group]:
    """Groups of annotations that say the same, in the order of the text; what occurs twice in a
    layer is in two of them.
    """
    made: dict[_Said, list[list[Annotation | None]]] = defaultdict(list)
    for at, layer in enumerate(layers):
        for one in layer:
            values = tuple(sorted(one.attributes.items())) if one.attributes else ()
            groups = made[one.spans, one.tag, values]
            room = next((group for group in groups if group[at] is None), None)
            if room is None:
                room = [None] * len(layers)
                groups.append(room)
            room[at] = one
    return [tuple(group) for said in sorted(made) for group in made[said]]


def _related(groups: Sequence[Group]) -> Iterator[tuple[float, bool, int, int]]:
    """Two groups, by their numbers, that may be about the same thing, after how unlike they are."""
    open_: list[tuple[Annotation, int]] = []
    for at, group in enumerate(groups):
        if None not in group:
            continue
        one = next(said for said in group if said is not None)
        open_ = [entry for entry in open_ if entry[0].end > one.start]
        for other, before in open_:
            if not _have_room(groups[before], group):
                continue
            alike = likeness(other, one)
            if alike >= _ALIKE:
                yield -alike, one.attributes != other.attributes, before, at
        open_.append((one, at))


def _have_room(one: Group, other: Group) -> bool:
    """Whether nobody has an annotation in both groups."""
    return all(a is None or b is None for a, b in zip(one, other, strict=True))


def _root(place: list[int], at: int) -> int:
    """The group that a group has become part of."""
    while place[at] != at:
        at = place[at]
    return at


def _length(one: Annotation) -> int:
    return sum(end - start for start, end in one.spans)
