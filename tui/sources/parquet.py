"""Parquet as a dataset: each row is an article; a group of rows is read when one is opened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from tui.sources.content import Content, How
from tui.sources.errors import Unreadable, needs
from tui.sources.rows import Fields, Rows, text_field

try:
    import pyarrow
    from pyarrow import parquet
except ImportError:
    raise needs("a Parquet dataset", "parquet") from None


def hold(content: Content, how: How) -> Rows:
    """The rows of a dataset.

    Raises:
        Unreadable: it is damaged, or has no column of text.
    """
    return Groups(content, how)


class Groups(Rows):
    """A dataset in groups of rows."""

    def __init__(self, content: Content, how: How) -> None:
        """Read what the file says of its columns and groups."""
        super().__init__(how)
        try:
            self._file = parquet.ParquetFile(content.file())
        except (pyarrow.ArrowException, OSError) as error:
            raise Unreadable(f"is no sound Parquet file: {_line(error)}") from None
        text_field(self._file.schema_arrow.names, how)
        about = self._file.metadata
        counts = (about.row_group(at).num_rows for at in range(about.num_row_groups))
        self._firsts = [0, *accumulate(counts)]
        self._read: tuple[int, list[Fields]] = (-1, [])

    def numbers(self) -> Iterator[int]:
        """Every row."""
        return iter(range(1, self._firsts[-1] + 1))

    def fields(self, number: int) -> Fields | None:
        """A row, whose whole group is read and kept until one of another group is wanted."""
        if number > self._firsts[-1]:
            return None
        group = bisect_left(self._firsts, number) - 1
        if self._read[0] != group:
            try:
                self._read = (group, self._file.read_row_group(group).to_pylist())
            except (pyarrow.ArrowException, OSError) as error:
                raise Unreadable(f"is damaged: {_line(error)}") from None
        row: Fields = self._read[1][number - self._firsts[group] - 1]
        return row


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
