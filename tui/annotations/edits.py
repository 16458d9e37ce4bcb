"""Edits are values with inverses: what a person did, what undoes it, and in what order.

An edit is a list of operations that happen together or not at all. Undoing one commits its
inverse, so the history only grows and is the same after a restart.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

import msgspec

from tui.annotations.model import TABLES, ArticleRecord, Record

Plain: TypeAlias = dict[str, object]
"""A record as plain JSON values."""


_NESTED = (tuple, list, dict)


class Op(msgspec.Struct, frozen=True):
    """One record's change: `before` is None for an addition, `after` for a removal."""

    table: str
    id: str
    before: Plain | None
    after: Plain | None

    def inverse(self) -> Op:
        """The operation that takes this one back."""
        return Op(self.table, self.id, self.after, self.before)


class Storing(Op, frozen=True, dict=True):
    """The addition of an article, whose record is at hand: what is as long as the article is made
    of it only where it is needed.
    """

    record: ArticleRecord

    @property  # type: ignore[misc]  # a field's place is taken by what is worked out
    def after(self) -> Plain:
        """The record as plain values, made anew each time."""
        return plain(self.record)

    @cached_property
    def json(self) -> bytes:
        """The record as JSON; raises UnicodeEncodeError for half a surrogate pair."""
        return msgspec.json.encode(self.record)


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Operations that were committed together.

    `seq` is the store's running number, `at` an ISO 8601 time in UTC, `by` the author. `summary`
    says in words what was done. `undoes` is the `seq` of the edit that this one takes back (an
    undo) or brings back (a redo, which undoes an undo); 0 for a plain edit. Edits that follow each
    other in one `group` (any name) are undone together.
    """

    seq: int
    at: str
    by: str
    ops: tuple[Op, ...]
    summary: str = ""
    undoes: int = 0
    group: str = ""

    def touches(self, id: str) -> bool:
        """Whether it changed the record with this id, or one of the article with this id."""
        for op in self.ops:
            articles = [value.get("article") for value in (op.before, op.after) if value]
            if op.id == id or id in articles:
                return True
        return False


def plain(record: Record) -> Plain:
    """The record as plain JSON values, exactly as they come back from a file."""
    if not isinstance(record, ArticleRecord):
        return _in_builtins(record)
    # Of a long article there are many blocks, which JSON has at once, and a text, which it copies.
    made = _in_builtins(msgspec.structs.replace(record, blocks=()))
    made["blocks"] = msgspec.json.decode(msgspec.json.encode(record.blocks))
    return made


def _in_builtins(record: Record) -> Plain:
    made: Plain = _listed(msgspec.to_builtins(record))
    return made


def _listed(value: Any) -> Any:
    """The value, which is ours alone, with lists for tuples."""
    if isinstance(value, dict):
        for name, one in value.items():
            if type(one) in _NESTED:
                value[name] = _listed(one)
        return value
    return [_listed(one) if type(one) in _NESTED else one for one in value]


def adding(record: Record) -> Op:
    """The operation that adds a record."""
    return Op(_table(record), record.id, None, plain(record))


def removing(record: Record) -> Op:
    """The operation that removes a record."""
    return Op(_table(record), record.id, plain(record), None)


def _table(record: Record) -> str:
    return next(name for name, kind in TABLES.items() if kind is type(record))


def adds_article(op: Op) -> bool:
    """Whether an operation stores an article that was not stored, which then stays so."""
    return op.table == "articles" and op.before is None


def inverse(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """What takes `ops` back, last first."""
    return tuple(op.inverse() for op in reversed(ops))
