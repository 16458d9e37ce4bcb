"""What a measure is: a function of what was counted, which articles, pairs and tags can narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.agreement.material import Pair, Shared, Tally


def whole(tally: Tally) -> Tally:
    """All that was counted."""
    return tally


class Measure(NamedTuple):
    """A figure of agreement: 1 is full agreement; None where it is not defined.

    `source` names the publication that defines it. `value` needs no more of a tally than its
    `digest`, which is smaller, and of several articles adds up as tallies do. `unfit` says why the
    measure does not fit what was counted, and is empty if it does; `instead` is one that would.
    """

    name: str
    title: str
    source: str
    value: Callable[[Tally], float | None]
    unfit: Callable[[Tally], str] = lambda _: ""
    instead: str = ""
    digest: Callable[[Tally], Tally] = whole

    def of(self, tally: Tally) -> float | None:
        """What it is of a tally."""
        return self.value(self.digest(tally))


class Family(NamedTuple):
    """Measures of the same counts.

    `tally` counts in one article; `of_pair` and `of_tag` narrow what was counted to two annotators
    and to one tag; `of_tag` is None where tags play no part.
    """

    measures: tuple[Measure, ...]
    tally: Callable[[Shared], Tally]
    of_pair: Callable[[Tally, Pair], Tally]
    of_tag: Callable[[Tally, str], Tally] | None


def total(tallies: Sequence[Tally]) -> Tally:
    """What was counted in several articles."""
    found: Tally = Counter()
    for tally in tallies:
        found.update(tally)
    return found


def keys_of_pair(tally: Tally, pair: Pair) -> Tally:
    """What was counted of two annotators, where keys begin with the pair."""
    return Counter({key: count for key, count in tally.items() if key[0] == pair})
