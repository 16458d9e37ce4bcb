"""What stands at an address: bytes, what was said about them, and how they are to be read.

Sizes are bytes. A file is read when its bytes are asked for, so that a listing reads nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol

from tui.sources.errors import Unreadable, refusal

MAX_BYTES = 64 * 1024 * 1024
"""Bytes: a larger text is refused before it is read; what holds many may be of any size."""

HEAD = 8_192
"""Bytes in which a source says what it is."""


def _ignore(_sentence: str) -> None:
    """Nobody listens."""


class How(NamedTuple):
    """How sources are to be read.

    `encoding` decides over everything but a byte order mark; with `raw` a text is taken as it
    stands, without title, folding or markup. `text_field` and `id_field` name a dataset's columns.
    Private addresses are fetched from only with `allow_local`. `warn` is told in a sentence of
    what was lost.
    """

    encoding: str = ""
    raw: bool = False
    text_field: str = ""
    id_field: str = ""
    allow_local: bool = False
    warn: Callable[[str], None] = _ignore


USUAL = How()
"""As everything is read that nobody said anything about."""


class Content:
    """The bytes at an address, and what was said of them from outside.

    `name` is what its suffix is taken from, `media_type` and `charset` what a server or a letter's
    part declared. `kind` decides over detection. `url` is where a page was published; `about` is
    known of the article already, by the names of its metadata.
    """

    def __init__(
        self,
        name: str,
        raw: bytes | None = None,
        *,
        path: str = "",
        media_type: str = "",
        charset: str = "",
        kind: str = "",
        url: str = "",
        about: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the bytes, or the path of the file that they are read from when asked for."""
        self.name, self.path, self._raw = name, path, raw
        self.media_type, self.charset = media_type, charset
        self.kind, self.url, self.about = kind, url, about

    @cached_property
    def head(self) -> bytes:
        """The first bytes.

        Raises:
            Unreadable: the file cannot be read.
        """
        if self._raw is not None:
            return self._raw[:HEAD]
        with self.file() as file:
            return file.read(HEAD)

    @cached_property
    def raw(self) -> bytes:
        """All bytes.

        Raises:
            Unreadable: the file cannot be read, or is larger than a text may be.
        """
        if self._raw is not None:
            return self._raw
        with self.file() as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise Unreadable(too_large())
            return bounded(file)

    @property
    def digest(self) -> str:
        """The sha256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    def file(self) -> BinaryIO:
        """The bytes as a file that can be sought in; the caller closes it.

        Raises:
            Unreadable: the file cannot be read.
        """
        if self._raw is not None:
            return io.BytesIO(self._raw)
        try:
            return open(self.path, "rb")
        except OSError as error:
            raise refusal(error) from None


class Part(NamedTuple):
    """One of the things that a container holds; `key` finds it again.

    `name` is what it is called if not by its key, `title` empty where it is not known yet,
    `address` where it can be had instead of from the container.
    """

    key: str
    name: str = ""
    title: str = ""
    address: str = ""


class Container(Protocol):
    """Something that holds many articles: an archive, a mailbox, a book, a dataset, a feed."""

    def parts(self) -> Iterator[Part]:
        """What it holds, in its order.

        Raises:
            Unreadable: it is damaged.
        """

    def part(self, key: str) -> Content | None:
        """What stands at a key; None if nothing does.

        Raises:
            Unreadable: the part is damaged or too large.
        """


def bounded(file: BinaryIO, most: int = 0) -> bytes:
    """What is left of `file`, at most so many bytes (`MAX_BYTES` if 0).

    Raises:
        Unreadable: there is more.
    """
    most = most or MAX_BYTES
    content = file.read(most + 1)
    if len(content) > most:
        raise Unreadable(too_large(most))
    return content


def too_large(most: int = 0) -> str:
    """What is said of more than so many bytes."""
    return f"is larger than {(most or MAX_BYTES) // 1024 // 1024} MB: split it first"


def from_file(name: str) -> Content:
    """The content of the file `name`, which is not read yet.

    Raises:
        Unreadable: there is no such file, or it is none that can be read.
    """
    status = status_of(name)
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("is a folder: name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is a pipe or a device: pipe its output to “-” instead")
    if not os.access(name, os.R_OK):
        raise refusal(PermissionError())
    return Content(os.path.basename(name), path=name)


def status_of(name: str) -> os.stat_result:
    """What the file system says of `name`.

    Raises:
        Unreadable: there is nothing, or it may not be looked at.
    """
    try:
        return os.stat(name)
    except OSError as error:
        raise refusal(error) from None
    except ValueError:
        raise Unreadable("cannot be the name of a file") from None
