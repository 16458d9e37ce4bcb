"""What a database holds beside an article: its edits, and the articles to which it leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from tui.annotations.edits import Edit, Op
from tui.annotations.model import Evidence, Layer, Link
from tui.annotations.records import Records
from tui.exchange.privacy import file_name
from tui.hosting.shelves import whole
from tui.reports.beside import Beside, Other
from tui.session.stored import article_of
from tui.sources.shapes import in_blocks
from tui.store.protocol import Store
from tui.text.article import Article


class Neighbours:
    """Looks things up in a store, each article once; for `several` articles also the history."""

    def __init__(self, store: Store, *, several: bool = False) -> None:
        """Take the store; it is read only when something is asked."""
        self._store, self._several = store, several
        self._others: dict[str, Other | None] = {}

    def beside(self, layer: Layer, transcript: Article | None = None) -> Beside:
        """All that a report of an article draws upon."""
        if layer.article is None:
            return Beside(transcript=transcript)
        others = self.linked(layer.links) | self._cited(layer.evidence)
        id = layer.article.id
        others = {name: one for name, one in others.items() if one.article.id != id}
        edits = self._edits.get(id, ()) if self._several else self._store.history(id)
        return Beside(tuple(edits), others, transcript)

    def linked(self, links: Iterable[Link]) -> dict[str, Other]:
        """The other articles to which links lead, by id."""
        return self._known({link.target_article: link.target_article for link in links})

    def _cited(self, evidence: Iterable[Evidence]) -> dict[str, Other]:
        """The stored articles that evidence names, by the address or title by which it does."""
        names = {name for one in evidence for name in (one.address, one.title) if name}
        known = {name: self._ids.get(name) or self._ids.get(whole(name), "") for name in names}
        return self._known(known)

    def _known(self, ids: dict[str, str]) -> dict[str, Other]:
        """Those articles that are stored, under the same names as their ids."""
        found = {name: self._other(id) for name, id in ids.items()}
        return {name: one for name, one in found.items() if one is not None}

    @cached_property
    def _edits(self) -> dict[str, list[Edit]]:
        """All edits by article, each cut down to what it did there."""
        made: dict[str, list[Edit]] = defaultdict(list)
        for edit in self._store.history():
            ops: dict[str, list[Op]] = defaultdict(list)
            for op in edit.ops:
                ops[str(article_of(op))].append(op)
            for id, mine in ops.items():
                made[id].append(replace(edit, ops=tuple(mine)))
        return made

    @cached_property
    def _ids(self) -> dict[str, str]:
        """The stored articles by where they stood, by their file's name and by their title; what
        stands for several is left out.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for shelf in self._store.articles():
            places = [whole(place) for place in (shelf.source, *shelf.sources) if place]
            for name in (*places, *map(file_name, places), shelf.title):
                found[name].add(shelf.id)
        return {name: ids.pop() for name, ids in found.items() if name and len(ids) == 1}

    def _other(self, id: str) -> Other | None:
        """The stored article with an id, if there is one."""
        if id not in self._others:
            layer = self._store.load(id)
            record = layer.shaped
            records = Records()
            records.load(layer)
            self._others[id] = Other(in_blocks(record.read), records) if record else None
        return self._others[id]
