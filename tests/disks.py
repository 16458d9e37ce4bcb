"""Disks that take their time, and that fill up."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui.store.disk import PRIVATE, Bytes, Disk

_PATIENCE = 30.0
"""Seconds after which a disk that nobody lets go on does so all the same."""


class HeldDisk(Disk):
    """A disk on which a journal line takes until `release`; it has no room for lines with the
    words in `refuses`.
    """

    def __init__(self) -> None:
        self._goes_on, self._writes = threading.Event(), threading.Event()
        self.release()
        self.refuses = ""

    def hold(self) -> None:
        self._goes_on.clear()

    def hold_files(self) -> None:
        """Let whole files take as long."""
        self._writes.clear()

    def release(self) -> None:
        self._goes_on.set()
        self._writes.set()

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        self._writes.wait(_PATIENCE)
        super().write_new(path, pieces, mode)

    def append(self, path: Path, pieces: Sequence[Bytes], *, durable: bool = True) -> int:
        if durable:
            self._goes_on.wait(_PATIENCE)
        if self.refuses and self.refuses.encode() in b"".join(pieces):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().append(path, pieces, durable=durable)
