"""How far a long command has come, on standard error, where somebody is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_EVERY = 0.25
"""Seconds between two lines."""


def standing(number: int, total: int, noun: str, seconds: float) -> str:
    """How many of a `total` (0 where it is not known) are done after so many seconds, how many that
    is a second, and how long the rest will take.
    """
    rate = number / seconds
    of = f" of {total:,}" if total else ""
    said = f"{number:,}{of} {noun}, {rate:,.0f} a second"
    left = round(max(total - number, 0) / rate)
    if not total:
        return said
    return (
        f"{said}, {left // 60} min {left % 60} s left" if left >= 60 else f"{said}, {left} s left"
    )


class Progress:
    """Counts things and says now and then how many, over the same line; silent in a pipe."""

    def __init__(self, noun: str, total: Callable[[], int] = lambda: 0) -> None:
        """`noun` is the plural of what is counted; `total`, how many there may be, is asked only
        where somebody is looking.
        """
        self._noun = noun
        self._number = 0
        self._said = 0.0
        self._shown = sys.stderr.isatty()
        self._total = total() if self._shown else 0
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
            self.say(standing(self._number, self._total, self._noun, now - self._began))

    def say(self, what: str) -> None:
        """Say over that line what is being done."""
        if self._shown:
            self._said = time.monotonic()
            sys.stderr.write(f"\r{what}…\x1b[K")
            sys.stderr.flush()
