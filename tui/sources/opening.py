"""A file, a folder or standard input, by name: what can be opened, and opening it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.sources.decode import decode
from tui.sources.errors import Unreadable, shown
from tui.sources.markdown import has_front_matter, markdown_article
from tui.sources.plain import plain_article
from tui.text.article import Article

MAX_BYTES = 64 * 1024 * 1024
"""Bytes: a larger file is refused before it is read."""

STDIN = "-"

_HEAD = 500
"""Code points in which a page says what it is."""


class Entry(NamedTuple):
    """Something that can be opened: `size` in bytes, `mtime` in seconds since the epoch."""

    path: str
    name: str
    size: int
    mtime: float


class Opener(NamedTuple):
    """One kind of source: how its content and its name are known, and how it is read."""

    kind: str
    suffixes: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[str, str], Article]


OPENERS: tuple[Opener, ...] = (
    Opener("markdown", (".md", ".markdown"), has_front_matter, markdown_article),
    Opener("plain", (".txt", ".text"), lambda _text: False, plain_article),
)
"""What can be opened. The content decides before the name; the last opener takes the rest."""

_SUFFIXES = tuple(suffix for opener in OPENERS for suffix in opener.suffixes)


def open_source(
    name: str,
    *,
    encoding: str = "",
    raw: bool = False,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] | None = None,
) -> Article:
    """The article in the file `name`, or in `stdin` if the name is `-`.

    With `raw` every block is a paragraph or preformatted: no title, no folding, no markup.
    `warn` is told in a sentence of what could not be decoded.

    Raises:
        Unreadable: nothing can be made of it; the text says why and what to do.
    """
    content = _piped(stdin) if name == STDIN else _content(name)
    where = "standard input" if name == STDIN else shown(name)
    if not content:
        raise Unreadable(f"{where} is empty: there is nothing to read")
    try:
        text, _, warning = decode(content, encoding)
    except Unreadable as error:
        raise Unreadable(f"{where}: {error}") from None
    if not text.strip():
        raise Unreadable(f"{where} is empty: it holds nothing but white space")
    if warning and warn:
        warn(f"{where}: {warning}")
    # A name that is not Unicode could not be stored, so that the source is what can be shown.
    source = shown(name)
    return plain_article(text, source, raw=True) if raw else _opener(name, text).read(text, source)


def listing(names: Sequence[str]) -> list[Entry]:
    """What `names` stand for, in their order; a folder is everything readable below it.

    Folders are sorted naturally (2 before 10), their hidden files and other kinds of file left
    out. No content is read.

    Raises:
        Unreadable: a name does not exist or cannot be looked at.
    """
    return [entry for name in names for entry in _entries(name)]


def _entries(name: str) -> Iterator[Entry]:
    if name == STDIN:
        yield Entry(STDIN, "standard input", 0, 0.0)
        return
    status = _status(name)
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(name)
    else:
        yield _entry(name, status)


def _folder(name: str) -> Iterator[Entry]:
    def refuse(error: OSError) -> None:
        if error.filename == name:
            raise _refusal(name, error)

    # A folder below that cannot be entered is left out, like any other file of no use here.
    for root, folders, files in os.walk(name, onerror=refuse):
        folders[:] = sorted((each for each in folders if each[0] != "."), key=natural)
        for file in sorted(files, key=natural):
            if file[0] != "." and file.lower().endswith(_SUFFIXES):
                path = os.path.join(root, file)
                with suppress(OSError):
                    status = os.stat(path)
                    if stat.S_ISREG(status.st_mode):
                        yield _entry(path, status)


def _entry(path: str, status: os.stat_result) -> Entry:
    return Entry(path, os.path.basename(path), status.st_size, status.st_mtime)


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts numbers inside names by their value."""
    parts = re.findall(r"([^0-9]*)([0-9]*)", name.casefold())
    return tuple((words, int(digits or -1)) for words, digits in parts)


def _opener(name: str, text: str) -> Opener:
    suffix = Path(name).suffix.lower()
    for opener in OPENERS:
        if opener.recognises(text):
            return opener
    return next((each for each in OPENERS if suffix in each.suffixes), OPENERS[-1])


def _piped(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise Unreadable("standard input is not connected: give the name of a file")
    content = stdin.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unreadable(f"standard input {_too_large()}")
    return content


def _content(name: str) -> bytes:
    status = _status(name)
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(f"{shown(name)} is a folder: name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"{shown(name)} is a pipe or a device: pipe its output to “-” instead")
    if status.st_size > MAX_BYTES:
        raise Unreadable(f"{shown(name)} {_too_large()}")
    try:
        with open(name, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refusal(name, error) from None
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{shown(name)} {_too_large()}")
    return content


def _too_large() -> str:
    return f"is larger than {MAX_BYTES // 1024 // 1024} MB: split it first"


def _status(name: str) -> os.stat_result:
    try:
        return os.stat(name)
    except OSError as error:
        raise _refusal(name, error) from None
    except ValueError:
        raise Unreadable(f"{shown(name)} cannot be the name of a file") from None


def _refusal(name: str, error: OSError) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return Unreadable(f"{shown(name)} does not exist: check the name")
    if isinstance(error, PermissionError):
        return Unreadable(f"{shown(name)} may not be read: check its permissions")
    return Unreadable(f"{shown(name)} cannot be read: {error.strerror or error}")
