"""Who said what is annotated, as a report names them."""

from __future__ import annotations

from collections.abc import Iterable

from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.sayers import Sayer, Sayers
from tui.annotations.scheme import Scheme
from tui.reports.cleaning import line
from tui.reports.sheet import Named


class Speakers:
    """Looks up who said the annotations of one article."""

    def __init__(self, records: Records, scheme: Scheme) -> None:
        """Take the links as they are now."""
        self._sayers = Sayers(records, scheme)

    def of(self, one: Annotation) -> tuple[Named, ...]:
        """Who said an annotation."""
        return _clean(self._sayers.of(one))

    def around(self, start: int, end: int) -> tuple[Named, ...]:
        """Who said the quotation that holds `[start, end)`."""
        return _clean(self._sayers.around(start, end))

    def linked(self, one: Annotation, link: str) -> list[Annotation]:
        """The annotations to which one is linked in this way, the oldest link first."""
        return self._sayers.linked(one, link)


def _clean(sayers: Iterable[Sayer]) -> tuple[Named, ...]:
    named = (Named(line(one.text), one.tag) for one in sayers)
    return tuple(dict.fromkeys(one for one in named if one.name))
