"""Boundary similarity: how well the edges of annotations agree, a near miss being half a miss.

Fournier, C. (2013). Evaluating text segmentation using boundary edit distance. Proceedings of the
51st Annual Meeting of the ACL, 1702–1712: B is one minus the weighted edits (additions count 1,
transpositions by one place ½, as with his n_t = 2) over all edits and matches. Places are those
between tokens; where annotations of a tag begin and where they end are compared apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping

from tui.agreement.families import Family, Measure, keys_of_pair
from tui.agreement.material import Said, Shared, Tally
from tui.agreement.spans import of_tag


def tally(shared: Shared) -> Tally:
    """Count `(pair, what, tag)`: edges that are the "same", "near" each other, or "alone"."""
    edges = {who: _edges(said, shared) for who, said in shared.by.items()}
    found: Tally = Counter()
    for pair in shared.pairs:
        first, second = (edges[who] for who in pair)
        for tag, edge in first.keys() | second.keys():
            ours, theirs = first.get((tag, edge), set()), second.get((tag, edge), set())
            same, near, alone = compared(ours, theirs)
            found[pair, "same", tag] += same
            found[pair, "near", tag] += near
            found[pair, "alone", tag] += alone
    return found


def compared(first: set[int], second: set[int]) -> tuple[int, int, int]:
    """How many boundaries are the same, how many pairs are one place apart, how many alone."""
    ours, theirs = first - second, second - first
    alone = len(ours) + len(theirs)
    near = 0
    for place in sorted(ours):
        other = next((there for there in (place - 1, place + 1) if there in theirs), None)
        if other is not None:
            theirs.remove(other)
            near += 1
    return len(first & second), near, alone - 2 * near


def value(counted: Tally) -> float | None:
    """B; None where nobody set a boundary."""
    sums: Counter[object] = Counter()
    for key, count in counted.items():
        sums[key[1]] += count
    pieces = sum(sums.values())
    return 1 - (sums["alone"] + sums["near"] / 2) / pieces if pieces else None


def _edges(said: Said, shared: Shared) -> Mapping[tuple[str, bool], set[int]]:
    """For each tag, the places between tokens where its annotations begin, and where they end."""
    starts, ends = [token[0] for token in shared.tokens], [token[1] for token in shared.tokens]
    found: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for one in said.annotations:
        for start, end in one.spans:
            found[one.tag, False].add(bisect_right(ends, start))
            found[one.tag, True].add(bisect_left(starts, end))
    return found


MEASURE = Measure("boundary-similarity", "Boundary similarity", "Fournier 2013", value)
FAMILY = Family((MEASURE,), tally, keys_of_pair, of_tag)
