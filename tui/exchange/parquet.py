"""Parquet: an article a row, in groups of rows, so that no file is in memory as a whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from tui.annotations.model import Layer
from tui.exchange.columns import row_of, take
from tui.exchange.drafts import Found
from tui.exchange.faults import Fault
from tui.exchange.options import Piece, Reading, Writing

_GROUP = 200
"""Rows that are written and read together."""

_STRINGS = ("title", "byline", "agency", "place", "published", "language", "source")
_SPAN = pa.struct(
    [("id", pa.string()), ("start", pa.int64()), ("end", pa.int64())]
    + [(name, pa.string()) for name in ("label", "text")]
    + [("attributes", pa.list_(pa.list_(pa.string())))]
    + [(name, pa.string()) for name in ("note", "author", "created")]
)
_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("text", pa.string()),
        ("spans", pa.list_(_SPAN)),
        (
            "relations",
            pa.list_(pa.struct([(one, pa.string()) for one in ("head", "tail", "label")])),
        ),
        ("labels", pa.list_(pa.string())),
        ("tokens", pa.list_(pa.string())),
        ("ner_tags", pa.list_(pa.string())),
        *((name, pa.string()) for name in _STRINGS),
    ]
)


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each row."""
    yield from read_file(path, "parquet")


def read_file(path: Path, format_id: str) -> Iterator[Found]:
    """The rows of a file, as those of the format that it is a part of."""
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            names = _classes(file.schema_arrow)
            for batch in file.iter_batches(_GROUP):
                for row in batch.to_pylist():
                    number += 1
                    yield from take(row, format_id, str(path), number, names)
    except (
        pa.ArrowException,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        ValueError,
    ) as error:
        yield Fault(str(path), number + 1, "", f"is no sound Parquet file: {error}"[:200])


def _classes(schema: Any) -> dict[str, list[str]]:
    """The names of classes that Hugging Face's `ClassLabel` columns keep as numbers."""
    try:
        about = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))
        features = about["info"]["features"]
    except (ValueError, KeyError, TypeError):
        return {}
    found = {}
    for name, feature in features.items():
        inner = feature.get("feature", feature) if isinstance(feature, dict) else {}
        if isinstance(inner, dict) and isinstance(inner.get("names"), list):
            found[name] = [str(one) for one in inner["names"]]
    return found


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file."""
    yield from write_file(layers, writing, "parquet", "")


def write_file(
    layers: Iterable[Layer], writing: Writing, format_id: str, name: str
) -> Iterator[Piece]:
    """A file of this name, a group of rows at a time."""
    sink = _Sink()
    rows = (
        row_of(one, one.article, format_id, writing) for one in layers if one.article is not None
    )
    with parquet.ParquetWriter(pa.PythonFile(sink, mode="w"), _SCHEMA) as file:
        while group := list(islice(rows, _GROUP)):
            file.write_table(pa.Table.from_pylist(group, schema=_SCHEMA))
            yield name, sink.taken()
    yield name, sink.taken()


class _Sink(io.RawIOBase):
    """What is written, until it is taken away."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._done = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Add bytes."""
        self._waiting += memoryview(data).cast("B")
        return len(memoryview(data).cast("B"))

    def tell(self) -> int:
        """How much was written in all, which Parquet notes."""
        return self._done + len(self._waiting)

    def taken(self) -> bytes:
        """Take away what waits."""
        data = bytes(self._waiting)
        self._done += len(data)
        self._waiting.clear()
        return data
