"""What a commit costs, what opening costs, and how much memory, beside TinyDB and SQLite.

Every store holds the same annotations and is given the same edit: one annotation more, durable
when the call returns (TinyDB is not: it never syncs). The stores of all sizes take turns, so that
a busy disk is busy for all of them. Opening and peak memory are each measured in a process of
their own.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec
from tinydb import TinyDB

from tui.annotations.edits import Op, Plain, plain
from tui.annotations.model import Annotation, ArticleRecord, Quote
from tui.store.checkpoint import render
from tui.store.records import Records
from tui.store.tinydb_store import open_store
from tui.text.article import Article

SIZES = (1_000, 10_000, 100_000)
COMMITS = 1000
WARM = 20
"""Commits that come before those and are not counted."""

SLOW = 5
"""Commits of stock TinyDB, which rewrites the file for each."""

PER_ARTICLE = 100
TEXT = "The wardens of Varn harbour counted forty-one boats on Tuesday, two more than in March. "


def annotation(number: int, article: str) -> Annotation:
    """One of many annotations, of a size that people make."""
    start = random.Random(number).randrange(4000)
    return Annotation(
        id=f"01J{number:022}",
        article=article,
        tag="claim",
        spans=((start, start + 60),),
        quotes=(Quote(TEXT[:60], TEXT[:32], TEXT[-32:]),),
        author="Ilsa Brandt",
        created="2031-05-01T12:00:00.000Z",
        updated="2031-05-01T12:00:00.000Z",
    )


def filled(path: Path, size: int) -> None:
    """Write a database with so many annotations."""
    records = Records()
    for number in range(0, size, PER_ARTICLE):
        text = f"{number} {TEXT * 50}"
        article = ArticleRecord(id=Article(text=text).id, text=text, title=f"Story {number}")
        records.put("articles", msgspec.json.encode(article))
        for n in range(number, min(number + PER_ARTICLE, size)):
            records.put("annotations", msgspec.json.encode(annotation(n, article.id)))
    path.write_bytes(b"".join(render(records, {})))


def glossator(path: Path) -> Callable[[Plain], object]:
    """Commit through the store."""
    store = open_store(path)
    return lambda row: store.commit([Op("annotations", str(row["id"]), None, row)], by="Ilsa")


def sqlite(path: Path) -> Callable[[Plain], object]:
    """Insert into a table of JSON texts: WAL, synchronous=FULL."""
    database = sqlite3.connect(path.with_suffix(".sqlite"), isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE annotations (id TEXT PRIMARY KEY, article TEXT, record TEXT)")
    database.execute("CREATE INDEX by_article ON annotations (article)")
    rows = json.loads(path.read_bytes())["annotations"].values()
    database.execute("BEGIN")
    insert = "INSERT INTO annotations VALUES (?, ?, ?)"
    database.executemany(insert, ((row["id"], row["article"], json.dumps(row)) for row in rows))
    database.execute("COMMIT")
    return lambda row: database.execute(insert, (row["id"], row["article"], json.dumps(row)))


def stock(path: Path) -> Callable[[Plain], object]:
    """Insert through stock TinyDB into a copy."""
    copy = path.with_suffix(".stock")
    copy.write_bytes(path.read_bytes())
    table = TinyDB(copy).table("annotations")
    return lambda row: table.insert(row)


Commit: TypeAlias = Callable[[Plain], object]


def commits(paths: dict[int, Path]) -> dict[tuple[int, str], list[float]]:
    """Milliseconds of each commit, by the size of the database and the store."""
    stores: dict[tuple[int, str], Commit] = {}
    for size, path in paths.items():
        made = {"glossator": glossator(path), "sqlite": sqlite(path), "tinydb": stock(path)}
        stores |= {(size, name): commit for name, commit in made.items()}
    times: dict[tuple[int, str], list[float]] = {one: [] for one in stores}
    for number in range(COMMITS + WARM):
        if number == WARM:
            os.sync()  # Else the others would sync what TinyDB has left unwritten.
        for (size, name), commit in stores.items():
            if name == "tinydb" and number >= SLOW:
                continue
            row = plain(annotation(size + number, "an article"))
            begun = time.perf_counter()
            commit(row)
            took = (time.perf_counter() - begun) * 1000
            if number >= WARM or name == "tinydb":
                times[size, name].append(took)
    return times


OPENING = {
    "glossator": "from tui.store.tinydb_store import open_store; from pathlib import Path",
    "tinydb": "from tinydb import TinyDB",
}
OPEN = {
    "glossator": "store = open_store(Path({path!r}))",
    "tinydb": "db = TinyDB({path!r}); n = len(db.table('annotations'))",
}
MEASURE = r"""
import re, time
{prepare}
begun = time.perf_counter()
{work}
took = time.perf_counter() - begun
# The kernel's own count for this program; getrusage counts the parent's memory in.
print(took, re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
"""


def opening(path: Path) -> dict[str, tuple[float, float]]:
    """Seconds to open, and the process's peak memory in MB, by store: the medians of nine."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in OPEN}
    for _ in range(9):
        for name, work in OPEN.items():
            script = MEASURE.format(prepare=OPENING[name], work=work.format(path=str(path)))
            command = [sys.executable, "-c", script]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, kilobytes = done.stdout.split()
            runs[name].append((float(seconds), int(kilobytes) / 1024))
    return {
        name: (
            statistics.median(one[0] for one in found),
            statistics.median(one[1] for one in found),
        )
        for name, found in runs.items()
    }


def main() -> int:
    """Measure, print the tables, say whether the store is as fast as it has to be."""
    medians: dict[tuple[str, int], float] = {}
    print(f"{'annotations':>12} {'store':10} {'p50 ms':>8} {'p99 ms':>8}")
    with tempfile.TemporaryDirectory() as name:
        paths = {size: Path(name) / f"{size}.json" for size in SIZES}
        for size, path in paths.items():
            filled(path, size)
        for (size, store), times in commits(paths).items():
            slowest = statistics.quantiles(times, n=100)[98]
            medians[store, size] = statistics.median(times)
            print(f"{size:12,} {store:10} {medians[store, size]:8.2f} {slowest:8.2f}")
        path = Path(name) / "opened.json"
        filled(path, SIZES[-1])
        opened = opening(path)
    for store, (seconds, megabytes) in opened.items():
        print(f"opening {SIZES[-1]:,}: {store:10} {seconds * 1000:6.0f} ms, {megabytes:4.0f} MB")
    ours, theirs = opened["glossator"], opened["tinydb"]
    ratios = {
        "commit, 100,000 to 1,000": (
            medians["glossator", SIZES[-1]] / medians["glossator", SIZES[0]],
            1.5,
        ),
        **{
            f"commit, to SQLite's at {size:,}": (
                medians["glossator", size] / medians["sqlite", size],
                1.3,
            )
            for size in SIZES
        },
        "opening, to TinyDB's": (ours[0] / theirs[0], 0.5),
        "peak memory, to TinyDB's": (ours[1] / theirs[1], 1.0),
    }
    for what, (ratio, most) in ratios.items():
        print(f"{what:32} {ratio:5.2f}  {'well' if ratio <= most else 'MISSED'} (at most {most})")
    return 0 if all(ratio <= most for ratio, most in ratios.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
