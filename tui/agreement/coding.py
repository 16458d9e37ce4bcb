"""Agreement on fixed units: tokens, sentences, or annotations that several people made alike.

Each annotator puts a unit in one category: the tags that lie on it, none of them included, or the
value of an attribute. What is counted are units that several have judged, as `(those annotators,
the category of each)`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import combinations, compress
from operator import add, eq
from statistics import fmean
from typing import Literal, NamedTuple, TypeAlias, cast

from tui.agreement import coefficients
from tui.agreement.coefficients import Difference
from tui.agreement.families import Family, Figured, Kind, Measure, elements, of_tally
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.annotations.model import Annotation
from tui.text.article import Span

Category: TypeAlias = tuple[str, ...]
"""The tags on a unit, sorted; or one value."""

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
"""What categories are: names, ranks, or numbers."""

_Usage: TypeAlias = Mapping[Category, int]
"""How often each category was used."""

_NONE: Category = ()
_ALL, _SAME = "all", "same"


def of_tokens(shared: Shared) -> Tally:
    """What each annotator's tags say of each token."""
    return tally({who: labelled(said, shared.cut().tokens) for who, said in shared.by.items()})


def of_sentences(shared: Shared) -> Tally:
    """What each annotator's tags say of each sentence that they lie on."""
    return tally({who: labelled(said, shared.cut().sentences) for who, said in shared.by.items()})


def of_attribute(name: str, shared: Shared) -> Tally:
    """The values of an attribute, of the annotations that have the same tag and words.

    An annotator who gave no value did not judge.
    """
    given = {
        who: {(one.tag, one.spans): (one.attributes[name],) for one in _with_value(said, name)}
        for who, said in shared.by.items()
    }
    units = sorted(set().union(*given.values()))
    return tally({who: [values.get(unit) for unit in units] for who, values in given.items()})


def attribute_units(name: str, shared: Shared) -> int:
    """How many annotations several people made alike and gave a value of the attribute."""
    given = Counter(
        unit
        for said in shared.by.values()
        for unit in {(one.tag, one.spans) for one in _with_value(said, name)}
    )
    return sum(count > 1 for count in given.values())


def labelled(said: Said, units: Sequence[Span]) -> list[Category]:
    """The tags on each unit: those of annotations that share a code point with it."""
    starts, ends = [unit[0] for unit in units], [unit[1] for unit in units]
    found = [_NONE] * len(units)
    for one in said.annotations:
        for start, end in one.spans:
            for at in range(bisect_right(ends, start), bisect_left(starts, end)):
                found[at] = _with(found[at], one.tag)
    return found


def tally(columns: Mapping[int, Sequence[Category | None]]) -> Tally:
    """Count units by their judgements; each annotator has as many, None where there is none."""
    readers = tuple(sorted(columns))
    found: Tally = Counter()
    units = Counter(zip(*(columns[who] for who in readers), strict=True))
    for judgements, count in units.items():
        judges = readers
        if None in judgements:
            given = [one is not None for one in judgements]
            judges, judgements = tuple(compress(readers, given)), tuple(compress(judgements, given))
        if len(judges) > 1:
            found[judges, judgements] += count
    return found


def pairs(counted: Tally) -> Iterator[tuple[Pair, Tally]]:
    """What each two annotators said; units have no other judgements then."""
    tables = list(_tables(counted))
    there = {pair for table in tables for pair in combinations(table.columns, 2)}
    for pair in sorted(there):
        found: Counter[tuple[Category, Category]] = Counter()
        for columns, counts in tables:
            if pair[0] in columns and pair[1] in columns:
                both = zip(columns[pair[0]], columns[pair[1]], strict=True)
                for judgements, count in zip(both, counts, strict=True):
                    found[judgements] += count
        yield pair, Counter({(pair, judgements): count for judgements, count in found.items()})


def of_tag(counted: Tally, tag: str) -> Tally:
    """Whether a tag lies on the units, whatever else does."""
    found: Tally = Counter()
    has: dict[object, Category] = {}
    for (judges, judgements), count in _units(counted):
        for category in judgements:
            if category not in has:
                has[category] = (tag,) if tag in category else _NONE
        found[judges, tuple(map(has.__getitem__, judgements))] += count
    return found


def met(of_pair: Tally) -> Counter[tuple[str, str]]:
    """How often what the first of a pair said met what the second said."""
    found: Counter[tuple[str, str]] = Counter()
    for (_, (one, other)), count in _units(of_pair):
        found[" + ".join(one), " + ".join(other)] += count
    return found


def ranked(values: Iterable[str], level: Level, order: Sequence[str]) -> tuple[str, ...]:
    """The values of an attribute, the least first: as they are ordered, else by number.

    Raises:
        ValueError: a value is no number and has no place in the order.
    """
    used = set(values)
    if level == "ordinal" and used <= set(order):
        return tuple(order)
    try:
        return tuple(sorted(used, key=float))
    except ValueError:
        hint = "numbers" if level == "interval" else "numbers, nor does the scheme rank them all"
        listed = ", ".join(sorted(used))
        raise ValueError(f"the values are no {hint}: {listed}") from None


def values_of(name: str, shared: Shared) -> set[str]:
    """The values that anybody gave an attribute in an article."""
    return {one.attributes[name] for said in shared.by.values() for one in _with_value(said, name)}


def scaled(level: Level, order: Sequence[str] = ()) -> Measure:
    """Krippendorff's α of values that are names, ranks (in this order) or numbers."""
    return Measure(
        f"alpha-{level}",
        f"Krippendorff's α, {level}",
        "Krippendorff 2004",
        of_tally(lambda counted: _scaled(counted, level, order)),
        digest=_met,
    )


def family(count: Callable[[Shared], Tally], measures: Sequence[Measure], *, tags: bool) -> Family:
    """Measures of units that are counted so; `tags` are their categories, or else values."""
    return Family(tuple(measures), count, pairs, of_tag if tags else None, met)


class _Table(NamedTuple):
    """Units judged by the same annotators: the category that each gave, and how often that came."""

    columns: dict[int, tuple[Category, ...]]
    counts: list[int]


def _units(counted: Tally) -> Iterable[tuple[tuple[tuple[int, ...], tuple[Category, ...]], int]]:
    """What was counted, by its type."""
    return cast("dict[tuple[tuple[int, ...], tuple[Category, ...]], int]", counted).items()


def _tables(counted: Tally) -> Iterator[_Table]:
    """What was counted, by who judged."""
    rows: dict[tuple[int, ...], list[tuple[Category, ...]]] = defaultdict(list)
    counts: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for (judges, judgements), count in _units(counted):
        rows[judges].append(judgements)
        counts[judges].append(count)
    for judges, own in rows.items():
        yield _Table(dict(zip(judges, zip(*own, strict=True), strict=True)), counts[judges])


def _used(counted: Tally) -> Tally:
    """How often each category was used, whoever used it, `(judgements of the unit, category)`, and
    how many ordered pairs of judgements of a unit are the same, `(judgements of the unit,)`.
    """
    found: Tally = Counter()
    for (judges, judgements), count in _units(counted):
        number = len(judges)
        for category, often in Counter(judgements).items():
            found[number, category] += often * count
            found[number,] += often * (often - 1) * count
    return found


def _met(counted: Tally) -> Tally:
    """Pairs of judgements whoever's they are: `(judgements of the unit, one, another)`."""
    found: Tally = Counter()
    for (judges, judgements), count in _units(counted):
        for one, other in combinations(sorted(judgements), 2):
            found[len(judges), one, other] += count
    return found


def _by_pair(annotators: int, counted: Tally) -> Tally:
    """Of each pair how many units got the same category, `("same", pair)`, and how often an
    annotator used each, `(pair, annotator, category)`; what was used of units that all annotators
    judged is not counted for each pair, but once, `("all", annotator, category)`.
    """
    found: Tally = Counter()
    for columns, counts in _tables(counted):
        couples = list(combinations(columns, 2))
        for one, other in couples:
            alike = map(eq, columns[one], columns[other])
            found[_SAME, (one, other)] += sum(compress(counts, alike))
        by_all = len(columns) == annotators
        for judges in [tuple(columns)] if by_all else couples:
            about = _ALL if by_all else judges
            for who in judges:
                for category, count in zip(columns[who], counts, strict=True):
                    found[about, who, category] += count
    return found


def _observed(counted: Tally) -> float | None:
    same, used = _shares(counted)
    total = sum(used.values())
    return same / total if total else None


def _fleiss(counted: Tally) -> float | None:
    even = len({key[0] for key in counted}) < 2
    return coefficients.fleiss_of_usage(*_shares(counted)) if even else None


def _alpha(counted: Tally) -> float | None:
    return coefficients.alpha_of_usage(*_shares(counted))


def _shares(counted: Tally) -> tuple[float, _Usage]:
    """How many judgements agree, each unit weighing as much as it has, and the categories' use."""
    same, used = 0.0, defaultdict[Category, int](int)
    for (number, *category), count in cast("dict[tuple[int, Category], int]", counted).items():
        if category:
            used[category[0]] += count
        else:
            same += count / (number - 1)
    return same, used


def _uneven(counted: Tally) -> str:
    """Why Fleiss' κ is not defined, if it is not."""
    even = len({len(judges) for (judges, _), _ in _units(counted)}) < 2
    return "" if even else "some units have more judgements than others"


def _scaled(counted: Tally, level: Level, order: Sequence[str]) -> float | None:
    table = coefficients.coincidences(
        cast("tuple[int, Category, Category, int]", (*key, count)) for key, count in counted.items()
    )
    difference: Difference[Category]
    if level == "interval":
        difference = coefficients.interval({(value,): float(value) for value in order})
    else:
        used = coefficients.usage(table)
        difference = coefficients.ordinal(used, [(value,) for value in order])
    return coefficients.alpha(table, difference)


_Margins: TypeAlias = Callable[[float, Sequence[int], Sequence[int]], float | None]


def _mean_of_pairs(value: _Margins, kinds: Sequence[Kind]) -> Figured:
    """The mean of what is defined of pairs, by how often both say the same and each says what."""
    place = {kind: at for at, kind in enumerate(kinds)}
    nothing = len(kinds)
    categories = {kind[2] for kind in kinds if kind[0] != _SAME}
    usage = {
        about: elements([place.get((*about, one), nothing) for one in categories])
        for about in {kind[:2] for kind in kinds if kind[0] != _SAME}
    }
    pairs = [(cast(Pair, kind[1]), at) for kind, at in place.items() if kind[0] == _SAME]

    def mean(counts: Sequence[int]) -> float | None:
        counts = [*counts, 0]
        used = {about: get(counts) for about, get in usage.items()}
        zero = (0,) * len(categories)
        values = []
        for pair, at in pairs:
            first, second = (
                [*map(add, used.get((_ALL, who), zero), used.get((pair, who), zero))]
                for who in pair
            )
            values.append(value(counts[at], first, second))
        defined = [one for one in values if one is not None]
        return fmean(defined) if defined else None

    return mean


def nominal(annotators: int) -> tuple[Measure, ...]:
    """The measures of categories that are names, where there are so many annotators."""
    by_pair = partial(_by_pair, annotators)
    return (
        Measure(
            "observed",
            "Observed agreement",
            "Artstein and Poesio 2008",
            of_tally(_observed),
            digest=_used,
        ),
        Measure(
            "cohen-kappa",
            "Cohen's κ",
            "Cohen 1960; mean of pairs: Light 1971",
            partial(_mean_of_pairs, coefficients.cohen_of_margins),
            digest=by_pair,
        ),
        Measure(
            "scott-pi",
            "Scott's π",
            "Scott 1955; mean of pairs",
            partial(_mean_of_pairs, coefficients.scott_of_margins),
            digest=by_pair,
        ),
        Measure(
            "fleiss-kappa",
            "Fleiss' κ",
            "Fleiss 1971",
            of_tally(_fleiss),
            _uneven,
            "alpha-nominal",
            _used,
        ),
        Measure(
            "alpha-nominal",
            "Krippendorff's α, nominal",
            "Krippendorff 2004",
            of_tally(_alpha),
            digest=_used,
        ),
    )


def _with_value(said: Said, name: str) -> Iterator[Annotation]:
    return (one for one in said.annotations if one.attributes.get(name))


@cache
def _with(labels: Category, tag: str) -> Category:
    return tuple(sorted({*labels, tag}))
