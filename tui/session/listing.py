"""The annotation list: an article's annotations grouped by tag, filtered, one selected."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, overload

from tui.annotations.catalogue import Key, key_of
from tui.annotations.model import Annotation, Recheck
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme, Tag
from tui.assist.gazetteer import Gazetteer

DIFFERING = "≠"
"""As a word of the filter: only what is tagged in several ways."""


class Members(Sequence[Annotation]):
    """Annotations of one tag by place, looked up when asked for: there may be very many."""

    def __init__(self, records: Records, keys: Sequence[Key]) -> None:
        """Take the keys, in order."""
        self.keys = keys
        self._annotations = records.annotations

    def __len__(self) -> int:
        """How many there are."""
        return len(self.keys)

    @overload
    def __getitem__(self, number: int) -> Annotation: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Annotation]: ...

    def __getitem__(self, number: int | slice) -> Annotation | Sequence[Annotation]:
        """One of them, or some."""
        if isinstance(number, slice):
            return [self._annotations[id] for _, _, id in self.keys[number]]
        return self._annotations[self.keys[number][2]]

    def place(self, annotation: Annotation) -> int | None:
        """The number of an annotation, or None if it is not among them."""
        key = key_of(annotation)
        at = bisect_left(self.keys, key)
        return at if at < len(self.keys) and self.keys[at] == key else None


class Group(NamedTuple):
    """A tag and its annotations by place."""

    tag: Tag
    annotations: Members


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

    def orphans(self, records: Records) -> Sequence[Recheck]:
        """What passes the filter and has no place; none while nothing but differing is shown."""
        words = self.filter.casefold().split()
        return [
            one
            for one in records.orphans
            if all(word in f"{one.was.tag} {one.was.text}".casefold() for word in words)
        ]

    def move(self, records: Records, scheme: Scheme, steps: int) -> None:
        """Select the annotation `steps` further on, stopping at the ends."""
        members: list[Sequence[Recheck] | Members] = [self.orphans(records)]
        members += (group.annotations for group in self.groups(records, scheme))
        count = sum(map(len, members))
        at = self._place(records, members)
        at = min(max(0 if at is None else at + steps, 0), count - 1)
        self.selected = ""
        for part in members:
            if 0 <= at < len(part):
                self.selected = part[at].id
                return
            at -= len(part)

    def _place(
        self, records: Records, members: Sequence[Sequence[Recheck] | Members]
    ) -> int | None:
        """The number of the selected annotation among all that are shown."""
        selected = records.annotations.get(self.selected)
        before = 0
        for part in members:
            place: int | None
            if isinstance(part, Members):
                place = part.place(selected) if selected is not None else None
            else:
                place = next((n for n, one in enumerate(part) if one.id == self.selected), None)
            if place is not None:
                return before + place
            before += len(part)
        return None

    def _groups(self, records: Records, scheme: Scheme) -> list[Group]:
        catalogue = records.catalogue
        kept = self._kept(records)
        names = sorted(kept, key=lambda name: (scheme.order(name), name))
        if DIFFERING in self.filter.split():
            tagged = Gazetteer.of((one.tag, one.text) for one in records.annotations.values())
            about = records.annotations
            kept = {
                name: [key for key in kept[name] if len(tagged.tags(about[key[2]].text)) > 1]
                for name in names
            }
        words = [word for word in self.filter.casefold().split() if word != DIFFERING]
        if words:
            annotations, said = records.annotations, catalogue.words
            for name in names:
                for word in words:
                    kept[name] = [key for key in kept[name] if word in said(annotations[key[2]])]
        return [
            Group(scheme.tag(name), Members(records, kept[name])) for name in names if kept[name]
        ]

    def _kept(self, records: Records) -> dict[str, Sequence[Key]]:
        """What the filter has to look at: where it has only been typed on, what it left before."""
        before, groups = self._made
        if before is not None and before[:2] == (records, records.version):
            typed_on = before[2] and self.filter.startswith(before[2])
            if typed_on and DIFFERING not in self.filter:
                return {group.tag.name: group.annotations.keys for group in groups}
        return {tag: records.catalogue.of(tag) for tag in records.catalogue.tags}
