"""A program in a real pseudo-terminal, and the screen that a person would see."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pyte
from tinydb import TinyDB

PATIENCE = 20.0
"""Seconds until a screen that does not come is a failure."""


Start = Callable[..., "Terminal"]
"""Starts the command line in a terminal of its own."""


class Terminal:
    """A program in a terminal; `raw` is all that it ever sent."""

    def __init__(self, command: str, folder: Path, size: tuple[int, int], **more: str) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}
        columns, rows = size
        self._child = pexpect.spawn(
            "sh",
            ["-c", command],
            cwd=folder,
            env=env,
            dimensions=(rows, columns),
            timeout=None,
            preexec_fn=_attended,
        )
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def column(self, column: int) -> str:
        """What stands in a column of the screen, from top to bottom."""
        return "".join(self._screen.buffer[y][column].data for y in range(self._screen.lines))

    @property
    def status(self) -> str:
        return self._screen.display[-2].strip()

    @property
    def cursor(self) -> list[tuple[int, int]]:
        """Row and column of every reversed cell: the reader draws its own cursor."""
        return [
            (y, x)
            for y in range(self._screen.lines - 2)
            for x in range(self._screen.columns)
            if self._screen.buffer[y][x].reverse
        ]

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what has come; False when the program has gone."""
        try:
            sent = self._child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += sent
        self._stream.feed(sent)
        return True

    def rest(self) -> None:
        """Wait until it has painted something and then nothing for a while.

        What stands on the screen is then of one size and of one moment: words that are looked for
        may else be found in a frame half drawn, or in one that was drawn for another size.
        """
        begun = len(self.raw)
        self.wait(lambda: len(self.raw) > begun)
        seen = begun
        while len(self.raw) > seen:
            seen = len(self.raw)
            self.read(0.4)

    def wait(self, wanted: str | Callable[[], object]) -> None:
        """Wait until the screen shows words, or something is so."""
        until = time.monotonic() + PATIENCE
        while not (wanted in self.text if isinstance(wanted, str) else wanted()):
            gone = not self.read()
            assert not gone, f"it has left; wanted {wanted!r}\n{self.text}"
            assert time.monotonic() < until, f"wanted {wanted!r}\n{self.text}"

    def gone(self, words: str) -> None:
        """Wait until the screen no longer shows words."""
        self.wait(lambda: words not in self.text)

    def painted(self) -> bool:
        """Whether the key line is there."""
        return any(last in self.text for last in ("/ find", "/ filter"))

    def press(self, keys: str | bytes) -> None:
        self._child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def clear(self) -> None:
        """Blank the screen, as another program does that has had it meanwhile."""
        self._screen.reset()

    def signal(self, number: int) -> None:
        self._child.kill(number)

    def stopped(self) -> bool:
        """Whether it has given the terminal back to a shell that waits for it."""
        _, state = os.waitpid(self._child.pid, os.WUNTRACED | os.WNOHANG)
        return os.WIFSTOPPED(state)

    def hang_up(self) -> None:
        """Close the window, and wait for the end."""
        self._child.ptyproc.fileobj.close()
        until = time.monotonic() + PATIENCE
        while self._child.isalive():
            assert time.monotonic() < until, "it goes on without a window"
            time.sleep(0.02)

    def left(self) -> int:
        """Wait for its end; the exit code, or the signal's number below zero."""
        until = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < until, f"it goes on\n{self.text}"
        self._child.wait()
        ended: int | None = self._child.signalstatus
        return int(self._child.exitstatus) if ended is None else -ended

    def restored(self) -> bool:
        """Whether the alternate screen was left and the cursor is shown again."""
        return self._last(b"\x1b[?1049") == b"l" and self._last(b"\x1b[?25") == b"h"

    def _last(self, mode: bytes) -> bytes:
        """How a mode was last set: “h” on, “l” off."""
        at = self.raw.rindex(mode) + len(mode)
        return self.raw[at : at + 1]

    def end(self) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close(force=True)


def saved(folder: Path) -> list[dict[str, Any]]:
    """The annotations that plain TinyDB finds."""
    try:
        with TinyDB(folder / "annotations.json", access_mode="r") as database:
            return [dict(one) for one in database.table("annotations")]
    except (OSError, ValueError):
        return []


def _attended() -> None:
    """Obey the signals of a terminal, also where who started the tests ignores them."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
