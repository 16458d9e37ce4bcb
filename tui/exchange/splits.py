"""Parts of a dataset, such as train, dev and test, so that nothing is in two of them.

Articles that belong together stay together: those with the same value of a field, and those that
are nearly the same text. Likeness is the Jaccard index of the texts' five-word shingles, estimated
from sketches.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from tui.annotations.model import ArticleRecord
from tui.review import likeness

NAMES = ("train", "dev", "test")

ALIKE = 0.7
"""The estimated Jaccard index from which two texts are nearly the same."""
_SHINGLE = 5
"""Words."""


def shares(written: str) -> tuple[int, ...]:
    """The parts of `80/10/10`, as whole numbers.

    Raises:
        ValueError: these are not two or three positive numbers.
    """
    found = tuple(int(one) if one.isdecimal() else 0 for one in written.split("/"))
    if not 2 <= len(found) <= len(NAMES) or not all(found):
        raise ValueError(f"“{written}” is no division: write it as 80/10/10 or 90/10")
    return found


def names(parts: Sequence[int]) -> tuple[str, ...]:
    """What the parts are called: train and test, or train, dev and test."""
    return NAMES if len(parts) == len(NAMES) else (NAMES[0], NAMES[-1])


class Divider:
    """Takes articles one by one and divides them when all are there."""

    def __init__(self, field: str) -> None:
        """Keep articles together that have the same value in a field of their metadata, if any."""
        self._field = field
        self._groups = _Groups()
        self._order: list[str] = []
        self._sketches: dict[str, frozenset[int]] = {}
        self._having: dict[int, list[str]] = defaultdict(list)

    def add(self, article: ArticleRecord) -> None:
        """Take an article into account."""
        self._order.append(article.id)
        value = getattr(article, self._field) if self._field else ""
        if value:
            self._groups.join(article.id, f"={value}")
        sketch = likeness.sketch([article.text], _SHINGLE)
        others = {other for one in sketch for other in self._having.get(one, ())}
        for other in sorted(others):
            if likeness.resemblance(sketch, self._sketches[other]) >= ALIKE:
                self._groups.join(article.id, other)
        self._sketches[article.id] = sketch
        for one in sketch:
            self._having[one].append(article.id)

    def divided(self, parts: Sequence[int], seed: int) -> dict[str, str]:
        """The name of the part of each article: as near to the shares as the groups allow.

        Groups are taken in an order that follows from the seed, each to where most is wanting.
        """
        members: dict[str, list[str]] = defaultdict(list)
        for article in self._order:
            members[self._groups.root(article)].append(article)
        order = sorted(members.values())
        random.Random(seed).shuffle(order)  # noqa: S311 (a shuffle that can be repeated)
        order.sort(key=len, reverse=True)
        wanted = [len(self._order) * part / sum(parts) for part in parts]
        found: dict[str, str] = {}
        called = names(parts)
        for group in order:
            at = max(range(len(parts)), key=lambda one: wanted[one])
            wanted[at] -= len(group)
            found.update(dict.fromkeys(group, called[at]))
        return found


class _Groups:
    """Disjoint sets of names."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        while (above := self._above.get(name, name)) != name:
            self._above[name] = self._above.get(above, above)
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        roots = sorted((self.root(one), self.root(other)))
        self._above[roots[1]] = roots[0]
