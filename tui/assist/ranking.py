"""The ranking: what acceptances and rejections say about the candidates still to come.

A candidate's features, its tag among them, are told by how many with them were accepted. Each of
these shares is shrunk towards the candidate's own score, so that only what was decided otherwise
than expected moves it, and what they move is bounded in log-odds: that a tag is often accepted
makes no weak candidate of it strong. The state is a plain value of counts, so it can be stored,
merged and explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log

import msgspec

from tui.assist.candidate import Candidate

_PRIOR = 4.0
"""Decisions that a candidate's own score is worth beside those about its features."""

_RISE, _FALL = 1.0, 3.0
"""Log-odds by which all that was decided raises or lowers a score at the most: what is proposed
in vain is in the way, what is proposed late is not."""

_RISE_OF_TAG = 0.4
"""Log-odds by which the tag raises a score at the most: it is accepted for its strong ones."""

_CERTAIN = 0.02
"""No score is nearer than this to 0 or 1 before it is moved."""


class Ranking(msgspec.Struct, frozen=True):
    """How many candidates with each feature were accepted and rejected: `counts[feature]`."""

    counts: Mapping[str, tuple[int, int]] = {}

    def learn(self, candidate: Candidate, *, accepted: bool) -> Ranking:
        """The ranking after one more decision."""
        return self.count(features(candidate), accepted=accepted)

    def count(self, features: Iterable[str], *, accepted: bool, times: int = 1) -> Ranking:
        """The ranking after so many more decisions about a candidate with these features; a
        negative number takes decisions back.
        """
        counts = dict(self.counts)
        for feature in features:
            yes, no = counts.get(feature, (0, 0))
            yes, no = (yes + times, no) if accepted else (yes, no + times)
            counts[feature] = (max(yes, 0), max(no, 0))
        return Ranking(counts)

    def score(self, candidate: Candidate) -> float:
        """The candidate's score, 0 to 1, in the light of the decisions so far."""
        if not self.counts:
            return candidate.score
        own = _bounded(candidate.score)
        tag, *others = features(candidate)
        moved = min(self._move(tag, own), _RISE_OF_TAG)
        if others:
            moved += sum(self._move(one, own) for one in others) / len(others)
        return 1 / (1 + exp(-_log_odds(own) - min(max(moved, -_FALL), _RISE)))

    def reasons(self, candidate: Candidate) -> list[str]:
        """What moved the score, in words, the strongest first: "person names: 8 of 9 accepted"."""
        own = _bounded(candidate.score)
        known = [one for one in features(candidate) if one in self.counts]
        return [
            f"{one}: {yes} of {yes + no} accepted"
            for one in sorted(known, key=lambda one: -abs(self._move(one, own)))
            for yes, no in [self.counts[one]]
        ]

    def _move(self, feature: str, own: float) -> float:
        """The log-odds by which the candidates with a feature were accepted beyond a score."""
        yes, no = self.counts.get(feature, (0, 0))
        return _log_odds((yes + _PRIOR * own) / (yes + no + _PRIOR)) - _log_odds(own)


def _bounded(score: float) -> float:
    return min(max(score, _CERTAIN), 1 - _CERTAIN)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def features(candidate: Candidate) -> tuple[str, ...]:
    """What the ranking counts of a candidate: its tag with its origin, then its own features."""
    return (
        f"{candidate.tag} by {candidate.origin}",
        *(f"{candidate.tag}, {feature}" for feature in candidate.features),
    )
