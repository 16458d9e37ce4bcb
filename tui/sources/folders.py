"""What a folder holds for reading, in natural order. No content is read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from tui.sources.content import refusal


class Entry(NamedTuple):
    """Something that can be opened: `size` in bytes, `mtime` in seconds since the epoch.

    `title` is empty where it is not known yet.
    """

    path: str
    name: str
    size: int
    mtime: float
    title: str = ""


def folder(name: str, suffixes: tuple[str, ...]) -> Iterator[Entry]:
    """The files at any depth below a folder that end in one of `suffixes` (lower case).

    Hidden files and folders are left out, and what cannot be entered.

    Raises:
        Unreadable: the folder itself cannot be entered.
    """

    def refuse(error: OSError) -> None:
        if error.filename == name:
            raise refusal(error)

    for root, folders, files in os.walk(name, onerror=refuse):
        folders[:] = naturally([each for each in folders if each[0] != "."])
        wanted = [file for file in files if file[0] != "." and file.lower().endswith(suffixes)]
        for file in naturally(wanted):
            path = os.path.join(root, file)
            with suppress(OSError):
                status = os.stat(path)
                if stat.S_ISREG(status.st_mode):
                    yield entry(path, status)


def entry(path: str, status: os.stat_result) -> Entry:
    """The entry of one file."""
    return Entry(path, os.path.basename(path), status.st_size, status.st_mtime)


def naturally(names: Sequence[str]) -> list[str]:
    """The names sorted with the numbers inside them by their value: 2 before 10."""
    return sorted(names, key=_natural)


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    parts = re.findall(r"([^0-9]*)([0-9]*)", name.casefold())
    return tuple((words, int(digits or -1)) for words, digits in parts)
