"""A whole comparison: which measures fit the units, and their figures by tag, pair and article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Literal, TypeAlias

import msgspec

from tui.agreement import boundaries, coding, gamma, links, spans, unitizing
from tui.agreement.coding import Level
from tui.agreement.families import Digest, Family, Measure
from tui.agreement.grouping import confusion
from tui.agreement.material import Pair, Shared, Tally, tags_of
from tui.agreement.resampling import intervals
from tui.agreement.tallies import Tallies

Unit: TypeAlias = Literal["spans", "tokens", "sentences"]


class Plan(msgspec.Struct, frozen=True):
    """What is to be compared, and how.

    With an `attribute` the units are annotations that several people made alike, and its values
    are compared; `order` ranks them. `names` chooses measures, all that fit if empty. `resamples`
    and `seed` make the intervals.
    """

    unit: Unit = "spans"
    attribute: str = ""
    level: Level = "nominal"
    order: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    resamples: int = 1000
    seed: int = 0


class Figure(msgspec.Struct, frozen=True):
    """A measure's value, its 95 % interval over articles, and what it is of parts of the material.

    None stands where it is not defined. `per_pair` is by the annotators' names, in order.
    """

    name: str
    title: str
    value: float | None
    low: float | None
    high: float | None
    per_tag: dict[str, float | None]
    per_pair: list[tuple[str, str, float | None]]
    per_article: dict[str, float | None]
    source: str


class Refusal(msgspec.Struct, frozen=True):
    """A measure that does not fit, why, and what does."""

    name: str
    why: str
    instead: str


class Report(msgspec.Struct, frozen=True):
    """What came of a comparison.

    `confusion` has what the first annotator of a pair said, what the second said, and how often,
    of all pairs together.
    """

    annotators: tuple[str, ...]
    unit: str
    articles: int
    units: int
    measures: tuple[Figure, ...]
    refused: tuple[Refusal, ...]
    confusion: tuple[tuple[str, str, int], ...]
    titles: dict[str, str]


_NO_UNITS = (
    "free spans have no fixed units: nobody can count the spans that nobody marked, and chance "
    "cannot be told without them"
)


def study(material: Iterable[Shared], annotators: Sequence[str], plan: Plan) -> Report:
    """Compare what annotators, by their numbers, said of articles.

    The material may be gone through several times, an article at a time. γ, which takes long, is
    only computed where it is asked for by name.

    Raises:
        ValueError: a measure was asked for that does not fit; the sentence says which would.
        Missing: γ was asked for, and its package is not installed.
    """
    families = _families(plan, material, len(annotators))
    refused = _never(plan)
    _known(plan, families, refused)
    chosen = [
        family._replace(
            measures=tuple(
                one for one in family.measures if one.name in plan.names or not plan.names
            )
        )
        for family in families
    ]
    counts = _Counts(material, plan, [one for one in chosen if one.measures or one.met])
    figures: list[Figure] = []
    for sums in counts.sums:
        fit = []
        for one in sums.family.measures:
            if reason := one.unfit(sums.whole):
                refused.append(Refusal(one.name, reason, one.instead))
            else:
                fit.append(one)
        figures += _figures(counts, sums, fit, annotators, plan)
    if gamma.NAME in plan.names:
        figures.append(_gamma(material, plan))
    _demand(plan, refused)
    return Report(
        annotators=tuple(annotators),
        unit=f"attribute {plan.attribute}" if plan.attribute else plan.unit,
        articles=len(counts.titles),
        units=counts.units,
        measures=tuple(figures),
        refused=tuple(refused),
        confusion=tuple((a, b, count) for (a, b), count in sorted(counts.met.items())),
        titles=counts.titles,
    )


class _Counts:
    """What is kept of the material, which is gone through article by article.

    `met` is how often what the first of a pair said met what the second said.
    """

    def __init__(self, material: Iterable[Shared], plan: Plan, families: Iterable[Family]) -> None:
        """Count for these families."""
        self.sums = [_Sums(family) for family in families]
        self.met: Counter[tuple[str, str]] = Counter()
        self.titles: dict[str, str] = {}
        self.tags: set[str] = set()
        self.pairs: set[Pair] = set()
        self.units = 0
        for shared in material:
            self.titles[shared.article] = shared.title
            self.tags |= tags_of(shared)
            self.pairs.update(shared.pairs)
            self.units += _units(shared, plan)
            for sums in self.sums:
                sums.add(shared)
            if _free(plan):
                self.met += confusion(shared)


class _Sums:
    """What a family counts: of all articles together, and of each what its measures need."""

    def __init__(self, family: Family) -> None:
        """Count nothing yet."""
        self.family = family
        self.whole: Tally = Counter()
        self.digests = {digest: Tallies() for digest in _by_digest(family.measures)}

    def add(self, shared: Shared) -> None:
        """Count what there is in an article."""
        counted = self.family.tally(shared)
        self.whole.update(counted)
        for digest, tallies in self.digests.items():
            tallies.append(digest(counted))


def _gamma(material: Iterable[Shared], plan: Plan) -> Figure:
    values = gamma.of_articles(material, plan.seed)
    return Figure(
        name=gamma.NAME,
        title=gamma.TITLE,
        value=gamma.mean(values),
        low=None,
        high=None,
        per_tag={},
        per_pair=[],
        per_article=values,
        source=gamma.SOURCE,
    )


def on_tokens(plan: Plan) -> bool:
    """Whether the measures that are asked for look at tokens or sentences."""
    if plan.attribute:
        return False
    return plan.unit != "spans" or not plan.names or boundaries.MEASURE.name in plan.names


def measures_of(plan: Plan) -> list[str]:
    """The names of the measures that fit the plan's units."""
    return [measure.name for family in _families(plan, (), 0) for measure in family.measures]


def _families(plan: Plan, material: Iterable[Shared], annotators: int) -> list[Family]:
    """What fits the units, the most telling first."""
    nominal = coding.nominal(annotators)
    if plan.attribute:
        count = partial(coding.of_attribute, plan.attribute)
        measures = [*nominal]
        if plan.level != "nominal":
            values = {
                one for shared in material for one in coding.values_of(plan.attribute, shared)
            }
            order = coding.ranked(values, plan.level, plan.order)
            measures.append(coding.scaled(plan.level, order))
        return [coding.family(count, measures, tags=False)]
    if plan.unit == "tokens":
        return [coding.family(coding.of_tokens, nominal, tags=True), spans.ON_TOKENS]
    if plan.unit == "sentences":
        return [coding.family(coding.of_sentences, nominal, tags=True)]
    alpha = not plan.names or unitizing.MEASURE.name in plan.names
    return [
        spans.FAMILY,
        unitizing.family(material if alpha else ()),
        boundaries.FAMILY,
        links.FAMILY,
    ]


def _never(plan: Plan) -> list[Refusal]:
    """What does not fit the units, whatever was counted."""
    if not _free(plan):
        return []
    instead = "alpha-u or exact-f1, or fixed units: --unit tokens or --unit sentences"
    return [Refusal(measure.name, _NO_UNITS, instead) for measure in coding.nominal(0)]


def _known(plan: Plan, families: Sequence[Family], refused: Sequence[Refusal]) -> None:
    there = [measure.name for family in families for measure in family.measures]
    there += [gamma.NAME] if _free(plan) else []
    for name in plan.names:
        if name not in there and all(name != one.name for one in refused):
            raise ValueError(f"no measure “{name}” of these units; there are {', '.join(there)}")


def _demand(plan: Plan, refused: Sequence[Refusal]) -> None:
    for one in refused:
        if one.name in plan.names:
            raise ValueError(f"{one.name} does not fit: {one.why}; take {one.instead}")


def _figures(
    counts: _Counts,
    sums: _Sums,
    measures: Sequence[Measure],
    annotators: Sequence[str],
    plan: Plan,
) -> list[Figure]:
    """The measures' figures; what met what in a pair is counted by the way."""
    family, whole = sums.family, sums.whole
    tags = sorted(counts.tags) if family.of_tag and measures else []
    per_tag = {tag: _values(measures, family.of_tag(whole, tag)) for tag in tags if family.of_tag}
    per_pair = dict.fromkeys(sorted(counts.pairs), _values(measures, Counter()))
    for pair, tally in family.pairs(whole):
        per_pair[pair] = _values(measures, tally)
        if family.met:
            counts.met.update(family.met(tally))
    figures: dict[str, Figure] = {}
    for digest, alike in _by_digest(measures).items():
        tallies = sums.digests[digest]
        total = tallies.sums()
        values = [one.value(tallies.kinds) for one in alike]
        per_article = [[value(counts) for value in values] for counts in tallies.counts()]
        sure = intervals(tallies, values, resamples=plan.resamples, seed=plan.seed)
        for at, (one, within) in enumerate(zip(alike, sure, strict=True)):
            figures[one.name] = Figure(
                name=one.name,
                title=one.title,
                value=values[at](total),
                low=within[0] if within else None,
                high=within[1] if within else None,
                per_tag={tag: found[one.name] for tag, found in per_tag.items()},
                per_pair=[
                    (annotators[i], annotators[j], found[one.name])
                    for (i, j), found in per_pair.items()
                ],
                per_article={
                    article: found[at]
                    for article, found in zip(counts.titles, per_article, strict=True)
                },
                source=one.source,
            )
    return [figures[one.name] for one in measures]


def _by_digest(measures: Iterable[Measure]) -> dict[Digest, list[Measure]]:
    """The measures that need the same of a tally, together."""
    found: dict[Digest, list[Measure]] = {}
    for one in measures:
        found.setdefault(one.digest, []).append(one)
    return found


def _values(measures: Iterable[Measure], tally: Tally) -> dict[str, float | None]:
    """What measures are of a tally, by their names."""
    found: dict[str, float | None] = {}
    for digest, alike in _by_digest(measures).items():
        small = digest(tally)
        kinds, sums = list(small), list(small.values())
        found.update((one.name, one.value(kinds)(sums)) for one in alike)
    return found


def _free(plan: Plan) -> bool:
    """Whether annotators themselves cut the text into units."""
    return plan.unit == "spans" and not plan.attribute


def _units(shared: Shared, plan: Plan) -> int:
    """How many units an article has."""
    if plan.attribute:
        return coding.attribute_units(plan.attribute, shared)
    if plan.unit == "spans":
        return sum(len(said.annotations) for said in shared.by.values())
    return len(shared.cut().tokens if plan.unit == "tokens" else shared.cut().sentences)
