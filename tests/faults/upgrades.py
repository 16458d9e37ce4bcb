"""Sessions that are killed while they bring an older database up to date."""

from __future__ import annotations

import random
import tempfile
import time
from functools import partial
from pathlib import Path

import msgspec

from faults.kills import LIFE, Child, Tally, begun
from faults.plans import Model, Verdict, gap_in_history, held, plain_tinydb_opens, plan
from tui.store.migrations import Migrations
from tui.store.tinydb_store import TinyDBStore, open_store

NEWER = Migrations((lambda table, record: record | {"note": f"{record.get('note')}+"},))
"""A schema after the present one, which shows when a step is taken twice or left out."""


def migrations(seed: int, runs: int) -> Tally:
    """Kill a session that brings an older file up to date: it is the old or the new one."""
    choose, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        source = begun(Path(name))
        store, steps = open_store(source), plan(seed, Model(), 60)
        for number, step in enumerate(steps):
            store.commit(step.ops, by="ana")
            if number == len(steps) // 2:
                store.checkpoint()
        was = {path.name: path.read_bytes() for path in Path(name).iterdir()}
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                for file, data in was.items():
                    (Path(folder) / file).write_bytes(data)
                path = Path(folder) / source.name
                child = Child(partial(_open_newer, path))
                time.sleep(choose.uniform(0, LIFE / 4))
                child.kill()
                child.end()
                tally = tally.plus(len(steps), _migrated(path, was[path.name], steps[-1].after))
    return tally


def _open_newer(path: Path, _acknowledge: object) -> None:
    TinyDBStore(path, migrations=NEWER).close()


def _migrated(path: Path, old: bytes, model: Model) -> Verdict:
    """What a killed migration left, and what the next session makes of it."""
    if fault := plain_tinydb_opens(path):
        return Verdict(unreadable=1, said=fault)
    kept = path.with_name(f"{path.name}.schema-1")
    if path.read_bytes() != old and not kept.exists():
        return Verdict(lost=1, said="the old file was not kept")
    store = TinyDBStore(path, migrations=NEWER)
    wanted = {one.id: msgspec.structs.replace(one, note=f"{one.note}+") for one in model.values()}
    if held(store) != wanted:
        return Verdict(lost=1, said="a step was taken twice or left out")
    if kept.read_bytes() != old:
        return Verdict(lost=1, said="the copy is not the old file")
    store.close()
    if fault := plain_tinydb_opens(path):
        return Verdict(unreadable=1, said=fault)
    gap = gap_in_history(TinyDBStore(path, migrations=NEWER))
    return Verdict(lost=bool(gap), said=gap)
