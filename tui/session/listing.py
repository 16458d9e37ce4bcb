"""The annotation list: an article's annotations grouped by tag, filtered, one selected."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, overload

from tui.annotations.catalogue import Key, key_of
from tui.annotations.checking import said, status, value_of
from tui.annotations.filtering import DIFFERING, Facts, Order, passes, plain_words, terms
from tui.annotations.model import Annotation, Recheck
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme, Tag
from tui.assist.gazetteer import Gazetteer


class _Made(NamedTuple):
    """What groups were made of."""

    records: Records
    version: int
    filter: str
    order: Order


class Members(Sequence[Annotation]):
    """Annotations of one tag in an order, looked up when asked for: there may be very many."""

    def __init__(self, records: Records, keys: Sequence[Key], *, by_place: bool = True) -> None:
        """Take the keys, in order; `by_place` says that this is the order of the keys."""
        self.keys = keys
        self._annotations = records.annotations
        self._numbers = None if by_place else {key[2]: n for n, key in enumerate(keys)}

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
        if self._numbers is not None:
            return self._numbers.get(annotation.id)
        key = key_of(annotation)
        at = bisect_left(self.keys, key)
        return at if at < len(self.keys) and self.keys[at] == key else None


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
                group.tag.name: Counter(said(one, attribute) for one in group.annotations[:])
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
        kept = self._kept(records, scheme)
        about = records.annotations
        names = sorted(kept, key=lambda name: (scheme.order(name), name))
        if any(term.value == DIFFERING for term in wanted):
            tagged = Gazetteer.of((one.tag, one.text) for one in about.values())
            for name in names:
                keys = kept[name]
                kept[name] = [key for key in keys if len(tagged.tags(about[key[2]].text)) > 1]
            wanted = tuple(term for term in wanted if term.value != DIFFERING)
        words = plain_words(wanted)
        facts = Facts(records, scheme)
        for name in names if wanted else ():
            if words is None:
                kept[name] = [k for k in kept[name] if passes(about[k[2]], wanted, facts)]
            for word in words or ():
                kept[name] = records.catalogue.holding(word, kept[name], about)
        by_place = self.order == "place"
        return [
            Group(scheme.tag(name), Members(records, keys, by_place=by_place))
            for name in names
            if (keys := self._sorted(records, scheme.tag(name), kept[name]))
        ]

    def _sorted(self, records: Records, tag: Tag, keys: Sequence[Key]) -> Sequence[Key]:
        """The keys of a tag's annotations in the list's order."""
        about = records.annotations
        if self.order == "time":
            return sorted(keys, key=lambda key: (about[key[2]].created, key))
        attribute = status(tag) if self.order == "status" else None
        if attribute is None:
            return keys
        names = [value.name for value in attribute.values]

        def rank(key: Key) -> tuple[int, Key]:
            value = value_of(about[key[2]], attribute)
            return (names.index(value.name) if value is not None else len(names)), key

        return sorted(keys, key=rank)

    def _kept(self, records: Records, scheme: Scheme) -> dict[str, Sequence[Key]]:
        """What the filter has to look at: where words have only been typed on, what was left."""
        before, groups = self._made
        if before is not None and before[:2] == (records, records.version):
            typed_on = before.filter and self.filter.startswith(before.filter)
            plain = plain_words(terms(self.filter, scheme))
            if typed_on and plain is not None and DIFFERING not in plain and '"' not in self.filter:
                return {group.tag.name: sorted(group.annotations.keys) for group in groups}
        return {tag: records.catalogue.of(tag) for tag in records.catalogue.tags}
