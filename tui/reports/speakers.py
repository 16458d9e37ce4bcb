"""Who said what is annotated, as links and attributes tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tui.annotations import checking
from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme
from tui.reports.cleaning import line
from tui.reports.sheet import Named

SPEAKER, SOURCE = "speaker", "source"
"""The links to who said it and to who says so; the first is an attribute's name, too."""


class Speakers:
    """Looks up who said the annotations of one article."""

    def __init__(self, records: Records, scheme: Scheme) -> None:
        """Take the links as they are now."""
        self._records, self._scheme = records, scheme
        self._targets: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in sorted(records.links.values(), key=lambda one: (one.created, one.id)):
            self._targets[link.source, link.type].append(link.target)

    def of(self, one: Annotation) -> tuple[Named, ...]:
        """Who is linked to an annotation; of a claim else who said the quotation it lies in, or all
        the quotations that lie in it.
        """
        own = _once([*self._named(one, SPEAKER), *self._named(one, SOURCE)])
        if own or checking.status(self._scheme.tag(one.tag)) is None:
            return own
        return self.around(one.start, one.end) or self._within(one.start, one.end)

    def around(self, start: int, end: int) -> tuple[Named, ...]:
        """Who said the quotation that holds `[start, end)`."""
        return _once(
            name
            for quote in self._quotations(start, end)
            if quote.start <= start and end <= quote.end
            for name in self._named(quote, SPEAKER)
        )

    def _within(self, start: int, end: int) -> tuple[Named, ...]:
        """Who said the quotations in `[start, end)`; nobody where they are of different people."""
        said = {
            frozenset(names): names
            for quote in self._quotations(start, end)
            if start <= quote.start and quote.end <= end
            for names in [_once(self._named(quote, SPEAKER))]
        }
        return next(iter(said.values())) if len(said) == 1 else ()

    def _quotations(self, start: int, end: int) -> Iterable[Annotation]:
        """The annotations of which somebody is the speaker, as far as they touch `[start, end)`."""
        found = self._records.overlapping(start, end)
        return (one for one in found if self._scheme.tag(one.tag).speaker)

    def linked(self, one: Annotation, link: str) -> list[Annotation]:
        """The annotations to which one is linked in this way, the oldest link first."""
        targets = (
            self._records.annotations.get(id) for id in self._targets.get((one.id, link), ())
        )
        return [target for target in targets if target is not None]

    def _named(self, one: Annotation, link: str) -> Iterable[Named]:
        yield from (Named(line(each.text), each.tag) for each in self.linked(one, link))
        said = line(one.attributes.get(link, "")) if link == SPEAKER else ""
        if said:
            yield Named(said, "person")


def _once(names: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(names))
