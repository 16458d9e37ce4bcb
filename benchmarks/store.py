"""What a commit costs, what opening costs, and how much memory, beside TinyDB and SQLite.

Every store holds the same annotations and is given the same edit: one annotation more, durable
when the call returns (TinyDB is not: it never syncs). The stores take turns, so that a busy disk
is busy for all of them. Opening and peak memory are each measured in a process of their own.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
    path.write_bytes(render(records.tables(), {}))


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


def commits(path: Path, size: int) -> dict[str, list[float]]:
    """Milliseconds of each commit, by store."""
    stores = {"glossator": glossator(path), "sqlite": sqlite(path), "tinydb": stock(path)}
    times: dict[str, list[float]] = {name: [] for name in stores}
    for number in range(COMMITS + 20):
        row = plain(annotation(size + number, "an article"))
        for name, commit in stores.items():
            if name == "tinydb" and number >= SLOW:
                continue
            begun = time.perf_counter()
            commit(row)
            took = (time.perf_counter() - begun) * 1000
            if number >= 20 or name == "tinydb":
                times[name].append(took)
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


def opening(name: str, path: Path) -> tuple[float, float]:
    """Seconds to open, and the process's peak memory in MB: the medians of seven."""
    script = MEASURE.format(prepare=OPENING[name], work=OPEN[name].format(path=str(path)))
    runs = []
    for _ in range(7):
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, kilobytes = done.stdout.split()
        runs.append((float(seconds), int(kilobytes) / 1024))
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def main() -> int:
    """Measure, print the tables, say whether the store is as fast as it has to be."""
    medians: dict[tuple[str, int], float] = {}
    print(f"{'annotations':>12} {'store':10} {'p50 ms':>8} {'p99 ms':>8}")
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            path = Path(name) / f"{size}.json"
            filled(path, size)
            for store, times in commits(path, size).items():
                slowest = statistics.quantiles(times, n=100)[98]
                medians[store, size] = statistics.median(times)
                print(f"{size:12,} {store:10} {medians[store, size]:8.2f} {slowest:8.2f}")
        filled(path, SIZES[-1])
        path.with_suffix(".journal").unlink()
        opened = {store: opening(store, path) for store in ("glossator", "tinydb")}
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
