"""Boundary similarity: how well the edges of annotations agree, a near miss being half a miss.

Fournier, C. (2013). Evaluating text segmentation using boundary edit distance. Proceedings of the
51st Annual Meeting of the ACL, 1702–1712: B is one minus the weighted edits (additions count 1,
transpositions by one place ½, as with his n_t = 2) over all edits and matches. Places are those
between tokens; where annotations of a tag begin and where they end are compared apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tui.agreement.families import Family, Figured, Kind, Measure, by_first, by_kind, picked
from tui.agreement.material import Said, Shared, Tally, tags_of
from tui.agreement.spans import of_tag
from tui.text.article import Span


class Compared(NamedTuple):
    """Boundaries of two annotators: those that are the `same`, of those that are one place apart
    the first's, and those that stand `alone`.
    """

    same: Collection[int]
    near: Collection[int]
    alone: Collection[int]


def tally(shared: Shared) -> Tally:
    """Count `(pair, what, tag)`: edges that are the "same", "near" each other, or "alone"."""
    tags = sorted(tags_of(shared))
    tokens = shared.cut().tokens
    apart = len(tokens) + 2
    edges = {who: _edges(said, tokens, tags, apart) for who, said in shared.by.items()}
    found: Tally = Counter()
    for pair in shared.pairs:
        first, second = (edges[who] for who in pair)
        for what, places in compared(first, second)._asdict().items():
            for tag, number in Counter(place // apart // 2 for place in places).items():
                found[pair, what, tags[tag]] = number
    return found


def compared(first: Iterable[int], second: Iterable[int]) -> Compared:
    """Hold the places of boundaries against each other; what is the same is no near miss."""
    ours, theirs = set(first), set(second)
    same = ours & theirs
    ours -= same
    theirs -= same
    near = []
    for place in sorted(ours):
        other = next((there for there in (place - 1, place + 1) if there in theirs), None)
        if other is not None:
            theirs.remove(other)
            near.append(place)
    return Compared(same, near, [*ours.difference(near), *theirs])


def value(kinds: Sequence[Kind]) -> Figured:
    """B; None where nobody set a boundary."""
    get = picked(kinds, [(what,) for what in Compared._fields])

    def similarity(counts: Sequence[int]) -> float | None:
        same, near, alone = get(counts)
        pieces = same + near + alone
        return 1 - (alone + near / 2) / pieces if pieces else None

    return similarity


def _edges(said: Said, tokens: Sequence[Span], tags: list[str], apart: int) -> set[int]:
    """The places between tokens where annotations begin, and where they end, in one number with
    their tags; those of one tag and those of the other lie so far `apart` that they never meet.
    """
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    base = {tag: 2 * apart * at for at, tag in enumerate(tags)}
    found = set()
    for one in said.annotations:
        for start, end in one.spans:
            found.add(base[one.tag] + bisect_right(ends, start))
            found.add(base[one.tag] + apart + bisect_left(starts, end))
    return found


MEASURE = Measure(
    "boundary-similarity", "Boundary similarity", "Fournier 2013", value, digest=by_kind
)
FAMILY = Family((MEASURE,), tally, by_first, of_tag)
