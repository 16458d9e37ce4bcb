"""The annotation list: an article's annotations grouped by tag, filtered, one selected."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, overload

from tui.annotations.catalogue import key_of
from tui.annotations.checking import status, unset, value_of
from tui.annotations.filtering import DIFFERING, Facts, Order, passes, passing, terms
from tui.annotations.model import Annotation, Recheck
from tui.annotations.records import Records
from tui.annotations.scheme import Attribute, Scheme, Tag
from tui.assist.gazetteer import Gazetteer


class _Made(NamedTuple):
    """What groups were made of."""

    records: Records
    version: int
    filter: str
    order: Order


class Members(Sequence[Annotation]):
    """Annotations of one tag in an order: there may be very many."""

    def __init__(self, annotations: Sequence[Annotation], *, by_place: bool = True) -> None:
        """Take them in order; `by_place` says that it is theirs in the text."""
        self._annotations = annotations
        self._by_place = by_place

    def __len__(self) -> int:
        """How many there are."""
        return len(self._annotations)

    @overload
    def __getitem__(self, number: int) -> Annotation: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Annotation]: ...

    def __getitem__(self, number: int | slice) -> Annotation | Sequence[Annotation]:
        """One of them, or some."""
        return self._annotations[number]

    def place(self, annotation: Annotation) -> int | None:
        """The number of an annotation, or None if it is not among them."""
        if not self._by_place:
            return self._numbers.get(annotation.id)
        held = self._annotations
        at = bisect_left(held, key_of(annotation), key=key_of)
        return at if at < len(held) and held[at].id == annotation.id else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self._annotations)}


class Group(NamedTuple):
    """A tag and its annotations by place."""

    tag: Tag
    annotations: Members


class Listing:
    """What the list shows of one article's records; `selected` is an annotation's id, `order` what
    the annotations of a tag are sorted by.
    """

    def __init__(self) -> None:
        """Everything shown, nothing selected."""
        self.filter = ""
        self.selected = ""
        self.order: Order = "place"
        self._made: tuple[_Made | None, list[Group]] = (None, [])
        self._standings: tuple[list[Group], dict[str, Counter[str]]] = ([], {})

    @property
    def state(self) -> tuple[str, Order]:
        """What, beside the records, decides which lines are shown in which order."""
        return self.filter, self.order

    def groups(self, records: Records, scheme: Scheme) -> list[Group]:
        """The annotations that pass the filter, in the scheme's order of tags."""
        key = _Made(records, records.version, self.filter, self.order)
        if self._made[0] != key:
            self._made = (key, self._groups(records, scheme))
        return self._made[1]

    def standings(self, records: Records, scheme: Scheme) -> dict[str, Counter[str]]:
        """How many of the annotations that pass the filter have each status, by tag; only of tags
        that have a status.
        """
        groups = self.groups(records, scheme)
        if self._standings[0] is not groups:
            asked = ((group, status(group.tag)) for group in groups)
            counts = {
                group.tag.name: _counted(group.annotations[:], attribute)
                for group, attribute in asked
                if attribute is not None
            }
            self._standings = groups, counts
        return self._standings[1]

    def orphans(self, records: Records, scheme: Scheme) -> Sequence[Recheck]:
        """What passes the filter and has no place; only words, tags and attributes are asked."""
        wanted = tuple(term for term in terms(self.filter, scheme) if term.value != DIFFERING)
        found = records.orphans if wanted or not self.filter else []
        facts = Facts(records, scheme)
        return [one for one in found if passes(one.was, wanted, facts)]

    def move(self, records: Records, scheme: Scheme, steps: int) -> None:
        """Select the annotation `steps` further on, stopping at the ends."""
        members: list[Sequence[Recheck] | Members] = [self.orphans(records, scheme)]
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
        wanted = terms(self.filter, scheme)
        differing = any(term.value == DIFFERING for term in wanted)
        wanted = tuple(term for term in wanted if term.value != DIFFERING)
        facts, tags = Facts(records, scheme), records.catalogue.tags
        kept = {name: passing(name, wanted, facts) for name in tags}
        if differing:
            tagged = Gazetteer.of((one.tag, one.text) for one in records.annotations.values())
            for name, found in kept.items():
                kept[name] = [one for one in found if len(tagged.tags(one.text)) > 1]
        by_place = self.order == "place"
        return [
            Group(tag, Members(self._sorted(tag, kept[tag.name]), by_place=by_place))
            for tag in map(scheme.tag, sorted(kept, key=lambda name: (scheme.order(name), name)))
            if kept[tag.name]
        ]

    def _sorted(self, tag: Tag, found: Sequence[Annotation]) -> Sequence[Annotation]:
        """A tag's annotations, which come by place, in the list's order."""
        if self.order == "time":
            return sorted(found, key=lambda one: one.created)
        attribute = status(tag) if self.order == "status" else None
        if attribute is None:
            return found
        names = [value.name for value in attribute.values]

        def rank(one: Annotation) -> int:
            value = value_of(one, attribute)
            return names.index(value.name) if value is not None else len(names)

        return sorted(found, key=rank)


def _counted(annotations: Sequence[Annotation], status: Attribute) -> Counter[str]:
    """How many of them have each value of their status."""
    name, unsaid = status.name, unset(status)
    said = [one.attributes.get(name) or unsaid for one in annotations if one.attributes]
    return Counter(said) + Counter({unsaid: len(annotations) - len(said)})
