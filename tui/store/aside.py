"""Bytes that are kept although they cannot stay where they are, under names of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tui.store.disk import Disk, mode_of, spare_of


def free_name(path: Path, what: str) -> Path:
    """A name beside the file that is not taken, with the time in it: `NAME.what-TIME`."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    wanted = path.with_name(f"{path.name}.{what}-{stamp}")
    return next(name for name in _numbered(wanted) if not name.exists())


def set_aside(disk: Disk, path: Path, data: bytes) -> Path:
    """Keep what was found in the place of a file and is not ours, durably; under which name."""
    target = free_name(path, "foreign")
    disk.write_new(target, [data], mode_of(path))
    disk.sync_folder(target.parent)
    return target


def keep_schema(disk: Disk, path: Path, data: bytes, schema: int) -> Path:
    """Keep a file as an older schema has it, durably; a copy that is there is not overwritten."""
    names = _numbered(path.with_name(f"{path.name}.schema-{schema}"))
    target = next(name for name in names if not name.exists() or disk.read(name) == data)
    if not target.exists():
        spare = spare_of(path)
        disk.write_new(spare, [data], mode_of(path))
        disk.replace(spare, target)
    return target


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.name}-{number}")
