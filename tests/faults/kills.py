"""Processes that are killed with SIGKILL at a random moment while they work on a database.

A child is forked from a warm parent, works through a plan, and counts each edit that was
acknowledged in memory shared with the parent, which survives it.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from faults.plans import (
    ARTICLE,
    TEXT,
    Model,
    Step,
    Verdict,
    gap_in_history,
    held,
    judged,
    plain_tinydb_opens,
    plan,
)
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, ArticleRecord, Quote
from tui.cli.root import main
from tui.store.tinydb_store import TinyDBStore, open_store
from tui.text.article import Article

STEPS = 500
"""Edits a child would make if it were not killed."""

LIFE = 0.13
"""Seconds: the longest that a child lives which is not waited for."""

MOMENT = 0.02
"""Seconds in which a child that was waited for may be killed: some edits, or an opening."""

PATIENCE = 30.0

RUNS_A_DATABASE = 20

ROTATE_AT = 1000
"""Bytes: the journal of a session that has closed is always longer."""


class Tally(NamedTuple):
    """What a series of runs came to."""

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    said: tuple[str, ...] = ()

    def plus(self, acknowledged: int, verdict: Verdict) -> Tally:
        """One run more."""
        said = (*self.said, verdict.said) if verdict.said else self.said
        return Tally(
            self.runs + 1,
            self.acknowledged + acknowledged,
            self.lost + verdict.lost,
            self.unreadable + verdict.unreadable,
            said,
        )

    def and_also(self, other: Tally) -> Tally:
        """Both series together."""
        return Tally(
            self.runs + other.runs,
            self.acknowledged + other.acknowledged,
            self.lost + other.lost,
            self.unreadable + other.unreadable,
            self.said + other.said,
        )


class Child:
    """A process that does some work and is killed."""

    def __init__(self, work: Callable[[Callable[[int], None]], object]) -> None:
        """Start it; `work` is given the function that acknowledges a number of edits."""
        self._shared = mmap.mmap(-1, 8)
        self._process = os.fork()
        if self._process == 0:
            try:
                work(self._acknowledge)
            except BaseException as error:
                os.write(2, f"a child failed: {type(error).__name__}: {error}\n".encode())
                os._exit(1)
            os._exit(0)

    def _acknowledge(self, edits: int) -> None:
        self._shared[:8] = edits.to_bytes(8, "little")

    @property
    def acknowledged(self) -> int:
        """How many edits it was told are saved."""
        return int.from_bytes(self._shared[:8], "little")

    def reach(self, edits: int) -> None:
        """Wait until so many edits are acknowledged, however busy the machine is."""
        until = time.monotonic() + PATIENCE
        while self.acknowledged < edits and time.monotonic() < until:
            time.sleep(0.0005)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._process, signal.SIGKILL)

    def end(self) -> bool:
        """Wait for its end; say whether it failed by itself."""
        status = os.waitpid(self._process, 0)[1]
        return os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0


def work_through(path: Path, steps: list[Step], checkpoints: str) -> Callable[..., None]:
    """The work of one session: its edits, and checkpoints or rotations between, or beside them.

    It is one of a large database where that is said.
    """

    def work(acknowledge: Callable[[int], None]) -> None:
        large = checkpoints.endswith("large")
        store, last = TinyDBStore(path, rotate_at=ROTATE_AT, large=large), 0
        if checkpoints == "beside":
            threading.Thread(target=_forever, args=(store.checkpoint,), daemon=True).start()
        for number, step in enumerate(steps, 1):
            last = store.commit(step.ops, by="ana", undoes=last if step.undoes else 0).seq
            acknowledge(number)
            if checkpoints.startswith("between") and number % 7 == 0:
                store.checkpoint()
            if checkpoints.startswith("rotating") and number % 3 == 0:
                store.close()
                store = TinyDBStore(path, rotate_at=ROTATE_AT, large=large)
        store.close()

    return work


def _forever(checkpoint: Callable[[], bool]) -> None:
    while True:
        checkpoint()
        time.sleep(0.001)


def begun(folder: Path, name: str = "annotations.json") -> Path:
    """A database with the article."""
    path = folder / name
    store = open_store(path)
    store.commit([Op("articles", ARTICLE.id, None, plain(ARTICLE))], by="ana")
    store.close()
    return path


def one_writer(
    seed: int,
    runs: int,
    checkpoints: tuple[str, ...] = ("", "between", "beside", "between, large"),
    edits: int = 56,
) -> Tally:
    """Kill a session again and again, after so many edits on average.

    It has a new database every few runs.
    """
    choose, tally = random.Random(seed), Tally()
    while tally.runs < runs:
        with tempfile.TemporaryDirectory() as folder:
            path, model = begun(Path(folder)), Model()
            for _ in range(min(RUNS_A_DATABASE, runs - tally.runs)):
                steps = plan(choose.getrandbits(40), model, STEPS)
                child = Child(work_through(path, steps, choose.choice(checkpoints)))
                child.reach(choose.randrange(2 * edits))
                time.sleep(choose.uniform(0, MOMENT))
                child.kill()
                failed = child.end()
                count = child.acknowledged
                verdict, model = _after(path, "", model, steps, count)
                tally = tally.plus(count, verdict)
                if failed:
                    tally = tally._replace(said=(*tally.said, "a child failed by itself"))
                if verdict.said:
                    break
    return tally


def rotations(seed: int, runs: int) -> Tally:
    """Kill a session that rotates its journal after every third edit."""
    return one_writer(seed, runs, ("rotating", "rotating, large"), edits=12)


def two_writers(seed: int, runs: int) -> Tally:
    """Kill two sessions on one file at the same moment."""
    choose, tally = random.Random(seed), Tally()
    while tally.runs < runs:
        with tempfile.TemporaryDirectory() as folder:
            path = begun(Path(folder))
            models = {"a": Model(), "b": Model()}
            for _ in range(min(RUNS_A_DATABASE, runs - tally.runs)):
                plans = {
                    name: plan(choose.getrandbits(40), model, STEPS, name)
                    for name, model in models.items()
                }
                children = {
                    name: Child(work_through(path, steps, choose.choice(("between", "beside"))))
                    for name, steps in plans.items()
                }
                time.sleep(choose.uniform(0, 2 * LIFE))
                for child in children.values():
                    child.kill()
                failed = [child.end() for child in children.values()]
                verdict = Verdict()
                for name, child in children.items():
                    one, models[name] = _after(
                        path, name, models[name], plans[name], child.acknowledged
                    )
                    verdict = verdict if verdict.said else one
                tally = tally.plus(sum(one.acknowledged for one in children.values()), verdict)
                if any(failed):
                    tally = tally._replace(said=(*tally.said, "a child failed by itself"))
                if verdict.said:
                    break
    return tally


def imports(seed: int, runs: int) -> Tally:
    """Kill an import: each article is there with all that belongs to it or not, then all are."""
    choose, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data.jsonl"
        whole = _dataset(data, choose)
        for number in range(runs):
            path = Path(name) / f"{number}.json"
            open_store(path).close()
            words = ["import", str(data), "--db", str(path)]
            child = Child(partial(_command, words))
            time.sleep(choose.uniform(0, 2 * LIFE))
            child.kill()
            child.end()
            counts = _counts(path)
            verdict = Verdict(said="half an article" if counts.items() - whole.items() else "")
            if fault := plain_tinydb_opens(path):
                verdict = Verdict(unreadable=1, said=fault)
            _command(words)
            if _counts(path) != whole:
                verdict = Verdict(lost=1, said="an import could not be repeated")
            tally = tally.plus(sum(counts.values()), verdict)
    return tally


def merges(seed: int, runs: int) -> Tally:
    """Kill a merge: it did all or nothing, and can be repeated; what was merged is untouched."""
    choose, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        sources = []
        for side in ("ana", "ben"):
            path = begun(Path(name), f"{side}.json")
            store = open_store(path)
            for step in plan(choose.getrandbits(40), Model(), 60, side):
                store.commit(step.ops, by=side)
            store.close()
            sources.append(path)
        whole = sum(sum(_counts(path).values()) for path in sources)
        before = [path.read_bytes() for path in sources]
        for number in range(runs):
            out = begun(Path(name), f"{number}.json")
            words = ["merge", str(out), *map(str, sources)]
            child = Child(partial(_command, words))
            time.sleep(choose.uniform(0, LIFE / 4))
            child.kill()
            child.end()
            verdict = Verdict()
            if fault := plain_tinydb_opens(out):
                verdict = Verdict(unreadable=1, said=fault)
            if (count := sum(_counts(out).values())) not in (0, whole):
                verdict = Verdict(lost=whole - count, said="half a merge")
            _command(words)
            if sum(_counts(out).values()) != whole:
                verdict = Verdict(lost=1, said="a merge could not be repeated")
            tally = tally.plus(count, verdict)
        if before != [path.read_bytes() for path in sources]:
            tally = tally._replace(said=("a merge changed what it read",))
    return tally


def _dataset(path: Path, choose: random.Random, articles: int = 30) -> dict[str, int]:
    """Write a dataset; how many annotations each of its articles has, by id."""
    source = path.with_name("source.json")
    store, whole = open_store(source), dict[str, int]()
    for number in range(articles):
        text = f"{number} {TEXT}"
        record = ArticleRecord(id=Article(text=text).id, text=text)
        ops = [Op("articles", record.id, None, plain(record))]
        whole[record.id] = choose.randint(2, 9)
        for n in range(whole[record.id]):
            start = choose.randint(0, 60)
            one = Annotation(
                id=f"i{number}-{n}",
                article=record.id,
                tag="claim",
                spans=((start, start + 4),),
                quotes=(Quote(text[start : start + 4]),),
            )
            ops.append(Op("annotations", one.id, None, plain(one)))
        store.commit(ops, by="ana")
    store.close()
    _command(["export", "--out", str(path), "--db", str(source)])
    return whole


def _command(words: list[str], _acknowledge: object = None) -> None:
    """Run a command of Glossator's in this process, and quietly."""
    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stderr(nowhere),
        suppress(SystemExit),
    ):
        main(words, standalone_mode=False)


def _counts(path: Path) -> dict[str, int]:
    store = open_store(path)
    counts = {shelf.id: shelf.annotations for shelf in store.articles()}
    store.close()
    return counts


def _after(
    path: Path, prefix: str, begin: Model, steps: list[Step], acknowledged: int
) -> tuple[Verdict, Model]:
    """What the kill left, first as it lies there and then as a session finds it."""
    if fault := plain_tinydb_opens(path):
        return Verdict(unreadable=1, said=fault), begin
    store: TinyDBStore = open_store(path)
    found = held(store, prefix)
    verdict = judged(found, begin, steps, acknowledged)
    if not verdict.said and (gap := gap_in_history(store)):
        verdict = Verdict(lost=1, said=gap)
    if not verdict.said and store.warnings:
        verdict = Verdict(said="; ".join(store.warnings))
    if acknowledged % 2:
        store.close()
        if fault := plain_tinydb_opens(path):
            verdict = Verdict(unreadable=1, said=fault)
    return verdict, found
