"""The records of one article in memory: changed by operations, asked by place.

Every change goes through `apply`, so that undo, a refused edit and another session's edit are the
same thing as a person's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from tui.annotations.catalogue import Catalogue, key_of
from tui.annotations.edits import Op, Plain, Storing, plain
from tui.annotations.hanging import HANGS, Hanging, ends, hanging
from tui.annotations.index import SpanIndex
from tui.annotations.model import (
    TABLES,
    Annotation,
    ArticleRecord,
    Decision,
    Evidence,
    Layer,
    Link,
    Pass,
    Recast,
    Recheck,
    Record,
    Ruling,
    Signing,
    Task,
    decision_id,
    pass_id,
)
from tui.annotations.said import SAYING, Said
from tui.annotations.scheme import Scheme, is_opinion
from tui.text.article import Span

Standing: TypeAlias = Literal["unseen", "begun", "nothing", "opinion", "annotated"]
"""What has been said of a sentence; one that has only `begun` is not dealt with."""


_PLAIN = TABLES.keys() - {"articles", "annotations"}
"""The tables that are looked up by id alone."""

_REMEMBERED = 64
"""Changes of which it is known what they touched."""


class Run(NamedTuple):
    """A stretch of text on which the same annotations lie, outermost first."""

    start: int
    end: int
    annotations: tuple[Annotation, ...]


class Records:
    """What has been recorded about one article. `version` counts the changes."""

    def __init__(self) -> None:
        """Nothing recorded yet."""
        self.article: ArticleRecord | None = None
        self.annotations: dict[str, Annotation] = {}
        self.links: dict[str, Link] = {}
        self.passes: dict[str, Pass] = {}
        self.decisions: dict[str, Decision] = {}
        self.rechecks: dict[str, Recheck] = {}
        self.recasts: dict[str, Recast] = {}
        self.evidence: dict[str, Evidence] = {}
        self.signings: dict[str, Signing] = {}
        self.rulings: dict[str, Ruling] = {}
        self.tasks: dict[str, Task] = {}
        self.version = 0
        self._touched: deque[tuple[Span, ...]] = deque(maxlen=_REMEMBERED)
        self.catalogue = Catalogue()
        self._index = SpanIndex()
        self._order: list[Annotation] = []
        self._said: Said | None = None
        self._hanging: Hanging | None = None

    def apply(self, ops: Iterable[Op]) -> None:
        """Make the changes, in order."""
        touched: list[Span] = []
        for op in ops:
            touched += _spans(op)
            touched += (self.annotations[id].spans[0] for id in ends(op) if id in self.annotations)
            if op.table == "annotations":
                self._set_annotation(op)
            elif isinstance(op, Storing):
                self.article = op.record
            elif op.table == "articles":
                self.article = msgspec.convert(op.after, ArticleRecord) if op.after else None
            else:
                self._set(op)
        self._touched.append(tuple(touched))
        self.version += 1

    def touched(self, since: int) -> list[Span] | None:
        """The spans of which something else is said than at version `since`; None if that was
        too long ago to know.
        """
        changes = self.version - since
        if not 0 <= changes <= len(self._touched):
            return None
        return [span for spans in islice(reversed(self._touched), changes) for span in spans]

    def load(self, layer: Layer) -> None:
        """Take records that are stored already, without making operations of them."""
        self.article = layer.article
        fresh = [one for one in layer.annotations if one.id not in self.annotations]
        self.annotations.update((one.id, one) for one in fresh)
        fresh.sort(key=key_of)
        self.catalogue.fill(fresh)
        self._index.fill((span, one.id) for one in fresh for span in one.spans)
        self._order = sorted([*self._order, *fresh], key=key_of) if self._order else fresh
        for table in _PLAIN:
            self._table(table).update((one.id, one) for one in getattr(layer, table))
        self._touched.clear()
        self._said = self._hanging = None
        self.version += 1

    def holds(self, op: Op) -> bool:
        """Whether the record is now what the operation says was `before`."""
        before = msgspec.convert(op.before, TABLES[op.table]) if op.before else None
        return self._record(op.table, op.id) == before

    def held(self, table: str, id: str) -> Plain | None:
        """The record with this id as it is now, as plain values."""
        found = self._record(table, id)
        return plain(found) if found is not None else None

    @property
    def hanging(self) -> Hanging:
        """The links and the evidence, by the annotations on which they hang."""
        if self._hanging is None:
            self._hanging = hanging(self.links.values(), self.evidence.values())
        return self._hanging

    @property
    def said(self) -> str:
        """The digest of all that is said here; asked for once, it costs little after a change."""
        if self._said is None:
            self._said = Said(one for name in SAYING for one in self._table(name).values())
        return self._said.digest

    def ordered(self) -> list[Annotation]:
        """All annotations by place: by start, the longer first."""
        return list(self._order)

    def next(self, offset: int) -> Annotation | None:
        """The first annotation that begins after `offset`."""
        at = bisect_right(self._order, offset, key=_start)
        return self._order[at] if at < len(self._order) else None

    def previous(self, offset: int) -> Annotation | None:
        """The last annotation that begins before `offset`."""
        at = bisect_left(self._order, offset, key=_start)
        return self._order[at - 1] if at else None

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """The annotations that share a code point with `[start, end)`, outermost first."""
        ids = {id for _, _, id in self._index.overlapping(start, end)}
        return sorted((self.annotations[id] for id in ids), key=outermost_first)

    def at(self, offset: int) -> list[Annotation]:
        """The annotations on one code point, innermost first."""
        return self.overlapping(offset, offset + 1)[::-1]

    def on(self, spans: tuple[Span, ...]) -> list[Annotation]:
        """The annotations with exactly these spans."""
        held = (self.annotations[id] for id in self._index.exactly(spans[0]))
        return [one for one in held if one.spans == spans]

    def same(self, tag: str, spans: tuple[Span, ...]) -> Annotation | None:
        """The annotation with exactly this tag and these spans."""
        return next((one for one in self.on(spans) if one.tag == tag), None)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """`[start, end)` cut where annotations begin and end; every code point is in one run."""
        entries = sorted(self._index.overlapping(start, end), reverse=True)
        edges = {start, end}
        for first, last, _ in entries:
            edges.update((max(first, start), min(last, end)))
        over: list[tuple[int, int, str]] = []
        for low, high in pairwise(sorted(edges)):
            while entries and entries[-1][0] <= low:
                over.append(entries.pop())
            over = [one for one in over if one[1] > low]
            here = [self.annotations[id] for _, _, id in over]
            if len(here) > 1:
                here.sort(key=outermost_first)
            yield Run(low, high, tuple(here))

    def passed(self, article: str, sentence: Span) -> Pass | None:
        """The pass that says there is nothing to check in this sentence of the article."""
        found = self.passes.get(pass_id(article, sentence))
        return found if found is not None and found.state == "nothing" else None

    def decided(self, article: str, tag: str, spans: tuple[Span, ...]) -> Decision | None:
        """What was said of the candidate of this tag on these spans of the article."""
        return self.decisions.get(decision_id(article, tag, spans))

    def orphan(self, id: str) -> Recheck | None:
        """What has this id and no place here."""
        return None if id in self.annotations else self.rechecks.get(id)

    @property
    def orphans(self) -> list[Recheck]:
        """What came from an earlier draft and has no place here, in the order it had there."""
        found = (one for one in self.rechecks.values() if one.id not in self.annotations)
        return sorted(found, key=lambda one: key_of(one.was))

    def standing(self, article: str, sentence: Span, scheme: Scheme) -> Standing:
        """What has been said of a sentence; an annotation weighs more than a pass."""
        here = [self.annotations[id] for _, _, id in self._index.overlapping(*sentence)]
        covering = [one for one in here if scheme.tag(one.tag).covers]
        if covering:
            opinion = all(is_opinion(one, scheme) for one in covering)
            return "opinion" if opinion else "annotated"
        if self.passed(article, sentence):
            return "nothing"
        return "begun" if here else "unseen"

    def _table(self, name: str) -> dict[str, Record]:
        table: dict[str, Record] = getattr(self, name)
        return table

    def _record(self, table: str, id: str) -> Record | None:
        return self.article if table == "articles" else self._table(table).get(id)

    def _set(self, op: Op) -> None:
        table = self._table(op.table)
        old = table.pop(op.id, None)
        new = msgspec.convert(op.after, TABLES[op.table]) if op.after is not None else None
        if new is not None:
            table[op.id] = new
        if op.table in HANGS:
            self._hanging = None
        self._note(old, new)

    def _note(self, old: Record | None, new: Record | None) -> None:
        """Have the digest follow, where it was ever asked for."""
        if self._said is not None:
            self._said.swap(old, new)

    def _set_annotation(self, op: Op) -> None:
        old = self.annotations.pop(op.id, None)
        if old is not None:
            for span in old.spans:
                self._index.remove(span, old.id)
            del self._order[bisect_left(self._order, key_of(old), key=key_of)]
            self.catalogue.remove(old)
        new = msgspec.convert(op.after, Annotation) if op.after is not None else None
        if new is not None:
            self._add(new)
        self._note(old, new)

    def _add(self, annotation: Annotation) -> None:
        self.annotations[annotation.id] = annotation
        for span in annotation.spans:
            self._index.add(span, annotation.id)
        insort(self._order, annotation, key=key_of)
        self.catalogue.add(annotation)


def _spans(op: Op) -> Iterator[Span]:
    """The stretches of text that an operation says something else of."""
    if op.table not in ("annotations", "passes", "recasts"):
        return
    for value in (op.before, op.after):
        if value is None:
            continue
        if op.table == "annotations":
            yield from msgspec.convert(value["spans"], tuple[Span, ...])
        else:
            yield msgspec.convert((value["start"], value["end"]), Span)


def _start(annotation: Annotation) -> int:
    return annotation.start


def outermost_first(annotation: Annotation) -> tuple[int, int, str]:
    """What annotations are sorted by where they lie on each other."""
    return annotation.start - annotation.end, annotation.start, annotation.id
