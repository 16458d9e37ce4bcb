"""Articles from a dataset, committed to a store: what it has is left alone.

Several articles are committed as one edit, so that a large dataset does not wait for the disk
after each. Reading the same file again takes nothing twice, which is how a stopped import goes on.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import chain

import msgspec

from tui.annotations.edits import Op, plain
from tui.annotations.labels import carried
from tui.annotations.model import TABLES, ArticleRecord, Layer, Task
from tui.exchange.drafts import made_id
from tui.exchange.renaming import renamed
from tui.sources.shapes import shapes
from tui.store.protocol import Store

_KEPT = tuple(table for table in TABLES if table != "articles")

_BATCH = 2_000
"""Records in one edit, about."""

_BATCH_TEXT = 4_000_000
"""Code points of articles in one edit, about."""


class Taken(msgspec.Struct):
    """What became of the records: those that were `new`, of them those that were `renamed` as
    their ids were those of other articles' records; those that were `left`, as the store says
    something else under their ids.
    """

    new: int = 0
    renamed: int = 0
    left: int = 0


class Intake:
    """Takes layers into a store, and counts in `taken` what became of them."""

    def __init__(self, store: Store, author: str, summary: str, taken: Taken) -> None:
        """Commit in the name of `author`, with a summary that says where it comes from."""
        self._store = store
        self._author = author
        self._summary = summary
        self._ops: list[Op] = []
        self._pending: dict[tuple[str, str], str] = {}
        self._size = 0
        self.taken = taken

    def take(self, layer: Layer) -> None:
        """Add what the store does not have yet; raises StoreError."""
        article = layer.article
        if article is None:
            return
        # The store has to know an article before it can be compared.
        if ("articles", article.id) in self._pending:
            self.flush()
        there = self._store.load(article.id)
        ids = self._elsewhere(layer, article.id)
        abroad = self._abroad(layer)
        layer = renamed(layer, ids, abroad) if ids or abroad else layer
        refused = self._kept(layer, there, {id for new in ids.values() for id in new.values()})
        self._described(carried(msgspec.structs.replace(layer, tasks=refused)).article, there)
        self._pending["articles", article.id] = article.id
        if len(self._ops) >= _BATCH or self._size >= _BATCH_TEXT:
            self.flush()

    def flush(self) -> None:
        """Make durable what was taken; raises StoreError."""
        if self._ops:
            self._store.commit(self._ops, by=self._author, summary=self._summary)
        self.taken.new += len(self._ops)
        self._ops, self._pending, self._size = [], {}, 0

    def _elsewhere(self, layer: Layer, article: str) -> dict[str, dict[str, str]]:
        """New ids, by table and id, for the records whose ids those of other articles have."""
        ids: dict[str, dict[str, str]] = {}
        for table in _KEPT:
            for one in getattr(layer, table):
                if self._is_others(table, one.id, article):
                    ids.setdefault(table, {})[one.id] = made_id(article, one.id)
        return ids

    def _abroad(self, layer: Layer) -> dict[tuple[str, str], str]:
        """The ids that annotations to which links lead in other articles have got, or will get,
        where those are known by now to be somebody else's."""
        links = chain(layer.links, *(one.links for one in layer.rechecks))
        ends = ((one.target_article, one.target) for one in links if one.target_article)
        return {
            (article, id): made_id(article, id)
            for article, id in ends
            if self._is_others("annotations", id, article)
        }

    def _is_others(self, table: str, id: str, article: str) -> bool:
        """Whether an id is that of another article's record."""
        owner = self._pending.get((table, id)) or self._store.article_of(table, id)
        return owner not in ("", article)

    def _kept(self, layer: Layer, there: Layer, given: Container[str]) -> tuple[Task, ...]:
        """Take the records in, some with ids that were given them; the tasks that are not taken."""
        refused = list[Task]()
        for table in _KEPT:
            known = {one.id: one for one in getattr(there, table)}
            for one in getattr(layer, table):
                if one.id not in known:
                    known[one.id] = one
                    self.taken.renamed += one.id in given
                    self._pending[table, one.id] = one.article
                    self._ops.append(Op(table, one.id, None, plain(one)))
                elif known[one.id] != one:
                    self.taken.left += 1
                    if isinstance(one, Task):
                        refused.append(one)
        return tuple(refused)

    def _described(self, article: ArticleRecord | None, there: Layer) -> None:
        """Take the article's own record in, or its labels."""
        if article is None:
            return
        if there.article is None:
            blocks = article.blocks or tuple(shapes(article.text))
            article = msgspec.structs.replace(article, blocks=blocks)
            self._ops.append(Op("articles", article.id, None, plain(article)))
            self._size += len(article.text)
        elif not set(article.carried.labels) <= set(there.article.carried.labels):
            self._ops.append(_labelled(there.article, article.carried.labels))


def _labelled(article: ArticleRecord, labels: Iterable[str]) -> Op:
    """What gives a stored article further labels of the whole."""
    both = tuple(dict.fromkeys([*article.carried.labels, *labels]))
    carried = msgspec.structs.replace(article.carried, labels=both)
    after = msgspec.structs.replace(article, carried=carried)
    return Op("articles", article.id, plain(article), plain(after))
