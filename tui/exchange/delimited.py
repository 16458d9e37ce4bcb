"""Tables for people: an annotation a row, with the text once in the first row of each.

The columns are `document`, `text`, `start`, `end` (in each piece's order, divided by `;`), `tag`,
`quote`, `attributes` (as JSON), `note`, `author`, `created`, `id`, and beside the text its `labels`
(as JSON). A row with a text and no tag is a text without annotations. Only `document` or `text`,
`start`, `end` and `tag` are needed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found, native_name
from tui.exchange.faults import Fault
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named
from tui.exchange.tables import csv_rows

_COLUMNS = (
    "document", "text", "start", "end", "tag", "quote", "attributes", "note", "author", "created",
    "id", "labels",
)  # fmt: skip


def read_table(path: Path, reading: Reading, delimiter: str, format_id: str) -> Iterator[Found]:
    """A text for each document; its rows stand together."""
    draft: Draft | None = None
    document, labels = "", list[str]()
    for row in csv_rows(path, delimiter, ("text", "start", "end", "tag")):
        if isinstance(row, Fault):
            yield row
            continue
        line, cells = row
        name = cells.get("document", "")
        if cells["text"] and (draft is None or name != document or cells["text"] != draft.text):
            if draft is not None:
                yield from draft.finish(source=document, labels=labels)
            unit = reading.unit("code points")
            draft = Draft(cells["text"], format_id=format_id, file=str(path), line=line, unit=unit)
            document, labels = name, _labels(draft, cells)
        if draft is None or (name and name != document):
            yield Fault(str(path), line, "text", "is empty, and no text of the document is above")
        elif cells["tag"] or cells["start"]:
            _annotate(draft, cells, line)
    if draft is not None:
        yield from draft.finish(source=document, labels=labels)


def _labels(draft: Draft, cells: Mapping[str, str]) -> list[str]:
    try:
        return msgspec.json.decode(cells.get("labels") or "[]", type=list[str])
    except (msgspec.DecodeError, UnicodeError) as error:
        draft.fault("labels", f"are no JSON list of texts: {error}")
        return []


def _annotate(draft: Draft, cells: Mapping[str, str], line: int) -> None:
    starts, ends = (_numbers(cells[name]) for name in ("start", "end"))
    if len(starts) != len(ends):
        draft.fault("start", "has not as many numbers as end", line)
        return
    try:
        said = msgspec.json.decode(cells.get("attributes") or "{}", type=dict[str, str])
    except (msgspec.DecodeError, UnicodeError) as error:
        draft.fault("attributes", f"are no JSON object of texts: {error}", line)
        return
    draft.annotate(
        cells["tag"],
        list(zip(starts, ends, strict=True)),
        field="start",
        line=line,
        native=cells.get("id", ""),
        stated=cells.get("quote") or None,
        attributes=said,
        note=cells.get("note", ""),
        author=cells.get("author", ""),
        created=cells.get("created", ""),
    )


def _numbers(cell: str) -> list[int | None]:
    return [int(one) if one.strip().isdecimal() else None for one in cell.split(";")]


def write_table(
    layers: Iterable[Layer], writing: Writing, delimiter: str, format_id: str
) -> Iterator[Piece]:
    """One file."""
    yield "", _line(_COLUMNS, delimiter)
    for name, layer, article in named(layers):
        out = Offsets(article.text, writing.unit("code points")).outward
        text, labels = article.text, _json(article.carried.labels)
        if not layer.annotations:
            yield "", _line([name, text, *[""] * (len(_COLUMNS) - 3), labels], delimiter)
        for one in layer.annotations:
            cells = [
                name,
                text,
                ";".join(str(out(start)) for start, _ in one.spans),
                ";".join(str(out(end)) for _, end in one.spans),
                one.tag,
                one.text,
                _json(one.attributes),
                one.note,
                one.author,
                one.created,
                native_name(one.id, one.origin, format_id) or one.id,
                labels,
            ]
            yield "", _line(cells, delimiter)
            text = labels = ""


def _json(value: Collection[object]) -> str:
    """JSON, and nothing for what says nothing."""
    return msgspec.json.encode(value).decode() if value else ""


def _line(cells: Iterable[str], delimiter: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerow(cells)
    return buffer.getvalue().encode()
