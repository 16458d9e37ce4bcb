"""The ranking: what acceptances and rejections say about the candidates still to come.

Naive Bayes over the candidates' features: each feature moves the score's log-odds by how often
candidates that have it were accepted. What raises a score is bounded: that a tag is mostly
accepted makes no weak candidate of it strong. The state is a plain value of counts, so it can be
stored, merged and explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log

import msgspec

from tui.assist.candidate import Candidate

_PRIOR = 2.0
"""Candidates' worth of doubt: how many decisions it takes before a feature says much."""

_MOST = 2.0
"""Log-odds by which one feature moves a score at the most."""

_RISE = 1.0
"""Log-odds by which all features together raise a score at the most: from 0.4 to 0.65."""

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
        own = min(max(candidate.score, _CERTAIN), 1 - _CERTAIN)
        learned = sum(self._weight(one) for one in features(candidate))
        return 1 / (1 + exp(-log(own / (1 - own)) - min(learned, _RISE)))

    def reasons(self, candidate: Candidate) -> list[str]:
        """What moved the score, in words, the strongest first: "person names: 8 of 9 accepted"."""
        known = [one for one in features(candidate) if one in self.counts]
        return [
            f"{one}: {yes} of {yes + no} accepted"
            for one in sorted(known, key=lambda one: -abs(self._weight(one)))
            for yes, no in [self.counts[one]]
        ]

    def _weight(self, feature: str) -> float:
        yes, no = self.counts.get(feature, (0, 0))
        weight = log((yes + _PRIOR) / (no + _PRIOR))
        return min(max(weight, -_MOST), _MOST)


def features(candidate: Candidate) -> tuple[str, ...]:
    """What the ranking counts of a candidate: tag, origin and its own features."""
    return (
        f"{candidate.tag} by {candidate.origin}",
        *(f"{candidate.tag}, {feature}" for feature in candidate.features),
    )
