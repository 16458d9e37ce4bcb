"""What a folder holds for reading, in natural order. No content is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from tui.sources.errors import Unreadable, refusal

_JOURNAL = ".journal"
"""The end of the name of a database's journal, which tells that there is a database."""
_NUMBER = re.compile(r"([0-9]+)")


class Entry(NamedTuple):
    """Something that can be opened: its address, what it is called, its title if that is known."""

    path: str
    name: str
    title: str = ""


def folder(name: str, suffixes: tuple[str, ...]) -> Iterator[Entry]:
    """The files at any depth below a folder that end in one of `suffixes` (lower case).

    Hidden files and folders are left out, the files of a database, and folders below that are
    links or cannot be entered.

    Raises:
        Unreadable: the folder itself cannot be entered.
    """
    folders: list[str] = []
    files: list[str] = []
    journals: list[str] = []
    try:
        with os.scandir(name) as found:
            for one in found:
                if one.name[0] == ".":
                    continue
                if one.is_dir(follow_symlinks=False):
                    folders.append(one.name)
                elif one.name.endswith(_JOURNAL):
                    journals.append(one.name)
                elif one.name.lower().endswith(suffixes) and one.is_file():
                    files.append(one.name)
    except OSError as error:
        raise refusal(error) from None
    for file in naturally(_others(files, journals)):
        yield Entry(os.path.join(name, file), file)
    for below in naturally(folders):
        with suppress(Unreadable):
            yield from folder(os.path.join(name, below), suffixes)


def _others(files: Iterable[str], journals: Iterable[str]) -> Iterator[str]:
    """The files that are none of a database's: its own, its copies by day, parts and reports."""
    names = [name.removesuffix(_JOURNAL) for name in journals]
    owned = tuple(f"{name}{end}." for name in names for end in (".json", _JOURNAL))
    return (file for file in files if not f"{file}.".startswith(owned))


def naturally(names: Iterable[str]) -> list[str]:
    """The names sorted with the numbers inside them by their value: 2 before 10."""
    return sorted(names, key=_natural)


def _natural(name: str) -> list[str | int]:
    parts: list[str | int] = [*_NUMBER.split(name.casefold())]
    parts[1::2] = map(int, parts[1::2])
    return parts
