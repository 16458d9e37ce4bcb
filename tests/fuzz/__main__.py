"""Ever new cases, and a table: `make fuzz`, or with NUMBER for so many of each kind.

Exits with 1 when one failed; the number beside it tries it again: `python -m fuzz 1 NUMBER`.
"""

from __future__ import annotations

import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from fuzz.cases import CASES, SERIES

AT_ONCE = 50
"""Cases that a process tries before it reports."""


def tried(name: str, seeds: range) -> list[str]:
    """Try some cases of a kind; what failed, in a paragraph each."""
    failed = []
    for seed in [seeds.start] if name in SERIES else seeds:
        try:
            SERIES[name](seeds) if name in SERIES else CASES[name](seed)
        except Exception:  # whatever it is, it is what is looked for
            failed.append(f"{name} {seed}\n{traceback.format_exc(limit=-4)}")
    return failed


def main(number: int, first: int) -> int:
    """Try so many of each kind from a number on, on all processors."""
    failed: list[str] = []
    with ProcessPoolExecutor() as pool:
        for name in (*CASES, *SERIES):
            begun = time.monotonic()
            parts = [
                range(seed, min(seed + AT_ONCE, first + number))
                for seed in range(first, first + number, AT_ONCE)
            ]
            found = [one for part in pool.map(partial(tried, name), parts) for one in part]
            seconds = time.monotonic() - begun
            print(f"{name:24}{number:>7} cases{len(found):>5} failed{seconds:>7.0f} s", flush=True)
            failed += found
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(words[0] if words else 4000, words[1] if words[1:] else time.time_ns() % 10**9))
