"""What a measure is: a function of what was counted, which articles, pairs and tags can narrow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias, cast

from tui.agreement.material import Pair, Shared, Tally

Kind: TypeAlias = tuple[object, ...]
"""What is counted: a key of a tally."""

Figured: TypeAlias = Callable[[Sequence[int]], float | None]
"""A figure of counts, None where it is not defined."""

Digest: TypeAlias = Callable[[Tally], Tally]
"""What a measure needs of a tally: one of fewer kinds of counts. Those of several tallies add up to
that of their sum.
"""


def whole(counted: Tally) -> Tally:
    """All that was counted."""
    return counted


def of_tally(figure: Callable[[Tally], float | None]) -> Callable[[Sequence[Kind]], Figured]:
    """A measure's value that is a function of a tally."""
    return lambda kinds: lambda counts: figure(Counter(dict(zip(kinds, counts, strict=True))))


def elements(places: Sequence[int]) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """What stands at these places of a list."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda counts: tuple(counts[place] for place in places)


def picked(
    kinds: Sequence[Kind], wanted: Sequence[Kind]
) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """Of counts of the `kinds` those of the `wanted` ones, 0 for what was not counted."""
    place = {kind: number for number, kind in enumerate(kinds)}
    if place.keys() >= set(wanted):
        return elements([place[kind] for kind in wanted])
    get = elements([place.get(kind, len(kinds)) for kind in wanted])
    return lambda counts: get([*counts, 0])


class Measure(NamedTuple):
    """A figure of agreement: 1 is full agreement.

    `source` names the publication that defines it. `value` makes of the kinds of counts in the
    `digest` of a tally a function of their counts. `unfit` says why the measure does not fit what
    was counted, and is empty if it does; `instead` is one that would.
    """

    name: str
    title: str
    source: str
    value: Callable[[Sequence[Kind]], Figured]
    unfit: Callable[[Tally], str] = lambda _: ""
    instead: str = ""
    digest: Digest = whole

    def of(self, tally: Tally) -> float | None:
        """What it is of a tally."""
        digest = self.digest(tally)
        return self.value(list(digest))(list(digest.values()))


class Family(NamedTuple):
    """Measures of the same counts.

    `tally` counts in one article; `pairs` narrows what was counted to each two annotators, `of_tag`
    to one tag; `of_tag` is None where tags play no part. Where every unit was judged `met` says of
    a pair's tally how often what the first said met what the second said.
    """

    measures: tuple[Measure, ...]
    tally: Callable[[Shared], Tally]
    pairs: Callable[[Tally], Iterator[tuple[Pair, Tally]]]
    of_tag: Callable[[Tally, str], Tally] | None
    met: Callable[[Tally], Counter[tuple[str, str]]] | None = None


def by_first(counted: Tally) -> Iterator[tuple[Pair, Tally]]:
    """What was counted of each two annotators, where keys begin with the pair."""
    found: dict[Pair, Tally] = defaultdict(Counter)
    for key, count in counted.items():
        found[cast(Pair, key[0])][key] = count
    yield from sorted(found.items(), key=lambda one: one[0])


def by_kind(counted: Tally) -> Tally:
    """The sums of counts whose keys begin with the pair and what was counted, `(what,)`."""
    found: Tally = Counter()
    for key, count in counted.items():
        found[key[1],] += count
    return found
