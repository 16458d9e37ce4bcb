"""An article's annotations by tag and place, and the words by which a filter finds each.

A change costs O(log n) comparisons. The words of many annotations are made a few at a time, or when
they are first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tui.annotations.model import Annotation

Key: TypeAlias = tuple[int, int, str]
"""Where an annotation comes in order: start, the longer first, id."""


def key_of(annotation: Annotation) -> Key:
    """What orders an annotation among others."""
    return annotation.start, -annotation.end, annotation.id


def words_of(annotation: Annotation) -> str:
    """What a filter looks at: tag, words, note and attributes, without regard to case."""
    quotes, attributes = annotation.quotes, annotation.attributes.values()
    text = quotes[0].exact if len(quotes) == 1 else annotation.text
    return " ".join((annotation.tag, text, annotation.note, *attributes)).casefold()


class Shelf:
    """The annotations of one tag in order, and beside them their words: the first `_due` have none
    yet. Words lie in a list of their own, so that looking through very many takes no look-up.
    """

    def __init__(self) -> None:
        """None yet."""
        self.annotations: list[Annotation] = []
        self._words: list[str] = []
        self._due = 0

    def fill(self, annotations: Iterable[Annotation]) -> None:
        """Add many."""
        self.annotations += annotations
        self.annotations.sort(key=key_of)
        self._due = len(self.annotations)
        self._words = [""] * self._due

    def add(self, annotation: Annotation) -> None:
        """Add one."""
        at = self._place(annotation)
        self.annotations.insert(at, annotation)
        self._words.insert(at, words_of(annotation))
        self._due += at < self._due

    def remove(self, annotation: Annotation) -> None:
        """Take one out that is there."""
        at = self._place(annotation)
        del self.annotations[at], self._words[at]
        self._due -= at < self._due

    def prepare(self, most: int) -> int:
        """Make the words of up to so many annotations that have none yet; how many that were."""
        first, last = max(self._due - most, 0), self._due
        self._words[first:last] = map(words_of, self.annotations[first:last])
        self._due = first
        return last - first

    def holding(self, words: Iterable[tuple[str, bool]]) -> list[Annotation]:
        """Those that hold every word, which is casefolded; with False, those that do not."""
        self.prepare(self._due)
        said = self._words
        found: Iterable[int] = range(len(said))
        for word, holds in words:
            found = [number for number in found if (word in said[number]) == holds]
        return [self.annotations[number] for number in found]

    def _place(self, annotation: Annotation) -> int:
        return bisect_left(self.annotations, key_of(annotation), key=key_of)


class Catalogue:
    """Which annotations there are of each tag, in order."""

    def __init__(self) -> None:
        """None yet."""
        self._shelves: dict[str, Shelf] = {}

    @property
    def tags(self) -> list[str]:
        """The tags of which there are annotations."""
        return [tag for tag, shelf in self._shelves.items() if shelf.annotations]

    def of(self, tag: str) -> Sequence[Annotation]:
        """The annotations of a tag, in order; later changes show in it."""
        return self._shelves[tag].annotations if tag in self._shelves else ()

    def holding(self, tag: str, words: Iterable[tuple[str, bool]]) -> Sequence[Annotation]:
        """Those of a tag that hold every word; with False, those that do not."""
        return self._shelves[tag].holding(words) if tag in self._shelves else ()

    def fill(self, annotations: Iterable[Annotation]) -> None:
        """Add many."""
        by_tag: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            by_tag.setdefault(annotation.tag, []).append(annotation)
        for tag, several in by_tag.items():
            self._shelf(tag).fill(several)

    def add(self, annotation: Annotation) -> None:
        """Add one."""
        self._shelf(annotation.tag).add(annotation)

    def remove(self, annotation: Annotation) -> None:
        """Take one out that is there."""
        self._shelf(annotation.tag).remove(annotation)

    def prepare(self, most: int) -> bool:
        """Make the words of up to so many annotations that have none yet; whether any had none."""
        left = most
        for shelf in self._shelves.values():
            left -= shelf.prepare(left)
        return left < most

    def _shelf(self, tag: str) -> Shelf:
        return self._shelves.setdefault(tag, Shelf())
