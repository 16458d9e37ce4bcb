"""Memory that has been used, given back to the system.

While a person reads the garbage collector looks at nothing that was there from the start, and the
C library keeps what is freed. After a long text has been read or closed both are set right; that
takes some milliseconds and belongs where nobody waits for a key.
"""

from __future__ import annotations

import gc
from contextlib import suppress

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""What glibc's malloc.h calls these."""
_SELDOM = 5_000, 5, 10
"""How many objects come to be before the collector looks at them, and how many looks before it
looks at older ones: what a key makes is mostly gone by the next, and looking takes time from keys.
"""
_LONG = 500_000
"""Code points: where a longer text is closed, it is worth while to look for its memory."""


class Held:
    """How long the texts are that are open, by their id."""

    def __init__(self) -> None:
        """None yet."""
        self._lengths: dict[str, int] = {}

    def shrunk(self, lengths: dict[str, int]) -> bool:
        """Whether a long one was closed, now that these are open."""
        closed = self._lengths.keys() - lengths.keys()
        before, self._lengths = self._lengths, lengths
        return any(before[one] > _LONG for one in closed)


def prepare() -> None:
    """Before much is read: have long texts stand by themselves, so that nothing keeps their place
    when they are freed. The C library would learn from the first of them to keep it.
    """
    _tell("mallopt", _MMAP_THRESHOLD, 1 << 20)
    _tell("mallopt", _ARENA_MAX, 1)


def settle() -> None:
    """What is there now is there to stay: never look through it, give back what lies between."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
    _tell("malloc_trim", 0)


def give_back() -> None:
    """Something long is no longer needed: find what hung on it, also from before."""
    gc.unfreeze()
    gc.collect()
    settle()


def _tell(name: str, *numbers: int) -> None:
    """Call a function of the C library's, where it is one that has it."""
    import ctypes  # takes long enough to be felt where nobody has asked for it

    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None), name)(*numbers)
