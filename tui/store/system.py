"""What Linux, macOS and Windows do differently: file locks, syncing, files taking others' places.

Nothing outside this module asks which system it runs on.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

BINARY: int = getattr(os, "O_BINARY", 0)
"""The flag of os.open that keeps Windows from rewriting line ends."""

_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    _PLACES = 64
    _ATTEMPTS, _PAUSE = 20, 0.05

    class Grip:
        """A lock on an open file, for one session alone or shared by at most 64.

        Windows locks bytes, whether the file has them or not, and each for one session only. So
        a share is one byte of 64, and all of them are the file alone.
        """

        def __init__(self, handle: int) -> None:
            """Take the open file; nothing is locked."""
            self._handle = handle
            self._held: tuple[int, int] | None = None

        def take(self, *, shared: bool = False) -> bool:
            """Lock the file, in place of how it was locked; False, and no lock, when it is busy."""
            self.drop()
            ranges = [(place, 1) for place in range(_PLACES)] if shared else [(0, _PLACES)]
            self._held = next((one for one in ranges if self._lock(*one)), None)
            return self._held is not None

        def drop(self) -> None:
            """Unlock the file."""
            if self._held is not None:
                start, size = self._held
                os.lseek(self._handle, start, os.SEEK_SET)
                msvcrt.locking(self._handle, msvcrt.LK_UNLCK, size)
                self._held = None

        def _lock(self, start: int, size: int) -> bool:
            os.lseek(self._handle, start, os.SEEK_SET)
            try:
                msvcrt.locking(self._handle, msvcrt.LK_NBLCK, size)
            except OSError as error:
                if error.errno in _BUSY:
                    return False
                raise
            return True

    def sync_folder(folder: Path) -> None:
        """Do nothing: Windows cannot open a folder, and its renames are journalled."""

    def replace(source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step.

        Windows refuses while a scanner or another reader has the target open, so this tries for
        a second.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                os.replace(source, target)
            except PermissionError:
                time.sleep(_PAUSE)
            else:
                return
        os.replace(source, target)

else:
    import fcntl

    class Grip:
        """A lock on an open file, for one session alone or shared by any number."""

        def __init__(self, handle: int) -> None:
            """Take the open file; nothing is locked."""
            self._handle = handle

        def take(self, *, shared: bool = False) -> bool:
            """Lock the file, in place of how it was locked; False, and no lock, when it is busy.

            Raises OSError where the file system knows no locks.
            """
            try:
                kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
                fcntl.flock(self._handle, kind | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in _BUSY:
                    raise
                # Not every system has let go of the former lock by now.
                self.drop()
                return False
            return True

        def drop(self) -> None:
            """Unlock the file."""
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def sync_folder(folder: Path) -> None:
        """Wait until the names in the folder are on the medium."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            flush(handle)
        finally:
            os.close(handle)

    def replace(source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step."""
        os.replace(source, target)


def flush(handle: int) -> None:
    """Wait until the open file is on the medium."""
    if sys.platform == "darwin":
        # There fsync only reaches the drive's cache; this call goes through it.
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)
