"""The terminal that the reader is to be shown in: whether it can be, and what becomes of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import TextIO

from tui.cli.options import USAGE, fail

_ESCAPE = "10"
"""Milliseconds for which an escape may be the beginning of another key; ncurses' variable, tmux's
default.
"""

_SIGNALLED = 128
"""A shell's exit code for a signal, less its number."""


def need_terminal(*, piped: bool) -> None:
    """Leave with a sentence where no screen can be drawn."""
    term = os.environ.get("TERM", "")
    if not _is_terminal(sys.stdout) or not (piped or _is_terminal(sys.stdin)):
        fail(USAGE, "the reader needs a terminal; `glossator show SOURCE` writes to a pipe")
    if term in ("dumb", "unknown"):
        here = f"this terminal (TERM={term})"
        fail(USAGE, f"{here} cannot show the reader; `glossator show` works here")


def take_as_it_is() -> None:
    """See to it that the reader goes by the terminal and not by what a shell once wrote down."""
    for exported in ("COLUMNS", "LINES"):  # they would be its size for good
        os.environ.pop(exported, None)
    hurry_escape()
    if _is_monochrome():
        os.environ["NO_COLOR"] = "1"


def hurry_escape() -> None:
    """Wait for the rest of an escape no longer than a person who said nothing of it would. Textual
    looks this up once, when it is loaded.
    """
    os.environ.setdefault("ESCDELAY", _ESCAPE)


def take_back() -> None:
    """After a text has come through standard input, let keys come from the terminal again."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        fail(USAGE, f"there is no terminal to read keys from: {error.strerror}")
    os.dup2(terminal, 0)


def when_ended(leave: Callable[[int], object]) -> None:
    """Let a closed window or a shutdown end the reader in order: `leave` takes the exit code."""
    import asyncio

    def handle(number: int, _frame: object) -> None:
        code = _SIGNALLED + number
        if number == getattr(signal, "SIGHUP", None):
            _write_nowhere()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            sys.exit(code)
        loop.call_soon_threadsafe(leave, code)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handle)


def _is_terminal(stream: TextIO | None) -> bool:
    """A stream that was closed before the start is None."""
    return stream is not None and stream.isatty()


def _is_monochrome() -> bool:
    """Whether the terminal's description has no colours; one without description has some."""
    try:
        import curses

        curses.setupterm()
        return curses.tigetnum("colors") <= 0
    except (ImportError, curses.error):  # Windows; a terminal that nobody has described
        return False


def _write_nowhere() -> None:
    """The window is gone: writing to it ends textual's writer, for which the end would wait."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
