"""The ideal reader: knows the gold annotations and presses the keys that make just these.

It goes through the candidates once, as a person does, and looks no further ahead than the page:
what is right it accepts, all left of a sentence at once where all are; a wrong tag it corrects
by the other tag's key, a wrong edge by the fewest selecting keys, if that is cheaper than tagging by
hand; what is wrong it rejects. What is not proposed it tags by hand, on the way or afterwards.
Every key goes through `Workspace.press`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from benchmarks.keys import planning
from benchmarks.keys.planning import Keys
from benchmarks.keys.tasks import Task
from tests.assist.gold import Gold
from tests.session.notation import Desk
from tui.annotations.model import Annotation
from tui.assist.candidate import Candidate, Speaker
from tui.session.commands.making import mended
from tui.session.commands.tagging import removes, target
from tui.session.config import Config
from tui.session.proposals import place_of
from tui.session.reader import Reader
from tui.text.article import Span

SIZE = (80, 21)
"""Cells and rows of text in a terminal of 80 by 24."""
_BY_HAND = 4
"""Keys that tagging by hand takes as a rule: f, letter, tag, and back to the candidates."""


class Marked(NamedTuple):
    """What came of an article: the keys, for what they were pressed, and what is right now.

    `spent` are the keys for each gold annotation that was reached, by its place in the gold;
    `wrong` counts annotations that are not gold.
    """

    keys: Keys
    spent: dict[int, int]
    wrong: int


class Reading:
    """A task being marked up. With `at_once` what the candidates miss is tagged on the way."""

    def __init__(self, task: Task, conf: Config, *, at_once: bool) -> None:
        """Open the article; nothing has been pressed."""
        self.task = task
        self.desk = Desk(task.article, size=SIZE, conf=conf)
        self.at_once = at_once
        self.left = dict(enumerate(task.gold))
        self.pressed: list[str] = []
        self.spent: dict[int, int] = {}
        self.linked: set[int] = set()
        self._idle = 0

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
            self._by_hand(number, item)
        return self._outcome()

    def press(self, *keys: str) -> None:
        """Press keys in the session; they count from now on."""
        self.pressed += keys
        self._idle += len(keys)
        self.desk.press_each(keys)

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
        missed = self._missed(candidate) if self.at_once else None
        if missed is not None:
            if self._by_hand(*missed):
                self.press("tab")
                return
        all_left = self._all_right(candidate)
        if len(all_left) > 1:
            self.press("A")
            for number in all_left:
                self._got(number)
            return
        number = self._match(candidate)
        if number is not None:
            self._accept(number, candidate, ())
            return
        mending = self._mending(candidate)
        if mending is not None:
            self._accept(mending[0], candidate, mending[1])
            return
        self.press("x")

    def _accept(self, number: int, candidate: Candidate, mend: Keys) -> None:
        item = self.left[number]
        self.press(*mend, "enter" if item.tag == candidate.tag else self._key(item.tag))
        self._got(number)
        self._answer(number, item)

    def _answer(self, number: int, item: Gold) -> None:
        """Say who said it, where that is asked."""
        offer = self.desk.workspace.offer
        if offer is None:
            return
        for place, speaker in enumerate(offer.speakers):
            if item.speaker is not None and self._said(speaker, item.speaker):
                self.press("enter" if place == 0 else str(place + 1))
                self.linked.add(number)
                self.spent[number] += 1
                self._idle = 0
                return
        self.press("x" if offer.candidate is not None else "esc")
        if item.speaker is None:
            self.linked.add(number)

    def _said(self, speaker: Speaker, gold: Span) -> bool:
        if not self.task.mentions:
            return (speaker.antecedent or speaker.spans)[0] == gold
        return gold in (speaker.spans[0], speaker.phrase)

    def _got(self, number: int) -> None:
        del self.left[number]
        self.spent[number] = self._idle
        self._idle = 0

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

    def _all_right(self, candidate: Candidate) -> list[int]:
        """The annotations that accepting all left of the sentence would make, if all are gold."""
        sentence = self.reader.segments.sentence_at(candidate.start)
        end = max(sentence[1] if sentence else candidate.end, candidate.start + 1)
        numbers = []
        for one in self._coming(candidate):
            if one.start < end:
                number = self._match(one)
                if number is None or self.left[number].tag != one.tag:
                    return []
                if one.speakers or self.left[number].speaker is not None:
                    return []
                numbers.append(number)
        return numbers

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
                lambda reader, wanted=wanted: reader.candidate is not None  # type: ignore[misc]
                and mended(reader, reader.candidate.spans) == wanted,
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

    def _by_hand(self, number: int, item: Gold) -> bool:
        """Tag what no candidate has become."""
        first, *further = item.spans
        tag = self.desk.workspace.scheme.tag(item.tag)

        def takes(reader: Reader) -> bool:
            return reader.candidate is None and target(reader, tag) in (item.spans, (first,))

        keys = planning.by_hand(self.desk, takes, first)
        if keys is None:
            return False
        self.press(*keys, self._key(item.tag))
        for span in further:
            more = planning.select(self.desk, span)
            if more is None:
                return False
            self.press(*more, "&")
        self._got(number)
        self._answer(number, item)
        return True

    def _outcome(self) -> Marked:
        gold = {(one.tag, one.spans) for one in self.task.gold}
        gold |= {("person", (one.speaker,)) for one in self.task.gold if one.speaker}
        made = self.reader.records.annotations.values()
        wrong = sum((one.tag, one.spans) not in gold for one in made)
        right = {(one.tag, one.spans) for one in made}
        spent = {
            number: keys
            for number, keys in self.spent.items()
            if (self.task.gold[number].tag, self.task.gold[number].spans) in right
            and (self.task.gold[number].speaker is None or number in self.linked)
        }
        return Marked(tuple(self.pressed), spent, wrong)


def _overlap(left: Iterable[Span], right: Iterable[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in left for other in right)


def _span_for(item: Gold, candidate: Candidate) -> Span:
    """The span that the selected first one of a candidate has to become."""
    others = candidate.spans[1:]
    return next((one for one in item.spans if one not in others), item.spans[0])


def mark_up(task: Task, conf: Config) -> Marked:
    """The cheaper of going back for what was missed, at once or in the end."""
    tried = [Reading(task, conf, at_once=at_once).mark_up() for at_once in (False, True)]
    return min(tried, key=lambda one: (-len(one.spent), len(one.keys)))
