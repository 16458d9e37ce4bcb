"""Reading datasets' files: as text, line by line, or one JSON value after another.

Nothing is read whole that need not be: lines and the items of a JSON array come one at a time,
however large the file. Lines count from 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from tui.exchange.faults import Fault

_CHUNK = 1 << 20
"""Bytes that are read at once."""

_BOM = "\ufeff"
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_OPENING = re.compile(r"\s*\[?")
_CLOSING = re.compile(r"\]?\s*")
_BETWEEN = re.compile(r"[\s,]*")

_LITERAL = 16
"""Characters: the end of a window that may cut a number, a literal or an escape."""

_T = TypeVar("_T")


class Item(NamedTuple):
    """One JSON value and the line on which it begins."""

    line: int
    value: object


class Line(NamedTuple):
    """A line with its number and its text, without its line end."""

    number: int
    text: str


def files(path: Path, suffix: str) -> Iterator[tuple[Path, str]]:
    """A file and its name; of a folder each file that ends so, also in the folders in it, and its
    path from there.
    """
    if not path.is_dir():
        yield path, path.name
        return
    for file in sorted(path.rglob(f"*{suffix}")):
        yield file, str(file.relative_to(path))


def lines(path: Path) -> Iterator[Line | Fault]:
    """The lines of a UTF-8 file, without marks that begin them; a fault for each that is not UTF-8.

    Raises:
        OSError: the file cannot be read.
    """
    number = 0
    with path.open("rb") as file:
        while block := file.readlines(_CHUNK):
            try:
                texts = b"".join(block).decode().split("\n")[: len(block)]
            except UnicodeDecodeError:
                yield from _one_by_one(block, number + 1, path)
            else:
                for at, line in enumerate(texts, number + 1):
                    yield Line(at, line.removesuffix("\r").removeprefix(_BOM))
            number += len(block)


def _one_by_one(block: list[bytes], first: int, path: Path) -> Iterator[Line | Fault]:
    """Lines of which one at least is not UTF-8."""
    for number, data in enumerate(block, first):
        try:
            line = data.decode()
        except UnicodeDecodeError as error:
            yield Fault(str(path), number, "", f"byte {error.start} is not UTF-8")
        else:
            line = line.removesuffix("\n").removesuffix("\r")
            yield Line(number, line.removeprefix(_BOM))


def text(path: Path) -> str | Fault:
    """The whole of a UTF-8 file, without a byte order mark at its beginning.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(str(path), line, "", f"byte {error.start} of the file is not UTF-8")


def items(path: Path) -> Iterator[Item | Fault]:
    """The values of JSON Lines, or the items of a file that is one JSON array.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        first = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    # A line of JSON Lines may be an array too; no format that is read here has such lines.
    yield from _array(path) if first.startswith(b"[") else _json_lines(path)


def _json_lines(path: Path) -> Iterator[Item | Fault]:
    for line in lines(path):
        if isinstance(line, Fault):
            yield line
        elif line.text and not line.text.isspace():
            yield _parsed(path, line)


def _parsed(path: Path, line: Line) -> Item | Fault:
    try:
        value = msgspec.json.decode(line.text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return Fault(str(path), line.number, "", f"is not JSON: {error}")
    return Item(line.number, value)


def _array(path: Path) -> Iterator[Item | Fault]:
    """The items of a JSON array, which is never in memory as a whole."""
    with _Window(path) as window:
        window.skip(_OPENING)
        while (following := window.skip(_BETWEEN)) not in ("]", ""):
            try:
                yield window.decoded()
            except (JSONDecodeError, RecursionError, UnicodeError) as error:
                yield Fault(str(path), window.line, "", f"is not JSON: {error}")
                return
        if following == "":
            yield Fault(str(path), window.line, "", "is not JSON: it ends before its array does")
        elif window.skip(_CLOSING):
            yield Fault(str(path), window.line, "", "is not JSON: it goes on after its array")


class _Window:
    """A part of a UTF-8 file that moves on; `line` is that of the next character to be taken."""

    def __init__(self, path: Path) -> None:
        self.line = 1
        self._path = path
        self._buffer = ""
        self._at = 0
        self._decoder = JSONDecoder()
        self._file = path.open(encoding="utf-8-sig", newline="")

    def __enter__(self) -> _Window:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Take away what matches; the character after it, empty at the end of the file."""
        while True:
            found = pattern.match(self._buffer, self._at)
            self._take(found.end() if found else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._grow():
                return ""

    def decoded(self) -> Item | Fault:
        """The JSON value that comes next, which is taken away."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except JSONDecodeError as error:
                if self._cut_off(error) and self._grow():
                    continue
                raise
            if end < len(self._buffer) or not self._grow():
                break
        line = self.line
        raw = self._take(end)
        if _SURROGATE.search(raw) and not _sound(value):
            return Fault(str(self._path), line, "", "has a lone surrogate")
        return Item(line, value)

    def _cut_off(self, error: JSONDecodeError) -> bool:
        """Whether what is wrong may only be that more has to be read."""
        return error.pos >= len(self._buffer) - _LITERAL or error.msg.startswith("Unterminated")

    def _take(self, end: int) -> str:
        taken = self._buffer[self._at : end]
        self.line += taken.count("\n")
        self._at = end
        return taken

    def _grow(self) -> bool:
        """Read on, as much again as is waiting; False at the end of the file."""
        waiting = self._buffer[self._at :]
        more = self._file.read(max(_CHUNK, len(waiting)))
        self._buffer, self._at = waiting + more, 0
        return bool(more)


def _sound(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def shaped(item: Item, kind: type[_T], path: Path) -> _T | Fault:
    """The value as a `kind`; a fault where it has another shape."""
    try:
        return msgspec.convert(item.value, kind)
    except msgspec.ValidationError as error:
        reason, _, field = str(error).partition(" - at `$")
        return Fault(str(path), item.line, field.rstrip("`").lstrip("."), reason)
