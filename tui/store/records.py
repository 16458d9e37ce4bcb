"""The records of a database as JSON texts, found by their id and by their article.

A record stays the text that stands in the file until someone asks for its article. So 100,000
annotations open three times as fast as they would as dictionaries, a checkpoint only joins texts,
and the garbage collector has nothing to walk through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from tui.annotations.edits import Op, Storing
from tui.annotations.model import (
    TABLES,
    Annotation,
    ArticleRecord,
    Carried,
    Decision,
    Layer,
    Pass,
    Quote,
    Recast,
    Record,
)
from tui.store.held import Entry, Held, in_memory
from tui.store.lines import NOTHING, Row
from tui.store.protocol import Conflict, Of, Shelf, StoreError
from tui.text.article import Block, Metadata

Aside: TypeAlias = dict[str, dict[str, bytes]]
"""JSON texts by table and document id: what is kept in the file and not shown."""

_DECODERS = {table: msgspec.json.Decoder(kind) for table, kind in TABLES.items()}
_SPANNED = (Annotation, Decision)


class Unreadable(StoreError):  # noqa: N818 (it describes a record, and the record is at fault)
    """A record's text does not say what its table holds; the message names the field."""


class _Heading(msgspec.Struct, frozen=True):
    """What a shelf needs of an article record, without its text."""

    title: str = ""
    source: str = ""
    added: str = ""
    raw: str = ""
    sources: tuple[str, ...] = ()
    revises: str = ""


class _Surface(msgspec.Struct, frozen=True):
    """What an annotation calls which words."""

    tag: str
    quotes: tuple[Quote, ...]


class _Textless(Metadata, frozen=True, kw_only=True):
    """An article record but for its text, which JSON is read past without being made."""

    id: str
    blocks: tuple[Block, ...] = ()
    added: str = ""
    sources: tuple[str, ...] = ()
    carried: Carried = Carried()
    revises: str = ""


class Records:
    """The tables of `TABLES`, each with its records by id."""

    def __init__(self, held: Held | None = None) -> None:
        """Begin with what is held, in memory unless another place is given."""
        self.held = in_memory() if held is None else held

    def __len__(self) -> int:
        """How many records there are in all tables."""
        return len(self.held)

    def tables(self) -> dict[str, list[Entry]]:
        """Every table's records in the order of the file."""
        return {table: list(self.held.ordered(table)) for table in TABLES}

    def snapshot(self) -> Records:
        """What later edits do not touch; good for a checkpoint only."""
        return Records(self.held.snapshot())

    def each(self, kind: type[Of]) -> Iterator[Of]:
        """Every record of a class, in the order of the file."""
        table = next(name for name, held in TABLES.items() if held is kind)
        for entry in self.held.ordered(table):
            yield msgspec.json.decode(entry.text, type=kind)

    def knows(self, article: str) -> bool:
        """Whether there is, or was since these records were read, anything about an article."""
        return self.held.knows(article)

    def surfaces(self) -> Iterator[tuple[str, str]]:
        """The tag and the words of each annotation."""
        for entry in self.held.every("annotations"):
            found = msgspec.json.decode(entry.text, type=_Surface)
            yield found.tag, " … ".join(quote.exact for quote in found.quotes)

    def holds(self, table: str, record_id: str, text: bytes) -> bool:
        """Say whether the record is what the text says, `null` being no record."""
        return _record(table, self.text(table, record_id)) == _record(table, text)

    def text(self, table: str, record_id: str) -> bytes:
        """The record's JSON text, `null` when there is none."""
        entry = self.held.get(table, record_id)
        return NOTHING if entry is None else entry.text

    def article_of(self, table: str, record_id: str) -> str:
        """The article that a record belongs to, empty where there is none with this id."""
        entry = self.held.get(table, record_id)
        return "" if entry is None else entry.article

    def put(self, table: str, text: bytes) -> None:
        """Take a record in, in the place of one with its id; raises Unreadable."""
        self.held.put(table, entry_of(table, text))

    def add(self, table: str, text: bytes) -> None:
        """Take in a record that must not be there yet; raises Unreadable."""
        entry = entry_of(table, text)
        if self.held.get(table, entry.id) is not None:
            raise Unreadable("its id is that of another record")
        self.held.put(table, entry)

    def fill(self, table: str, texts: Mapping[str, bytes]) -> dict[str, str]:
        """Take in a table whose records have names; what is wrong with which, by name."""
        faults = dict[str, str]()
        for name, text in texts.items():
            try:
                self.add(table, text)
            except Unreadable as error:
                faults[name] = str(error)
        return faults

    def apply(self, rows: Iterable[Row]) -> None:
        """Do what an edit says, whatever was there before; raises Unreadable."""
        for row in rows:
            text = bytes(row.after)
            if text == NOTHING:
                self.held.drop(row.table, row.id)
                continue
            try:
                self.put(row.table, text)
            except Unreadable as error:
                raise Unreadable(
                    f"the journal holds what only a newer Glossator reads: {row.table} {row.id}: "
                    f"{error}"
                ) from error

    def made(self, rows: Iterable[Row]) -> None:
        """Do what `rows` says, which has looked at the texts: a long one is not read again."""
        for row in rows:
            text = bytes(row.after)
            if row.table == "articles" and text != NOTHING:
                self.held.put(row.table, Entry(row.id, 0, row.id, text))
            else:
                self.apply((row,))

    def rows(self, ops: Sequence[Op]) -> tuple[Row, ...]:
        """What the operations do to these records, which stay as they are.

        Raises:
            Conflict: a record is not what an operation's `before` says.
            StoreError: an operation says what no record of its table can hold.
        """
        if not ops:
            raise StoreError("an edit needs an operation")
        now: dict[tuple[str, str], bytes] = {}
        rows: list[Row] = []
        stale: list[str] = []
        for op in ops:
            if op.table not in TABLES:
                raise StoreError(f"there is no table “{op.table}”; nothing was changed")
            key = (op.table, op.id)
            held = now[key] if key in now else self.text(op.table, op.id)
            if _record(op.table, held) != _value(op.table, op.id, op.before):
                stale.append(op.id)
            now[key] = _written(op)
            rows.append(Row(op.table, op.id, msgspec.Raw(held), msgspec.Raw(now[key])))
        if stale:
            named = ", ".join(dict.fromkeys(stale))
            raise Conflict(f"changed meanwhile: {named}; nothing was saved", tuple(stale))
        return tuple(rows)

    def difference(self, other: Records) -> tuple[Row, ...]:
        """What turns these records into the other ones."""
        rows = []
        for table in TABLES:
            both = (*self.held.every(table), *other.held.every(table))
            for record_id in dict.fromkeys(entry.id for entry in both):
                before, after = self.text(table, record_id), other.text(table, record_id)
                if before != after and not self.holds(table, record_id, after):
                    tidy = msgspec.json.format(after, indent=-1)
                    rows.append(Row(table, record_id, msgspec.Raw(before), msgspec.Raw(tidy)))
        return tuple(rows)

    def article(self, id: str, text: str | None = None) -> ArticleRecord | None:
        """An article's record, None where there is none; it has `text` where that is known."""
        entry = self.held.get("articles", id)
        if entry is None:
            return None
        if text is None:
            return msgspec.json.decode(entry.text, type=ArticleRecord)
        rest = msgspec.json.decode(entry.text, type=_Textless)
        return ArticleRecord(text=text, **msgspec.structs.asdict(rest))

    def layer(self, article: str, text: str | None = None) -> Layer:
        """Everything about one article, each kind in the order of the text; see `article`."""
        tables = TABLES.keys() - {"articles"}
        rows: dict[str, Any] = {table: tuple(self._of(table, article)) for table in tables}
        return Layer(self.article(article, text), **rows)

    def shelves(self) -> tuple[Shelf, ...]:
        """One line an article, first added first; those without a record of their own last."""
        lines = []
        for article in self.held.articles():
            entry = self.held.get("articles", article)
            annotations, passes, signings, rechecks = (
                self.held.count(table, article)
                for table in ("annotations", "passes", "signings", "rechecks")
            )
            if entry is None:
                if not any(self.held.count(table, article) for table in TABLES):
                    continue
                heading = _Heading()
            else:
                heading = msgspec.json.decode(entry.text, type=_Heading)
            shelf = Shelf(
                id=article,
                title=heading.title,
                source=heading.source,
                annotations=annotations,
                passes=passes,
                signings=signings,
                raw=heading.raw,
                sources=heading.sources,
                revises=heading.revises,
                rechecks=rechecks,
            )
            lines.append(((entry is None, heading.added, article), shelf))
        return tuple(shelf for _, shelf in sorted(lines, key=lambda line: line[0]))

    def _of(self, table: str, article: str) -> Iterator[Record]:
        for entry in self.held.about(table, article):
            yield _DECODERS[table].decode(entry.text)


def read(table: str, text: bytes) -> Record:
    """The record that the text says; raises Unreadable with the field that is wrong."""
    try:
        record: Record = _DECODERS[table].decode(text)
    except msgspec.ValidationError as error:
        raise Unreadable(str(error)) from error
    except msgspec.MsgspecError as error:
        try:
            place = _surrogate(json.loads(text))
        except (ValueError, RecursionError):
            place = ""
        reason = f"{place} holds half a surrogate pair" if place else str(error)
        raise Unreadable(reason) from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    if isinstance(record, _SPANNED) and not record.spans:
        kind = "an annotation" if isinstance(record, Annotation) else "a decision"
        raise Unreadable(f"{kind} needs a span - at `$.spans`")
    return record


def entry_of(table: str, text: bytes) -> Entry:
    """The record that the text says, as it is held; raises Unreadable as `read` does."""
    record = read(table, text)
    if isinstance(record, _SPANNED):
        return Entry(record.article, record.spans[0][0], record.id, text)
    if isinstance(record, ArticleRecord):
        return Entry(record.id, 0, record.id, text)
    start = record.start if isinstance(record, Pass | Recast) else 0
    return Entry(record.article, start, record.id, text)


def _record(table: str, text: bytes) -> Record | None:
    return None if text == NOTHING else read(table, text)


def _value(table: str, record_id: str, plain: dict[str, object] | None) -> Record | None:
    """The record that these plain values are; raises StoreError if they are none."""
    if plain is None:
        return None
    try:
        record: Record = msgspec.convert(plain, TABLES[table])
    except msgspec.ValidationError as error:
        raise StoreError(f"{table} {record_id}: {error}; nothing was changed") from error
    if record.id != record_id:
        raise StoreError(f"{table} {record_id}: the record calls itself {record.id}")
    return record


def _written(op: Op) -> bytes:
    """The text of a record that is to be kept, in the order of its class's fields."""
    whole = isinstance(op, Storing)
    record = None if whole else _value(op.table, op.id, op.after)
    try:
        text = op.json if isinstance(op, Storing) else msgspec.json.encode(record)
    except UnicodeEncodeError as error:
        place = _surrogate(op.after) or "its text"
        named = op.id.encode("utf-8", "backslashreplace").decode()
        raise StoreError(
            f"{op.table} {named}: {place} holds half a surrogate pair, which no file can keep; "
            "nothing was changed"
        ) from error
    if record is not None:
        try:
            read(op.table, text)
        except Unreadable as error:
            raise StoreError(f"{op.table} {op.id}: {error}; nothing was changed") from error
    return text


def _surrogate(value: object, path: str = "") -> str:
    """The path of the first string that cannot be encoded; empty when all can."""
    if isinstance(value, str):
        return path if any("\ud800" <= char <= "\udfff" for char in value) else ""
    inside: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list | tuple):
        inside = enumerate(value)
    for key, item in inside:
        step = f"{path}.{key}" if path else str(key)
        if place := _surrogate(item, step):
            return place
    return ""
