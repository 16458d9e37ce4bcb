"""TSV: `tui.exchange.delimited` with a tab between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.annotations.model import Layer
from tui.exchange.delimited import read_table, write_table
from tui.exchange.drafts import Found
from tui.exchange.options import Piece, Reading, Writing


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """A text for each document in the file."""
    return read_table(path, reading, "\t", "tsv")


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file, an annotation a row."""
    return write_table(layers, writing, "\t", "tsv")
