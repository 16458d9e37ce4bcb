"""Every fault in full measure, and a table: `make faults`.

Exits with 1 when a promise was broken, or when fewer faults were tried than are asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import NamedTuple

from faults.damage import damages
from faults.kills import Tally, imports, merges, one_writer, rotations, two_writers
from faults.power import power_loss
from faults.surroundings import CASES, tried
from faults.upgrades import migrations

PARTS = 8
"""A fault is tried in so many parts, so that all processors have work to the end."""


class Fault(NamedTuple):
    """What is tried, how often it has to be, and how many acknowledged edits that must give."""

    name: str
    work: Callable[..., Tally]
    runs: int
    edits: int = 0
    words: tuple[str, ...] = ()


FAULTS = (
    Fault("SIGKILL, one session", one_writer, 2000, 100_000),
    Fault("SIGKILL, rotation", rotations, 400),
    Fault("SIGKILL, two sessions at once", two_writers, 200),
    Fault("SIGKILL, import", imports, 200),
    Fault("SIGKILL, merge", merges, 200),
    Fault("SIGKILL, migration", migrations, 400),
    Fault("power loss (states)", power_loss, 20_000),
    Fault("files damaged at random", damages, 2000),
    *(Fault(name, tried, 80, words=(name,)) for name in CASES),
)


def main() -> int:
    """Try everything, print the table, say whether all went well."""
    begun, well, enough = time.monotonic(), True, True
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), context) as pool:
        parts: dict[Fault, list[Future[Tally]]] = {
            fault: [
                pool.submit(fault.work, *fault.words, 1000 * part, fault.runs // PARTS)
                for part in range(PARTS)
            ]
            for fault in FAULTS
        }
        print(f"{'fault':32} {'runs':>7} {'saved edits':>12} {'lost':>5} {'unreadable':>11}")
        for fault, futures in parts.items():
            tally = Tally()
            for future in futures:
                tally = tally.and_also(future.result())
            print(
                f"{fault.name:32} {tally.runs:7,} {tally.acknowledged:12,} "
                f"{tally.lost:5,} {tally.unreadable:11,}",
                flush=True,
            )
            for sentence in dict.fromkeys(tally.said):
                print(f"    {sentence}")
            well &= not tally.said and not tally.lost and not tally.unreadable
            enough &= tally.runs >= fault.runs and tally.acknowledged >= fault.edits
    outcome = "A PROMISE WAS BROKEN" if not well else "all is well" if enough else "TOO FEW TRIED"
    print(f"{outcome}; {time.monotonic() - begun:.0f} s")
    return 0 if well and enough else 1


if __name__ == "__main__":
    sys.exit(main())
