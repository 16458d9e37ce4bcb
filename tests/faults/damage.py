"""Files damaged at random: what is found again, and whether everything that is gone was said."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from faults.kills import ROTATE_AT, Tally, begun
from faults.plans import Model, Verdict, annotation, held, plain_tinydb_opens
from tui.annotations.edits import Op, plain
from tui.store.check import check, repair
from tui.store.protocol import StoreError
from tui.store.tinydb_store import TinyDBStore, open_store

LAST = 15
"""The last edit of a database that is then damaged. Edit N makes annotation a-N, but the first:
that adds the article.
"""
JOURNAL = "annotations.journal"

Change = Callable[[bytes, random.Random], bytes]


def _database(folder: Path, choose: random.Random) -> tuple[Path, Model]:
    """A database some of which is in parts, and some in the journal only."""
    path, model = begun(folder), Model()
    store = TinyDBStore(path, rotate_at=ROTATE_AT)
    for number in range(2, LAST + 1):
        made = annotation(f"a-{number:02}", choose)
        model[made.id] = made
        store.commit([Op("annotations", made.id, None, plain(made))], by="ana")
        what = choose.random()
        if what < 0.2:
            store.checkpoint()
        elif what < 0.3:
            store.close()
            store = TinyDBStore(path, rotate_at=ROTATE_AT)
    return path, model


def _cut(data: bytes, choose: random.Random) -> bytes:
    return data[: choose.randrange(len(data))]


def _zeros(data: bytes, choose: random.Random) -> bytes:
    start, end = sorted(choose.choices(range(len(data) + 1), k=2))
    return data[:start] + bytes(end - start) + data[end:]


def _bit(data: bytes, choose: random.Random) -> bytes:
    at = choose.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << choose.randrange(8)]) + data[at + 1 :]


def _middle(data: bytes, choose: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = sorted(choose.choices(range(len(lines)), k=2))
    return b"".join(lines[:start] + lines[end:])


def _garbage(data: bytes, choose: random.Random) -> bytes:
    return choose.randbytes(choose.randrange(1, 400))


def _conflict(data: bytes, choose: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = choose.randrange(len(lines))
    mine = [b"<<<<<<< ours\n", lines[at], b"=======\n", lines[at], b">>>>>>> theirs\n"]
    return b"".join(lines[:at] + mine + lines[at + 1 :])


DATABASE: tuple[Change, ...] = (_cut, _zeros, _garbage, _conflict)
"""What tells itself from a change that somebody makes by hand, which would be taken over."""
OTHERS: tuple[Change, ...] = (_cut, _zeros, _bit, _middle, _garbage)


def damages(seed: int, runs: int) -> Tally:
    """Damage a database again and again, each time a new one; `check` and then mend it."""
    tally = Tally()
    for number in range(runs):
        choose = random.Random(seed + number)
        with tempfile.TemporaryDirectory() as name:
            path, model = _database(Path(name), choose)
            _damage(Path(name), choose)
            verdict = _mended(path, model)
        if verdict.said:
            verdict = verdict._replace(said=f"seed {seed + number}: {verdict.said}")
        tally = tally.plus(len(model), verdict)
    return tally


def _damage(folder: Path, choose: random.Random) -> None:
    """Damage one file, now and then two."""
    files = sorted(file for file in folder.iterdir() if file.suffix != ".lock")
    for file in choose.sample(files, choose.choice((1, 1, 2))):
        if choose.random() < 0.1:
            file.unlink()
        elif data := file.read_bytes():
            changes = DATABASE if file.suffix in (".json", ".bak") else OTHERS
            file.write_bytes(choose.choice(changes)(data, choose))


def _mended(path: Path, model: Model) -> Verdict:
    """What is found again of a damaged database; what is not must have been said."""
    before = _contents(path)
    said = check(path)
    if before != _contents(path):
        return Verdict(said="check wrote something")
    try:
        repair(path)
    except StoreError as error:
        return Verdict(unreadable=1, said=str(error))
    store = open_store(path)
    found = held(store)
    if altered := [id for id, one in found.items() if one != model.get(id)]:
        return Verdict(lost=len(altered), said=f"{altered} are altered; check said: {said}")
    lost = {int(id[2:]) for id in model.keys() - found.keys()}
    if untold := lost - _told(lost, said, before[JOURNAL]):
        return Verdict(lost=len(untold), said=f"{untold} of {lost} untold; check said: {said}")
    kept = [data for name, data in _contents(path).items() if name not in before]
    data = before[path.name]
    if data and any(one.startswith(f"{path.name} ") for one in said) and data not in kept:
        return Verdict(lost=1, said="the damaged file was not kept")
    return _goes_on(path, store)


def _goes_on(path: Path, store: TinyDBStore) -> Verdict:
    """Whether a mended database is one like others."""
    made = annotation("a-new", random.Random())
    store.commit([Op("annotations", made.id, None, plain(made))], by="ana")
    seqs = [edit.seq for edit in store.history()]
    store.close()
    if seqs != sorted(set(seqs)):
        return Verdict(said=f"the history is {seqs}")
    if fault := plain_tinydb_opens(path):
        return Verdict(unreadable=1, said=fault)
    return Verdict(said="; ".join(check(path)))


def _contents(path: Path) -> dict[str, bytes]:
    """The bytes of all files; none where one of the database's own is missing."""
    there = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    return dict.fromkeys((path.name, JOURNAL), b"") | there


def _told(lost: set[int], said: list[str], journal: bytes) -> set[int]:
    """The edits of which was said that they are lost, and those that left nothing to tell it by."""
    text = " ".join(said)
    named = set(map(int, re.findall(r"\ba-(\d+)", text)))
    for numbers in re.findall(r"edits? ([\d, ]+)", text):
        named.update(map(int, re.findall(r"\d+", numbers)))
    for first, last in re.findall(r"edits (\d+) to (\d+)", text):
        named.update(range(int(first), int(last) + 1))
    for last in re.findall(r"edits after number (\d+)", text):
        named.update(range(int(last) + 1, LAST + 1))
    tail = next(number for number in range(LAST, 0, -1) if number not in lost)
    if journal.endswith(b"\n") or f"{JOURNAL}: the" in text:
        # The last edits leave no trace where the journal ends before them, or in half a line.
        named.update(range(tail + 1, LAST + 1))
    return named
