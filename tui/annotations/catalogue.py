"""An article's annotations by tag and place, and the words by which a filter finds each.

A change costs O(log n) comparisons. The words are made when first asked for and kept.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from tui.annotations.model import Annotation

Key: TypeAlias = tuple[int, int, str]
"""Where an annotation comes in order: start, the longer first, id."""


def key_of(annotation: Annotation) -> Key:
    """What orders an annotation among others."""
    return annotation.start, -annotation.end, annotation.id


class Catalogue:
    """Which annotations there are of each tag, in order; of those whose ids are `_silent` the words
    may not have been made.
    """

    def __init__(self) -> None:
        """None yet."""
        self._by_tag: dict[str, list[Key]] = {}
        self._words: dict[str, str] = {}
        self._silent: list[str] = []

    @property
    def tags(self) -> list[str]:
        """The tags of which there are annotations."""
        return [tag for tag, keys in self._by_tag.items() if keys]

    def of(self, tag: str) -> Sequence[Key]:
        """The annotations of a tag, in order; later changes show in it."""
        return self._by_tag.get(tag, ())

    def fill(self, annotations: Iterable[tuple[Annotation, Key]]) -> None:
        """Add many, each with its key."""
        for annotation, key in annotations:
            self._by_tag.setdefault(annotation.tag, []).append(key)
            self._silent.append(annotation.id)
        for keys in self._by_tag.values():
            keys.sort()

    def add(self, annotation: Annotation) -> None:
        """Add one."""
        insort(self._by_tag.setdefault(annotation.tag, []), key_of(annotation))
        self._silent.append(annotation.id)

    def remove(self, annotation: Annotation) -> None:
        """Take one out that is there."""
        keys = self._by_tag[annotation.tag]
        del keys[bisect_left(keys, key_of(annotation))]
        self._words.pop(annotation.id, None)

    def prepare(self, annotations: Mapping[str, Annotation], most: int) -> bool:
        """Make the words of up to so many annotations that have none yet; whether some are left."""
        due = self._silent[-most:]
        del self._silent[-most:]
        said = self._words
        said.update((id, words_of(annotations[id])) for id in due if id in annotations)
        return bool(self._silent)

    def holding(
        self, word: str, keys: Iterable[Key], annotations: Mapping[str, Annotation]
    ) -> list[Key]:
        """Those of some keys whose annotation's words hold one, which is casefolded."""
        self.prepare(annotations, len(self._silent))
        return [key for key in keys if word in self._words[key[2]]]

    def words(self, annotation: Annotation) -> str:
        """What a filter looks at: tag, words, note and attributes, without regard to case."""
        found = self._words.get(annotation.id)
        if found is None:
            found = self._words[annotation.id] = words_of(annotation)
        return found


def words_of(annotation: Annotation) -> str:
    """An annotation's tag, words, note and attributes, without regard to case."""
    quotes, attributes = annotation.quotes, annotation.attributes.values()
    text = quotes[0].exact if len(quotes) == 1 else annotation.text
    return " ".join((annotation.tag, text, annotation.note, *attributes)).casefold()
