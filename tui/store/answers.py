"""What a store says of the records that it has in memory."""

from __future__ import annotations

from threading import RLock

from tui.annotations.model import ArticleRecord, Layer
from tui.store.protocol import Of, Shelf
from tui.store.view import View


class Answers:
    """The part of a `Store` that only reads, one thread at a time."""

    _guard: RLock
    _view: View

    def articles(self) -> tuple[Shelf, ...]:
        """One line an article, in the order in which they were added."""
        with self._guard:
            return self._view.records.shelves()

    def article(self, id: str, text: str | None = None) -> ArticleRecord | None:
        """The record of the article with this id; see `Store.article`."""
        with self._guard:
            return self._view.records.article(id, text)

    def load(self, article: str, text: str | None = None) -> Layer:
        """Everything recorded about the article with this id; see `Store.load`."""
        with self._guard:
            return self._view.records.layer(article, text)

    def each(self, kind: type[Of]) -> tuple[Of, ...]:
        """Every record of a class, of all articles."""
        with self._guard:
            return tuple(self._view.records.each(kind))

    def article_of(self, table: str, id: str) -> str:
        """The article that a record belongs to, empty where its table has none with this id."""
        with self._guard:
            return self._view.records.article_of(table, id)

    def surfaces(self) -> tuple[tuple[str, str], ...]:
        """The tag and the words of each annotation of all articles."""
        with self._guard:
            return tuple(self._view.records.surfaces())
