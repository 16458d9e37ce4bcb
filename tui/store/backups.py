"""A compressed copy of the database as each day found it, the last seven of them kept.

They guard against what is no fault of a disk: a wrong script, a wrong merge, a folder cleaned up
too well. A day is one of UTC.
"""

from __future__ import annotations

import glob
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from tui.store.disk import Disk
from tui.store.files import Files

KEPT = 7
_GZIP = 31


def back_up(files: Files, disk: Disk, day: date) -> None:
    """Keep what the day's first checkpoint replaced, if that was not done yet.

    Raises OSError when it cannot be written; the database is none the worse for it.
    """
    target = files.database.with_name(f"{files.database.name}.{day.isoformat()}.gz")
    if target.exists() or not files.backup.exists():
        return
    spare = files.database.with_name(f"{files.database.name}.{secrets.token_hex(4)}.tmp")
    disk.write_new(spare, _packed(disk.pieces(files.backup)))
    disk.replace(spare, target)
    for old in backups(files)[:-KEPT]:
        with suppress(FileNotFoundError):
            disk.remove(old)


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packing = zlib.compressobj(wbits=_GZIP)
    yield from map(packing.compress, pieces)
    yield packing.flush()


def backups(files: Files) -> list[Path]:
    """The daily copies, oldest first."""
    name = glob.escape(files.database.name)
    return sorted(files.database.parent.glob(f"{name}.[0-9]*-[0-9]*-[0-9]*.gz"))
