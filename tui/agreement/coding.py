"""Agreement on fixed units: tokens, sentences, or annotations that several people made alike.

Each annotator puts a unit in one category: the tags that lie on it, none of them included, or the
value of an attribute. What is counted are pairs of judgements, as `(pair, judgements of the unit,
first's category, second's)`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from statistics import fmean
from typing import Literal, TypeAlias, cast

from tui.agreement import coefficients
from tui.agreement.coefficients import Difference, Table
from tui.agreement.families import Family, Measure
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.annotations.model import Annotation
from tui.text.article import Span

Category: TypeAlias = tuple[str, ...]
"""The tags on a unit, sorted; or one value."""

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
"""What categories are: names, ranks, or numbers."""


_NONE: Category = ()


def of_tokens(shared: Shared) -> Tally:
    """What each annotator's tags say of each token."""
    return tally({who: labelled(said, shared.tokens) for who, said in shared.by.items()})


def of_sentences(shared: Shared) -> Tally:
    """What each annotator's tags say of each sentence that they lie on."""
    return tally({who: labelled(said, shared.sentences) for who, said in shared.by.items()})


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
    """Count pairs of judgements; each annotator has as many, None where there is none."""
    codes: dict[Category | None, int] = {None: 0}
    coded = {
        who: [codes.setdefault(category, len(codes)) for category in column]
        for who, column in columns.items()
    }
    judgements = [sum(map(bool, unit)) for unit in zip(*coded.values(), strict=True)]
    names = list(codes)
    found: Tally = Counter()
    for i, j in combinations(sorted(coded), 2):
        for (number, a, b), count in Counter(
            zip(judgements, coded[i], coded[j], strict=True)
        ).items():
            if a and b:
                found[(i, j), number, names[a], names[b]] = count
    return found


def of_pair(counted: Tally, pair: Pair) -> Tally:
    """What two annotators said; units have no other judgements then."""
    found: Tally = Counter()
    for (one, _, a, b), count in counted.items():
        if one == pair:
            found[pair, 2, a, b] += count
    return found


def of_tag(counted: Tally, tag: str) -> Tally:
    """Whether a tag lies on the units, whatever else does."""
    found: Tally = Counter()
    for (pair, number, a, b), count in counted.items():
        has = tuple((tag,) if tag in cast(Category, category) else () for category in (a, b))
        found[pair, number, *has] += count
    return found


def confusion(counted: Tally) -> dict[tuple[Category, Category], int]:
    """How often the first annotator's category met the second's, of all pairs together."""
    found: Counter[tuple[Category, Category]] = Counter()
    for (_, _, a, b), count in counted.items():
        found[cast(Category, a), cast(Category, b)] += count
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
        lambda pooled: _alpha(pooled, level, order),
        digest=_pooled,
    )


def family(count: Callable[[Shared], Tally], measures: Sequence[Measure], *, tags: bool) -> Family:
    """Measures of units that are counted so; `tags` are their categories, or else values."""
    return Family(tuple(measures), count, of_pair, of_tag if tags else None)


def _pooled(counted: Tally) -> Tally:
    """The judgements of units whoever's they are: `(judgements of the unit, one, another)`."""
    found: Tally = Counter()
    for (_, number, *both), count in counted.items():
        one, other = sorted(cast("list[Category]", both))
        found[number, one, other] += count
    return found


def _by_pair(counted: Tally) -> Tally:
    """Of each pair how many units got the same category, `(pair, "same", ())`, and how often the
    first and the second of them used each, `(pair, "first" or "second", category)`.
    """
    found: Tally = Counter()
    for (pair, _, a, b), count in counted.items():
        found[pair, "first", a] += count
        found[pair, "second", b] += count
        found[pair, "same", _NONE] += count * (a == b)
    return found


def _observed(pooled: Tally) -> float | None:
    return coefficients.observed(_coincidences(pooled))


def _cohen(by_pair: Tally) -> float | None:
    return _mean_of_pairs(by_pair, coefficients.cohen_of_margins)


def _scott(by_pair: Tally) -> float | None:
    return _mean_of_pairs(by_pair, coefficients.scott_of_margins)


def _fleiss(pooled: Tally) -> float | None:
    even = len({number for number, _, _ in pooled}) < 2
    return coefficients.fleiss_kappa(_coincidences(pooled)) if even else None


def _uneven(counted: Tally) -> str:
    """Why Fleiss' κ is not defined, if it is not."""
    even = len({number for _, number, _, _ in counted}) < 2
    return "" if even else "some units have more judgements than others"


def _alpha(pooled: Tally, level: Level, order: Sequence[str]) -> float | None:
    table = _coincidences(pooled)
    used = coefficients.usage(table)
    difference: Difference[Category] | None = None
    if level == "ordinal":
        difference = coefficients.ordinal(used, [(value,) for value in order])
    elif level == "interval":
        difference = coefficients.interval({(value,): float(value) for value in order})
    return coefficients.alpha(table, difference)


NOMINAL = (
    Measure(
        "observed", "Observed agreement", "Artstein and Poesio 2008", _observed, digest=_pooled
    ),
    Measure(
        "cohen-kappa",
        "Cohen's κ",
        "Cohen 1960; mean of pairs: Light 1971",
        _cohen,
        digest=_by_pair,
    ),
    Measure("scott-pi", "Scott's π", "Scott 1955; mean of pairs", _scott, digest=_by_pair),
    Measure("fleiss-kappa", "Fleiss' κ", "Fleiss 1971", _fleiss, _uneven, "alpha-nominal", _pooled),
    scaled("nominal"),
)
"""The measures of categories that are names."""


def _coincidences(pooled: Tally) -> Table[Category]:
    return coefficients.coincidences(
        cast("tuple[int, Category, Category, int]", (number, a, b, count))
        for (number, a, b), count in pooled.items()
    )


_Used: TypeAlias = dict[Category, int]


def _mean_of_pairs(
    by_pair: Tally, value: Callable[[float, _Used, _Used], float | None]
) -> float | None:
    found: dict[object, dict[object, _Used]] = defaultdict(lambda: defaultdict(dict))
    for (pair, side, category), count in by_pair.items():
        found[pair][side][cast(Category, category)] = count
    values = [
        figure
        for one in found.values()
        if (figure := value(one["same"][_NONE], one["first"], one["second"])) is not None
    ]
    return fmean(values) if values else None


def _with_value(said: Said, name: str) -> Iterator[Annotation]:
    return (one for one in said.annotations if one.attributes.get(name))


@cache
def _with(labels: Category, tag: str) -> Category:
    return tuple(sorted({*labels, tag}))
