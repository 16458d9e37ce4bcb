"""The records people make: annotations, links between them, passes over sentences, what they
decided about candidates, and what a new draft of an article has put in doubt.

Spans are `[start, end)` in code points of the article's text; times are ISO 8601 in UTC.
The records' JSON form, in the store and in every dataset format, derives from these classes.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from tui.text.article import Block, Metadata, Span

PassState: TypeAlias = Literal["nothing", "annotated"]
"""What a reader has said of a sentence; a sentence without a pass is unseen."""


class Quote(msgspec.Struct, frozen=True):
    """A W3C TextQuoteSelector: the words themselves and what stands around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """One tag on one or more spans of an article.

    `spans` are sorted, disjoint and not empty; `quotes` has one selector for each of them.
    `origin` says who proposed it: `person`, `import:<format>` or a suggester's name.
    `revision` counts the edits since it was made.
    """

    id: str
    article: str
    tag: str
    spans: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    attributes: dict[str, str] = {}
    note: str = ""
    author: str = ""
    origin: str = "person"
    created: str = ""
    updated: str = ""
    revision: int = 0

    @property
    def start(self) -> int:
        """Where the first span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1][1]

    @property
    def text(self) -> str:
        """The annotated words; an ellipsis stands for what lies between two spans."""
        return " … ".join(quote.exact for quote in self.quotes)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A typed, directed connection between two annotations, `source` and `target` (ids)."""

    id: str
    article: str
    type: str
    source: str
    target: str
    author: str = ""
    created: str = ""


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader has said of one sentence `[start, end)`."""

    id: str
    article: str
    start: int
    end: int
    state: PassState
    author: str = ""
    created: str = ""


def pass_id(article: str, sentence: Span) -> str:
    """The id of the pass over a sentence: a sentence has at most one."""
    return f"{article[:16]}-{sentence[0]}-{sentence[1]}"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a candidate: whether it was right as it was proposed.

    `tag`, `spans` and `origin` are the candidate's, not those of an annotation made of it;
    `features` are what a ranking learns from.
    """

    id: str
    article: str
    tag: str
    spans: tuple[Span, ...]
    accepted: bool
    origin: str = ""
    features: tuple[str, ...] = ()
    author: str = ""
    created: str = ""


def decision_id(article: str, tag: str, spans: tuple[Span, ...]) -> str:
    """The id of the decision about a candidate: a candidate has at most one."""
    places = "-".join(f"{start}-{end}" for start, end in spans)
    return f"{article[:16]}-{tag}-{places}"


class Recheck(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an annotation of an earlier draft, for as long as a person has to look at it.

    It has the id of the annotation that it is about. An article that has no such annotation has no
    place for its words: the annotation is an orphan. `was` is how it stood in the earlier draft,
    `sentence` the words of its sentence there; `links` are to be made when an orphan has a place.
    """

    id: str
    article: str
    was: Annotation
    sentence: str = ""
    links: tuple[Link, ...] = ()
    author: str = ""
    created: str = ""


class Carried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a dataset said of a text that has no other place, kept so that an export gives it back.

    `tokens` and `sentences` are sorted and disjoint spans, `labels` are said of the text as a
    whole; `rest` holds under a format's id, as JSON values, what only that format knows.
    """

    tokens: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    rest: dict[str, object] = {}


class ArticleRecord(Metadata, frozen=True, kw_only=True):
    """An article as the store keeps it: its text and metadata, and when it was `added`.

    `blocks` are what the source found, or what a person has since marked; `sources` are the other
    places where the same text stood; `carried` is what came with it from a dataset; `revises` is
    the id of the earlier draft whose annotations were carried here.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    added: str = ""
    sources: tuple[str, ...] = ()
    carried: Carried = Carried()
    revises: str = ""


Record: TypeAlias = ArticleRecord | Annotation | Link | Pass | Decision | Recheck

TABLES: dict[str, type[Record]] = {
    "articles": ArticleRecord,
    "annotations": Annotation,
    "links": Link,
    "passes": Pass,
    "decisions": Decision,
    "rechecks": Recheck,
}
"""The store's tables and the class of their records."""
