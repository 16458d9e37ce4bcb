"""α_U: agreement of annotators who cut a text into units themselves, corrected for chance.

Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. Quality and
Quantity 38(6), 787–800; first in Sociological Methodology 25 (1995), 47–76. Each annotator cuts
the text into units of a tag and the gaps between them. Two units that meet differ by the squares
of the distances of their ends; a unit within a gap by the square of its length. Chance is what all
ways of putting the same units and gaps beside each other would give.

Lengths are code points. Every span of an annotation is a unit; those of one annotator and one tag
that overlap are one. Several articles are one continuum, each beginning with a new unit or gap;
where not all have read the same articles, lengths are added for each annotator.

What is counted: `("text", readers, length)`, `("apart", readers, tag, pair)`, and for each reader
`("unit" or "gap", readers, tag, reader, length)`; `("used", …)` are texts in which a reader used
the tag: any other text is one gap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeAlias, cast

from tui.agreement.families import Family, Measure
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.agreement.numbering import numbered
from tui.text.article import Span

Unit: TypeAlias = tuple[str, int, int]
"""A tag, and where it begins and ends."""


def tally(shared: Shared) -> Tally:
    """Count units, gaps, and how far they lie apart in one article."""
    readers = tuple(sorted(shared.by))
    found: Tally = Counter({("text", readers, shared.length): 1})
    cut = {who: units(said) for who, said in shared.by.items()}
    for who, made in cut.items():
        found.update(("unit", readers, tag, who, end - start) for tag, start, end in made)
        for tag, own in _by_tag(made).items():
            found["used", readers, tag, who, shared.length] = 1
            gaps = _gaps(own, shared.length)
            found.update(("gap", readers, tag, who, length) for length in gaps)
    there, by = numbered(cut)
    numbers = {who: frozenset(own) for who, own in by.items()}
    for pair in shared.pairs:
        first, second = (numbers[who] for who in pair)
        # What both cut alike meets no other unit and lies no way apart.
        ours = _by_tag(there[number] for number in sorted(first - second))
        theirs = _by_tag(there[number] for number in sorted(second - first))
        for tag in ours.keys() | theirs.keys():
            found["apart", readers, tag, pair] = apart(ours[tag], theirs[tag])
    return found


def pairs(counted: Tally) -> Iterator[tuple[Pair, Tally]]:
    """What each two annotators cut in the articles that both have read."""
    parts: dict[Any, list[tuple[object, list[object], int]]] = defaultdict(list)
    for (what, readers, *rest), count in counted.items():
        parts[readers, None if what == "text" else rest[1]].append((what, rest, count))
    together: set[tuple[int, ...]] = {readers for readers, _ in parts}
    for pair in sorted({pair for readers in together for pair in combinations(readers, 2)}):
        found: Tally = Counter()
        for readers in together:
            if pair[0] in readers and pair[1] in readers:
                for about in (None, *pair, pair):
                    for what, rest, count in parts.get((readers, about), ()):
                        found[what, pair, *rest] += count
        yield pair, found


def of_tag(counted: Tally, tag: str) -> Tally:
    """What was cut with one tag."""
    return Counter(
        {key: count for key, count in counted.items() if key[0] == "text" or key[2] == tag}
    )


def digest(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """What was cut, whoever cut it.

    `("judged",)` is the length of all texts, each for each of its readers; `("apart", number of
    readers, tag)`, `("unit", tag, length)` and `("gap", tag, length)` are counts. Gaps in which
    every unit of the tag has room are `("wide", tag)`, and `("width", tag)` long together.
    """
    longest: dict[str, int] = {}
    for counted in tallies:
        for key in counted:
            if key[0] == "unit":
                tag, length = cast(str, key[2]), cast(int, key[4])
                longest[tag] = max(length, longest.get(tag, 0))
    for counted in tallies:
        yield _digest(counted, longest)


def value(counted: Tally) -> float | None:
    """α_U over all tags, of a digest: one minus the sum of what was observed over that of what is
    expected.
    """
    units: dict[str, dict[int, int]] = defaultdict(dict)
    gaps: dict[str, dict[int, int]] = defaultdict(dict)
    observed = expected = 0.0
    for key, count in counted.items():
        what, *about = cast("tuple[str, Any, Any]", key)
        if what == "unit" or what == "gap":
            (units if what == "unit" else gaps)[about[0]][about[1]] = count
        elif what == "apart":
            observed += count / (about[0] - 1)
    judged = counted["judged",]
    for tag, lengths in units.items():
        wide, width = counted["wide", tag], counted["width", tag]
        expected += _expected(lengths, gaps[tag], wide, width, judged) * 2 * judged
    return 1 - observed / expected if expected else None


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


def _by_tag(units: Iterable[Unit]) -> defaultdict[str, list[Span]]:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for tag, start, end in units:
        found[tag].append((start, end))
    return found


def _digest(counted: Tally, longest: Mapping[str, int]) -> Tally:
    """The digest where units are nowhere longer than this."""
    found: Tally = Counter()

    def gap(tag: str, length: int, count: int) -> None:
        if length < longest[tag]:
            found["gap", tag, length] += count
        else:
            found["wide", tag] += count
            found["width", tag] += count * length

    for key, count in counted.items():
        what, readers, about, *rest = cast("tuple[str, Pair, Any, int, int]", key)
        if what == "text":
            found["judged",] += len(readers) * about * count
            for tag in longest:
                gap(tag, about, len(readers) * count)
        elif what == "apart":
            found["apart", len(readers), about] += count
        elif what == "unit":
            found["unit", about, rest[1]] += count
        else:
            # Who used the tag has these gaps, and the text is not one gap.
            gap(about, rest[1], count if what == "gap" else -count)
    return found


def _expected(
    lengths: Mapping[int, int], gaps: Mapping[int, int], wide: int, width: int, judged: int
) -> float:
    """The disagreement that chance gives, but for the factor 2/L."""
    narrower = sorted(gaps)
    number = sum(lengths.values())
    total = 0.0
    for b in sorted(lengths, reverse=True):
        while narrower and narrower[-1] >= b:
            length = narrower.pop()
            wide += gaps[length]
            width += gaps[length] * length
        beside = width - (b - 1) * wide
        total += lengths[b] * ((number - 1) / 3 * (2 * b**3 - 3 * b**2 + b) + b**2 * beside)
    possible = judged * (judged - 1) - sum(n * b * (b - 1) for b, n in lengths.items())
    return total / possible if possible else 0.0


MEASURE = Measure(
    "alpha-u", "Unitized α", "Krippendorff 2004, Quality and Quantity 38", value, digest=digest
)
FAMILY = Family((MEASURE,), tally, pairs, of_tag)
