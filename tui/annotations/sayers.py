"""Who said what is annotated, as links, attributes and the quotations around it tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from tui.annotations import checking
from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme

SPEAKER, SOURCE = "speaker", "source"
"""The links to who said it and to who says so; the first is an attribute's name, too."""
_LEAST = 3
"""A claim that is not a third quotations says more than they do."""
NOWHERE: Final[Mapping[str, Annotation]] = MappingProxyType({})
"""No annotations of other articles."""


class Sayer(NamedTuple):
    """Somebody who said something: the words that name them, and those words' tag."""

    text: str
    tag: str


class Sayers:
    """Looks up who said the annotations of one article."""

    def __init__(
        self, records: Records, scheme: Scheme, elsewhere: Mapping[str, Annotation] = NOWHERE
    ) -> None:
        """Take the links as they are now; `elsewhere` are annotations of other articles, by id."""
        self._records, self._scheme, self._elsewhere = records, scheme, elsewhere
        self._targets: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in sorted(records.links.values(), key=lambda one: (one.created, one.id)):
            self._targets[link.source, link.type].append(link.target)

    def of(self, one: Annotation) -> tuple[Sayer, ...]:
        """Who is linked to an annotation; of a claim else who said the quotation it lies in; if it
        lies in none, who said all the quotations in it.
        """
        own = _once([*self._named(one, SPEAKER), *self._named(one, SOURCE)])
        if own or checking.status(self._scheme.tag(one.tag)) is None:
            return own
        if self._holding(one.start, one.end):
            return self.around(one.start, one.end)
        return self._touching(one.start, one.end)

    def around(self, start: int, end: int) -> tuple[Sayer, ...]:
        """Who said the quotation that holds `[start, end)`."""
        found = self._holding(start, end)
        return _once(name for quote in found for name in self._named(quote, SPEAKER))

    def _holding(self, start: int, end: int) -> list[Annotation]:
        found = self._quotations(start, end)
        return [quote for quote in found if quote.start <= start and end <= quote.end]

    def _touching(self, start: int, end: int) -> tuple[Sayer, ...]:
        """Who said the quotations in `[start, end)`; nobody where they are of different people, or
        where what is quoted is no more than a word or two of it.
        """
        found = list(self._quotations(start, end))
        quoted = sum(min(quote.end, end) - max(quote.start, start) for quote in found)
        said = {frozenset(names): names for names in map(self._speakers, found)}
        alone = len(said) == 1 and quoted * _LEAST >= end - start
        return next(iter(said.values())) if alone else ()

    def _speakers(self, quote: Annotation) -> tuple[Sayer, ...]:
        return _once(self._named(quote, SPEAKER))

    def _quotations(self, start: int, end: int) -> Iterable[Annotation]:
        """The annotations of which somebody is the speaker, as far as they touch `[start, end)`."""
        found = self._records.overlapping(start, end)
        return (one for one in found if self._scheme.tag(one.tag).speaker)

    def linked(self, one: Annotation, link: str) -> list[Annotation]:
        """The annotations to which one is linked in this way, the oldest link first."""
        here, elsewhere = self._records.annotations, self._elsewhere
        targets = (
            here.get(id) or elsewhere.get(id) for id in self._targets.get((one.id, link), ())
        )
        return [target for target in targets if target is not None]

    def _named(self, one: Annotation, link: str) -> Iterable[Sayer]:
        yield from (Sayer(each.text, each.tag) for each in self.linked(one, link))
        said = one.attributes.get(link, "") if link == SPEAKER else ""
        if said.strip():
            yield Sayer(said, "person")


def _once(sayers: Iterable[Sayer]) -> tuple[Sayer, ...]:
    return tuple(dict.fromkeys(sayers))
