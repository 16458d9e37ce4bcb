"""The ideal reader: knows the gold annotations and presses the keys that make just these.

It goes through the candidates once, as a person does, and looks no further ahead than the page:
what is right it accepts, all left of a sentence at once where all are; a wrong tag it corrects
by the other tag's key, a wrong edge by the fewest selecting keys, if that is cheaper than tagging
by hand; what is wrong it rejects. What is not proposed it tags by hand when it has been passed.
Every key goes through `Workspace.press`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.keys import planning
from benchmarks.keys.planning import Keys
from benchmarks.keys.tasks import Task
from tests.assist.gold import Gold
from tests.session.notation import Desk
from tui.assist.candidate import Candidate, Speaker
from tui.session.commands.making import mended
from tui.session.commands.tagging import target
from tui.session.config import Config
from tui.session.proposals import place_of
from tui.session.reader import Reader
from tui.text.article import Span

SIZE = (80, 21)
"""Cells and rows of text in a terminal of 80 by 24."""
_BY_HAND = 4
"""Keys that tagging by hand takes as a rule: f, letter, tag, and back to the candidates."""


class Marked(NamedTuple):
    """What came of an article: the keys, how many annotations of the gold are right now, with
    who said them, and how many are not gold.
    """

    keys: Keys
    right: int
    wrong: int


class Reading:
    """An article being marked up on a desk, where it has been opened."""

    def __init__(self, desk: Desk, task: Task) -> None:
        """Nothing has been pressed."""
        self.desk = desk
        self.task = task
        self.left = dict(enumerate(task.gold))
        self.pressed: list[str] = []
        self.mentioned: set[tuple[Span, ...]] = set()

    @property
    def reader(self) -> Reader:
        """The pane."""
        return self.desk.reader

    def mark_up(self) -> Marked:
        """Press the keys for the whole article."""
        if self.left:
            self.press("tab")
        while self.left and self._look():
            self._one()
        for number, item in sorted(self.left.items(), reverse=True):
            if number in self.left:
                self._by_hand(number, item)
        return self._outcome()

    def press(self, *keys: str) -> None:
        """Press keys in the session; they count. What is right now need not be looked for."""
        self.pressed += keys
        self.desk.press_each(keys)
        self.left = {n: one for n, one in self.left.items() if not self._right(one)}

    def _look(self) -> bool:
        """Whether a candidate is looked at; looks further where there may be more."""
        while self.reader.candidate is None:
            if "looks further" not in self.desk.said:
                return False
            self.press("tab")
        return True

    def _one(self) -> None:
        """Deal with the candidate that is looked at."""
        candidate = self.reader.candidate
        assert candidate is not None
        missed = self._missed(candidate)
        if missed is not None:
            self._by_hand(*missed)
            if self.left:
                self.press("tab")
            return
        number = self._match(candidate)
        mending = self._mending(candidate) if number is None else (number, ())
        if self._all_right(candidate):
            self.mentioned |= {one.spans for one in self._left_here(candidate)}
            self.press("A")
        elif mending is not None:
            self._accept(mending[0], candidate, mending[1])
        else:
            self.press("x")

    def _accept(self, number: int, candidate: Candidate, mend: Keys) -> None:
        item = self.left[number]
        self.press(*mend, "enter" if item.tag == candidate.tag else self._key(item.tag))
        self._answer(item)
        self.left.pop(number, None)

    def _answer(self, item: Gold) -> None:
        """Say who said it: one of those offered, else the words, which are gone to."""
        offer = self.desk.workspace.offer
        if item.speaker is None:
            if offer is not None:
                self.press("x" if offer.candidate is not None else "esc")
            return
        for place, speaker in enumerate(offer.speakers if offer is not None else ()):
            if self._said(speaker, item.speaker):
                self.mentioned.add(item.spans)
                self.press("enter" if place == 0 else str(place + 1))
                return
        self._point_out(item.speaker)

    def _point_out(self, speaker: Span) -> None:
        """Point out who said it, by the name at the cursor or by selecting the words."""
        person = self.desk.workspace.scheme.tag("person")

        def here(reader: Reader) -> bool:
            if reader.candidate is not None:
                return False
            names = [one.spans for one in reader.records.at(reader.cursor) if one.tag == "person"]
            if reader.selection is None and reader.records.at(reader.cursor)[len(names) :]:
                return False
            return (names[:1] or [target(reader, person)])[0] == (speaker,)

        keys = planning.by_hand(self.desk, here, speaker)
        if keys is not None:
            self.press(*keys, "L")

    def _said(self, speaker: Speaker, gold: Span) -> bool:
        if not self.task.mentions:
            return (speaker.antecedent or speaker.spans)[0] == gold
        return gold in (speaker.spans[0], speaker.phrase)

    def _key(self, tag: str) -> str:
        return self.desk.workspace.config.keymap.key(f"tag.{tag}")

    def _match(self, candidate: Candidate) -> int | None:
        found = [n for n, item in self.left.items() if item.spans == candidate.spans]
        found.sort(key=lambda n: self.left[n].tag != candidate.tag)
        return found[0] if found else None

    def _coming(self, candidate: Candidate) -> list[Candidate]:
        """The candidates of this block that are not decided yet, from this one on."""
        reader = self.reader
        block = reader.article.blocks[reader.segments.block_index(candidate.start)]
        found = reader.proposals.within(candidate.start, max(block.end, candidate.start + 1))
        return [one for one in found if place_of(one) >= place_of(candidate)]

    def _left_here(self, candidate: Candidate) -> list[Candidate]:
        """The candidates left in the sentence, from this one on."""
        sentence = self.reader.segments.sentence_at(candidate.start)
        end = max(sentence[1] if sentence else candidate.end, candidate.start + 1)
        return [one for one in self._coming(candidate) if one.start < end]

    def _all_right(self, candidate: Candidate) -> bool:
        """Whether all that is left of the sentence is gold, with who said it, and worth one key."""
        coming = self._left_here(candidate)
        worth = len(coming) > 1 or bool(candidate.speakers)
        return worth and all(map(self._right_as_it_is, coming))

    def _right_as_it_is(self, candidate: Candidate) -> bool:
        number = self._match(candidate)
        item = self.left[number] if number is not None else None
        if item is None or item.tag != candidate.tag:
            return False
        pointed_at = [one for one in candidate.speakers[:1] if one.phrase is not None]
        if item.speaker is None or not pointed_at:
            return item.speaker is None and not pointed_at
        return self._said(pointed_at[0], item.speaker)

    def _mending(self, candidate: Candidate) -> tuple[int, Keys] | None:
        """What is best made of a candidate with wrong edges, and the keys that mend it."""
        later = {one.spans for one in self._coming(candidate)}
        best: tuple[int, Keys] | None = None
        for number, item in self.left.items():
            if item.spans in later or not _overlap(item.spans, candidate.spans):
                continue
            most = len(best[1]) - 1 if best is not None else self._worth(item)
            wanted = item.spans
            keys = planning.mending(
                self.desk,
                lambda reader, wanted=wanted: (
                    reader.candidate is not None  # type: ignore[misc]
                    and mended(reader, reader.candidate.spans) == wanted
                ),
                _span_for(item, candidate),
                most,
            )
            if keys is not None:
                best = number, keys
        return best

    def _worth(self, item: Gold) -> int:
        """Keys that mending may take before tagging by hand is cheaper."""
        return _BY_HAND if item.tag != "quote" else 2 * _BY_HAND

    def _missed(self, candidate: Candidate) -> tuple[int, Gold] | None:
        """The first annotation that the candidates have gone past."""
        for number, item in sorted(self.left.items()):
            if item.spans[-1][1] <= candidate.start:
                return number, item
        return None

    def _by_hand(self, number: int, item: Gold) -> None:
        """Tag what no candidate has become."""
        del self.left[number]
        if self.reader.records.same(item.tag, item.spans) is not None:
            return
        first, *further = item.spans
        tag = self.desk.workspace.scheme.tag(item.tag)

        def takes(reader: Reader) -> bool:
            return reader.candidate is None and target(reader, tag) in (item.spans, (first,))

        keys = planning.by_hand(self.desk, takes, first)
        if keys is None:
            return
        self.press(*keys, self._key(item.tag))
        for span in further if self.reader.records.same(item.tag, item.spans) is None else ():
            more = planning.select(self.desk, span)
            if more is None:
                return
            self.press(*more, "&")
        self._answer(item)

    def _outcome(self) -> Marked:
        records = self.reader.records
        gold = {(one.tag, one.spans) for one in self.task.gold}
        said = {("person", (one.speaker,)) for one in self.task.gold if one.speaker is not None}
        speakers = {link.target for link in records.links.values()} if self.task.mentions else set()
        wrong = [
            one
            for one in records.annotations.values()
            if (one.tag, one.spans) not in gold | said and one.id not in speakers
        ]
        return Marked(tuple(self.pressed), sum(map(self._right, self.task.gold)), len(wrong))

    def _right(self, item: Gold) -> bool:
        """Whether the annotation is there, and its speaker linked."""
        records = self.reader.records
        made = records.same(item.tag, item.spans)
        if made is None or item.speaker is None:
            return made is not None
        targets = [one.target for one in records.links.values() if one.source == made.id]
        named = [records.annotations[target].spans for target in targets]
        mentioned = self.task.mentions and item.spans in self.mentioned
        return named == [(item.speaker,)] or (mentioned and len(named) == 1)


def _overlap(left: Iterable[Span], right: Iterable[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in left for other in right)


def _span_for(item: Gold, candidate: Candidate) -> Span:
    """The span that the selected first one of a candidate has to become."""
    others = candidate.spans[1:]
    return next((one for one in item.spans if one not in others), item.spans[0])


def mark_up(tasks: Iterable[Task], conf: Config) -> Iterator[Marked]:
    """Mark up articles one after the other, in one session that learns from every decision."""
    tasks = list(tasks)
    desk = Desk(*(task.article for task in tasks), size=SIZE, conf=conf)
    desk.workspace.run("library.leave")
    for number, task in enumerate(tasks):
        on: Keys = ("J",) if number else ()
        desk.press_each(on)
        marked = Reading(desk, task).mark_up()
        yield marked._replace(keys=on + marked.keys)
