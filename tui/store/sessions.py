"""The sessions of one database: one writes at a time, and each can know whether it is alone."""

from __future__ import annotations

import errno
from contextlib import AbstractContextManager

from tui.store.files import Files
from tui.store.locking import FileLock, Presence
from tui.store.protocol import ReadOnly, StoreError
from tui.store.refusals import FORBIDDEN

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another session's write."""

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}


class Sessions:
    """This session among the others; `shares` is False where the folder knows no locks."""

    def __init__(self, files: Files) -> None:
        """Be known to the others, if there ever were any; nothing is created."""
        self.shares = True
        self._files = files
        self._lock = FileLock(files.lock)
        self._presence = Presence(files.sessions)
        self._presence.enter(LOCK_TIMEOUT)

    def acquire(self) -> bool:
        """Let no other session write until `release`; False where there are no locks.

        Raises StoreError when another one is writing all the while, ReadOnly when that cannot be
        known because the lock may not be written.
        """
        if not self.shares:
            return False
        try:
            self._lock.acquire(LOCK_TIMEOUT)
        except TimeoutError as error:
            raise StoreError(
                f"another session has been writing {self._files.database.name} for "
                f"{LOCK_TIMEOUT:.0f} seconds; nothing was changed, try again"
            ) from error
        except OSError as error:
            if error.errno in FORBIDDEN:
                raise ReadOnly(
                    f"{self._files.lock} cannot be written ({error.strerror or error})"
                ) from error
            if error.errno not in _NO_LOCKS:
                raise StoreError(
                    f"{error.strerror or error}: {self._files.lock}; nothing was changed"
                ) from error
            self.shares = False
            return False
        self._presence.enter(LOCK_TIMEOUT, create=True)
        return True

    def release(self) -> None:
        """Let others write."""
        self._lock.release()

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no other session has the database open; while acquired, none opens it then.

        False where that cannot be known.
        """
        return self._presence.alone()

    def leave(self) -> None:
        """Be known to the others no longer."""
        self._presence.leave()
        self._lock.close()
