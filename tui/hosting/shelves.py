"""What can be opened: files, pages and the database's articles, as lines of a library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.model import Annotation, Decision
from tui.session.library import Item, Library
from tui.sources.folders import Entry
from tui.sources.opening import STDIN, Sources, is_web
from tui.store.protocol import Shelf, Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.statistics.counting import Counts

_STORED = "stored:"
"""How the path of an article begins that is read from the database and not from a source."""


class Opening(NamedTuple):
    """What opens sources, and those articles that have been read, by path.

    Of the latter each is taken once, but `-` again and again: a pipe gives its text only once.
    """

    sources: Sources
    ready: dict[str, Article] | None = None


def library(entries: Iterable[Entry]) -> Library:
    """A library of what can be opened; nothing is read yet."""
    return Library(map(item_of, entries))


def item_of(entry: Entry) -> Item:
    """A line of a library for something that can be opened."""
    return Item(path=entry.path, name=entry.name, title=entry.title)


def stored_library(store: Store) -> Library:
    """A library of the articles that the database holds."""
    shelves = store.articles()
    drafts = earlier_drafts(shelves)
    return Library(
        Item(
            path=stored_path(shelf.id),
            name=_name(shelf) + (", earlier draft" if shelf.id in drafts else ""),
            title=shelf.title,
            annotations=shelf.annotations,
        )
        for shelf in shelves
    )


def _name(shelf: Shelf) -> str:
    return shelf.source.rsplit("/", 1)[-1] or shelf.id[:12]


def earlier_drafts(shelves: Sequence[Shelf], shown: Sequence[Shelf] | None = None) -> set[str]:
    """The ids of the articles that others revise, to which their annotations were carried: others
    of those `shown`, or of all `shelves`. Of drafts that revise one another, as where a change was
    taken back, it is none. A draft that has nothing to show, as where the carrying was undone,
    takes no other's place.
    """
    revises = {one.id: one.revises for one in shelves if one.revises}
    found: set[str] = set()
    for later in shelves if shown is None else shown:
        if not (later.annotations or later.rechecks):
            continue
        drafts: set[str] = set()
        id = later.revises
        while id and id not in drafts:
            drafts.add(id)
            id = revises.get(id, "")
        found |= drafts if later.id not in drafts else set()
    return found


def counted(store: Store) -> tuple[Counts, dict[str, str]]:
    """What a database holds, counted, and what its articles are called, by their ids."""
    from tui.statistics import counting  # not needed before somebody asks for figures

    return counting.counted(store.each(Annotation), store.each(Decision)), titles(store.articles())


def titles(shelves: Iterable[Shelf]) -> dict[str, str]:
    """What articles are called, by their ids."""
    return {shelf.id: shelf.title or shelf.source for shelf in shelves}


def stored_path(id: str) -> str:
    """The path that stands for an article of the database."""
    return _STORED + id


def stored_id(path: str) -> str:
    """The id of the database's article that a path stands for; empty where it stands for another
    thing.
    """
    return path.removeprefix(_STORED) if path.startswith(_STORED) else ""


def whole(path: str) -> str:
    """A path that means the same from any folder."""
    return path if path == STDIN or stored_id(path) or is_web(path) else os.path.abspath(path)
