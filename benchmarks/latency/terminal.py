"""A program in a pseudo-terminal, timed from the press of a key to the last byte it answers with.

Every program is timed alike: a frame ends with the last byte before a quiet of `QUIET` seconds,
which is not counted. A program that brackets its frames (synchronized output, mode 2026) is told
that this terminal knows them, and is waited for while one is open. Times are seconds.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

QUIET = 0.04
PATIENCE = 90.0
SIZE = (120, 40)
"""Columns and rows."""

_ASKED, _KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_UNINHERITED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "LINES", "NO_COLOR")


class Silent(Exception):  # noqa: N818 (the program is at fault)
    """The program had nothing to say, or has gone."""


class Frame(NamedTuple):
    """How long the answer took to be there whole, and its bytes."""

    seconds: float
    data: bytes


class Terminal:
    """A program that was started in `folder`; `begun` is when."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Start it."""
        environment = {name: text for name, text in os.environ.items() if name not in _UNINHERITED}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            environment[name] = str(folder)
        self.begun = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if not self.pid:
            columns, rows = SIZE
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(folder)
            os.execvpe(command[0], list(command), environment)

    def press(self, keys: str, patience: float = PATIENCE) -> Frame:
        """Type the keys in one go and wait for the answer; raises Silent."""
        begun = time.perf_counter()
        os.write(self._fd, keys.encode())
        return self._frame(begun, patience)

    def painted(self, word: str) -> Frame:
        """Wait for the frame with this word; its time is from the start of the program."""
        data, wanted = b"", word.encode()
        while wanted not in data:
            data += self._read(PATIENCE)
        rest = self._frame(time.perf_counter(), 0, data)
        return rest._replace(seconds=self.last - self.begun)

    def settle(self, seconds: float) -> None:
        """Let the program do what it does when nobody presses keys."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                self._read(0)

    def memory(self) -> tuple[float, float]:
        """Megabytes of memory that are resident now, and that were at most."""
        said = Path(f"/proc/{self.pid}/status").read_text()
        now, most = (re.search(rf"{name}:\s+(\d+)", said) for name in ("VmRSS", "VmHWM"))
        return tuple(int(match[1]) / 1024 if match else 0.0 for match in (now, most))  # type: ignore[return-value]

    def end(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _frame(self, begun: float, patience: float, data: bytes = b"") -> Frame:
        wait = patience
        while True:
            open_frame = data.rfind(_BEGIN) > data.rfind(_END)
            try:
                data += self._read(PATIENCE if open_frame else wait)
            except TimeoutError:
                break
            wait = QUIET
        if not data:
            raise Silent(f"no answer within {patience} s")
        return Frame(self.last - begun, data)

    def _read(self, wait: float) -> bytes:
        """What comes within `wait` seconds; raises TimeoutError, or Silent after its end."""
        if not select.select([self._fd], [], [], wait)[0]:
            raise TimeoutError
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError as error:
            raise Silent("the program has left") from error
        self.last = time.perf_counter()
        if _ASKED in data:
            os.write(self._fd, _KNOWN)
        return data
