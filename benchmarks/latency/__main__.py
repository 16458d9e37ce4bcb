"""`make bench-latency`: measure every load, print a table for each, write the page and the picture.

python -m latency --quick --load 100KB:12000 --work tag --work undo
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from latency import page, report
from latency.programs import WORKS, install_slate
from latency.rounds import Answers, Measured, Plan, abreast, measure
from latency.texts import write

_UNITS = {"KB": 1_000, "MB": 1_000_000}
_FULL, _QUICK = (8, 7), (2, 3)
"""Rounds of a work, and starts of a program."""
_ABREAST = 16
"""Rounds of a work on the texts that are compared: a ratio of two times needs many of both."""


class Load(NamedTuple):
    """A text of `size` bytes with so many annotations."""

    name: str
    size: int
    annotations: int


LOADS = ("5KB:0", "5KB:167", "100KB:0", "100KB:1000", "100KB:12000", "360KB:12000")
LOADS += tuple(f"{size}:{count}" for size in ("1MB", "10MB") for count in (0, 1000, 12000, 100000))
"""5 KB have no room for 1,000 annotations; 360 KB are 60,000 words, and 5 KB with 167 as dense."""


def load_of(written: str) -> Load:
    """`100KB:12000` as a load."""
    size, _, count = written.partition(":")
    number, unit = size[:-2], size[-2:]
    words = f"{number} {unit}, {int(count):,} annotations" if int(count) else f"{number} {unit}"
    return Load(words, int(number) * _UNITS[unit], int(count))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="latency", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds")
    parser.add_argument("--load", action="append", metavar="SIZE:COUNT", help="only these")
    parser.add_argument("--work", action="append", metavar="NAME", help="only these")
    parser.add_argument("--without-slate", action="store_true")
    parser.add_argument("--slate", type=Path, default=Path(".slate"), help="its environment")
    parser.add_argument("--page", type=Path, help="write the results page, and a picture beside it")
    parser.add_argument("--priority", type=int, default=0, help="niceness of all programs alike")
    asked = parser.parse_args()
    if asked.priority:
        os.setpriority(os.PRIO_PROCESS, 0, asked.priority)
    home = None if asked.without_slate else asked.slate.resolve()
    if home is not None:
        install_slate(home)
    works = tuple(work for work in WORKS if not asked.work or work.name in asked.work)
    plan = Plan(*(_QUICK if asked.quick else _FULL), works, home)
    results: dict[str, Measured] = {}
    for load in map(load_of, asked.load or LOADS):
        print(load.name, file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            files = write(Path(folder), load.size, load.annotations)
            results[load.name] = measure(files, Path(folder), plan, _say)
        print("\n".join(report.tables(load.name, results[load.name])), flush=True)
    print("\n".join(report.starts(results)))
    if asked.page:
        page.write(asked.page, results, _flat(results, plan), asked.priority)


def _flat(results: Mapping[str, Measured], plan: Plan) -> dict[str, dict[str, Answers]]:
    """Keys on the texts that are compared, side by side, where all of these were asked for."""
    loads = [load for load in map(load_of, LOADS) if load.name in page.COMPARED]
    if not results.keys() >= {load.name for load in loads}:
        return {}
    works = tuple(work for work in plan.works if page.is_alike(work))
    with ExitStack() as stack:
        texts = {}
        for load in loads:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            texts[load.name] = write(folder, load.size, load.annotations)
        return abreast(texts, plan._replace(rounds=_ABREAST, works=works))


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
