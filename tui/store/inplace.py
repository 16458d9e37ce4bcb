"""The records of a database left in its file, for commands that read it article by article.

In memory is where each article's records stand, and what the journal says that the file does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from tui.annotations.model import TABLES
from tui.store.checkpoint import Contents
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.held import Entry, Held, in_memory
from tui.store.protocol import StoreError
from tui.store.records import Records, Unreadable, entry_of
from tui.store.recovery import Found, Site, outcome, recover
from tui.store.resting import Irregular, Place, at_rest, texts_in


def contents_in_place(path: Path) -> Contents:
    """What `contents_of` finds, with the records in the file as far as they can be read there:
    for one thread, to read only, and until they are closed.

    Raises StoreError as `contents_of` does, and so do the records where another program wrote into
    the file meanwhile. (Sessions replace it, and what was begun with is there until the end.)
    """
    return outcome(Site(Files.of(path), Disk()), _found)


def _found(site: Site) -> Found:
    return at_rest(site, lambda: _Taken(site.files.database)) or recover(site)


class _Stretch(msgspec.Struct):
    """Where an article's records of a table stand in the file, and how many."""

    start: int
    end: int
    count: int


class _Taken:
    """Records that stay where they are, once it is known that they can be read there."""

    def __init__(self, path: Path) -> None:
        self._held = _InPlace(path)
        self.records = Records(self._held)
        self._table, self._seen = "", set[int]()

    def take(self, table: str, text: bytes, place: Place) -> None:
        entry = entry_of(table, text)
        if table != self._table:
            self._table, self._seen = table, set()
        # Of the same id, or so nearly never not that it may as well be looked at in memory.
        if hash(entry.id) in self._seen:
            raise Irregular
        self._seen.add(hash(entry.id))
        self._held.note(table, entry.article, place)


class _InPlace:
    """Entries in a database file; those that were put or dropped since are in memory."""

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, path.open("rb")
        self._stretches: dict[str, dict[str, _Stretch]] = {table: {} for table in TABLES}
        self._since: Held = in_memory()
        self._touched: dict[str, set[str]] = defaultdict(set)

    def note(self, table: str, article: str, place: Place) -> None:
        """Take note of where an entry stands, right behind those of the same article."""
        there = self._stretches[table].setdefault(article, _Stretch(place.start, place.start, 0))
        if there.end != place.start:
            raise Irregular
        there.end, there.count = place.end, there.count + 1

    def __len__(self) -> int:
        return sum(len(list(self.every(table))) for table in TABLES)

    def get(self, table: str, record_id: str) -> Entry | None:
        # Only the articles are found by their ids without a look at all of the table.
        among = self.about(table, record_id) if table == "articles" else self.every(table)
        return next((entry for entry in among if entry.id == record_id), None)

    def put(self, table: str, entry: Entry) -> None:
        self._touched[table].add(entry.id)
        self._since.put(table, entry)

    def drop(self, table: str, record_id: str) -> None:
        self._touched[table].add(record_id)
        self._since.drop(table, record_id)

    def every(self, table: str) -> Iterable[Entry]:
        for article in self._stretches[table].keys() | set(self._since.articles()):
            yield from self.about(table, article)

    def ordered(self, table: str) -> Iterable[Entry]:
        for article in sorted(self._stretches[table].keys() | set(self._since.articles())):
            yield from self.about(table, article)

    def about(self, table: str, article: str) -> Sequence[Entry]:
        touched = self._touched.get(table, ())
        left = [entry for entry in self._read(table, article) if entry.id not in touched]
        return sorted((*left, *self._since.about(table, article))) if touched else left

    def count(self, table: str, article: str) -> int:
        if self._touched.get(table):
            return len(self.about(table, article))
        there = self._stretches[table].get(article)
        return there.count if there else 0

    def articles(self) -> Iterable[str]:
        return dict.fromkeys(chain(*self._stretches.values(), self._since.articles()))

    def knows(self, article: str) -> bool:
        return article in self.articles()

    def distinct(self) -> bool:
        return False

    def snapshot(self) -> Held:
        return self

    def close(self) -> None:
        self._file.close()

    def _read(self, table: str, article: str) -> list[Entry]:
        there = self._stretches[table].get(article)
        if there is None:
            return []
        try:
            self._file.seek(there.start)
            lines = self._file.read(there.end - there.start)
            found = sorted(entry_of(table, text) for text in texts_in(lines))
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read: {error.strerror or error}") from error
        except (Irregular, Unreadable) as error:
            raise self._written() from error
        if len(found) < there.count:
            raise self._written()
        return found

    def _written(self) -> StoreError:
        return StoreError(f"{self._path} was written by another program meanwhile")
