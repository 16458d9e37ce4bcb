"""The candidates of one pane's article that are worth a look, by place.

They are worked out a block at a time, when somebody looks there; what has been decided, is
annotated already or is not sure enough is left out when asked, so nothing has to be kept in step.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from tui.annotations.records import Records
from tui.assist.candidate import Candidate, Key
from tui.session.advice import Advice
from tui.text.article import Article
from tui.text.segments import Segments

Place: TypeAlias = tuple[int, int, str]
"""What candidates are ordered by: start, the longer first, tag."""

_KEPT = 400
"""Blocks whose candidates are remembered."""

_AHEAD = 40
"""Blocks after the cursor's that are worked out beforehand."""

_REACH = 20_000
"""Code points through which one key looks for the next candidate: a few milliseconds' work."""


class Walk(NamedTuple):
    """Candidates that were asked for together, `*`; accepting them is undone as one.

    `further` are the paths of other articles in which the walk goes on.
    """

    candidates: tuple[Candidate, ...]
    group: str
    tag: str = ""
    words: str = ""
    further: tuple[str, ...] = ()

    def on(self, article: Article, further: tuple[str, ...]) -> Walk:
        """The same walk through another article."""
        from tui.assist.same import same_words

        found = tuple(same_words(article, self.tag, self.words))
        return self._replace(candidates=found, further=further)


class Reached(NamedTuple):
    """What a search for a candidate has come to: one, or how far it looked (an offset)."""

    candidate: Candidate | None
    offset: int


class Proposals:
    """What may be proposed about an article. `shown` says that a person is going through them."""

    def __init__(
        self, article: Article, segments: Segments, records: Records, advice: Advice
    ) -> None:
        """Nothing is worked out yet."""
        self.shown = False
        self.walk: Walk | None = None
        self._article = article
        self._segments = segments
        self._records = records
        self._advice = advice
        self._kept: OrderedDict[int, list[Candidate]] = OrderedDict()
        self._reading: Iterator[tuple[int, list[Candidate]]] | None = None
        self._read_to = 0
        self._added: dict[int, dict[Key, Candidate]] = {}

    def next(self, place: Place) -> Reached:
        """The first candidate worth a look at or after a place."""
        if self.walk is not None:
            left = (one for one in self.walk.candidates if place <= place_of(one))
            return Reached(next(self._worth(left), None), len(self._article.text))
        start = place[0]
        for index in range(self._segments.block_index(start), len(self._article.blocks)):
            block = self._article.blocks[index]
            if block.start - start > _REACH:
                return Reached(None, block.start)
            left = (one for one in self.of_block(index) if place <= place_of(one))
            found = next(self._worth(left), None)
            if found is not None:
                return Reached(found, found.start)
        return Reached(None, len(self._article.text))

    def previous(self, place: Place) -> Reached:
        """The last candidate worth a look before a place."""
        if self.walk is not None:
            left = (one for one in reversed(self.walk.candidates) if place_of(one) < place)
            return Reached(next(self._worth(left), None), 0)
        start = place[0]
        for index in range(self._segments.block_index(start), -1, -1):
            block = self._article.blocks[index : index + 1]
            if not block or start - block[0].end > _REACH:
                return Reached(None, block[0].end if block else 0)
            left = (one for one in reversed(self.of_block(index)) if place_of(one) < place)
            found = next(self._worth(left), None)
            if found is not None:
                return Reached(found, found.start)
        return Reached(None, 0)

    def within(self, start: int, end: int) -> list[Candidate]:
        """The candidates worth a look that begin in `[start, end)`."""
        if self.walk is not None:
            here: Iterable[Candidate] = self.walk.candidates
        else:
            first, last = self._segments.block_index(start), self._segments.block_index(end)
            here = (one for index in range(first, last + 1) for one in self.of_block(index))
        return list(self._worth(one for one in here if start <= one.start < end))

    def left(self) -> list[Candidate]:
        """What of the walk has not been decided yet."""
        return list(self._worth(self.walk.candidates)) if self.walk is not None else []

    def of_block(self, index: int) -> list[Candidate]:
        """Every candidate that begins in a block, by place, whether or not it is worth a look."""
        if not 0 <= index < len(self._article.blocks):
            return []
        if index not in self._kept:
            self._read(index)
        self._kept.move_to_end(index)
        found = self._kept[index]
        if index in self._added:
            same = {one.key for one in found}
            further = (one for key, one in self._added[index].items() if key not in same)
            found = sorted((*found, *further), key=place_of)
        return [self._advice.told(one) for one in found]

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take candidates that somebody else proposes; of equal ones the surer counts."""
        for one in candidates:
            there = self._added.setdefault(self._segments.block_index(one.start), {})
            if one.key not in there or there[one.key].score < one.score:
                there[one.key] = one

    def read_ahead(self, offset: int) -> bool:
        """Work out, while nobody is pressing keys, what the next ones may ask for: a block at or
        soon after `offset`. False if all of those are known.
        """
        here = self._segments.block_index(offset)
        for index in range(here, min(here + _AHEAD, len(self._article.blocks))):
            if index not in self._kept:
                self._read(index)
                return True
        return False

    def _read(self, index: int) -> None:
        """Work out a block's candidates; whoever goes on from block to block reads on."""
        from tui.assist.suggest import by_block

        if self._reading is None or self._read_to != index:
            self._reading, self._read_to = by_block(self._segments, index), index
        while self._read_to <= index:
            read, found = next(self._reading, (len(self._article.blocks), []))
            for skipped in range(self._read_to, min(read + 1, len(self._article.blocks))):
                self._kept[skipped] = found if skipped == read else []
            self._read_to = read + 1
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _worth(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Those that are sure enough, undecided, and not annotated already."""
        least = 0.0 if self.walk is not None else self._advice.threshold
        for one in candidates:
            wanted = self.walk is not None or one.tag in self._advice.tags
            if wanted and self._advice.score(one) >= least and not self._settled(one):
                yield one

    def _settled(self, candidate: Candidate) -> bool:
        records, article = self._records, self._article.id
        if records.decided(article, candidate.tag, candidate.spans):
            return True
        for start, end in candidate.spans:
            for other in records.overlapping(start, end):
                if other.tag == candidate.tag or other.spans == candidate.spans:
                    return True
        if not self._advice.scheme.tag(candidate.tag).covers:
            return False
        sentence = self._segments.sentence_at(candidate.start)
        return sentence is not None and records.passed(article, sentence) is not None


def place_of(candidate: Candidate) -> Place:
    """Where a candidate stands among the others."""
    return candidate.start, -candidate.end, candidate.tag


def after(candidate: Candidate) -> Place:
    """The place right after a candidate's."""
    start, end, tag = place_of(candidate)
    return start, end, tag + "\0"
