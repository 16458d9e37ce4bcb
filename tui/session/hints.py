"""Hints: a letter on everything in view that one may want to go to."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first."""


class Hints(NamedTuple):
    """Labels and the offsets they stand for; `typed` is what has been pressed of one.

    `extend` says that the cursor takes a selection along.
    """

    labels: dict[str, int]
    extend: bool
    typed: str = ""

    def press(self, letter: str) -> Hints:
        """With a letter more; no labels are left where none begins like that."""
        typed = self.typed + letter
        left = {label: at for label, at in self.labels.items() if label.startswith(typed)}
        return self._replace(labels=left, typed=typed)

    @property
    def shown(self) -> dict[int, str]:
        """By offset, the letters still to press."""
        return {at: label[len(self.typed) :] for label, at in self.labels.items()}


def labelled(offsets: Iterable[int], cursor: int) -> dict[str, int]:
    """A label for each offset: one letter each, or two for those farthest from the cursor.

    No label begins another one.
    """
    wanted = sorted(set(offsets), key=lambda at: abs(at - cursor))
    return dict(zip(labels(len(wanted)), wanted, strict=False))


def labels(count: int, without: Container[str] = ()) -> list[str]:
    """So many labels, or as many as there are, those of one letter first; `without` these letters.

    No label begins another one.
    """
    letters = [letter for letter in _LETTERS if letter not in without]
    prefixes = 0
    while prefixes < len(letters) and len(letters) - prefixes + prefixes * len(letters) < count:
        prefixes += 1
    single = letters[: len(letters) - prefixes]
    return [*single, *(first + second for first in letters[len(single) :] for second in letters)][
        :count
    ]
