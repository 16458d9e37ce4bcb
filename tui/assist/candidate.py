"""The candidate: a proposed annotation. It is nobody's annotation before a person accepts it.

Offsets are code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from tui.text.article import Span

Spans: TypeAlias = tuple[Span, ...]

Key: TypeAlias = tuple[str, Spans, str]
"""What makes two candidates of an article the same: tag, spans, and the words themselves."""

SpeakerKind: TypeAlias = Literal["name", "description", "pronoun"]

BUILT_IN = "glossator"
"""The origin of the candidates that the rules of this package propose."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who may have said a quotation: a mention in the text.

    `spans` are the mention itself ("Telle"), `text` its words, and `phrase` the whole noun phrase
    around it with titles and appositions ("Mayor Joas Telle, 61,"). `antecedent` is where the
    person a pronoun stands for was last named, and `named` are the words there; both are empty for
    a name, for a description, and for a pronoun that nothing explains. `score` goes from 0 to 1.
    """

    spans: Spans
    kind: SpeakerKind
    text: str
    score: float
    phrase: Span | None = None
    antecedent: Spans = ()
    named: str = ""

    @property
    def shown(self) -> str:
        """The words to show: "Ilse van der Moor", "a spokesman", "she (Ilse van der Moor)"."""
        return f"{self.text} ({self.named})" if self.named else self.text


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A tag proposed for one or more spans.

    `spans` are sorted, disjoint and not empty; `text` is their words, an ellipsis between two
    spans. `score` goes from 0 to 1. `origin` says who proposed it, `reason` says in words why.
    `speakers` are ranked, the likeliest first; `cue` is the verb or phrase that reports the
    words. `features` are what a ranking counts when the candidate is accepted or rejected.
    """

    tag: str
    spans: Spans
    text: str
    score: float
    origin: str = BUILT_IN
    reason: str = ""
    speakers: tuple[Speaker, ...] = ()
    cue: Span | None = None
    features: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the first span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1][1]

    @property
    def key(self) -> Key:
        """What a candidate is known by, so that a rejected one stays rejected."""
        return self.tag, self.spans, self.text


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of the spans, an ellipsis between two of them."""
    return " … ".join(text[start:end] for start, end in spans)
