"""The records of a database in a temporary file, for work that may be larger than the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tui.annotations.model import TABLES
from tui.store.held import Entry, Held, document_id
from tui.store.protocol import StoreError

_CACHE = 16 << 10
"""Kilobytes of the temporary file that are kept in memory."""

_FARTHEST = (1 << 63) - 1

_SCHEMA = """
    CREATE TABLE entry (
        "table" INTEGER, number INTEGER, article TEXT, start INTEGER, id TEXT, text BLOB
    );
    CREATE UNIQUE INDEX by_id ON entry ("table", number, id);
    CREATE INDEX by_article ON entry ("table", article, start, id);
"""
_NUMBERS = {table: number for number, table in enumerate(TABLES)}
_ENTRIES = "SELECT article, start, id, text FROM entry WHERE "
_THIS = '"table" = ? AND number = ? AND id = ?'
_ABOUT = '"table" = ? AND article = ?'
_ORDER = " ORDER BY article, start, id"


def on_disk() -> Held:
    """Entries in a temporary SQLite file, none yet; it is gone with the process.

    It is for one thread, and its snapshot is the thing itself: nothing may be edited meanwhile.
    Where the file cannot be written StoreError is raised, then and ever after.
    """
    return _OnDisk()


class _OnDisk:
    def __init__(self) -> None:
        self._failure = ""
        self._base = sqlite3.connect("", isolation_level=None)
        # The file is nobody's who comes later, so that nothing has to survive in it.
        self._base.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE};"
            + _SCHEMA
            + "BEGIN;"
        )

    def __len__(self) -> int:
        return self._one("SELECT count(*) FROM entry")

    def get(self, table: str, record_id: str) -> Entry | None:
        key = _NUMBERS[table], document_id(record_id), record_id
        return next((Entry(*row) for row in self._rows(_ENTRIES + _THIS, *key)), None)

    def put(self, table: str, entry: Entry) -> None:
        number = document_id(entry.id)
        # A start that no SQLite integer holds orders the entry last or first all the same.
        start = max(-_FARTHEST, min(entry.start, _FARTHEST))
        row = _NUMBERS[table], number, entry.article, start, entry.id, entry.text
        self._rows("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)", *row)

    def drop(self, table: str, record_id: str) -> None:
        key = _NUMBERS[table], document_id(record_id), record_id
        self._rows('DELETE FROM entry WHERE "table" = ? AND number = ? AND id = ?', *key)

    def every(self, table: str) -> Iterable[Entry]:
        return self.ordered(table)

    def ordered(self, table: str) -> Iterable[Entry]:
        with self._sound():
            for row in self._base.execute(f'{_ENTRIES}"table" = ?{_ORDER}', [_NUMBERS[table]]):
                yield Entry(*row)

    def about(self, table: str, article: str) -> Sequence[Entry]:
        rows = self._rows(_ENTRIES + _ABOUT + _ORDER, _NUMBERS[table], article)
        return [Entry(*row) for row in rows]

    def count(self, table: str, article: str) -> int:
        sql = 'SELECT count(*) FROM entry WHERE "table" = ? AND article = ?'
        return self._one(sql, _NUMBERS[table], article)

    def articles(self) -> Iterable[str]:
        return [article for (article,) in self._rows("SELECT DISTINCT article FROM entry")]

    def knows(self, article: str) -> bool:
        return any(self.count(table, article) for table in TABLES)

    def distinct(self) -> bool:
        same = 'SELECT 1 FROM entry GROUP BY "table", number HAVING count(*) > 1'
        return not self._one(f"SELECT EXISTS({same})")

    def snapshot(self) -> Held:
        return self

    def close(self) -> None:
        self._base.close()

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with self._sound():
            return self._base.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> int:
        ((found,),) = self._rows(sql, *values)
        return int(found)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Refuse everything after the first failure: without a journal of its own the file may
        hold anything then, and no database is to be written from it.
        """
        if self._failure:
            raise StoreError(self._failure)
        try:
            yield
        except sqlite3.Error as error:
            self._failure = (
                f"the temporary file that holds the records failed: {error}; "
                "the variable SQLITE_TMPDIR names a folder with more room"
            )
            raise StoreError(self._failure) from error
