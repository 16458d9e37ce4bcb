"""The stored articles that a command is about, and transcripts to check them against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.options import UNREADABLE, fail, narrate

if TYPE_CHECKING:
    from tui.annotations.records import Records
    from tui.sources.content import How
    from tui.store.protocol import Shelf, Store
    from tui.text.article import Article

_LETTERS = 6
"""Letters of an article's id from which on it is one."""


class Stored(NamedTuple):
    """A stored article, and what is recorded about it."""

    article: Article
    records: Records


def chosen(store: Store, sources: Sequence[str]) -> Iterator[Stored]:
    """The stored articles, of `sources` only what stood there or has such an id, and of drafts
    the newest of these; says of which there is none.
    """
    from tui.hosting.shelves import earlier_drafts

    shelves = store.articles()
    wanted = [shelf for shelf in shelves if not sources or any(_is(shelf, s) for s in sources)]
    for source in sources:
        if not any(_is(shelf, source) for shelf in wanted):
            narrate(f"{source}: the database has nothing of it")
    drafts = earlier_drafts(shelves, wanted)
    for shelf in wanted:
        if shelf.id in drafts:
            continue
        found = _stored(store, shelf.id)
        if found is not None:
            yield found


def transcript(store: Store, source: str, how: How) -> Article:
    """The transcript with such an id, or at a path or address; leaves where there is none."""
    ids = [shelf.id for shelf in store.articles() if _has_id(shelf, source)]
    stored = _stored(store, ids[0]) if len(ids) == 1 else None
    if stored is None:
        from tui.cli.sources import read

        article = read(source, how)
    else:
        article = stored.article
    if not article.text.strip():
        fail(UNREADABLE, f"{source} holds no words")
    return article


def _stored(store: Store, id: str) -> Stored | None:
    from tui.annotations.records import Records
    from tui.sources.shapes import in_blocks

    layer = store.load(id)
    record = layer.shaped
    if record is None:
        return None
    records = Records()
    records.load(layer)
    return Stored(in_blocks(record.read), records)


def _is(shelf: Shelf, source: str) -> bool:
    """Whether an article is meant: by its id, by where it stood, or by a folder around that."""
    import os

    from tui.hosting.shelves import whole

    place = whole(source)
    places = [whole(one) for one in (shelf.source, *shelf.sources) if one]
    inside = place.rstrip(os.sep) + os.sep
    return _has_id(shelf, source) or any(one == place or one.startswith(inside) for one in places)


def _has_id(shelf: Shelf, given: str) -> bool:
    return len(given) >= _LETTERS and shelf.id.startswith(given)
