"""Where a command ends as nobody meant it to: a sentence, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from cli_samples import UNREADABLE, WIRE
from terminal import Start, saved

from tui.cli.faults import OWN, tell

FAULTY = f"{sys.executable} {Path(__file__).parent.parent / 'faulty.py'}"
FULL = Path("/dev/full")


def test_a_fault_of_a_command_is_told_in_a_line_and_kept(tmp_path: Path) -> None:
    done = subprocess.run(
        [*FAULTY.split(), "show", WIRE],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PYTHONPATH": str(WIRE.parent.parent)},
    )
    assert done.returncode == OWN
    told, kept = done.stderr.rstrip().split("; please report it with ")
    assert told.startswith("glossator: a fault of Glossator itself: RecursionError: \\x1b[31mtoo")
    assert told.endswith("(faulty.py, line 24). All that was saved is safe")
    assert "Traceback" in Path(kept).read_text("utf-8")


def test_a_fault_of_the_reader_loses_nothing_and_gives_the_terminal_back(
    tmp_path: Path, start: Start
) -> None:
    terminal = start(f"exec {FAULTY} {WIRE}", (100, 24))
    terminal.wait("sentence 1 of")
    terminal.press("pc")
    assert terminal.left() == OWN
    assert terminal.restored()
    assert "a fault of Glossator itself: KeyError" in terminal.text
    assert "Traceback" not in terminal.text
    assert [one["tag"] for one in saved(tmp_path)] == ["person"]


def test_a_fault_in_a_thread_is_told_with_its_own_place(start: Start) -> None:
    terminal = start(f"exec {FAULTY} {WIRE}", (100, 24))
    terminal.wait("sentence 1 of")
    terminal.press("#s")
    assert terminal.left() == OWN
    assert "a fault of Glossator itself: LookupError: nothing to count (faulty.py," in terminal.text


def test_a_fault_is_told_where_nothing_knows_the_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def version(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr("tui.cli.faults.version", version)  # a checkout that was never installed
    with pytest.raises(KeyError) as raised:
        dict[str, str]()["no such thing"]
    with pytest.raises(SystemExit) as left:
        tell(raised.value)
    assert left.value.code == OWN
    _, kept = capsys.readouterr().err.rstrip().split("; please report it with ")
    assert "no such thing" in Path(kept).read_text("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["show", WIRE], ["suggest", WIRE, "--json"], ["keys"]])
def test_what_cannot_be_written_is_said(words: list[object]) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *map(str, words)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=WIRE.parent.parent,
        )
    assert done.returncode == UNREADABLE
    assert done.stderr.splitlines()[-1].startswith("glossator: this was stopped by the system: ")
    assert "Traceback" not in done.stderr
