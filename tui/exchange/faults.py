"""What was wrong with one thing in a dataset, so that all the others can be kept."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """A part of a file that was not taken: where it stands and why.

    `line` counts from 1; `field` is a path such as `annotations[3].spans`, empty for the line.
    """

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        """The fault in one line."""
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"
