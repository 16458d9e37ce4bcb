"""The file operations that decide whether an edit is durable.

They stand in one class so that a store can be given another one, which fails where a real disk
could fail. Sizes and offsets are bytes.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from tui.store import system

Bytes: TypeAlias = bytes | memoryview

Signature: TypeAlias = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes and inode: equal for a file not touched since."""

ABSENT: Signature = (0, -1, 0)
"""The signature of a file that is not there."""

PRIVATE = 0o600
_PIECE = 1 << 20
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | system.BINARY
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.BINARY


class Disk:
    """A real disk. Every method raises OSError when the system refuses."""

    def read(self, path: Path) -> bytes:
        """The file's bytes; FileNotFoundError when there is none."""
        return path.read_bytes()

    def pieces(self, path: Path, start: int = 0) -> Iterator[bytes]:
        """The file's bytes from `start`, some at a time; FileNotFoundError when there is none.

        They are of one file, also where another one takes its place meanwhile.
        """
        with path.open("rb") as file:
            file.seek(start)
            while piece := file.read(_PIECE):
                yield piece

    def signature(self, path: Path) -> Signature:
        """What tells whether the file was touched; `ABSENT` when there is none."""
        try:
            stat = path.stat()
        except FileNotFoundError:
            return ABSENT
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def append(self, path: Path, pieces: Sequence[Bytes], *, durable: bool = True) -> int:
        """Put pieces of data at the file's end, on the medium if `durable`; its size after that.

        When that fails the file is cut back to what it was, and so an edit is whole or absent.
        """
        new = not path.exists()
        handle = os.open(path, _APPEND, PRIVATE)
        try:
            size = os.fstat(handle).st_size
            try:
                written = size
                for larger in _gathered(pieces):
                    written += _write_all(handle, larger)
                if durable:
                    self.sync(handle)
                if new:
                    # Not every file system keeps a file's name for having synced the file.
                    self.sync_folder(path.parent)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                    self.sync(handle)
                raise
            return written
        finally:
            os.close(handle)

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        """Write a file that must not exist yet, durably; a failure leaves none behind."""
        handle = os.open(path, _NEW, PRIVATE)
        try:
            if mode != PRIVATE:
                path.chmod(mode)
            for larger in _gathered(pieces):
                _write_all(handle, larger)
            self.sync(handle)
        except BaseException:
            os.close(handle)
            with suppress(OSError):
                path.unlink()
            raise
        os.close(handle)

    def overwrite(self, path: Path, start: int, data: bytes) -> None:
        """Write `data` over the bytes at `start`, durably; the file keeps its length."""
        with path.open("r+b") as file:
            file.seek(start)
            file.write(data)
            file.flush()
            self.sync(file.fileno())

    def truncate(self, path: Path, size: int) -> None:
        """Cut the file to `size`, durably."""
        with path.open("r+b") as file:
            file.truncate(size)
            self.sync(file.fileno())

    def sync(self, handle: int) -> None:
        """Wait until the open file is on the medium."""
        system.flush(handle)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in the folder are on the medium."""
        system.sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step, durably."""
        system.replace(source, target)
        self.sync_folder(target.parent)

    def keep_copy(self, source: Path, target: Path) -> None:
        """Let `target` hold what `source` holds now, whatever later replaces `source`."""
        spare = spare_of(target)
        try:
            os.link(source, spare)
        except OSError:
            # Some file systems have no hard links.
            self.write_new(spare, self.pieces(source))
        system.replace(spare, target)

    def remove(self, path: Path) -> None:
        """Remove the file; FileNotFoundError when there is none."""
        path.unlink()

    def writable(self, path: Path) -> bool:
        """Say whether the file, or a new one in its folder, could be written."""
        return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def spare_of(path: Path) -> Path:
    """A new name beside the file, for what is to take its place."""
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")


def mode_of(path: Path) -> int:
    """The file's permissions, as whoever shares it has set them; private when there is none."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return PRIVATE


def _gathered(pieces: Iterable[Bytes]) -> Iterator[Bytes]:
    """The same bytes in larger pieces, as asking the system takes its time."""
    held, size = list[Bytes](), 0
    for piece in pieces:
        if len(piece) >= _PIECE:
            yield b"".join(held)
            yield piece
            held, size = [], 0
            continue
        held.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _write_all(handle: int, data: Bytes) -> int:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    return len(data)
