"""What the system refuses, said in the store's own words."""

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
        raise kind(f"{path}: {error.strerror or error}; {consequence}") from error
