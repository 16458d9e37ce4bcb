"""Memory that has been used, given back to the system.

While a person reads the garbage collector looks at nothing that was there from the start, and the
C library keeps what is freed. After a long text has been read or closed both are set right; that
takes some milliseconds and belongs where nobody waits for a key.
"""

from __future__ import annotations

import gc
from contextlib import suppress


def settle() -> None:
    """What is there now is there to stay: never look through it, give back what lies between."""
    gc.freeze()
    gc.enable()
    _trim()


def give_back() -> None:
    """Something long is no longer needed: find what hung on it, also from before."""
    gc.unfreeze()
    gc.collect()
    settle()


def _trim() -> None:
    """Let the C library return free memory, where it is one that can."""
    import ctypes  # takes long enough to be felt at the start

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
