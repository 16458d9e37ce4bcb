"""The records of a database in a temporary file, for work that may be larger than the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from tui.annotations.model import TABLES
from tui.store.held import Entry, Held, document_id
from tui.store.protocol import StoreError

_CACHE = 16 << 10
"""Kilobytes of the temporary file that are kept in memory."""

_SCHEMA = """
    CREATE TABLE entry (
        "table" INTEGER, number INTEGER, article TEXT, start INTEGER, id TEXT, text BLOB
    );
    CREATE INDEX by_id ON entry ("table", number);
    CREATE INDEX by_article ON entry ("table", article, start, id);
"""
_NUMBERS = {table: number for number, table in enumerate(TABLES)}
_ENTRIES = "SELECT article, start, id, text FROM entry WHERE "
_ORDER = " ORDER BY article, start, id"


def on_disk() -> Held:
    """Entries in a temporary SQLite file, none yet; it is gone with the process.

    It is for one thread, and its snapshot is the thing itself: nothing may be edited meanwhile.
    Where the file cannot be written StoreError is raised.
    """
    return _OnDisk()


class _OnDisk:
    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        # The file is nobody's who comes later, so that nothing has to survive in it.
        self._base.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE};"
            + _SCHEMA
            + "BEGIN;"
        )

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM entry"))

    def get(self, table: str, record_id: str) -> Entry | None:
        where = '"table" = ? AND number = ? AND id = ?'
        return next(self._find(where, table, document_id(record_id), record_id), None)

    def put(self, table: str, entry: Entry) -> None:
        self.drop(table, entry.id)
        number = document_id(entry.id)
        row = (_NUMBERS[table], number, entry.article, entry.start, entry.id, entry.text)
        with _said():
            self._base.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)

    def drop(self, table: str, record_id: str) -> None:
        key = (_NUMBERS[table], document_id(record_id), record_id)
        with _said():
            self._base.execute('DELETE FROM entry WHERE "table" = ? AND number = ? AND id = ?', key)

    def every(self, table: str) -> Iterable[Entry]:
        return self.ordered(table)

    def ordered(self, table: str) -> Iterable[Entry]:
        return self._find('"table" = ?' + _ORDER, table)

    def about(self, table: str, article: str) -> Sequence[Entry]:
        return list(self._find('"table" = ? AND article = ?' + _ORDER, table, article))

    def count(self, table: str, article: str) -> int:
        sql = 'SELECT count(*) FROM entry WHERE "table" = ? AND article = ?'
        return int(self._one(sql, _NUMBERS[table], article))

    def articles(self) -> Iterable[str]:
        with _said():
            for (article,) in self._base.execute("SELECT DISTINCT article FROM entry"):
                yield article

    def knows(self, article: str) -> bool:
        return any(self.count(table, article) for table in TABLES)

    def distinct(self) -> bool:
        same = 'SELECT 1 FROM entry GROUP BY "table", number HAVING count(*) > 1'
        return not self._one(f"SELECT EXISTS({same})")

    def snapshot(self) -> Held:
        return self

    def close(self) -> None:
        self._base.close()

    def _find(self, where: str, table: str, *values: object) -> Iterator[Entry]:
        with _said():
            for row in self._base.execute(_ENTRIES + where, (_NUMBERS[table], *values)):
                yield Entry(*row)

    def _one(self, sql: str, *values: object) -> int:
        with _said():
            (found,) = self._base.execute(sql, values).fetchone()
        return int(found)


@contextmanager
def _said() -> Iterator[None]:
    """Say what hinders the temporary file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(
            f"the temporary file that holds the records failed: {error}; "
            "the variable SQLITE_TMPDIR names a folder with more room"
        ) from error
