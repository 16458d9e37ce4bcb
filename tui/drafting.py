"""Which stored article another one revises, and its annotations carried over.

The store is asked in small steps, so that who reads meanwhile hardly waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from tui.annotations.edits import Op
from tui.annotations.model import ArticleRecord
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme
from tui.review.carrying import Beside, Signed, carry
from tui.review.likeness import resemblance, sketch
from tui.review.rebase import Rebase
from tui.shelves import whole
from tui.sources.opening import STDIN
from tui.store.protocol import Layer, Shelf, Store
from tui.text.article import Article

_ALIKE_AT_ONE_PLACE, _ALIKE = 0.1, 0.3
"""Resemblance, from 0 to 1, from which on an article revises another: of those found at the same
place, and of any.
"""
_AT_ONCE = 20
"""Texts that the store is asked for together."""

T = TypeVar("T")


class Ask(Protocol):
    """How the store is asked a question; returns when that is answered."""

    def __call__(self, question: Callable[[Store], T], /) -> T:
        """Ask."""


class Drafts:
    """Knows what stored articles are like. One thread at a time may ask."""

    def __init__(self, ask: Ask) -> None:
        """Nothing is looked at yet."""
        self._ask = ask
        self._sketches: dict[str, frozenset[int]] = {}

    def earlier(self, article: Article) -> Layer | None:
        """The annotated draft that an article revises: the one that it is known to revise, the last
        one found at its place, or the one that it is most like; None if there is none.
        """
        revised = self._ask(lambda store: store.load(article.id)).article
        if revised is not None and revised.revises:
            return self._ask(lambda store: store.load(revised.revises))
        shelves = self._ask(lambda store: store.articles())
        others = [one for one in shelves if one.annotations and one.id != article.id]
        place = whole(article.source) if article.source not in ("", STDIN) else ""
        here = [one for one in others if place and whole(one.source) == place]
        found = self._most_alike(article, here[-1:], _ALIKE_AT_ONE_PLACE)
        return found or self._most_alike(article, others, _ALIKE)

    def _most_alike(self, article: Article, shelves: Iterable[Shelf], least: float) -> Layer | None:
        ids = [shelf.id for shelf in shelves]
        unknown = [id for id in ids if id not in self._sketches]
        for at in range(0, len(unknown), _AT_ONCE):
            some = unknown[at : at + _AT_ONCE]
            self._sketches.update(self._ask(partial(_sketches, some)))
        own = sketch(_passages(article))
        scored = [(resemblance(own, self._sketches[id]), at, id) for at, id in enumerate(ids)]
        score, _, id = max(scored, default=(0.0, 0, ""))
        return self._ask(lambda store: store.load(id)) if score >= least else None


class Carried(NamedTuple):
    """What becomes of a draft's annotations, and the operations that make it so."""

    rebase: Rebase
    ops: tuple[Op, ...]


def carried(
    earlier: Layer, article: Article, into: Layer, known: Iterable[str], scheme: Scheme, by: Signed
) -> Carried:
    """Carry a draft's annotations into an article of which `into` is stored, and which has had
    records with the ids that are `known`.
    """
    records = Records()
    records.load(*(getattr(into, name) for name in Layer.__struct_fields__))
    old = article_of(earlier.article) if earlier.article is not None else Article(text="")
    rebase = Rebase(old, article, earlier.annotations)
    beside = Beside(earlier.links, earlier.passes, earlier.decisions)
    return Carried(rebase, carry(rebase, beside, records, scheme, by, frozenset(known)))


def article_of(record: ArticleRecord) -> Article:
    """The article that a record keeps."""
    known = msgspec.structs.asdict(record)
    return Article(**{name: known[name] for name in Article.__struct_fields__})


def _sketches(ids: Iterable[str], store: Store) -> dict[str, frozenset[int]]:
    found = {id: store.load(id).article for id in ids}
    return {id: sketch(_passages(one) if one else ()) for id, one in found.items()}


def _passages(article: Article | ArticleRecord) -> Iterator[str]:
    """The blocks that are not boilerplate."""
    return (
        article.text[block.start : block.end]
        for block in article.blocks
        if block.role != "boilerplate"
    )
