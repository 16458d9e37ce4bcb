"""α_U: agreement of annotators who cut a text into units themselves, corrected for chance.

Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. Quality and
Quantity 38(6), 787–800; first in Sociological Methodology 25 (1995), 47–76. Each annotator cuts
the text into units of a tag and the gaps between them. Two units that meet differ by the squares
of the distances of their ends; a unit within a gap by the square of its length. Chance is what all
ways of putting the same units and gaps beside each other would give.

Lengths are code points. Every span of an annotation is a unit; those of one annotator and one tag
that overlap are one. Several articles are one continuum, each beginning with a new unit or gap;
where not all have read the same articles, lengths are added for each annotator.

What is counted in an article: its length as `("read", readers)`, `("apart", readers, tag, pair)`,
and `("unit" or "gap", readers, tag, reader, length)`. Gaps in which every unit of the tag has room
need not be told apart: `("wide", readers, tag, reader)` is how many they are, and `("width", …)`
how long together. A text in which a reader did not use a tag is a gap, too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, combinations
from operator import mul, neg, sub
from typing import Any, TypeAlias, cast

from tui.agreement.families import Family, Figured, Kind, Measure, elements, picked
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.text.article import Span

Unit: TypeAlias = tuple[str, int, int]
"""A tag, and where it begins and ends."""

Readers: TypeAlias = frozenset[int]
"""Who has read an article."""


def longest_units(material: Iterable[Shared]) -> dict[str, int]:
    """How long the longest unit of each tag is, whoever cut it."""
    found: dict[str, int] = {}
    for shared in material:
        for said in shared.by.values():
            for tag, start, end in units(said):
                found[tag] = max(end - start, found.get(tag, 0))
    return found


def tally(longest: Mapping[str, int], shared: Shared) -> Tally:
    """Count units, gaps, and how far they lie apart in one article, where nobody cut units that are
    longer than these.
    """
    readers = _together(tuple(sorted(shared.by)))
    found: Tally = Counter({("read", readers): shared.length})
    cut = {who: units(said) for who, said in shared.by.items()}
    for who, made in cut.items():
        found.update(("unit", readers, tag, who, end - start) for tag, start, end in made)
        own = _by_tag(made)
        for tag, least in longest.items():
            for length in _gaps(own.get(tag, ()), shared.length):
                if length < least:
                    found["gap", readers, tag, who, length] += 1
                else:
                    found["wide", readers, tag, who] += 1
                    found["width", readers, tag, who] += length
    there = sorted(set().union(*cut.values()))
    number = {unit: at for at, unit in enumerate(there)}
    numbers = {who: {number[unit] for unit in made} for who, made in cut.items()}
    for pair in shared.pairs:
        first, second = (numbers[who] for who in pair)
        # What both cut alike meets no other unit and lies no way apart.
        ours = _by_tag(there[at] for at in sorted(first - second))
        theirs = _by_tag(there[at] for at in sorted(second - first))
        for tag in ours.keys() | theirs.keys():
            found["apart", readers, tag, pair] = apart(ours[tag], theirs[tag])
    return found


def pairs(counted: Tally) -> Iterator[tuple[Pair, Tally]]:
    """What each two annotators cut in the articles that both have read."""
    parts: dict[Any, list[tuple[object, list[object], int]]] = defaultdict(list)
    for (what, readers, *rest), count in counted.items():
        parts[readers, None if what == "read" else rest[1]].append((what, rest, count))
    together: set[Readers] = {readers for readers, _ in parts}
    couples = (pair for readers in together for pair in combinations(sorted(readers), 2))
    for pair in sorted(set(couples)):
        two = _together(pair)
        found: Tally = Counter()
        for readers in together:
            if pair[0] in readers and pair[1] in readers:
                for about in (None, *pair, pair):
                    for what, rest, count in parts.get((readers, about), ()):
                        found[what, two, *rest] += count
        yield pair, found


def of_tag(counted: Tally, tag: str) -> Tally:
    """What was cut with one tag."""
    return Counter(
        {key: count for key, count in counted.items() if key[0] == "read" or key[2] == tag}
    )


def pooled(counted: Tally) -> Tally:
    """What was cut, whoever cut it: `("apart", number of readers, tag)`, `("unit" or "gap", tag,
    length)`, `("wide" or "width", tag)`, and `("read",)`: each text as often as it was read.
    """
    found: Tally = Counter()
    for key, count in counted.items():
        what, readers, *about = cast("tuple[str, Readers, Any, Any, Any]", key)
        if what == "read":
            found["read",] += count * len(readers)
        elif what == "apart":
            found["apart", len(readers), about[0]] += count
        else:
            found[what, about[0], *about[2:]] += count
    return found


def value(kinds: Sequence[Kind]) -> Figured:
    """α_U over all tags: one minus the sum of what was observed over that of what is expected."""
    read = picked(kinds, [("read",)])
    lonely = [(at, cast(int, kind[1]) - 1) for at, kind in enumerate(kinds) if kind[0] == "apart"]
    chances = [_Chance(kinds, tag) for tag in {kind[1] for kind in kinds if kind[0] == "unit"}]

    def of(counts: Sequence[int]) -> float | None:
        (judged,) = read(counts)
        observed = sum(counts[at] / others for at, others in lonely)
        expected = sum(one.disagreement(counts, judged) for one in chances) * 2 * judged
        return 1 - observed / expected if expected else None

    return of


def units(said: Said) -> list[Unit]:
    """The units of each tag, in order and disjoint."""
    found: list[Unit] = []
    for tag, start, end in sorted(
        (one.tag, *span) for one in said.annotations for span in one.spans
    ):
        if found and found[-1][0] == tag and start < found[-1][2]:
            found[-1] = tag, found[-1][1], max(end, found[-1][2])
        else:
            found.append((tag, start, end))
    return found


def apart(first: Sequence[Span], second: Sequence[Span]) -> int:
    """How far the units of two annotators lie apart, each counted from both sides."""
    total, at = 0, 0
    met = [False] * len(second)
    for start, end in first:
        while at < len(second) and second[at][1] <= start:
            at += 1
        alone, other = True, at
        while other < len(second) and second[other][0] < end:
            total += (start - second[other][0]) ** 2 + (end - second[other][1]) ** 2
            met[other], alone = True, False
            other += 1
        if alone:
            total += (end - start) ** 2
    lonely = (unit for unit, known in zip(second, met, strict=True) if not known)
    return 2 * (total + sum((end - start) ** 2 for start, end in lonely))


def _gaps(own: Sequence[Span], length: int) -> list[int]:
    edges = [0, *(edge for unit in own for edge in unit), length]
    return [end - start for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


@cache
def _together(readers: tuple[int, ...]) -> Readers:
    """One and the same set, since it is part of nearly every key."""
    return frozenset(readers)


def _by_tag(units: Iterable[Unit]) -> defaultdict[str, list[Span]]:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for tag, start, end in units:
        found[tag].append((start, end))
    return found


class _Chance:
    """The disagreement that chance gives with a tag, as a function of what was counted."""

    def __init__(self, kinds: Sequence[Kind], tag: object) -> None:
        """Find the tag's units and gaps, the longest first."""
        lengths, gaps = (
            sorted((cast(int, kind[2]) for kind in kinds if kind[:2] == (what, tag)), reverse=True)
            for what in ("unit", "gap")
        )
        self._gaps = gaps
        self._units = picked(kinds, [("unit", tag, one) for one in lengths])
        self._gap_counts = picked(kinds, [("gap", tag, one) for one in gaps])
        self._wide = picked(kinds, [("wide", tag), ("width", tag)])
        self._room = elements([bisect_right(gaps, -one, key=neg) for one in lengths])
        self._least = [one - 1 for one in lengths]
        self._squares = [one**2 for one in lengths]
        self._cubes = [2 * one**3 - 3 * one**2 + one for one in lengths]
        self._own = [one * (one - 1) for one in lengths]

    def disagreement(self, counts: Sequence[int], judged: int) -> float:
        """It, but for the factor 2/L, of texts that are `judged` long, each for each reader."""
        units, gaps = self._units(counts), self._gap_counts(counts)
        wide, width = self._wide(counts)
        often = self._room(list(accumulate(gaps, initial=wide)))
        long = self._room(list(accumulate(map(mul, gaps, self._gaps), initial=width)))
        beside = map(sub, long, map(mul, self._least, often))
        among = sum(map(mul, units, self._cubes))
        around = sum(map(mul, units, map(mul, self._squares, beside)))
        possible = judged * (judged - 1) - sum(map(mul, units, self._own))
        return ((sum(units) - 1) / 3 * among + around) / possible if possible else 0.0


MEASURE = Measure(
    "alpha-u",
    "Unitized α",
    "Krippendorff 2004, Quality and Quantity 38",
    value,
    digest=pooled,
)


def family(material: Iterable[Shared]) -> Family:
    """α_U of the material, which is gone through for the lengths of units."""
    return Family((MEASURE,), partial(tally, longest_units(material)), pairs, of_tag)
