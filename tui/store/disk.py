"""The file operations that decide whether an edit is durable, and how systems differ in them.

They stand in one class so that a store can be given another one, which fails where a real disk
could fail. Sizes and offsets are bytes.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Signature: TypeAlias = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes and inode: equal for a file not touched since."""

ABSENT: Signature = (0, -1, 0)
"""The signature of a file that is not there."""

PRIVATE = 0o600
_BINARY: int = getattr(os, "O_BINARY", 0)
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_REPLACE_ATTEMPTS = 20


class Disk:
    """A real disk. Every method raises OSError when the system refuses."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """The file's bytes from `start`; FileNotFoundError when there is none."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read()

    def signature(self, path: Path) -> Signature:
        """What tells whether the file was touched; `ABSENT` when there is none."""
        try:
            stat = path.stat()
        except FileNotFoundError:
            return ABSENT
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def append(self, path: Path, data: bytes, *, durable: bool = True) -> int:
        """Put `data` at the file's end, on the medium if `durable`; the file's size after it.

        When that fails the file is cut back to what it was, and so an edit is whole or absent.
        """
        new = not path.exists()
        handle = os.open(path, _APPEND, PRIVATE)
        try:
            size = os.fstat(handle).st_size
            try:
                _write_all(handle, data)
                if durable:
                    self.sync(handle)
                if new:
                    # Not every file system keeps a file's name for having synced the file.
                    self._sync_folder(path.parent)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                    self.sync(handle)
                raise
            return size + len(data)
        finally:
            os.close(handle)

    def write_new(self, path: Path, data: bytes, mode: int = PRIVATE) -> None:
        """Write a file that must not exist yet, durably; a failure leaves none behind."""
        handle = os.open(path, _NEW, PRIVATE)
        try:
            if mode != PRIVATE:
                path.chmod(mode)
            _write_all(handle, data)
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
        if sys.platform == "darwin":
            # There fsync only reaches the drive's cache; this call goes through it.
            import fcntl

            with suppress(OSError):
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        os.fsync(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step, durably."""
        for attempt in range(_REPLACE_ATTEMPTS):
            try:
                os.replace(source, target)
                break
            except PermissionError:
                # Windows refuses while a scanner or another reader has the target open.
                if os.name != "nt" or attempt == _REPLACE_ATTEMPTS - 1:
                    raise
                time.sleep(0.05)
        self._sync_folder(target.parent)

    def keep_copy(self, source: Path, target: Path) -> None:
        """Let `target` hold what `source` holds now, whatever later replaces `source`."""
        spare = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        with suppress(FileNotFoundError):
            spare.unlink()
        try:
            os.link(source, spare)
        except OSError:
            # Some file systems have no hard links.
            self.write_new(spare, self.read(source))
        os.replace(spare, target)

    def remove(self, path: Path) -> None:
        """Remove the file; FileNotFoundError when there is none."""
        path.unlink()

    def writable(self, path: Path) -> bool:
        """Say whether the file, or a new one in its folder, could be written."""
        return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))

    def _sync_folder(self, folder: Path) -> None:
        if os.name == "nt":
            return  # Windows can neither open a folder nor needs to: a rename is journalled there.
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.sync(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
