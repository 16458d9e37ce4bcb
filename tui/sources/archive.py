"""Archives (ZIP, TAR, gzip, bzip2, xz) as containers of the files in them that can be read.

A part is unpacked when it is opened, up to the size that a text may have; a packed TAR is unpacked
once, into a temporary file, up to a limit. Links and devices are left alone.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import IO, Any, BinaryIO, cast

from tui.sources.content import MAX_BYTES, Container, Content, How, Part, bounded, too_large
from tui.sources.errors import Unreadable
from tui.sources.folders import naturally
from tui.sources.kinds import LISTED

MOST_UNPACKED = 1024 * 1024 * 1024
"""Bytes: a TAR that holds more when it is unpacked is refused."""

_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)
_OPENERS: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
}


def hold(content: Content, how: How) -> Container:
    """The files in an archive.

    Raises:
        Unreadable: it is damaged or too large, or no archive of texts.
    """
    if content.head.startswith(b"PK"):
        archive = Zipped(content)
        archive.refuse_office()
        return archive
    if content.head[257:262] == b"ustar":
        return Tarred(content.file())
    return _unpacked(content, how)


class Zipped:
    """A ZIP archive."""

    def __init__(self, content: Content) -> None:
        """Read the archive's list of files.

        Raises:
            Unreadable: it is damaged.
        """
        try:
            self._archive = zipfile.ZipFile(content.file())
        except (*_DAMAGED, NotImplementedError, ValueError):
            raise Unreadable("is a damaged ZIP archive: get it anew") from None

    def parts(self) -> Iterator[Part]:
        """The files that can be read, in natural order."""
        for name in _readable(self._archive.namelist()):
            yield Part(name)

    def part(self, key: str) -> Content | None:
        """The file with a name."""
        raw = self.read(key)
        return None if raw is None else Content(key.rsplit("/", 1)[-1], raw)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none of that name.

        Raises:
            Unreadable: it is damaged, encrypted or too large.
        """
        info = self._archive.NameToInfo.get(name)
        if info is None or info.is_dir():
            return None
        if info.flag_bits & 1:
            raise Unreadable("is encrypted: unpack it first")
        if info.file_size > MAX_BYTES:
            raise Unreadable(too_large())
        try:
            with self._archive.open(info) as file:
                return bounded(cast(BinaryIO, file))
        except (*_DAMAGED, NotImplementedError, ValueError):
            raise Unreadable("is damaged in its archive: get the archive anew") from None

    def refuse_office(self) -> None:
        """Raise Unreadable for the documents of other programs, which are ZIP archives too."""
        names = self._archive.NameToInfo
        if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names.keys():
            raise Unreadable("is an office document, not text: save it as DOCX or as plain text")


class Tarred:
    """A TAR archive, not packed."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the headers of all files.

        Raises:
            Unreadable: it is damaged at its beginning; what is cut off is left out.
        """
        try:
            self._archive = tarfile.TarFile(fileobj=file)
        except _DAMAGED:
            raise Unreadable("is a damaged TAR archive: get it anew") from None
        self._members: dict[str, tarfile.TarInfo] = {}
        with suppress(*_DAMAGED):
            while member := self._archive.next():
                if member.isreg():
                    self._members[member.name.removeprefix("./")] = member

    def parts(self) -> Iterator[Part]:
        """The files that can be read, in natural order."""
        for name in _readable(self._members):
            yield Part(name)

    def part(self, key: str) -> Content | None:
        """The file with a name."""
        member = self._members.get(key)
        if member is None:
            return None
        if member.size > MAX_BYTES:
            raise Unreadable(too_large())
        try:
            file = self._archive.extractfile(member)
            raw = file.read(MAX_BYTES) if file is not None else b""
        except _DAMAGED:
            raise Unreadable("is damaged in its archive: get the archive anew") from None
        return Content(key.rsplit("/", 1)[-1], raw)


class Packed:
    """A single packed file."""

    def __init__(self, name: str, raw: bytes) -> None:
        """Keep its bytes, under its name without the packer's ending."""
        self._name, self._raw = name.rpartition(".")[0] or name or "text", raw

    def parts(self) -> Iterator[Part]:
        """The one file."""
        yield Part(self._name)

    def part(self, key: str) -> Content | None:
        """The file, by its name."""
        return Content(key, self._raw) if key == self._name else None


def _unpacked(content: Content, how: How) -> Container:
    """What is in a packed file: a TAR archive, a web archive or a single file."""
    opener = next(opener for magic, opener in _OPENERS.items() if content.head.startswith(magic))
    try:
        with content.file() as packed, opener(packed) as file:
            head = file.read(512)
            if head.startswith(b"WARC/"):
                return _web_archive(content, how)
            if head[257:262] == b"ustar":
                return Tarred(_spooled(head, file))
            return Packed(content.name, head + bounded(file))
    except _DAMAGED:
        raise Unreadable("is a damaged archive: get it anew") from None


def _web_archive(content: Content, how: How) -> Container:
    """The pages in a web archive, whose library is an extra."""
    from tui.sources import warc

    return warc.hold(content, how)


def _spooled(head: bytes, file: BinaryIO) -> IO[bytes]:
    """A temporary file with what is unpacked; it is gone as soon as it is closed."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 (it is kept open as long as the archive)
    total = spool.write(head)
    while chunk := file.read(_CHUNK):
        total += spool.write(chunk)
        if total > MOST_UNPACKED:
            spool.close()
            raise Unreadable(too_large(MOST_UNPACKED))
    spool.seek(0)
    return spool


def _readable(names: Iterable[str]) -> list[str]:
    """The names of what can be read, without hidden files and those of other programs."""
    shown = [
        name
        for name in names
        if name.lower().endswith(LISTED)
        and not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    ]
    return naturally(shown)
