"""The annotation list: an article's annotations grouped by tag, filtered, one selected."""

from __future__ import annotations

from typing import NamedTuple

from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme, Tag
from tui.assist.gazetteer import Gazetteer

DIFFERING = "≠"
"""As a word of the filter: only what is tagged in several ways."""


class Group(NamedTuple):
    """A tag and its annotations by place."""

    tag: Tag
    annotations: tuple[Annotation, ...]


class Listing:
    """What the list shows of one article's records; `selected` is an annotation's id."""

    def __init__(self) -> None:
        """Everything shown, nothing selected."""
        self.filter = ""
        self.selected = ""
        self._made: tuple[tuple[Records, int, str] | None, list[Group]] = (None, [])

    def groups(self, records: Records, scheme: Scheme) -> list[Group]:
        """The annotations that pass the filter, in the scheme's order of tags."""
        key = (records, records.version, self.filter)
        if self._made[0] != key:
            self._made = (key, self._groups(records, scheme))
        return self._made[1]

    def move(self, records: Records, scheme: Scheme, steps: int) -> None:
        """Select the annotation `steps` further on, stopping at the ends."""
        ids = [one.id for group in self.groups(records, scheme) for one in group.annotations]
        at = ids.index(self.selected) + steps if self.selected in ids else 0
        self.selected = ids[min(max(at, 0), len(ids) - 1)] if ids else ""

    def _groups(self, records: Records, scheme: Scheme) -> list[Group]:
        words = self.filter.casefold().split()
        by_tag: dict[str, list[Annotation]] = {}
        shown = records.ordered()
        if DIFFERING in words:
            words.remove(DIFFERING)
            tagged = Gazetteer.of((one.tag, one.text) for one in shown)
            shown = [one for one in shown if len(tagged.tags(one.text)) > 1]
        for annotation in shown:
            if not words or _fits(annotation, words):
                by_tag.setdefault(annotation.tag, []).append(annotation)
        names = sorted(by_tag, key=lambda name: (scheme.order(name), name))
        return [Group(scheme.tag(name), tuple(by_tag[name])) for name in names]


def _fits(annotation: Annotation, words: list[str]) -> bool:
    said = (annotation.tag, annotation.text, annotation.note, *annotation.attributes.values())
    about = " ".join(said).casefold()
    return all(word in about for word in words)
