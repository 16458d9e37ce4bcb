"""The state at a moment, from the history."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from store_samples import NOON, Clock, add, annotation, change, ids, journal, remove

from tui.annotations.model import Annotation
from tui.store.restore import state_at, write_new
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Edits at noon and in each of the next hours; the third with the clock set back."""
    monkeypatch.setattr("tui.store.tinydb_store.datetime", Clock)
    monkeypatch.setattr(Clock, "shows", NOON)
    path = tmp_path / "annotations.json"
    store = open_store(path)
    first, noted = annotation("a-1"), annotation("a-1", note="sure")
    for hour, ops in (
        (0, [add(first)]),
        (1, [change(first, noted), add(annotation("a-2"))]),
        (-5, [remove(annotation("a-2"))]),
        (3, [add(annotation("a-3"))]),
    ):
        Clock.shows = NOON + timedelta(hours=hour)
        store.commit(ops, by="ana")
    store.close()
    return path


@pytest.mark.parametrize(
    ("hour", "seq", "held"),
    [
        (-6, 0, {}),
        (-5, 3, {"a-1": "sure"}),
        (0, 3, {"a-1": "sure"}),
        (2, 3, {"a-1": "sure"}),
        (3, 4, {"a-1": "sure", "a-3": ""}),
        (99, 4, {"a-1": "sure", "a-3": ""}),
    ],
)
def test_the_state_is_what_the_last_edit_before_the_moment_left(
    path: Path, hour: float, seq: int, held: dict[str, str]
) -> None:
    restored = state_at(path, NOON + timedelta(hours=hour))
    assert restored.seq == seq
    assert {one.id: one.note for one in restored.contents.records.each(Annotation)} == held
    assert restored.warnings == ()


def test_a_history_that_begins_late_or_has_a_gap_says_so(path: Path) -> None:
    lines = journal(path).read_bytes().splitlines(keepends=True)
    edits = [line for line in lines if b'"kind":"edit"' in line]
    journal(path).write_bytes(b"".join(line for line in lines if line not in edits[:2]))
    early = state_at(path, NOON - timedelta(hours=9))
    assert early.warnings == (
        "the history begins at 2031-05-01T07:00:00.000+00:00; this is the state before that",
    )
    journal(path).write_bytes(b"".join(line for line in lines if line != edits[1]))
    gap = state_at(path, NOON - timedelta(hours=9))
    assert "edits after number 1 are missing" in gap.warnings[0]


def test_what_was_restored_is_a_database(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "then.json"
    write_new(out, state_at(path, NOON + timedelta(hours=2)).contents)
    store = open_store(out)
    assert (ids(store), store.warnings) == ({"a-1"}, ())
    assert msgspec.json.decode(out.read_bytes())["meta"]["1"]["schema"] == 1
