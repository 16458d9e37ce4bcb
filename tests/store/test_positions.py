"""Reading positions survive a restart, and nothing about their file can stop a reader."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tui.store.positions import MOST, Position, Positions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "positions.json"


def test_positions_are_there_after_a_restart(path: Path) -> None:
    positions = Positions(path)
    positions.set("x", Position(120))
    positions.set("y", Position(0))
    positions.set("x", Position(140, 0.25))
    assert positions.get("x") == Position(140, 0.25)
    assert positions.save()
    reopened = Positions(path)
    assert reopened.get("x") == Position(140, 0.25)
    assert reopened.get("y") == Position(0)
    assert reopened.get("unread") is None
    assert [file.name for file in path.parent.iterdir()] == ["positions.json"]


def test_two_sessions_keep_each_others_positions(path: Path) -> None:
    one, two = Positions(path), Positions(path)
    one.set("x", Position(1))
    two.set("y", Position(2))
    assert one.save()
    assert two.save()
    assert (Positions(path).get("x"), Positions(path).get("y")) == (Position(1), Position(2))


def test_the_positions_longest_not_set_are_forgotten(path: Path) -> None:
    positions = Positions(path)
    for number in range(MOST):
        positions.set(str(number), Position(number))
    positions.save()
    later = Positions(path)
    later.set("0", Position(7))
    later.set("new", Position(8))
    later.save()
    reopened = Positions(path)
    assert [reopened.get(name) for name in ("0", "1", "2", "new")] == [
        Position(7),
        None,
        Position(2),
        Position(8),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(40),
        b"[1, 2]",
        b'{"x": 120}',
        b'{"x": {"offset": "far"}}',
        b'{"x": {"offset": -4}}',
        b"\xff",
        b'{"x": {"offset": 5}',
    ],
)
def test_a_file_that_makes_no_sense_is_empty(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    positions = Positions(path)
    assert positions.get("x") is None
    positions.set("x", Position(3))
    assert positions.save()
    assert Positions(path).get("x") == Position(3)


def test_where_nothing_can_be_written_the_reader_is_not_stopped(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    positions = Positions(tmp_path / "state" / "positions.json")
    positions.set("x", Position(3))
    assert not positions.save()
    assert positions.get("x") == Position(3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read_them(path: Path) -> None:
    positions = Positions(path)
    positions.set("x", Position(3))
    positions.save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_they_are_kept_with_the_users_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    positions = Positions.of_user(tmp_path / "a.json")
    positions.set("x", Position(3, path="/stories/x.txt"))
    positions.set("y", Position(4, path="/stories/y.txt"))
    assert positions.save()
    assert list(tmp_path.rglob("positions.json"))

    again = Positions.of_user(tmp_path / "a.json")
    assert again.get("x") == Position(3, path="/stories/x.txt")
    assert again.latest({"/stories/x.txt", "/stories/y.txt"}) == "/stories/y.txt"
    assert again.latest({"/stories/x.txt"}) == "/stories/x.txt"
    assert again.latest({"/stories/z.txt"}) == ""


def test_each_database_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    one = Positions.of_user(tmp_path / "a.json")
    one.set("x", Position(3, path="/stories/x.txt"))
    one.save()
    other = Positions.of_user(tmp_path / "b.json")
    assert other.get("x") is None
    assert other.latest({"/stories/x.txt"}) == ""
