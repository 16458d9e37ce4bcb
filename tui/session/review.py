"""Going through what annotators disagree about: what is still open, and which of it is looked at.

The queue follows from the annotators' layers and the gold file's rulings, so it is the same after a
restart. Articles are named by their ids, places are offsets (code points).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.index import SpanIndex
from tui.annotations.model import Layer, Ruling
from tui.annotations.records import Records
from tui.text.article import Span

if TYPE_CHECKING:
    from tui.review.adjudication import Case

DECIDED = "decided"
"""As a word of the filter: what has been decided is gone through, too."""


class Wanted(NamedTuple):
    """What is gone through: of these kinds, tags and annotators, all where none are named."""

    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    decided: bool = False

    def takes(self, case: Case) -> bool:
        """Whether a case is among it. An annotator's cases are those in which they are not with the
        majority; where there is none, those in which they have an annotation.
        """
        comparison = case.comparison
        if self.kinds and not self.kinds & set(comparison.differences):
            return False
        if self.tags and not self.tags & {one.tag for one in comparison.present}:
            return False
        if not self.names:
            return True
        most = comparison.majority
        if most is not None:
            return bool(self.names - set(case.called(most)) & set(case.names))
        members = zip(case.names, comparison.members, strict=True)
        return bool(self.names & {name for name, one in members if one is not None})


class Marks:
    """Where in an article annotators disagree, for whoever draws it."""

    def __init__(self, cases: Iterable[Case]) -> None:
        """Take the cases of an article."""
        self.cases = {case.id: case for case in cases}
        self._index = SpanIndex()
        self._index.fill(
            (span, case.id)
            for case in self.cases.values()
            for one in case.comparison.present
            for span in one.spans
        )

    def within(self, start: int, end: int) -> list[Case]:
        """The cases that share a code point with `[start, end)`, by place."""
        ids = {id for _, _, id in self._index.overlapping(start, end)}
        return sorted((self.cases[id] for id in ids), key=lambda case: case.comparison.start)


class Overlay(NamedTuple):
    """What lies over an article that is reviewed: the cases that are `open`, by id, and the one
    that is looked at. Of a single `layer`, with what it is `called`, `records` are what is shown.
    """

    marks: Marks
    open: frozenset[str]
    looked_at: Case | None
    layer: int | None = None
    called: str = ""
    records: Records | None = None

    def letters(self, start: int, end: int) -> str:
        """The letters of the annotators whose annotations of open cases begin in `[start, end)`."""
        found = {
            letter(at)
            for case in self.within(start, end)
            for at, one in enumerate(case.comparison.members)
            if one is not None and start <= one.start < end and self.layer in (None, at)
        }
        return "".join(sorted(found))

    def within(self, start: int, end: int) -> Iterator[Case]:
        """The open cases, and the one that is looked at, in `[start, end)`."""
        for case in self.marks.within(start, end):
            if case.id in self.open or case is self.looked_at:
                yield case

    def shared(self) -> Iterator[tuple[Span, bool]]:
        """The stretches of the case looked at that are marked here, and whether all who marked
        anything marked them.
        """
        if self.looked_at is None:
            return
        there = self.looked_at.comparison.present
        own = there if self.layer is None else [self.looked_at.comparison.members[self.layer]]
        edges = sorted({edge for one in there for span in one.spans for edge in span})
        for low, high in pairwise(edges):
            here = [one for one in there if any(s <= low and high <= e for s, e in one.spans)]
            if any(one in here for one in own):
                yield (low, high), len(here) == len(there)


class Review:
    """What annotators, by `names`, disagree about, article by article; each case open or decided.

    Cases that are `merged` were not open to begin with. `current` is the id of the one that is
    looked at; while `active`, keys decide about it. `reason` and `comment` are for the next
    decision. `trail` has what was decided in this session, in order. At the `end`, when nothing is
    left, keys that decide mean nothing else. With `blind` the names are not shown. With `abreast`
    each annotator's layer has a pane of its own.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        cases: Mapping[str, Sequence[Case]],
        paths: Mapping[str, str],
        *,
        merged: frozenset[str] = frozenset(),
        blind: bool = False,
    ) -> None:
        """Nothing is decided; `paths` are those at which the articles are opened."""
        self.names = names
        self.cases = cases
        self.paths = paths
        self.merged = merged
        self.blind = blind
        self.filter = ""
        self.wanted = Wanted()
        self.reason = ""
        self.comment = ""
        self.current = ""
        self.active = True
        self.end = False
        self.abreast = False
        self.trail: list[Case] = []
        self.rulings: dict[str, dict[str, Ruling]] = {}
        self._cases = {case.id: case for made in cases.values() for case in made}
        self._marks: dict[str, Marks] = {}
        self._layers: dict[tuple[str, int], Records] = {}
        self._open: dict[str, list[Case]] = {}
        self._settled: dict[str, Ruling] = {}
        for article in cases:
            self.take(article, {})

    def take(self, article: str, rulings: Mapping[str, Ruling]) -> None:
        """Know what was decided about an article."""
        self.rulings[article] = dict(rulings)
        self.trail = [case for case in self.trail if case.article != article or case.id in rulings]
        self._open[article] = [
            case
            for case in self.cases.get(article, ())
            if case.id not in self.merged and not self._is_settled(case, rulings.get(case.id))
        ]

    def _is_settled(self, case: Case, ruling: Ruling | None) -> bool:
        """Whether a ruling decides a case; of one that was looked at before this is known."""
        if ruling is None or self._settled.get(case.id) is ruling:
            return ruling is not None
        if not case.settled(ruling):
            return False
        self._settled[case.id] = ruling
        return True

    def queue(self, article: str) -> list[Case]:
        """The cases of an article that are gone through, in the order of the text."""
        made = self._open[article]
        if self.wanted.decided:
            made = [case for case in self.cases[article] if case.id not in self.merged]
        return [case for case in made if self.wanted.takes(case)]

    @property
    def left(self) -> int:
        """How many cases are open."""
        return sum(map(len, self._open.values()))

    @property
    def total(self) -> int:
        """How many there were."""
        return len(self._cases) - len(self.merged)

    @property
    def case(self) -> Case | None:
        """The case that is looked at."""
        return self._cases.get(self.current)

    def ruling(self, case: Case) -> Ruling | None:
        """What was decided about a case."""
        found = self.rulings[case.article].get(case.id)
        return found if self._is_settled(case, found) else None

    def narrow(self, text: str) -> list[str]:
        """Go only through what these words take: kinds, tags, annotators by letter or name, apart
        by commas or else by spaces; the words that are none of these.
        """
        from tui.review.comparison import KINDS  # not needed where nothing is reviewed

        words = [one.strip() for one in (text.split(",") if "," in text else text.split())]
        tags = {one.tag for case in self._cases.values() for one in case.comparison.present}
        people = {letter(at): name for at, name in enumerate(self.names)}
        people |= {name: name for name in self.names}
        known = {DECIDED, *KINDS, *tags, *people}
        self.filter = text
        self.wanted = Wanted(
            frozenset(words) & frozenset(KINDS),
            frozenset(words) & tags,
            frozenset(people[word] for word in words if word in people),
            DECIDED in words,
        )
        return [word for word in words if word and word not in known]

    def first(self, article: str = "", offset: int = 0) -> Case | None:
        """The first case of the queue from a place on; all of it is looked through."""
        ids = list(self.cases)
        at = ids.index(article) if article in self.cases else 0
        here = [case for case in self.queue(ids[at]) if case.comparison.start >= offset]
        if here or not ids:
            return next(iter(here), None)
        around = (case for id in (*ids[at + 1 :], *ids[: at + 1]) for case in self.queue(id))
        return next(around, None)

    def beside(self, case: Case, step: int) -> Case | None:
        """The case of the queue after one, or before it; after the last comes the first."""
        ids = list(self.cases)
        at = ids.index(case.article)
        order = {one.id: number for number, one in enumerate(self.cases[case.article])}
        here = [one for one in self.queue(case.article) if one.id != case.id]
        if step > 0:
            later = [one for one in here if order[one.id] > order[case.id]]
            sooner = [one for one in here if order[one.id] < order[case.id]]
            others = (one for id in (*ids[at + 1 :], *ids[:at]) for one in self.queue(id))
            return next(iter(later), None) or next(others, None) or next(iter(sooner), None)
        sooner = [one for one in here if order[one.id] < order[case.id]]
        others = (one for id in reversed(ids[:at]) for one in reversed(self.queue(id)))
        return sooner[-1] if sooner else next(others, None)

    def overlay(self, article: str, layer: int | None = None) -> Overlay | None:
        """What lies over an article, or over a single layer of it."""
        if article not in self.cases:
            return None
        if article not in self._marks:
            self._marks[article] = Marks(self.cases[article])
        case = self.case if self.active else None
        here = case if case is not None and case.article == article else None
        made = Overlay(self._marks[article], frozenset(c.id for c in self._open[article]), here)
        if layer is None:
            return made
        records = self._layers.get((article, layer))
        if records is None:
            records = self._layers[article, layer] = _records(self.cases[article], layer)
        return made._replace(layer=layer, called=self.called(layer), records=records)

    def called(self, layer: int) -> str:
        """What an annotator is called: a letter, and the name unless that is hidden."""
        return letter(layer) if self.blind else f"{letter(layer)} {self.names[layer]}"

    def outcome(self, ruling: Ruling) -> str:
        """Whose version was kept, in a word or two."""
        if not ruling.taken:
            return "neither"
        if len(ruling.gold) > 1:
            return "both"
        known = (self.names.index(name) for name in ruling.taken if name in self.names)
        return " and ".join(letter(at) if self.blind else self.names[at] for at in known)

    def figures(self) -> dict[str, dict[str, int]]:
        """How many were decided, by kind, by outcome and by reason."""
        made = [
            ruling for held in self.cases.values() for case in held if (ruling := self.ruling(case))
        ]
        return {
            "kinds": dict(Counter(one.kind for one in made).most_common()),
            "outcomes": dict(Counter(map(self.outcome, made)).most_common()),
            "reasons": dict(Counter(one.reason for one in made if one.reason).most_common()),
        }

    def summary(self) -> str:
        """How far one has come, and what was decided."""
        figures = self.figures()
        often = (*figures["outcomes"].items(), *figures["reasons"].items())
        decided = sum(figures["kinds"].values())
        said = [f"{what} {count}" for what, count in often]
        return " · ".join([f"{decided} of {self.total} decided", *said])


def _records(cases: Sequence[Case], layer: int) -> Records:
    """All that one annotator marked in an article."""
    members = (case.comparison.members[layer] for case in cases)
    made = Records()
    made.load(Layer(None, annotations=tuple(one for one in members if one is not None)))
    return made


def letter(layer: int) -> str:
    """The letter of an annotator, by number: A, B, C…"""
    return chr(ord("A") + layer)
