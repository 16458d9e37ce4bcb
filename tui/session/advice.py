"""What is worth proposing: a person's own decisions and names, and how sure a candidate has to be.

One advice serves all panes: what is learned in one story counts in the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.annotations.edits import Op, Plain
from tui.annotations.model import Decision
from tui.annotations.scheme import Scheme

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate

_TOLD = 0.9
"""The score of a name that people have tagged before."""

_STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def sure(score: float) -> str:
    """How sure a candidate is, as people read it, of a score from 0 to 1."""
    return f"{score:.0%}".replace("%", " %")


class Advice:
    """What people have taught, and what they want to see of what is proposed.

    `threshold` is the score, from 0 to 1, that a candidate needs to be worth a look.
    """

    def __init__(self, scheme: Scheme, tags: Iterable[str], threshold: float) -> None:
        """Nothing learned yet; `tags` are proposed, of those that the scheme has."""
        from tui.assist.gazetteer import Gazetteer
        from tui.assist.ranking import Ranking

        known = {tag.name for tag in scheme.tags}
        self.scheme = scheme
        self.tags = frozenset(tags) & known
        self.threshold = threshold
        self.ranking = Ranking()
        self._naming = {tag.name for tag in scheme.tags if tag.object == "name"}
        self._names: dict[str, Counter[str]] = {}
        self.known = Gazetteer(self._names)

    def learn(self, decisions: Iterable[Decision], surfaces: Iterable[tuple[str, str]]) -> None:
        """Take in what a store holds: its decisions, and the tag and words of its annotations."""
        for decision in decisions:
            self.ranking = self.ranking.count(decision.features, accepted=decision.accepted)
        for tag, words in surfaces:
            self._name(tag, words, 1)

    def follow(self, ops: Iterable[Op]) -> None:
        """Learn from operations, and unlearn what they take back."""
        for op in ops:
            if op.table not in ("annotations", "decisions"):
                continue
            for record, times in ((op.before, -1), (op.after, 1)):
                if record is not None and op.table == "annotations":
                    self._name(str(record["tag"]), _words(record), times)
                elif record is not None:
                    self.ranking = self.ranking.count(
                        _features(record), accepted=bool(record["accepted"]), times=times
                    )

    def told(self, candidate: Candidate) -> Candidate:
        """The candidate as people's own names tell: with the tag that its words mostly carry."""
        tag = self.known.tag(candidate.text) if candidate.tag in self._naming else None
        if tag is None:
            return candidate
        score = max(candidate.score, _TOLD)
        return replace(candidate, tag=tag, score=score, reason="tagged so before")

    def score(self, candidate: Candidate) -> float:
        """How sure the candidate is, from 0 to 1, in the light of the decisions so far."""
        return self.ranking.score(candidate)

    def ask_for(self, steps: int) -> None:
        """Ask for surer candidates, by steps of a tenth, or with a negative number for more."""
        at = min(range(len(_STEPS)), key=lambda n: abs(_STEPS[n] - self.threshold)) + steps
        self.threshold = _STEPS[min(max(at, 0), len(_STEPS) - 1)]

    def _name(self, tag: str, words: str, times: int) -> None:
        from tui.assist.gazetteer import folded

        if tag not in self._naming:
            return
        name = folded(words)
        counts = self._names.setdefault(name, Counter())
        counts[tag] += times
        # Below none is one that was taken away before it was learnt: learning is done in portions.
        if not counts[tag]:
            del counts[tag]
        if not counts:
            del self._names[name]


def _words(record: Plain) -> str:
    quotes = record.get("quotes")
    first = quotes[0] if isinstance(quotes, list) and quotes else {}
    return str(first.get("exact", "")) if isinstance(first, dict) else ""


def _features(record: Plain) -> tuple[str, ...]:
    features = record.get("features")
    return tuple(map(str, features)) if isinstance(features, list) else ()
