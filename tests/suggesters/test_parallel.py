from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children
from operator import mul, truediv
from pathlib import Path

import pytest
from cli_samples import FINE, glossator

from tui.suggesters.parallel import in_order

PARAGRAPH = (
    "Ferry {n} carried {n} people to Tolmarch last week, Ilse van der Moor said. "
    "“It is late every day,” she added. Nobody on the quay answered."
)

TAKES_ONE = """
from operator import mul
from tui.suggesters.parallel import in_order

taking = in_order(mul, "-", [1_000_000] * 9, 3)
print(len(next(taking)), flush=True)
input()
"""
"""A program that takes the first of what is made, and no more."""


def page(folder: Path, paragraphs: int) -> Path:
    path = folder / "long.txt"
    path.write_text("\n\n".join(PARAGRAPH.format(n=n) for n in range(paragraphs)), "utf-8")
    return path


@pytest.mark.parametrize(("processes", "parts"), [(1, 3), (2, 5), (3, 2), (2, 0)])
def test_what_is_made_comes_in_the_order_of_the_parts(processes: int, parts: int) -> None:
    made = list(in_order(mul, 2, range(parts), processes))
    assert made == [2 * part for part in range(parts)]
    assert not active_children()


def test_no_process_outlives_whoever_takes_the_results() -> None:
    taking = in_order(mul, 2, range(100_000), 2)
    assert next(taking) == 0
    taking.close()
    assert not active_children()


def test_a_process_that_ends_early_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    taking = in_order(truediv, 1, [1, 2, 0, 4], 2)
    assert [next(taking), next(taking)] == [1, 0.5]
    with pytest.raises(ChildProcessError, match="code 1"):
        next(taking)
    assert not active_children()
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_several_processes_propose_what_one_does(tmp_path: Path) -> None:
    path = page(tmp_path, 1_000)
    one, several = (glossator("suggest", path, "--jobs", n, "--json") for n in (1, 2))
    assert one.code == several.code == FINE
    assert one.out == several.out
    assert "ferry 999" in one.out.lower()


def test_the_interrupt_key_ends_all_processes(tmp_path: Path) -> None:
    path = page(tmp_path, 8_000)
    command = [sys.executable, "-m", "tui", "suggest", str(path), "--json", "--jobs", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        os.killpg(running.pid, signal.SIGINT)
        running.stdout.close()
        complaint = running.stderr.read().decode()
        assert running.wait() == 1
    assert complaint.strip() == "Aborted!"
    while _lives(running.pid):
        time.sleep(0.01)


@pytest.mark.parametrize("ended", [subprocess.Popen.kill, subprocess.Popen.terminate])
def test_no_process_outlives_a_caller_that_is_killed(
    ended: Callable[[subprocess.Popen[bytes]], None],
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TAKES_ONE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"1000000\n"
        ended(running)
        try:
            # What they would write to is their caller's: it ends when the last of them has ended.
            assert running.communicate(timeout=60) == (b"", b"")
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
