"""Records in the canonical JSONL that are written as the store has them, whatever their class.

They are what people said of their work rather than of the text: who signed it, how an annotator
left it, what a reviewer decided, which candidates were accepted or rejected. None of it is an
annotation. A record's article is that of its line, and what it does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tui.annotations.model import TABLES, Annotation, Decision, Layer, Recast, Record, Ruling
from tui.exchange.features import RECORDS
from tui.exchange.values import Wrong, converted
from tui.text.article import Span


def written(layer: Layer) -> dict[str, list[dict[str, object]]]:
    """Each table that has records."""
    tables = {table: getattr(layer, table) for table in RECORDS}
    return {table: [_fields(one) for one in kept] for table, kept in tables.items() if kept}


def _fields(record: Record) -> dict[str, object]:
    said = msgspec.to_builtins(record)
    fields = (one for one in msgspec.structs.fields(record) if one.name != "article")
    return {one.name: said[one.name] for one in fields if one.required or said[one.name]}


def taken(
    line: Mapping[str, list[object]], article: str, length: int, wrong: list[Wrong]
) -> dict[str, Any]:
    """The records of each table; what is not sound is left out and told.

    `length` is that of the text in code points.
    """
    return {
        table: tuple(_sound(table, line.get(table, []), article, length, wrong))
        for table in RECORDS
    }


def _sound(
    table: str, values: list[object], article: str, length: int, wrong: list[Wrong]
) -> Iterator[Record]:
    seen = set[str]()
    for at, value in enumerate(values):
        field = f"{table}[{at}]"
        if not isinstance(value, dict):
            wrong.append((field, "is no object"))
            continue
        record = converted({**value, "article": article}, TABLES[table], field, wrong)
        if record is None:
            continue
        if any(not 0 <= start < end <= length for start, end in _places(record)):
            wrong.append((field, "is about what is no part of the text"))
        elif isinstance(record, Decision) and not record.spans:
            wrong.append((f"{field}.spans", "are missing"))
        elif record.id in seen:
            wrong.append((f"{field}.id", f"{record.id} is used twice"))
        else:
            seen.add(record.id)
            yield record


def _places(record: Record) -> Iterator[Span]:
    """Where in the text a record is about; a recheck is about an earlier text."""
    if isinstance(record, Decision | Annotation):
        yield from record.spans
    elif isinstance(record, Recast):
        yield record.start, record.end
    elif isinstance(record, Ruling):
        for versions in record.about.values():
            for one in versions:
                yield from _places(one)
