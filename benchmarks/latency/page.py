"""The results page, with the machine described, what holds of what was promised, and a picture."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeAlias

from latency import report
from latency.chart import chart
from latency.programs import SLATE, WORKS, Work
from latency.report import percentile
from latency.rounds import Answers, Measured
from latency.terminal import QUIET, SIZE

Abreast: TypeAlias = Mapping[str, Mapping[str, Answers]]
"""Answers by load and by work."""

_MOVES = ("character", "line", "word", "sentence", "tag")
_PAGES = 2.5
_FRAME = 1 / 60
_FLAT = 1.2
_UNLIKE = ("page", "search hit")
"""What goes on to rows that were not drawn before, of which the smallest text soon has none left:
how flat it is, is asked of the same two pages, and of two hits as far from each other, instead.
"""
_SMALL, _DENSE, _LOADED = "5 KB", "5 KB, 167 annotations", "360 KB, 12,000 annotations"
"""The second has as many annotations for its length as the third: drawn is what is in sight."""
COMPARED = (_SMALL, _DENSE, _LOADED)
"""The texts on which keys are compared, side by side in one run."""
_FURTHER = ("nothing to check", "next unseen", "widen", "boilerplate", "pane opened, closed")
"""Keys that are measured beside those of which something was promised."""
_BESIDE_SLATE = ("100 KB", "1 MB")
_BIG = "10 MB, 12,000 annotations"
_CURSOR = ("character", "line", "word", "sentence")
_MOST_BYTES, _MOST_MEGABYTES = 500, 150


def is_alike(work: Work) -> bool:
    """Whether a piece of work is the same on every text."""
    return bool(work.slate.keys) and work.name not in _UNLIKE


def write(path: Path, results: Mapping[str, Measured], flat: Abreast, priority: int) -> None:
    """Write the page, and the picture beside it; `flat` are keys on the texts of `COMPARED`."""
    picture = path.with_suffix(".svg")
    picture.write_text(chart(results), "utf-8")
    path.write_text("\n".join(_page(results, flat, priority, picture.name)) + "\n", "utf-8")


_INTRODUCTION = """\
# How long a key takes

`make bench-latency` wrote this page. Times are milliseconds from the press of a key to the last
byte of the frame, over a pseudo-terminal of {columns} columns and {rows} rows. Glossator and SLATE
take turns of a few presses, up to {presses} for each number. Both are timed alike: a frame ends
with the last byte before {quiet:.0f} ms of quiet. The texts are made up; SLATE reads the same words
wrapped at 80 columns. It moves by word and by line, which stand beside our character and sentence
as well; its tag is two keys, added up. Bytes are a frame's, the median. How flat p50 is, is asked
of work that is the same on every text, in readers that take turns on the three texts: not of “page”
and “search hit”, which go on to rows not drawn before as long as there are some, but of two pages,
and two hits a screen apart, there and back; moves begin each turn at the text's beginning.

![p50 of some keys over the loads]({picture})

{machine}

## What was promised
"""
_STARTS = """
## Start and memory

Milliseconds from the start of the process; resident megabytes after the first tag, at most until
then, and after all keys below (now / at most).
"""


def _page(
    results: Mapping[str, Measured], flat: Abreast, priority: int, picture: str
) -> Iterator[str]:
    columns, rows = SIZE
    answers = [one for measured in results.values() for one in measured.keys["glossator"].values()]
    yield _INTRODUCTION.format(
        columns=columns,
        rows=rows,
        presses=max(len(one.seconds) for one in answers),
        quiet=QUIET * 1000,
        picture=picture,
        machine=_machine(priority),
    )
    yield "| promise | measured | |"
    yield "|---|---|---|"
    for promise, measured, held in _promises(results, flat):
        yield f"| {promise} | {measured} | {'held' if held else 'not held'} |"
    yield _STARTS
    yield from report.starts(results)
    yield ""
    yield "## Keys"
    yield ""
    for name, load in results.items():
        yield from report.tables(name, load)


def _machine(priority: int) -> str:
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*:\s*(.+)", said)
    shared = f" Other work ran on it; every program had niceness {priority}." if priority else ""
    return (
        f"Machine: {os.cpu_count()} cores ({model[1] if model else platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}, textual {version('textual')}, "
        f"rich {version('rich')}, SLATE {SLATE}.{shared}"
    )


def _promises(results: Mapping[str, Measured], flat: Abreast) -> Iterator[tuple[str, str, bool]]:
    for name in _BESIDE_SLATE:
        if name in results and "slate" in results[name].keys:
            yield from _beside_slate(name, results[name])
    promised = [work.name for work in WORKS if work.name not in _FURTHER]
    yield "p95 of every key within 16.7 ms", *_within_a_frame(results, promised)
    yield f"… and of further keys: {', '.join(_FURTHER)}", *_within_a_frame(results, _FURTHER)
    for small in (_SMALL, _DENSE) if flat else ():
        yield _flat(small, flat[small], flat[_LOADED])
    if _BIG in results:
        yield from _opening(results[_BIG])
    yield _few_bytes(results)


def _p50(measured: Measured, program: str, work: str) -> float:
    return percentile(measured.keys[program][work].seconds, 0.5) * 1000


def _beside_slate(name: str, measured: Measured) -> Iterator[tuple[str, str, bool]]:
    for work in (*_MOVES, "page"):
        if work not in measured.keys["slate"]:
            continue
        ours, slate = (_p50(measured, program, work) for program in ("glossator", "slate"))
        factor = _PAGES if work == "page" else 1
        share = f"at most {factor:g} times SLATE's" if factor > 1 else "at most SLATE's"
        yield (
            f"{name}: p50 of {work} {share}",
            f"{ours:.1f} : {slate:.1f} ms",
            ours <= factor * slate,
        )


def _within_a_frame(results: Mapping[str, Measured], works: Collection[str]) -> tuple[str, bool]:
    late = {
        f"{work} at {name}: {percentile(answers.seconds, 0.95) * 1000:.0f}"
        for name, measured in results.items()
        for work, answers in measured.keys["glossator"].items()
        if work in works and answers.seconds and percentile(answers.seconds, 0.95) > _FRAME
    }
    return "; ".join(sorted(late)) or "all", not late


def _flat(
    name: str, small: Mapping[str, Answers], loaded: Mapping[str, Answers]
) -> tuple[str, str, bool]:
    ratios = {
        work: percentile(loaded[work].seconds, 0.5) / percentile(small[work].seconds, 0.5)
        for work in small
        if small[work].seconds and loaded[work].seconds
    }
    over = {work for work, ratio in ratios.items() if ratio > _FLAT}
    said = sorted(f"{work} {ratio:.2f}" for work, ratio in ratios.items())
    promise = f"p50 at 60,000 words with 12,000 annotations at most {_FLAT} times that at {name}"
    return promise, ", ".join(said), not over


def _opening(measured: Measured) -> Iterator[tuple[str, str, bool]]:
    starts = measured.starts
    own = median(starts["textual"].painted)
    if "slate" in starts and starts["slate"].answered:
        ours, slate = median(starts["glossator"].answered), median(starts["slate"].answered)
        promise = "10 MB: a key answered, beyond textual's own start, in"
        yield (
            f"{promise} at most half of SLATE's time",
            f"{(ours - own) * 1000:.0f} : {slate * 1000:.0f} ms",
            ours - own <= slate / 2,
        )
    most = max(starts["glossator"].peak)
    yield "… within 150 MB", f"{most:.0f} MB at most", most <= _MOST_MEGABYTES


def _few_bytes(results: Mapping[str, Measured]) -> tuple[str, str, bool]:
    most = {
        work: median(answers.sizes)
        for measured in results.values()
        for work, answers in measured.keys["glossator"].items()
        if work in _CURSOR and answers.sizes
    }
    said = ", ".join(f"{work} {size:.0f}" for work, size in most.items())
    return (
        "at most 500 bytes for a cursor key (median)",
        said,
        max(most.values(), default=0) <= _MOST_BYTES,
    )
