"""The tallies of many articles in little memory: what was counted has a number for all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from tui.agreement.material import Tally


class Tallies:
    """Tallies of articles in their order."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[tuple[object, ...], int] = {}
        self._rows: list[tuple[array[int], array[int]]] = []

    def append(self, tally: Tally) -> None:
        """Take one more."""
        numbers = self._numbers
        kinds = array("I", [numbers.setdefault(key, len(numbers)) for key in tally])
        self._rows.append((kinds, array("q", tally.values())))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)

    @property
    def kinds(self) -> list[tuple[object, ...]]:
        """What was counted in any of them; their counts have this order."""
        return list(self._numbers)

    def counts(self) -> Iterator[list[int]]:
        """Of each of them how often each of the kinds was counted."""
        for kinds, counts in self._rows:
            row = [0] * len(self._numbers)
            for kind, count in zip(kinds, counts, strict=True):
                row[kind] = count
            yield row

    def sums(self) -> list[int]:
        """How often each of the kinds was counted in all of them."""
        sums = [0] * len(self._numbers)
        for kinds, counts in self._rows:
            for kind, count in zip(kinds, counts, strict=True):
                sums[kind] += count
        return sums
