"""JSON as a dataset: an object a line (JSONL), a list of them, or one; each is an article.

A file of lines may be of any size: it is gone through once for where its lines begin, and a line is
read when it is opened.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from tui.sources.content import MAX_BYTES, Content, How, too_large
from tui.sources.decode import text_of
from tui.sources.errors import Unreadable
from tui.sources.rows import Fields, Rows

_CHUNK = 1 << 20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def hold(content: Content, how: How) -> Rows:
    """The rows of a dataset.

    Raises:
        Unreadable: it is no JSON.
    """
    if content.head.startswith(_WIDE):
        content = Content(content.name, text_of(content, how).encode("utf-8", "replace"))
    return Lines(content, how) if _by_line(content) else Whole(content, how)


class Lines(Rows):
    """A dataset with an object a line."""

    def __init__(self, content: Content, how: How) -> None:
        """Find out where the lines begin."""
        super().__init__(how)
        self._content = content
        self._starts = array("Q", _line_starts(content))

    def numbers(self) -> Iterator[int]:
        """Every line that has room for an object beside its line break."""
        for number, (start, end) in enumerate(pairwise(self._starts), start=1):
            if end - start > 2:
                yield number

    def fields(self, number: int) -> Fields | None:
        """The object in a line."""
        if number >= len(self._starts):
            return None
        start, end = self._starts[number - 1 : number + 1]
        if end - start > MAX_BYTES:
            raise Unreadable(too_large())
        with self._content.file() as file:
            file.seek(start)
            return _object(file.read(end - start))


class Whole(Rows):
    """A list of objects or a single one, read at once."""

    def __init__(self, content: Content, how: How) -> None:
        """Take the list apart; what each object says is looked at when it is opened."""
        super().__init__(how)
        raw = content.raw.removeprefix(codecs.BOM_UTF8).strip()
        try:
            self._rows = _LIST.decode(raw) if raw.startswith(b"[") else [msgspec.Raw(raw)]
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"is no sound JSON: {error}") from None

    def numbers(self) -> Iterator[int]:
        """Every object."""
        return iter(range(1, len(self._rows) + 1))

    def fields(self, number: int) -> Fields | None:
        """The object with a number."""
        return _object(bytes(self._rows[number - 1])) if number <= len(self._rows) else None


def _by_line(content: Content) -> bool:
    """Whether the first line is an object by itself, or too long to be seen whole."""
    line, newline, _ = content.head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    return line.startswith(b"{") and (not newline or line.rstrip().endswith(b"}"))


def _line_starts(content: Content) -> Iterator[int]:
    """The offsets where lines begin, and the end of the file."""
    yield 0
    done = 0
    last = b"\n"
    with content.file() as file:
        while chunk := file.read(_CHUNK):
            at = chunk.find(b"\n")
            while at >= 0:
                yield done + at + 1
                at = chunk.find(b"\n", at + 1)
            done += len(chunk)
            last = chunk
    if not last.endswith(b"\n"):
        yield done


def _object(line: bytes) -> Fields:
    try:
        found = msgspec.json.decode(line.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"is no sound JSON: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable("is no JSON object: a row has to name its fields")
    return found
