"""doccano's CSV: a text a row and the labels of the text as a whole, joined by `#`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found, carried_rest
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.tables import csv_rows

_JOIN = "#"


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each row; further columns are kept."""
    for row in csv_rows(path, ",", ("text",)):
        if not isinstance(row, tuple):
            yield row
            continue
        line, cells = row
        draft = Draft(cells.pop("text"), format_id="doccano-csv", file=str(path), line=line)
        labels = cells.pop("label", "")
        yield from draft.finish(labels=labels.split(_JOIN) if labels else (), rest=cells)


def write(layers: Iterable[Layer], _writing: Writing) -> Iterator[Piece]:
    """One file; its further columns are those that the first text came with."""
    columns: list[str] = []
    for layer in layers:
        if layer.article is None:
            continue
        rest = carried_rest(layer, "doccano-csv")
        buffer = io.StringIO()
        table = csv.writer(buffer)
        if not columns:
            columns = ["text", "label", *rest]
            table.writerow(columns)
        labels = _JOIN.join(layer.article.carried.labels)
        table.writerow([layer.article.text, labels, *(rest.get(one, "") for one in columns[2:])])
        yield "", buffer.getvalue().encode()
