"""One lock that all sessions of a database share, held while one of them writes.

The operating system lets go of it when a process ends, however it ends. The file stays open
between two uses, which makes taking the lock a single call; it is opened anew when someone has
removed or replaced it meanwhile, for a lock on a file without a name would keep nobody out.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

from tui.store.disk import PRIVATE

_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.02


class FileLock:
    """An exclusive lock on the file at `path`, for one thread at a time; it may be nested."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened or created."""
        self._path = path
        self._handle = -1
        self._depth = 0

    def acquire(self, timeout: float) -> None:
        """Wait for the lock, at most `timeout` seconds.

        Raises TimeoutError when another session holds it all the while, OSError when the file
        cannot be opened or its folder knows no locks.
        """
        if self._depth == 0:
            self._take(time.monotonic() + timeout)
        self._depth += 1

    def release(self) -> None:
        """Let go of the lock, once for each time it was acquired."""
        self._depth -= 1
        if self._depth == 0:
            _unlock(self._handle)

    def close(self) -> None:
        """Close the file, which lets go of the lock; it can be acquired again."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _take(self, deadline: float) -> None:
        pause = _FIRST_PAUSE
        while True:
            if self._handle < 0:
                self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE)
            if self._try():
                return
            if time.monotonic() >= deadline:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
            if self._handle >= 0:
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _try(self) -> bool:
        """Take the lock if it is free; the file is closed if it is not the one at the path."""
        try:
            _lock(self._handle)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            raise
        try:
            if os.path.samestat(os.fstat(self._handle), self._path.stat()):
                return True
        except FileNotFoundError:
            pass
        self.close()
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
