"""CSV as a dataset: each record is an article, its fields named by the first record.

A file may be of any size: it is gone through once for where its records begin (RFC 4180: a line
break within quotation marks is part of a field), and a record is read when it is opened.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator

from tui.sources.content import MAX_BYTES, Content, How, too_large
from tui.sources.decode import decode, text_of
from tui.sources.errors import Unreadable
from tui.sources.rows import Fields, Rows, text_field

_SAMPLE = 65_536
"""Bytes from which encoding and delimiter are made out."""

_DELIMITERS = ",\t;|"

csv.field_size_limit(MAX_BYTES)


def hold(content: Content, how: How) -> Rows:
    """The records of a table.

    Raises:
        Unreadable: it is no text, or its columns have no names.
    """
    return Records(content, how)


class Records(Rows):
    """A table whose first record names the columns and does not count."""

    def __init__(self, content: Content, how: How) -> None:
        """Find out how the table is written and where its records begin."""
        super().__init__(how)
        with content.file() as file:
            sample = file.read(_SAMPLE)
        if not sample.strip():
            raise Unreadable("is empty: there is nothing to read")
        encoding = decode(sample, how.encoding).encoding
        if encoding.startswith(("utf-16", "utf-32")):
            content = Content(content.name, text_of(content, how).encode())
            encoding = "utf-8"
        self._content, self._encoding = content, encoding
        self._starts = array("Q", _record_starts(content))
        head = self._text(0)
        self._delimiter = max(_DELIMITERS, key=head.count)
        self._names = [name.strip() for name in self._fields(head)]
        text_field(self._names, how)

    def numbers(self) -> Iterator[int]:
        """Every record that has room for a word beside its line break."""
        for number in range(1, len(self._starts) - 1):
            if self._starts[number + 1] - self._starts[number] > 2:
                yield number

    def fields(self, number: int) -> Fields | None:
        """A record, its fields by the columns' names."""
        if number >= len(self._starts) - 1:
            return None
        return dict(zip(self._names, self._fields(self._text(number)), strict=False))

    def _fields(self, text: str) -> list[str]:
        try:
            return next(csv.reader([text], delimiter=self._delimiter), [])
        except csv.Error as error:
            raise Unreadable(f"is damaged: {error}") from None

    def _text(self, number: int) -> str:
        start, end = self._starts[number : number + 2]
        if end - start > MAX_BYTES:
            raise Unreadable(too_large())
        with self._content.file() as file:
            file.seek(start)
            raw = file.read(end - start)
        return raw.decode(self._encoding, "replace").removeprefix("\ufeff")


def _record_starts(content: Content) -> Iterator[int]:
    """The offsets where records begin, and the end of the file."""
    at, quotes = 0, 0
    yield 0
    with content.file() as file:
        for line in file:
            at += len(line)
            quotes += line.count(b'"')
            if quotes % 2 == 0:
                yield at
    if quotes % 2:
        yield at
