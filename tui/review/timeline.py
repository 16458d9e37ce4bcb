"""What became of the annotations of an article, change by change: their statuses, and whether those
who are criticised were heard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from tui.annotations.checking import status, unset
from tui.annotations.edits import Edit, Plain
from tui.annotations.history import History
from tui.annotations.model import Annotation
from tui.annotations.replying import reply_of
from tui.annotations.scheme import Scheme


class Change(NamedTuple):
    """A value that was given to an attribute. `was` is empty where the annotation was made with
    it, `now` where the value was taken away; `sources` is how much evidence there was for a status.
    """

    annotation: str
    attribute: str
    was: str
    now: str
    sources: int
    by: str
    at: str


def timeline(edits: Iterable[Edit], scheme: Scheme) -> list[Change]:
    """The changes that stand, the oldest first; what undo took back is not among them.

    `edits` are those of an article, the oldest first.
    """
    made = _Timeline(scheme)
    for edit in _standing(edits):
        made.take(edit)
    return sorted(made.changes, key=lambda change: change.at)


def _standing(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that stand, in order. Everybody undoes their own."""
    histories: defaultdict[str, History] = defaultdict(History)
    for edit in edits:
        histories[edit.by].record(edit)
    done = (edit for history in histories.values() for edit in history.done)
    return sorted(done, key=lambda edit: edit.seq)


def _annotation(record: Plain | None) -> Annotation | None:
    """The annotation as an edit left it; None where it removed it, or has it in a shape that only
    a newer version knows.
    """
    try:
        return msgspec.convert(record, Annotation | None)
    except msgspec.ValidationError:
        return None


class _Timeline:
    """The changes up to an edit."""

    def __init__(self, scheme: Scheme) -> None:
        self.changes: list[Change] = []
        self._scheme = scheme
        self._sources: Counter[str] = Counter()
        self._values: dict[tuple[str, str], str] = {}

    def take(self, edit: Edit) -> None:
        """Take an edit into account: what is added with a value in one edit counts for it."""
        for op in edit.ops:
            if op.table == "evidence":
                self._count(op.before, -1)
                self._count(op.after, 1)
        for op in edit.ops:
            one = _annotation(op.after) if op.table == "annotations" else None
            if one is not None:
                self._compare(edit, one, made=op.before is None)

    def _count(self, evidence: Plain | None, number: int) -> None:
        if evidence is not None:
            self._sources[str(evidence.get("claim"))] += number

    def _compare(self, edit: Edit, one: Annotation, *, made: bool) -> None:
        for name, value, nothing, sources in self._said(one):
            was = self._values.get((one.id, name), nothing)
            self._values[one.id, name] = value
            if was == value:
                continue
            # Of what came from another file its own record knows who checked it, and when.
            brought = made and one.checked
            change = Change(
                annotation=one.id,
                attribute=name,
                was="" if made else was,
                now=value,
                sources=sources,
                by=one.checked_by if brought else edit.by,
                at=one.checked if brought else edit.at,
            )
            self.changes.append(change)

    def _said(self, one: Annotation) -> Iterator[tuple[str, str, str, int]]:
        """The name of each attribute that is followed, its value, what stands for none, and how
        much evidence there is for it.
        """
        tag = self._scheme.tag(one.tag)
        known = status(tag)
        if known is not None:
            nothing = unset(known)
            value = one.attributes.get(known.name) or nothing
            yield known.name, value, nothing, self._sources[one.id]
        heard = reply_of(tag)
        if heard is not None:
            yield heard.name, one.attributes.get(heard.name, ""), "", 0
