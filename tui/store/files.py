"""Where the files of a database are: all in one folder, all named after the database file."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import NamedTuple

from tui.store.protocol import StoreError


class Files(NamedTuple):
    """The files of one database, all in one folder."""

    database: Path
    journal: Path
    backup: Path
    lock: Path
    sessions: Path

    @classmethod
    def of(cls, path: Path) -> Files:
        """The files beside a database file; raises StoreError for a name that is one of theirs."""
        real = path.resolve()
        if not real.parent.is_dir():
            raise StoreError(f"{path}: the folder {real.parent} does not exist")
        if real.suffix in {".journal", ".lock", ".bak"}:
            raise StoreError(f"{path} is not a database: name the .json file beside it")
        return cls(
            real,
            real.with_suffix(".journal"),
            real.with_name(real.name + ".bak"),
            real.with_suffix(".lock"),
            real.with_suffix(".journal.lock"),
        )

    def parts(self) -> list[Path]:
        """The rotated parts of the journal that there are, oldest first."""
        name = glob.escape(self.journal.name)
        found = self.journal.parent.glob(f"{name}.*.gz")
        return sorted((path for path in found if part_number(path)), key=part_number)

    def part(self, number: int) -> Path:
        """The rotated part with a number, from 1 on."""
        return self.journal.with_name(f"{self.journal.name}.{number:04}.gz")


def part_number(path: Path) -> int:
    """The number of a rotated part; 0 for any other file."""
    number = path.name.split(".")[-2]
    return int(number) if number.isascii() and number.isdecimal() else 0
