"""Which annotation of one annotator answers to which of another's: one to one.

Annotations on the same words are paired first, then those that share words, those that share
most first. Who is named first makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from tui.agreement.numbering import (
    Numbered,
    Ranks,
    Spans,
    numbered,
    overlapping,
    paired,
    ranked,
)
from tui.annotations.model import Annotation

Tagged: TypeAlias = tuple[str, Spans]
"""A tag on words: all that is compared."""


class Match(NamedTuple):
    """Two annotations, and whether they are on the same words."""

    first: Annotation
    second: Annotation
    exact: bool


def tagged(annotations: Iterable[Annotation]) -> list[Tagged]:
    """What annotations say, as far as it is compared."""
    return [(one.tag, one.spans) for one in annotations]


def ranks_of(found: Numbered[Tagged]) -> Ranks:
    """Which of these share words and have the same tag."""
    sayings = found.sayings
    by_tag = groupby(range(len(sayings)), lambda number: sayings[number][0])
    return ranked(
        near
        for _, numbers in by_tag
        for near in overlapping(numbers, lambda number: sayings[number][1])
    )


def matches(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Match]:
    """The pairs of annotations with the same tag."""
    found = numbered({0: tagged(first), 1: tagged(second)})
    ours, theirs = (
        dict(zip(found.by[who], made, strict=True)) for who, made in enumerate((first, second))
    )
    alike = [Match(ours[one], theirs[one], exact=True) for one in ours if one in theirs]
    near = paired(ours, theirs, ranks_of(found))
    return alike + [Match(ours[one], theirs[other], exact=False) for one, other in near]
