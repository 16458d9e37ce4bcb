"""Articles from a dataset, committed to a store: what it has is left alone.

Several articles are committed as one edit, so that a large dataset does not wait for the disk
after each. Reading the same file again takes nothing twice, which is how a stopped import goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.annotations.edits import Op, plain
from tui.annotations.model import TABLES, ArticleRecord, Layer
from tui.sources.shapes import shapes
from tui.store.protocol import Store

_KEPT = tuple(table for table in TABLES if table != "articles")

_BATCH = 2_000
"""Records in one edit, about."""

_BATCH_TEXT = 4_000_000
"""Code points of articles in one edit, about."""


class Intake:
    """Takes layers into a store; `records` counts what was new."""

    def __init__(self, store: Store, author: str, summary: str) -> None:
        """Commit in the name of `author`, with a summary that says where it comes from."""
        self._store = store
        self._author = author
        self._summary = summary
        self._ops: list[Op] = []
        self._articles: set[str] = set()
        self._size = 0
        self.records = 0

    def take(self, layer: Layer) -> None:
        """Add what the store does not have yet; raises StoreError."""
        article = layer.article
        if article is None:
            return
        if article.id in self._articles:  # The store has to know it before it can be compared.
            self.flush()
        there = self._store.load(article.id)
        if there.article is None:
            blocks = article.blocks or tuple(shapes(article.text))
            article = msgspec.structs.replace(article, blocks=blocks)
            self._ops.append(Op("articles", article.id, None, plain(article)))
            self._size += len(article.text)
        elif not set(article.carried.labels) <= set(there.article.carried.labels):
            self._ops.append(_labelled(there.article, article.carried.labels))
        for table in _KEPT:
            known = {one.id for one in getattr(there, table)}
            new = (one for one in getattr(layer, table) if one.id not in known)
            self._ops += [Op(table, one.id, None, plain(one)) for one in new]
        self._articles.add(article.id)
        if len(self._ops) >= _BATCH or self._size >= _BATCH_TEXT:
            self.flush()

    def flush(self) -> None:
        """Make durable what was taken; raises StoreError."""
        if self._ops:
            self._store.commit(self._ops, by=self._author, summary=self._summary)
        self.records += len(self._ops)
        self._ops, self._articles, self._size = [], set(), 0


def _labelled(article: ArticleRecord, labels: Iterable[str]) -> Op:
    """What gives a stored article further labels of the whole."""
    both = tuple(dict.fromkeys([*article.carried.labels, *labels]))
    carried = msgspec.structs.replace(article.carried, labels=both)
    after = msgspec.structs.replace(article, carried=carried)
    return Op("articles", article.id, plain(article), plain(after))
