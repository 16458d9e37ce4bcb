"""Which stored article another one revises, and what becomes of its annotations.

The store is asked in small steps, so that who reads meanwhile hardly waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui.annotations.model import ArticleRecord, Layer
from tui.hosting.shelves import whole
from tui.sources.opening import STDIN
from tui.store.protocol import Shelf, Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.review.carrying import Beside
    from tui.review.rebase import Rebase

_ALIKE_AT_ONE_PLACE, _ALIKE = 0.05, 0.15
"""Resemblance, from 0 to 1, from which on an article revises another: of those found at the same
place, and of any.
"""
_COMPARED = 200_000
"""Code points of a text by which it is told whether it revises another."""
_RECENT = 200
"""Articles added last among which an earlier draft is looked for unasked."""
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

    def earlier(self, article: Article, *, recent: bool = False) -> Layer | None:
        """The annotated draft that an article revises: the one that it is known to revise, the last
        one found at its place, or the one that it is most like; None if there is none. With
        `recent` only the articles that were added last are looked at, where nobody has asked.
        """
        revised = self._ask(lambda store: store.article(article.id, article.text))
        if revised is not None and revised.revises:
            return self._ask(lambda store: store.load(revised.revises))
        shelves = self._ask(lambda store: store.articles())
        others = [one for one in shelves if one.annotations and one.id != article.id]
        place = whole(article.source) if article.source not in ("", STDIN) else ""
        here = [one for one in others if place and whole(one.source) == place]
        found = self._most_alike(article, here[-1:], _ALIKE_AT_ONE_PLACE)
        return found or self._most_alike(article, others[-_RECENT:] if recent else others, _ALIKE)

    def _most_alike(self, article: Article, shelves: Iterable[Shelf], least: float) -> Layer | None:
        from tui.review.likeness import resemblance, sketch

        ids = [shelf.id for shelf in shelves]
        if not ids:
            return None
        unknown = [id for id in ids if id not in self._sketches]
        for at in range(0, len(unknown), _AT_ONCE):
            some = unknown[at : at + _AT_ONCE]
            self._sketches.update(self._ask(partial(_sketches, some)))
        own = sketch(_passages(article))
        scored = [(resemblance(own, self._sketches[id]), at, id) for at, id in enumerate(ids)]
        score, _, id = max(scored, default=(0.0, 0, ""))
        return self._ask(lambda store: store.load(id)) if score >= least else None


def compared(earlier: Layer, article: Article) -> tuple[Rebase, Beside]:
    """What becomes of a draft's annotations in an article, and what else the draft has."""
    from tui.review.carrying import Beside
    from tui.review.rebase import Rebase

    shaped = earlier.shaped
    old = shaped.read if shaped is not None else Article(text="")
    beside = Beside(earlier.links, earlier.passes, earlier.decisions, earlier.evidence)
    return Rebase(old, article, earlier.annotations), beside


def _sketches(ids: Iterable[str], store: Store) -> dict[str, frozenset[int]]:
    from tui.review.likeness import sketch

    found = {id: store.load(id).shaped for id in ids}
    return {id: sketch(_passages(one) if one else ()) for id, one in found.items()}


def _passages(article: Article | ArticleRecord) -> Iterator[str]:
    """The blocks that are not boilerplate, as far as texts are compared."""
    for block in article.blocks:
        if block.start >= _COMPARED:
            return
        if block.role != "boilerplate":
            yield article.text[block.start : block.end]
