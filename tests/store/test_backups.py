"""The daily copies."""

from __future__ import annotations

import errno
import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_samples import NOON, Clock, Prompt, add, annotation, ids, in_file

from tui.store.disk import PRIVATE, Disk
from tui.store.files import Files
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tui.store.tinydb_store.datetime", Clock)
    monkeypatch.setattr(Clock, "shows", NOON)
    return tmp_path / "annotations.json"


def days(path: Path) -> list[str]:
    return sorted(one.name.split(".")[2] for one in path.parent.glob("*.gz"))


def test_the_last_seven_days_are_kept_as_each_found_the_database(path: Path) -> None:
    store = Prompt(path)
    for day in range(9):
        Clock.shows = datetime(2031, 5, 1 + day, 12, tzinfo=UTC)
        for n in range(2):
            Clock.shows += timedelta(hours=n)
            store.commit([add(annotation(f"a-{day}-{n}"))], by="ana")
    assert days(path) == [f"2031-05-0{day}" for day in range(3, 10)]

    copy = path.with_name("copy.json")
    copy.write_bytes(gzip.decompress(path.with_name(f"{path.name}.2031-05-09.gz").read_bytes()))
    assert ids(open_store(copy)) == set(in_file(path)) - {"a-8-0", "a-8-1"}
    assert list(path.parent.glob("*.tmp")) == []


def test_a_day_on_which_nothing_is_written_has_no_copy(path: Path) -> None:
    store = Prompt(path)
    store.commit([add(annotation("a-1"))], by="ana")
    Clock.shows += timedelta(days=40)
    reader = open_store(path)
    reader.checkpoint()
    reader.close()
    assert len(days(path)) == 1


class Full(Disk):
    """A disk with room for everything but a copy."""

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        data = b"".join(pieces)
        if data.startswith(b"\x1f\x8b"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write_new(path, [data], mode)


def test_a_copy_that_cannot_be_made_is_said_and_hinders_nothing(path: Path) -> None:
    store = Prompt(path, Full())
    store.commit([add(annotation("a-1"))], by="ana")
    assert store.warnings == (
        "today's backup of annotations.json was not made: No space left on device",
    )
    assert set(in_file(path)) == {"a-1"}
    assert days(path) == []
    assert Files.of(path).backup.exists()
