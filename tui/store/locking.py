"""The locks that the sessions of a database share.

`FileLock` is held while one of them writes; `Presence` is held, together with all others, for as
long as a session is open. The operating system lets go of both when a process ends, however it
ends.
"""

from __future__ import annotations

import errno
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.store.disk import PRIVATE
from tui.store.system import Grip

_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.02


class FileLock:
    """An exclusive lock on the file at `path`, for one thread at a time; it may be nested.

    The file stays open between two uses, which makes taking the lock a single call; it is opened
    anew when someone has removed or replaced it meanwhile, for a lock on a file without a name
    would keep nobody out.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened or created."""
        self._path = path
        self._open: _Open | None = None
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
        if self._depth == 0 and self._open is not None:
            self._open.grip.drop()

    def close(self) -> None:
        """Close the file, which lets go of the lock; it can be acquired again."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _take(self, deadline: float) -> None:
        pause = _FIRST_PAUSE
        while True:
            if self._open is None:
                self._open = _Open(self._path, os.O_CREAT)
            taken = self._open.grip.take()
            if taken and self._open.is_at(self._path):
                return
            if taken:
                self.close()
            if time.monotonic() >= deadline:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
            if not taken:
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)


class Presence:
    """What tells the sessions with a file open whether there are others."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened or created."""
        self._path = path
        self._open: _Open | None = None

    def enter(self, timeout: float, *, create: bool = False) -> None:
        """Be there for the others to know, where there is a file for it or it may be made.

        Waits at most `timeout` seconds while one of them is `alone`. Nothing is said of what the
        system refuses: whoever is not there will never be `alone`.
        """
        if self._open is not None:
            return
        try:
            self._open = _Open(self._path, os.O_CREAT if create else 0)
            deadline = time.monotonic() + timeout
            while not self._open.grip.take(shared=True):
                if time.monotonic() >= deadline:
                    self.leave()
                    return
                time.sleep(_FIRST_PAUSE)
        except OSError:
            self.leave()

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether no other session is there; if so, none enters before the end of the block.

        To be asked only by a session that may write, so that no two of them ask at once.
        """
        if self._open is None or not self._open.is_at(self._path):
            yield False
            return
        try:
            yield self._open.grip.take()
        finally:
            self._open.grip.take(shared=True)

    def leave(self) -> None:
        """Be there no longer."""
        if self._open is not None:
            self._open.close()
            self._open = None


class _Open:
    """A file that is open to be locked, until it is closed or forgotten."""

    def __init__(self, path: Path, flags: int) -> None:
        self._handle = os.open(path, os.O_RDWR | flags, PRIVATE)
        self.grip = Grip(self._handle)
        self.close = weakref.finalize(self, os.close, self._handle)

    def is_at(self, path: Path) -> bool:
        """Whether this is still the file at the path."""
        try:
            return os.path.samestat(os.fstat(self._handle), path.stat())
        except FileNotFoundError:
            return False
