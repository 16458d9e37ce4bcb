"""How far a long command has come, on standard error, where somebody is looking."""

from __future__ import annotations

import sys
import time

_EVERY = 0.25
"""Seconds between two lines."""


class Progress:
    """Counts things and says the number now and then, over the same line; silent in a pipe."""

    def __init__(self, noun: str) -> None:
        """`noun` is the plural of what is counted."""
        self._noun = noun
        self._number = 0
        self._said = 0.0
        self._shown = sys.stderr.isatty()
        self._began = time.monotonic()

    def __enter__(self) -> Progress:
        """Begin to count."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave an empty line behind."""
        if self._said:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self) -> None:
        """Count one more."""
        self._number += 1
        if not self._shown:
            return
        now = time.monotonic()
        if now - max(self._said, self._began) >= _EVERY:
            self._said = now
            sys.stderr.write(f"\r{self._number:,} {self._noun}…\x1b[K")
            sys.stderr.flush()
