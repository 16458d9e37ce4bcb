"""What a measure is: a function of what was counted, which articles, pairs and tags can narrow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias, cast

from tui.agreement.material import Pair, Shared, Tally

Digest: TypeAlias = Callable[[Iterable[Tally]], Iterable[Tally]]
"""What a measure needs of tallies that are to be added up: tallies of fewer kinds of counts, which
add up to that of their sum. It may go through the tallies more than once.
"""


def each(digested: Callable[[Tally], Tally]) -> Digest:
    """A digest of one tally, made of each of several."""
    return partial(map, digested)


whole = each(lambda tally: tally)
"""All that was counted."""


class Measure(NamedTuple):
    """A figure of agreement: 1 is full agreement; None where it is not defined.

    `source` names the publication that defines it. `value` is a function of the `digest` of a
    tally. `unfit` says why the measure does not fit what was counted, and is empty if it does;
    `instead` is one that would.
    """

    name: str
    title: str
    source: str
    value: Callable[[Tally], float | None]
    unfit: Callable[[Tally], str] = lambda _: ""
    instead: str = ""
    digest: Digest = whole

    def of(self, tally: Tally) -> float | None:
        """What it is of a tally."""
        (digest,) = self.digest((tally,))
        return self.value(digest)


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


def total(tallies: Iterable[Tally]) -> Tally:
    """What was counted in several articles."""
    found: Tally = Counter()
    for tally in tallies:
        found.update(tally)
    return found


def by_first(counted: Tally) -> Iterator[tuple[Pair, Tally]]:
    """What was counted of each two annotators, where keys begin with the pair."""
    found: dict[Pair, Tally] = defaultdict(Counter)
    for key, count in counted.items():
        found[cast(Pair, key[0])][key] = count
    yield from sorted(found.items(), key=lambda one: one[0])


def _by_kind(counted: Tally) -> Tally:
    found: Tally = Counter()
    for key, count in counted.items():
        found[key[1],] += count
    return found


BY_KIND = each(_by_kind)
"""The sums of counts whose keys begin with the pair and what was counted, `(what,)`."""
