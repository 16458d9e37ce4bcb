"""Agreement on units that everybody judged, corrected for chance.

A *contingency* table counts units by the first annotator's category and the second's. A
*coincidence* table counts the ordered pairs of judgements of one unit, each unit weighing as much
as it has judgements (Krippendorff 2004, p. 219). A coefficient is 1 where all agree, 0 where they
agree as often as chance would have it, and None where nothing could differ: with a single
category, chance alone explains everything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import add, mul
from typing import TypeAlias, TypeVar

_C = TypeVar("_C", bound=Hashable)

Table: TypeAlias = Mapping[tuple[_C, _C], float]
Difference: TypeAlias = Callable[[_C, _C], float]
"""How far two categories lie apart, squared; 0 for one and the same."""


def observed(table: Table[_C]) -> float | None:
    """The share of judgements that agree, of contingencies or coincidences; not for chance."""
    total = sum(table.values())
    return _same(table) / total if total else None


def cohen_kappa(contingency: Table[_C]) -> float | None:
    """Cohen's κ: chance follows each annotator's own use of the categories.

    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20(1), 37–46.
    """
    return cohen_of_margins(_same(contingency), *_aligned(contingency))


def scott_pi(contingency: Table[_C]) -> float | None:
    """Scott's π: chance follows the use that both together make of the categories.

    Scott, W. A. (1955). Reliability of content analysis: the case of nominal scale coding. Public
    Opinion Quarterly 19(3), 321–325.
    """
    return scott_of_margins(_same(contingency), *_aligned(contingency))


def cohen_of_margins(same: float, first: Sequence[float], second: Sequence[float]) -> float | None:
    """Cohen's κ of how many units got the `same` category of both, and how often each of the two
    used each category, in the same order.
    """
    total = sum(first)
    expected = sum(map(mul, first, second))
    return _corrected(same / total, expected / total**2) if total else None


def scott_of_margins(same: float, first: Sequence[float], second: Sequence[float]) -> float | None:
    """Scott's π of the same figures."""
    total = sum(first)
    used = list(map(add, first, second))
    return _corrected(same / total, sum(map(mul, used, used)) / (2 * total) ** 2) if total else None


def fleiss_kappa(coincidences: Table[_C]) -> float | None:
    """Fleiss' κ of units that all have the same number of judgements: Scott's π for many.

    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76(5), 378–382.
    """
    return fleiss_of_usage(_same(coincidences), usage(coincidences))


def fleiss_of_usage(same: float, used: Mapping[_C, float]) -> float | None:
    """Fleiss' κ of how many judgements are the `same`, as coincidences count, and how often each
    category was used.
    """
    total = sum(used.values())
    expected = sum(count**2 for count in used.values())
    return _corrected(same / total, expected / total**2) if total else None


def alpha(coincidences: Table[_C], difference: Difference[_C] | None = None) -> float | None:
    """Krippendorff's α: one minus the observed disagreement over that expected by chance.

    Units need not all have the same number of judgements. Without `difference` categories are
    names, and each is as far from each.

    Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd ed., ch. 11;
    computed as in Hayes and Krippendorff (2007), Communication Methods and Measures 1(1), 77–89.
    """
    used = usage(coincidences)
    if difference is None:
        return alpha_of_usage(_same(coincidences), used)
    pairs = ((a, b, n * m) for a, n in used.items() for b, m in used.items() if a != b)
    chance = sum(count * difference(a, b) for a, b, count in pairs)
    found = sum(n * difference(a, b) for (a, b), n in coincidences.items() if a != b)
    return 1 - (sum(used.values()) - 1) * found / chance if chance else None


def alpha_of_usage(same: float, used: Mapping[_C, float]) -> float | None:
    """Krippendorff's α for names, of how many judgements are the `same`, as coincidences count,
    and how often each category was used.
    """
    total = sum(used.values())
    chance = total**2 - sum(count**2 for count in used.values())
    return 1 - (total - 1) * (total - same) / chance if chance else None


def ordinal(used: Mapping[_C, float], order: Sequence[_C]) -> Difference[_C]:
    """The difference between ranks: how many judgements lie from one to the other.

    `used` is how often each category was used; Krippendorff (2004), p. 233.
    """
    below: dict[_C, float] = {}
    so_far = 0.0
    for category in order:
        below[category] = so_far + used.get(category, 0) / 2
        so_far += used.get(category, 0)
    return lambda a, b: (below[a] - below[b]) ** 2


def interval(of: Mapping[_C, float]) -> Difference[_C]:
    """The difference between numbers, squared; `of` gives each category's. Same source, p. 234."""
    return lambda a, b: (of[a] - of[b]) ** 2


def coincidences(counted: Iterable[tuple[int, _C, _C, int]]) -> dict[tuple[_C, _C], float]:
    """The coincidence table of pairs of judgements.

    Each is given as the number of judgements that its unit has, the two judgements, and how
    often that came.
    """
    table: dict[tuple[_C, _C], float] = defaultdict(float)
    for judgements, a, b, count in counted:
        table[a, b] += count / (judgements - 1)
        table[b, a] += count / (judgements - 1)
    return table


def usage(table: Table[_C]) -> Mapping[_C, float]:
    """How often each category was used, of coincidences."""
    return _margins(table)[0]


def _same(table: Table[_C]) -> float:
    return sum(count for (a, b), count in table.items() if a == b)


def _margins(table: Table[_C]) -> tuple[Counter[_C], Counter[_C]]:
    first: Counter[_C] = Counter()
    second: Counter[_C] = Counter()
    for (a, b), count in table.items():
        first[a] += count  # type: ignore[assignment]  # Counters count in fractions, too.
        second[b] += count  # type: ignore[assignment]
    return first, second


def _aligned(table: Table[_C]) -> tuple[list[float], list[float]]:
    first, second = _margins(table)
    categories = {*first, *second}
    return [first[one] for one in categories], [second[one] for one in categories]


def _corrected(found: float | None, chance: float) -> float | None:
    if found is None or chance >= 1:
        return None
    return (found - chance) / (1 - chance)
