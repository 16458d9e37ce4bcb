"""What a person should know of a store: what it found, and what the system refuses."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.store.protocol import ReadOnly, StoreError

FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
"""The codes of an OSError for what may not be written, however often it is tried."""


@contextmanager
def refusals(path: Path, consequence: str) -> Iterator[None]:
    """Raise ReadOnly or StoreError in place of what goes wrong while `path` is written."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(f"a text holds half a surrogate pair; {consequence}") from error
    except OSError as error:
        kind = ReadOnly if error.errno in FORBIDDEN else StoreError
        raise kind(f"{error.strerror or error}: {path}; {consequence}") from error


class Remarks:
    """Sentences for a person, each once, in the order in which they were first said."""

    def __init__(self) -> None:
        """Begin with none."""
        self.said: tuple[str, ...] = ()

    def add(self, *sentences: str) -> None:
        """Say these too."""
        self.said = tuple(dict.fromkeys((*self.said, *sentences)))
