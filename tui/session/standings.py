"""What has been said of each sentence of a story."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tui.annotations.records import Standing
from tui.text.article import Span

DONE: frozenset[Standing] = frozenset(["annotated", "opinion", "nothing"])
"""The standings of sentences that have been dealt with."""


class Standings(NamedTuple):
    """The standing of each of the story's sentences, as of a version of the records."""

    story: list[Span]
    each: list[Standing]
    version: int

    @property
    def counts(self) -> Counter[str]:
        """How many sentences have each standing."""
        return Counter(self.each)

    @property
    def done(self) -> int:
        """How many sentences have been dealt with."""
        return sum(standing in DONE for standing in self.each)

    @property
    def share(self) -> float:
        """The share of those that have been dealt with, from 0 to 1; 0 of no sentences."""
        return self.done / len(self.each) if self.each else 0.0

    @property
    def by_sentence(self) -> dict[Span, Standing]:
        """Each sentence's standing."""
        return dict(zip(self.story, self.each, strict=True))

    @property
    def unseen(self) -> list[Span]:
        """The sentences that have not been dealt with."""
        pairs = zip(self.story, self.each, strict=True)
        return [sentence for sentence, standing in pairs if standing not in DONE]
