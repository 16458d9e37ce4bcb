"""Where the records of a database are while a session has it open, as the JSON texts of the file.

Who holds them in memory (here) finds them at once; who holds them in a temporary file (`scratch`)
needs the same few megabytes for any number of them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

import msgspec

from tui.annotations.model import TABLES


class Entry(msgspec.Struct, frozen=True, order=True, gc=False):
    """One record's text, and what orders it in the file: article, first position, id."""

    article: str
    start: int
    id: str
    text: bytes


def document_id(record_id: str) -> int:
    """The number under which TinyDB knows the record: 63 bits of a hash of its id."""
    digest = hashlib.blake2b(record_id.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


class Held(Protocol):
    """The entries of the tables of `TABLES`, found by their id and by their article."""

    def __len__(self) -> int:
        """How many there are in all tables."""

    def get(self, table: str, record_id: str) -> Entry | None:
        """The entry with this id."""

    def put(self, table: str, entry: Entry) -> None:
        """Take one in, in the place of one with its id."""

    def drop(self, table: str, record_id: str) -> None:
        """Forget the one with this id, if there is one."""

    def every(self, table: str) -> Iterable[Entry]:
        """All of a table, in any order."""

    def ordered(self, table: str) -> Iterable[Entry]:
        """All of a table, in the order of the file."""

    def about(self, table: str, article: str) -> Sequence[Entry]:
        """Those of an article, in the order of the file."""

    def count(self, table: str, article: str) -> int:
        """How many those are."""

    def articles(self) -> Iterable[str]:
        """What there is anything about; there may be articles that there was something about."""

    def knows(self, article: str) -> bool:
        """Whether an article is among those."""

    def distinct(self) -> bool:
        """Whether it is known that no two of a table have the same document id."""

    def snapshot(self) -> Held:
        """What later edits do not touch, good for `ordered` only."""

    def close(self) -> None:
        """Let everything go."""


def in_memory() -> Held:
    """Entries in dictionaries, none yet."""
    return _InMemory()


class _InMemory:
    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Entry]] = {table: {} for table in TABLES}
        self._by_article: dict[str, dict[str, set[str]]] = {
            table: defaultdict(set) for table in TABLES
        }

    def __len__(self) -> int:
        return sum(map(len, self._tables.values()))

    def get(self, table: str, record_id: str) -> Entry | None:
        return self._tables[table].get(record_id)

    def put(self, table: str, entry: Entry) -> None:
        entries = self._tables[table]
        if entry.id in entries:
            self.drop(table, entry.id)
        entries[entry.id] = entry
        self._by_article[table][entry.article].add(entry.id)

    def drop(self, table: str, record_id: str) -> None:
        entry = self._tables[table].pop(record_id, None)
        if entry is not None:
            self._by_article[table][entry.article].discard(record_id)

    def every(self, table: str) -> Iterable[Entry]:
        return self._tables[table].values()

    def ordered(self, table: str) -> Iterable[Entry]:
        return sorted(self._tables[table].values())

    def about(self, table: str, article: str) -> Sequence[Entry]:
        entries = self._tables[table]
        return sorted(entries[one] for one in self._by_article[table].get(article, ()))

    def count(self, table: str, article: str) -> int:
        return len(self._by_article[table].get(article, ()))

    def articles(self) -> Iterable[str]:
        return dict.fromkeys(chain(*self._by_article.values()))

    def knows(self, article: str) -> bool:
        return any(article in ids for ids in self._by_article.values())

    def distinct(self) -> bool:
        return False

    def snapshot(self) -> Held:
        copy = _InMemory()
        copy._tables = {table: dict(entries) for table, entries in self._tables.items()}
        return copy

    def close(self) -> None:
        pass
