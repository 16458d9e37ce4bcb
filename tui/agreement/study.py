"""A whole comparison: which measures fit the units, and their figures by tag, pair and article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Literal, TypeAlias

import msgspec

from tui.agreement import boundaries, coding, gamma, links, spans, unitizing
from tui.agreement.coding import Level
from tui.agreement.families import Family, total
from tui.agreement.material import Shared, Tally, tags_of
from tui.agreement.resampling import Interval, intervals

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


def study(material: Sequence[Shared], annotators: Sequence[str], plan: Plan) -> Report:
    """Compare what annotators, by their numbers, said of articles.

    γ, which takes long, is only computed where it is asked for by name.

    Raises:
        ValueError: a measure was asked for that does not fit; the sentence says which would.
        Missing: γ was asked for, and its package is not installed.
    """
    families = _families(plan, material)
    refused = _never(plan)
    _known(plan, families, refused)
    figures: list[Figure] = []
    for family in families:
        chosen = [one for one in family.measures if not plan.names or one.name in plan.names]
        if not chosen:
            continue
        tallies = [family.tally(shared) for shared in material]
        whole = total(tallies)
        unfit = {one.name: reason for one in chosen if (reason := one.unfit(whole))}
        refused += [
            Refusal(one.name, unfit[one.name], one.instead) for one in chosen if one.name in unfit
        ]
        fit = family._replace(measures=tuple(one for one in chosen if one.name not in unfit))
        figures += _figures(material, annotators, plan, fit, tallies)
    if gamma.NAME in plan.names:
        figures.append(_gamma(material, plan))
    _demand(plan, refused)
    return Report(
        annotators=tuple(annotators),
        unit=f"attribute {plan.attribute}" if plan.attribute else plan.unit,
        articles=len(material),
        units=sum(_units(shared, plan) for shared in material),
        measures=tuple(figures),
        refused=tuple(refused),
        confusion=_confusion(material, plan, families[0]),
        titles={one.article: one.title for one in material},
    )


def _gamma(material: Sequence[Shared], plan: Plan) -> Figure:
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


def measures_of(plan: Plan) -> list[str]:
    """The names of the measures that fit the plan's units."""
    return [measure.name for family in _families(plan, ()) for measure in family.measures]


def _families(plan: Plan, material: Sequence[Shared]) -> list[Family]:
    """What fits the units, the most telling first."""
    if plan.attribute:
        count = partial(coding.of_attribute, plan.attribute)
        measures = [*coding.NOMINAL]
        if plan.level != "nominal":
            values = {
                one for shared in material for one in coding.values_of(plan.attribute, shared)
            }
            order = coding.ranked(values, plan.level, plan.order)
            measures.append(coding.scaled(plan.level, order))
        return [coding.family(count, measures, tags=False)]
    if plan.unit == "tokens":
        return [coding.family(coding.of_tokens, coding.NOMINAL, tags=True), spans.ON_TOKENS]
    if plan.unit == "sentences":
        return [coding.family(coding.of_sentences, coding.NOMINAL, tags=True)]
    return [spans.FAMILY, unitizing.FAMILY, boundaries.FAMILY, links.FAMILY]


def _never(plan: Plan) -> list[Refusal]:
    """What does not fit the units, whatever was counted."""
    if plan.unit != "spans" or plan.attribute:
        return []
    instead = "alpha-u or exact-f1, or fixed units: --unit tokens or --unit sentences"
    return [Refusal(measure.name, _NO_UNITS, instead) for measure in coding.NOMINAL]


def _known(plan: Plan, families: Sequence[Family], refused: Sequence[Refusal]) -> None:
    there = [measure.name for family in families for measure in family.measures]
    there += [gamma.NAME] if plan.unit == "spans" and not plan.attribute else []
    for name in plan.names:
        if name not in there and all(name != one.name for one in refused):
            raise ValueError(f"no measure “{name}” of these units; there are {', '.join(there)}")


def _demand(plan: Plan, refused: Sequence[Refusal]) -> None:
    for one in refused:
        if one.name in plan.names:
            raise ValueError(f"{one.name} does not fit: {one.why}; take {one.instead}")


def _figures(
    material: Sequence[Shared],
    annotators: Sequence[str],
    plan: Plan,
    family: Family,
    tallies: Sequence[Tally],
) -> list[Figure]:
    whole = total(tallies)
    tags = sorted(set().union(*map(tags_of, material))) if family.of_tag else []
    by_tag = {tag: family.of_tag(whole, tag) for tag in tags if family.of_tag}
    pairs = sorted({pair for shared in material for pair in shared.pairs})
    by_pair = {pair: family.of_pair(whole, pair) for pair in pairs}
    sure = _sure(tallies, family, plan)
    return [
        Figure(
            name=measure.name,
            title=measure.title,
            value=measure.of(whole),
            low=within[0] if within else None,
            high=within[1] if within else None,
            per_tag={tag: measure.of(tally) for tag, tally in by_tag.items()},
            per_pair=[
                (annotators[i], annotators[j], measure.of(tally))
                for (i, j), tally in by_pair.items()
            ],
            per_article={
                shared.article: measure.of(tally)
                for shared, tally in zip(material, tallies, strict=True)
            },
            source=measure.source,
        )
        for measure, within in zip(family.measures, sure, strict=True)
    ]


def _sure(tallies: Sequence[Tally], family: Family, plan: Plan) -> list[Interval | None]:
    """The interval of each measure; those of one digest are drawn together."""
    found: dict[str, Interval | None] = {}
    for digest in dict.fromkeys(measure.digest for measure in family.measures):
        alike = [measure for measure in family.measures if measure.digest is digest]
        made = intervals(
            [digest(tally) for tally in tallies],
            [measure.value for measure in alike],
            resamples=plan.resamples,
            seed=plan.seed,
        )
        found.update((one.name, within) for one, within in zip(alike, made, strict=True))
    return [found[measure.name] for measure in family.measures]


def _units(shared: Shared, plan: Plan) -> int:
    """How many units an article has."""
    if plan.attribute:
        return coding.attribute_units(plan.attribute, shared)
    if plan.unit == "spans":
        return sum(len(said.annotations) for said in shared.by.values())
    return len(shared.tokens if plan.unit == "tokens" else shared.sentences)


def _confusion(
    material: Sequence[Shared], plan: Plan, family: Family
) -> tuple[tuple[str, str, int], ...]:
    found: Counter[tuple[str, str]] = Counter()
    for shared in material:
        if plan.unit == "spans" and not plan.attribute:
            found.update(spans.confusion(shared))
            continue
        for (a, b), count in coding.confusion(family.tally(shared)).items():
            found[" + ".join(a), " + ".join(b)] += count
    return tuple((a, b, count) for (a, b), count in sorted(found.items()))
