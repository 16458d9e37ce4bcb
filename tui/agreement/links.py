"""Link agreement: F1 of the links between annotations that both annotators made.

A link counts where both its ends are paired with an annotation of the other's (`matching.py`), so
that what is missing there is not missed a second time; it is the same if the other has a link of
its type from counterpart to counterpart. As relations are scored given gold entities (Chinchor and
Sundheim 1993); F1 is the positive specific agreement (Hripcsak and Rothschild 2005).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tui.agreement.families import Family, Figured, Kind, Measure, by_first, by_kind, picked
from tui.agreement.matching import matches
from tui.agreement.material import Said, Shared, Tally


def tally(shared: Shared) -> Tally:
    """Count `(pair, what)`: links of the "first", of the "second", and those of "both"."""
    found: Tally = Counter()
    for pair in shared.pairs:
        first, second = (shared.by[who] for who in pair)
        if not first.links and not second.links:
            continue
        met = matches(first.annotations, second.annotations)
        ours = _placed(first, {one.first.id: at for at, one in enumerate(met)})
        theirs = _placed(second, {one.second.id: at for at, one in enumerate(met)})
        found[pair, "first"] += len(ours)
        found[pair, "second"] += len(theirs)
        found[pair, "both"] += len(ours & theirs)
    return found


def value(kinds: Sequence[Kind]) -> Figured:
    """F1; None where no link has both ends paired."""
    get = picked(kinds, [("first",), ("second",), ("both",)])

    def f1(counts: Sequence[int]) -> float | None:
        first, second, both = get(counts)
        return 2 * both / (first + second) if first or second else None

    return f1


def _placed(said: Said, place: Mapping[str, int]) -> set[tuple[str, int, int]]:
    """The links whose ends have a place among the pairs, by type and these places."""
    return {
        (one.type, place[one.source], place[one.target])
        for one in said.links
        if one.source in place and one.target in place
    }


MEASURE = Measure(
    "link-f1",
    "F1 of links, given their ends",
    "Chinchor and Sundheim 1993",
    value,
    digest=by_kind,
)
FAMILY = Family((MEASURE,), tally, by_first, None)
