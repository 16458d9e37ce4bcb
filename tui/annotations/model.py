"""The records people make: annotations, links between them, passes over sentences, decisions
about candidates, what a new draft has put in doubt, evidence, signatures, rulings and tasks.

Spans are `[start, end)` in code points of the article's text; times are ISO 8601 in UTC.
The records' JSON form, in the store and in every dataset format, derives from these classes.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from tui.text.article import Article, Block, Metadata, Role, Span, recast

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
    `revision` counts the edits since it was made. `checked` and `checked_by` say when and by whom
    its status was last set; both are empty while it is unchecked.
    """

    id: str
    article: str
    tag: str
    spans: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    attributes: dict[str, str] = {}
    note: str = ""
    checked: str = ""
    checked_by: str = ""
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
    """A typed, directed connection between two annotations, `source` and `target` (ids).

    It belongs to the source's `article`; `target_article` is empty where the target lies there too.
    """

    id: str
    article: str
    type: str
    source: str
    target: str
    target_article: str = ""
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


class Recast(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says that the block `[start, end)` is, whatever the source made of it."""

    id: str
    article: str
    start: int
    end: int
    role: Role
    author: str = ""
    created: str = ""

    @property
    def block(self) -> Block:
        """The block as the person has it."""
        return Block(self.role, self.start, self.end)


def recast_id(article: str, block: Block) -> str:
    """The id of what a person says of a block: it is only one thing."""
    return f"{article[:16]}-{block.start}-{block.end}"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim was checked against: a page, a document or a person.

    `claim` is the annotation's id. `address` is a URL or says where the document is, `place` the
    page or the time within it, `quotation` its words, `seen` the date (ISO 8601) on which it was
    read, `contact` who was asked.
    """

    id: str
    article: str
    claim: str
    title: str = ""
    address: str = ""
    place: str = ""
    quotation: str = ""
    seen: str = ""
    contact: str = ""
    author: str = ""
    created: str = ""


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """That a person signed an article, and how much of it had been dealt with then.

    `text` is the sha256 of the text, `said` the digest of all that was said of it then (`said.py`),
    so that a later change can be told; `figures` counts by name what had been done and was open.
    """

    id: str
    article: str
    text: str
    said: str = ""
    figures: dict[str, int] = {}
    author: str = ""
    created: str = ""


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer decided where annotators disagreed.

    `kind` is the weightiest difference. `about` are the annotators' versions by name, empty for who
    marked nothing, `links` those from them in words; `taken` names those who were right, nobody
    where none was. `gold` are the ids of the annotations that came of it.
    """

    id: str
    article: str
    kind: str
    about: dict[str, tuple[Annotation, ...]] = {}
    links: dict[str, tuple[str, ...]] = {}
    taken: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    reason: str = ""
    comment: str = ""
    author: str = ""
    created: str = ""


TaskState: TypeAlias = Literal["open", "done", "skipped", "flagged"]
"""How an annotator left an article; an article without a task is open, too."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """How an annotator left an article, and what they said of it as a whole.

    `labels` are the document labels by the label's name; `reason` says why the article was skipped
    or flagged. `updated` is when its state was last changed.
    """

    id: str
    article: str
    state: TaskState = "open"
    labels: dict[str, tuple[str, ...]] = {}
    reason: str = ""
    author: str = ""
    created: str = ""
    updated: str = ""


def task_id(article: str, author: str) -> str:
    """The id of an annotator's task on an article: each has at most one."""
    return f"{article[:16]}-{author}"


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

    `blocks` are what the source found; `sources` are the other
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

    @property
    def read(self) -> Article:
        """The article that is kept here."""
        known = msgspec.structs.asdict(self)
        return Article(**{name: known[name] for name in Article.__struct_fields__})


Kept: TypeAlias = (
    Annotation | Link | Pass | Decision | Recheck | Recast | Evidence | Signing | Ruling | Task
)
"""What is recorded about an article, of which there may be several of a kind."""

Record: TypeAlias = ArticleRecord | Kept

TABLES: dict[str, type[Record]] = {
    "articles": ArticleRecord,
    "annotations": Annotation,
    "links": Link,
    "passes": Pass,
    "decisions": Decision,
    "rechecks": Recheck,
    "recasts": Recast,
    "evidence": Evidence,
    "signings": Signing,
    "rulings": Ruling,
    "tasks": Task,
}
"""The store's tables and the class of their records."""


class Layer(msgspec.Struct, frozen=True):
    """Everything recorded about one article, each table under its own name; `article` is None
    where none is stored yet.
    """

    article: ArticleRecord | None
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    passes: tuple[Pass, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    recasts: tuple[Recast, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    signings: tuple[Signing, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def shaped(self) -> ArticleRecord | None:
        """The article with its blocks as a person has them."""
        if self.article is None or not self.recasts:
            return self.article
        blocks = recast(self.article.blocks, (one.block for one in self.recasts))
        return msgspec.structs.replace(self.article, blocks=blocks)
