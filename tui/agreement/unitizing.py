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

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, cast

from tui.agreement.families import Family, Measure
from tui.agreement.material import Pair, Said, Shared, Tally, tags_of
from tui.text.article import Span


def tally(shared: Shared) -> Tally:
    """Count units, gaps, and how far they lie apart in one article."""
    readers = tuple(sorted(shared.by))
    found: Tally = Counter({("text", readers, shared.length): 1})
    for tag in tags_of(shared):
        cut = {who: units(said, tag) for who, said in shared.by.items()}
        for who, own in cut.items():
            if own:
                found["used", readers, tag, who, shared.length] = 1
                found.update(("unit", readers, tag, who, end - start) for start, end in own)
                gaps = _gaps(own, shared.length)
                found.update(("gap", readers, tag, who, length) for length in gaps)
        for pair in shared.pairs:
            found["apart", readers, tag, pair] = apart(cut[pair[0]], cut[pair[1]])
    return found


def of_pair(counted: Tally, pair: Pair) -> Tally:
    """What two annotators cut in the articles that both have read."""
    found: dict[tuple[object, ...], int] = defaultdict(int)
    for key, count in counted.items():
        what, readers, *rest = cast("tuple[str, tuple[int, ...], Any]", key)
        if what != "text" and rest[1] != pair and rest[1] not in pair:
            continue
        if pair[0] in readers and pair[1] in readers:
            found[what, pair, *rest] += count
    return Counter(found)


def of_tag(counted: Tally, tag: str) -> Tally:
    """What was cut with one tag."""
    return Counter(
        {key: count for key, count in counted.items() if key[0] == "text" or key[2] == tag}
    )


def pooled(counted: Tally) -> Tally:
    """What was cut, whoever cut it: `("text", number of readers, length)`, `("apart", number, tag)`
    and `("unit", "gap" or "used", number, tag, length)`.
    """
    found: Tally = Counter()
    for key, count in counted.items():
        what, readers, *rest = cast("tuple[str, tuple[int, ...], Any]", key)
        if what == "text" or what == "apart":
            found[what, len(readers), rest[0]] += count
        else:
            found[what, len(readers), rest[0], rest[2]] += count
    return found


def value(counted: Tally) -> float | None:
    """α_U over all tags: one minus the sum of what was observed over that of what is expected."""
    return of_pooled(pooled(counted))


def of_pooled(counted: Tally) -> float | None:
    """The same of what was cut, whoever cut it."""
    texts: Counter[tuple[int, int]] = Counter()
    by_tag: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
    for key, count in counted.items():
        what, readers, about, *_ = cast("tuple[str, int, Any, Any]", key)
        if what == "text":
            texts[readers, about] += count
        elif count:
            by_tag[about].append((key, count))
    judged = sum(readers * each * count for (readers, each), count in texts.items())
    observed = expected = 0.0
    for entries in by_tag.values():
        observed += sum(n / (key[1] - 1) for key, n in entries if key[0] == "apart")
        expected += _expected(entries, texts, judged) * 2 * judged
    return 1 - observed / expected if expected else None


def units(said: Said, tag: str) -> list[Span]:
    """The units of a tag, in order and disjoint."""
    found: list[Span] = []
    for start, end in sorted(
        span for one in said.annotations if one.tag == tag for span in one.spans
    ):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
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


def _expected(
    entries: Sequence[tuple[Any, int]], texts: Counter[tuple[int, int]], judged: int
) -> float:
    """The disagreement that chance gives, but for the factor 2/L."""
    lengths, gaps, whole = Counter[int](), Counter[int](), Counter[int]()
    for (readers, each), count in texts.items():
        whole[each] += readers * count
    for key, count in entries:
        if key[0] in ("unit", "gap"):
            (lengths if key[0] == "unit" else gaps)[key[3]] += count
        elif key[0] == "used":
            whole[key[3]] -= count
    gaps += whole
    order = sorted(gaps, reverse=True)
    often = [0, *accumulate(gaps[each] for each in order)]
    long = [0, *accumulate(gaps[each] * each for each in order)]
    number = sum(lengths.values())
    total = 0.0
    for b, count in lengths.items():
        at = bisect_left(order, -b + 1, key=lambda each: -each)
        beside = long[at] - (b - 1) * often[at]
        total += count * ((number - 1) / 3 * (2 * b**3 - 3 * b**2 + b) + b**2 * beside)
    pairs = judged * (judged - 1) - sum(n * b * (b - 1) for b, n in lengths.items())
    return total / pairs if pairs else 0.0


MEASURE = Measure(
    "alpha-u",
    "Unitized α",
    "Krippendorff 2004, Quality and Quantity 38",
    of_pooled,
    digest=pooled,
)
FAMILY = Family((MEASURE,), tally, of_pair, of_tag)
