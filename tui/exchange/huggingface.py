"""The layout of a Hugging Face dataset: `README.md` and `data/SPLIT-00000-of-00001.parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.annotations.model import Layer
from tui.exchange.drafts import Found
from tui.exchange.faults import Fault
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.parquet import read_file, write_file

_FORMAT = "huggingface"
_README = """# Dataset

Each split is a Parquet file in `data/`; a row is a text with its `spans`, `relations`, `labels`,
and `tokens` with `ner_tags`.
"""


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The rows of every Parquet file, split after split."""
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        yield Fault(str(path), 1, "", "has no Parquet files in it")
    for file in files:
        yield from read_file(file, _FORMAT)


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One split, `train` unless another is written."""
    name = f"data/{writing.split}-00000-of-00001.parquet"
    yield from write_file(layers, writing, _FORMAT, name)
    yield "README.md", _README.encode()
