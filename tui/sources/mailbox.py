"""A mailbox (mbox) as a container: a letter for each line that begins with “From ”.

It may be of any size: it is gone through once, and a letter is read when it is opened.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from email import message_from_bytes, policy

from tui.sources.content import MAX_BYTES, Container, Content, How, Part, too_large
from tui.sources.errors import Unreadable
from tui.sources.letter import header

_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEAD = 65_536
"""Bytes in which a letter's subject is looked for."""


def hold(content: Content, _how: How) -> Container:
    """The letters in a mailbox."""
    return Mailbox(content)


class Mailbox:
    """Letters by their numbers, from 1."""

    def __init__(self, content: Content) -> None:
        """Find out where the letters begin."""
        self._content = content
        self._starts = array("Q", _starts(content))

    def parts(self) -> Iterator[Part]:
        """A part for each letter, called by its subject."""
        for number in range(1, len(self._starts)):
            head = message_from_bytes(self._raw(number, _HEAD), policy=policy.default)
            yield Part(str(number), header(head, "Subject") or f"letter {number}")

    def part(self, key: str) -> Content | None:
        """The letter with a number."""
        number = int(key) if key.isascii() and key.isdecimal() and len(key) < 16 else 0
        if not 0 < number < len(self._starts):
            return None
        if self._starts[number] - self._starts[number - 1] > MAX_BYTES:
            raise Unreadable(too_large())
        return Content("", _QUOTED.sub(rb"\1", self._raw(number)), kind="letter")

    def _raw(self, number: int, most: int = MAX_BYTES) -> bytes:
        """A letter without the line that parts it from the one before."""
        start, end = self._starts[number - 1 : number + 1]
        with self._content.file() as file:
            file.seek(start)
            return file.read(min(end - start, most)).partition(b"\n")[2]


def _starts(content: Content) -> Iterator[int]:
    """The offsets where letters begin, and the end of the file."""
    at, fresh = 0, True
    with content.file() as file:
        for line in file:
            if fresh and line.startswith(b"From "):
                yield at
            fresh = not line.strip()
            at += len(line)
    yield at
