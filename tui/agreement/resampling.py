"""How sure a figure is: its interval, by the bootstrap over articles.

Articles are drawn, not units: the words of one article are not independent of each other.
Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 13 (percentiles).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from random import Random
from typing import TypeAlias

from tui.agreement.families import Figured
from tui.agreement.tallies import Tallies

Interval: TypeAlias = tuple[float, float]

_WORK = 2_000_000
"""Counts that the samples may have in all; more kinds of counts have fewer samples."""

_FEWEST = 100
"""Samples, whatever the number of counts."""

_LANES = "HIQ"
"""Types of `array` for counts of two, four and eight bytes."""


def intervals(
    tallies: Tallies,
    figures: Sequence[Figured],
    *,
    resamples: int,
    seed: int,
    level: float = 0.95,
) -> list[Interval | None]:
    """For each figure, the interval in which it lies in a `level` share of the samples of articles.

    None with fewer than two articles, and for a figure that most samples leave undefined. The same
    seed gives the same intervals. Of very many kinds of counts (ten annotators, hundreds of
    lengths) there are fewer than `resamples`, but no fewer than a hundred if so many are asked.
    """
    if len(tallies) < 2 or not resamples:
        return [None] * len(figures)
    resamples = min(resamples, max(_FEWEST, _WORK // max(1, len(tallies.kinds))))
    found: list[list[float]] = [[] for _ in figures]
    for counts in _samples(tallies, resamples, Random(seed)):  # noqa: S311 (not for secrets)
        for kept, figure in zip(found, figures, strict=True):
            value = figure(counts)
            if value is not None:
                kept.append(value)
    return [_percentiles(kept, level) if 2 * len(kept) > resamples else None for kept in found]


def _samples(tallies: Tallies, resamples: int, random: Random) -> Iterator[Sequence[int]]:
    """The counts of samples with replacement, each of as many articles as there are.

    An article's counts stand side by side in one long number, so that one addition adds all.
    """
    largest = max((max(row, default=0) for row in tallies.counts()), default=0) * len(tallies)
    lane = next(one for one in _LANES if largest < 256 ** array(one).itemsize)
    rows = [int.from_bytes(array(lane, row).tobytes(), "little") for row in tallies.counts()]
    size = array(lane).itemsize * len(tallies.kinds)
    for _ in range(resamples):
        drawn = sum(random.choices(rows, k=len(rows)))
        yield array(lane, drawn.to_bytes(size, "little"))


def _percentiles(values: list[float], level: float) -> Interval:
    values.sort()
    outside = int(len(values) * (1 - level) / 2)
    return values[outside], values[-1 - outside]
