"""What can be opened, and what there is to show of it: files, pages and the database's articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from tui.annotations.edits import Edit
from tui.annotations.model import ArticleRecord
from tui.archive import said
from tui.session.library import Item, Library
from tui.sources.errors import Unreadable
from tui.sources.folders import Entry
from tui.sources.opening import STDIN, Sources
from tui.store.protocol import Layer, Store
from tui.text.article import Article

_STORED = "stored:"
"""How the path of an article begins that is read from the database and not from a file."""


class Opening(NamedTuple):
    """What opens sources, and those articles that have been read, by path.

    Of the latter each is taken once, but `-` again and again: a pipe gives its text only once.
    """

    sources: Sources
    ready: dict[str, Article] | None = None


class Found(NamedTuple):
    """An article, and what the store has of it; `warnings` are about how it was decoded."""

    article: Article
    layer: Layer
    edits: tuple[Edit, ...] = ()
    warnings: tuple[str, ...] = ()


def library(entries: Iterable[Entry]) -> Library:
    """A library of what can be opened; nothing is read yet."""
    return Library(Item(path=entry.path, name=entry.name) for entry in entries)


def stored_library(store: Store) -> Library:
    """A library of the articles that the database holds."""
    return Library(
        Item(
            path=_STORED + shelf.id,
            name=shelf.source.rsplit("/", 1)[-1] or shelf.id[:12],
            title=shelf.title,
            annotations=shelf.annotations,
        )
        for shelf in store.articles()
    )


class Shelves:
    """Opens what a path stands for. Every method may be called in any thread."""

    def __init__(self, opening: Opening) -> None:
        """Take what has been read already from `opening`."""
        self._sources = opening.sources
        self._ready = dict(opening.ready or {})

    @property
    def as_read(self) -> bool:
        """Whether articles keep the blocks that they are read with."""
        return self._sources.how.raw

    def read(self, path: str, warn: Callable[[str], None] | None = None) -> Article:
        """The article at a path outside the database; `warn` is told in a sentence of what could
        not be decoded.

        Raises:
            Unreadable: it cannot be read; the text says why.
        """
        if path in self._ready:
            return self._ready[path] if path == STDIN else self._ready.pop(path)
        return self._sources.article(path, warn=warn)

    def find(self, path: str, shown: Article | None, store: Store) -> Found | Unreadable:
        """What there is to show for a path, or why there is nothing; an article that is `shown`
        already is not read again.
        """
        warnings: list[str] = []
        try:
            if shown is not None:
                article = shown
            elif is_stored(path):
                article = stored(path, store)
            else:
                article = self.read(path, warnings.append)
            layer = store.load(article.id, article.text)
            edits = store.history(article.id) if layer.article else ()
        except Unreadable as error:
            return error
        except OSError as error:
            return Unreadable(f"the database cannot be read: {said(error)}")
        return Found(article, layer, edits, tuple(warnings))


def is_stored(path: str) -> bool:
    """Whether a path stands for an article of the database."""
    return path.startswith(_STORED)


def stored(path: str, store: Store) -> Article:
    """The article of the database that a path stands for; Unreadable if it has gone."""
    record = store.load(path.removeprefix(_STORED)).article
    if record is None:
        raise Unreadable("this article is no longer in the database")
    return _article_of(record)


def whole(path: str) -> str:
    """A path that means the same from any folder."""
    return path if path == STDIN or is_stored(path) else os.path.abspath(path)


def _article_of(record: ArticleRecord) -> Article:
    """The article that a record keeps."""
    known = msgspec.structs.asdict(record)
    return Article(**{name: known[name] for name in Article.__struct_fields__})
