"""Tables with a heading, as rows by column name, with the line on which each begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.exchange.faults import Fault

_FIELD = 1 << 28
"""Bytes: no cell is longer."""


def csv_rows(
    path: Path, delimiter: str, needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]] | Fault]:
    """The rows below the heading; a fault for each that has another number of cells.

    Raises:
        OSError: the file cannot be read.
    """
    csv.field_size_limit(_FIELD)
    with path.open("rb") as binary:
        file = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        table = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            heading = next(table, [])
            missing = [name for name in needed if name not in heading]
            if missing:
                yield Fault(str(path), 1, "", f"has no column “{missing[0]}”")
                return
            line = table.line_num + 1
            for cells in table:
                if len(cells) == len(heading):
                    yield line, dict(zip(heading, cells, strict=True))
                elif cells:
                    reason = f"has {len(cells)} cells where the heading has {len(heading)}"
                    yield Fault(str(path), line, "", reason)
                line = table.line_num + 1
        except csv.Error as error:
            yield Fault(str(path), table.line_num, "", f"is not what CSV allows: {error}")
        except UnicodeDecodeError as error:
            yield Fault(str(path), table.line_num + 1, "", f"byte {error.start} is not UTF-8")
