"""Ten annotators of ten thousand annotations each: how long each measure takes, and what memory.

Every measurement is a whole run of `glossator agree` on ten databases, from start to printed
figures, intervals included: the processor's seconds, and the most memory that was in use. The same
with a tenth of the articles tells what of that memory grows with them.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from tui.agreement.study import Plan, Unit, measures_of
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, ArticleRecord, Quote, Record
from tui.store.tinydb_store import open_store
from tui.text.article import Article

ANNOTATORS, EACH, WORDS, SENTENCE = 10, 50, 1000, 20
ARTICLES = (20, 200)
UNITS: tuple[Unit, ...] = ("spans", "tokens", "sentences")
TAGS = ("claim", "quote", "person", "organisation", "place", "date", "amount")
LEXICON = ("the", "wardens", "harbour", "of", "counted", "boats", "on", "Tuesday", "in", "Varn")


class Mark(NamedTuple):
    """A tag on the words from number `first` up to `last`."""

    tag: str
    first: int
    last: int


class Run(NamedTuple):
    """What a run took: seconds of the processor, and mebibytes at most."""

    seconds: float
    memory: int


def words(random: Random) -> list[str]:
    """An article's words; each sentence begins with a capital and ends with a full stop."""
    made = random.choices(LEXICON, k=WORDS)
    for at in range(0, WORDS, SENTENCE):
        made[at] = made[at].title()
        made[at + SENTENCE - 1] += "."
    return made


def differing(random: Random, mark: Mark) -> Mark:
    """What an annotator makes of what is there: most often right, now and then not."""
    tag = random.choice(TAGS) if random.random() < 0.1 else mark.tag
    last = min(mark.last + 1, WORDS) if random.random() < 0.2 else mark.last
    return Mark(tag, mark.first, last)


def creating(record: Record) -> Op:
    """What adds a record."""
    table = "articles" if isinstance(record, ArticleRecord) else "annotations"
    return Op(table, record.id, None, plain(record))


def write(folder: Path, articles: int) -> list[Path]:
    """A database for each annotator, of the same articles."""
    random = Random(1)
    made_by: list[list[Record]] = [[] for _ in range(ANNOTATORS)]
    for number in range(articles):
        made = words(random)
        text = " ".join([f"Story {number}:", *made])
        starts = [len(f"Story {number}: ")]
        for word in made:
            starts.append(starts[-1] + len(word) + 1)
        article = ArticleRecord(id=Article(text=text).id, text=text, source=f"story-{number}.txt")
        there = [
            Mark(random.choice(TAGS), at, at + random.randint(1, 15))
            for at in random.sample(range(WORDS - 15), EACH)
        ]
        for who, records in enumerate(made_by):
            records.append(article)
            for at, mark in enumerate(there):
                tag, first, last = differing(random, mark)
                start, end = starts[first], starts[last] - 1
                quote = Quote(text[start:end], text[start - 32 : start], text[end : end + 32])
                one = Annotation(
                    id=f"{who}-{number}-{at}", article=article.id, tag=tag, spans=((start, end),),
                    quotes=(quote,), author=f"annotator {who + 1}",
                    created="2031-05-01T12:00:00Z", updated="2031-05-01T12:00:00Z",
                )  # fmt: skip
                records.append(one)
    paths = [folder / f"annotator-{who + 1}.json" for who in range(ANNOTATORS)]
    for path, records in zip(paths, made_by, strict=True):
        with closing(open_store(path)) as store:
            store.commit([creating(one) for one in records], by=path.stem)
    return paths


def run(paths: list[Path], *options: str) -> Run:
    """Run the command, whose figures nobody reads."""
    command = [sys.executable, "-m", "tui", "agree", *map(str, paths), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def rows() -> Iterator[tuple[str, ...]]:
    """The options of each run: every measure by itself, and all that fit the units."""
    for unit in UNITS:
        for measure in measures_of(Plan(unit=unit)):
            yield "--unit", unit, "--measure", measure
        yield "--unit", unit


def main() -> None:
    """Time each measure by itself."""
    with tempfile.TemporaryDirectory() as folder:
        sets = []
        for articles in ARTICLES:
            place = Path(folder, str(articles))
            place.mkdir()
            # In a process of its own: what is run later is said to need what this one needed.
            with multiprocessing.Pool(1) as pool:
                sets.append(pool.apply(write, (place, articles)))
        print(f"{'':32}" + "".join(f"{f'{ANNOTATORS} × {n * EACH:,}':>20}" for n in ARTICLES))
        for options in rows():
            runs = [run(paths, *options) for paths in sets]
            named = f"{options[1]:10} {options[-1] if len(options) > 2 else 'all of them':20}"
            print(named + "".join(f"{one.seconds:10.2f} s {one.memory:4} MB" for one in runs))


if __name__ == "__main__":
    main()
