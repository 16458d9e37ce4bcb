"""A disk that loses power: what a store wrote, and every state in which that may be found.

The disk records each write, sync and change of the folder. Whatever was not synced when the power
went may be there, be missing, be cut at any byte, or be zeros where its data never arrived. Names
change in the order in which they were changed, up to any point since the folder was last synced;
syncing a file does not sync its name.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from faults.kills import Tally, begun
from faults.plans import (
    Model,
    Step,
    Verdict,
    gap_in_history,
    held,
    judged,
    plain_tinydb_opens,
    plan,
)
from tui.store.disk import PRIVATE, Bytes, Disk
from tui.store.protocol import StoreError
from tui.store.tinydb_store import TinyDBStore

STEPS = 24
VARIANTS = 6
ROTATE_AT = 2000
"""Bytes of a journal that is rotated: two or three times in a run of so many steps."""

"""How many ways of losing unsynced writes are tried at each moment and cut of the names."""

RECOVERY = 25
"""One state in so many loses power once more, while it is being recovered."""

Files: TypeAlias = dict[str, bytes]


class Write(NamedTuple):
    """Bytes written into a file, which is known by a number of its own."""

    file: int
    start: int
    data: bytes


class Cut(NamedTuple):
    """A file made shorter."""

    file: int
    size: int


class Synced(NamedTuple):
    """A file that is on the medium as it stands."""

    file: int


class Named(NamedTuple):
    """A name given to a file."""

    name: str
    file: int


class Renamed(NamedTuple):
    """A name that took another one's place."""

    old: str
    new: str


class Unnamed(NamedTuple):
    """A name removed."""

    name: str


class FolderSynced(NamedTuple):
    """All names are on the medium."""


class Acknowledged(NamedTuple):
    """So many edits were said to be saved."""

    edits: int


Naming: TypeAlias = Named | Renamed | Unnamed
Event: TypeAlias = Write | Cut | Synced | Naming | FolderSynced | Acknowledged


class Recording(Disk):
    """A real disk that writes down what is done to it."""

    def __init__(self, folder: Path) -> None:
        """Take what is in the folder for what is on the medium."""
        self.base = contents(folder)
        self.events: list[Event] = []
        self._folder = folder
        self._names = {name: number for number, name in enumerate(self.base)}
        self._next = len(self._names)

    def append(self, path: Path, pieces: Sequence[Bytes], *, durable: bool = True) -> int:
        if not path.exists():
            self._create(path)
        self.events.append(
            Write(self._names[path.name], max(0, self.signature(path)[1]), b"".join(pieces))
        )
        return super().append(path, pieces, durable=durable)

    def write_new(self, path: Path, pieces: Iterable[bytes], mode: int = PRIVATE) -> None:
        self._create(path)
        super().write_new(path, self._written(pieces, self._names[path.name]), mode)

    def _written(self, pieces: Iterable[bytes], file: int) -> Iterator[bytes]:
        start = 0
        for piece in pieces:
            self.events.append(Write(file, start, piece))
            start += len(piece)
            yield piece

    def overwrite(self, path: Path, start: int, data: bytes) -> None:
        self.events.append(Write(self._names[path.name], start, data))
        super().overwrite(path, start, data)

    def truncate(self, path: Path, size: int) -> None:
        self.events.append(Cut(self._names[path.name], size))
        super().truncate(path, size)

    def replace(self, source: Path, target: Path) -> None:
        self._names[target.name] = self._names.pop(source.name)
        self.events.append(Renamed(source.name, target.name))
        super().replace(source, target)

    def keep_copy(self, source: Path, target: Path) -> None:
        self._names[target.name] = self._names[source.name]
        self.events.append(Named(target.name, self._names[source.name]))
        super().keep_copy(source, target)

    def remove(self, path: Path) -> None:
        self._names.pop(path.name, None)
        self.events.append(Unnamed(path.name))
        super().remove(path)

    def sync(self, handle: int) -> None:
        super().sync(handle)
        name = self.name_of(os.fstat(handle).st_ino)
        if name in self._names:
            self.events.append(Synced(self._names[name]))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.events.append(FolderSynced())

    def name_of(self, inode: int) -> str:
        found = (one.name for one in self._folder.iterdir() if one.stat().st_ino == inode)
        return next(found, "")

    def _create(self, path: Path) -> None:
        self._names[path.name] = self._next
        self.events.append(Named(path.name, self._next))
        self._next += 1


class Medium:
    """What is on the medium for certain, and what may be."""

    def __init__(self, base: Files) -> None:
        """Begin with these files, all of them there for certain."""
        self.files = dict(enumerate(base.values()))
        self.names = {name: number for number, name in enumerate(base)}
        self.unsynced: dict[int, list[Write | Cut]] = {}
        self.renames: list[Naming] = []
        self.acknowledged = 0

    def happens(self, event: Event) -> None:
        """Take the next event in."""
        if isinstance(event, Write | Cut):
            self.unsynced.setdefault(event.file, []).append(event)
        elif isinstance(event, Synced):
            self.files[event.file] = self._with(event.file, self.unsynced.pop(event.file, []))
        elif isinstance(event, FolderSynced):
            self.names = _renamed(self.names, self.renames)
            self.renames = []
        elif isinstance(event, Acknowledged):
            self.acknowledged = event.edits
        else:
            self.renames.append(event)

    def states(self, choose: random.Random) -> Iterator[Files]:
        """What may be found if the power goes now."""
        for cut in range(len(self.renames) + 1):
            names = _renamed(self.names, self.renames[:cut])
            for variant in range(VARIANTS if self.unsynced else 1):
                files = {
                    number: self._with(number, _survivors(self.unsynced[number], variant, choose))
                    for number in set(names.values()) & set(self.unsynced)
                }
                yield {
                    name: files.get(number, self.files.get(number, b""))
                    for name, number in names.items()
                }

    def _with(self, number: int, changes: list[Write | Cut]) -> bytes:
        data = self.files.get(number, b"")
        for change in changes:
            if isinstance(change, Cut):
                data = data[: change.size]
            else:
                data = data.ljust(change.start, b"\0")
                end = change.start + len(change.data)
                data = data[: change.start] + change.data + data[end:]
        return data


def _renamed(names: dict[str, int], renames: list[Naming]) -> dict[str, int]:
    after = dict(names)
    for one in renames:
        if isinstance(one, Named):
            after[one.name] = one.file
        elif isinstance(one, Renamed):
            after[one.new] = after.pop(one.old)
        else:
            after.pop(one.name, None)
    return after


def _survivors(
    changes: list[Write | Cut], variant: int, choose: random.Random
) -> list[Write | Cut]:
    """What is left of unsynced changes: all, nothing, or each of them torn in its own way."""
    if variant < 2:
        return changes if variant else []
    left: list[Write | Cut] = []
    for change in changes:
        fate = choose.choice(("kept", "gone", "torn", "zeros", "sector"))
        if fate == "kept" or (isinstance(change, Cut) and fate != "gone"):
            left.append(change)
        elif isinstance(change, Write) and fate != "gone":
            left.append(change._replace(data=_torn(change.data, fate, choose)))
    return left


def _torn(data: bytes, fate: str, choose: random.Random) -> bytes:
    at = choose.randrange(len(data) + 1)
    if fate == "torn":
        return data[:at]
    if fate == "zeros":
        return data[:at] + bytes(len(data) - at)
    end = min(len(data), at + 512)
    return data[:at] + bytes(end - at) + data[end:]


def contents(folder: Path) -> Files:
    """The files of a folder that hold a database."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".lock"
    }


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is one: the simulated medium needs no real one."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def power_loss(seed: int, states: int, disk: type[Recording] = Recording) -> Tally:
    """Try so many different states of the medium; a run is a state."""
    choose, tally = random.Random(seed), Tally()
    while tally.runs < states and not tally.said:
        with scratch() as name:
            path = begun(Path(name))
            if choose.random() < 0.5:
                # As after a checkout: git keeps the database and not what stands beside it.
                path.with_suffix(".journal").unlink()
            recording = disk(path.parent)
            steps = plan(choose.getrandbits(40), Model(), STEPS)
            _work(path, recording, steps, choose)
        tally = _tried(recording, Model(), steps, choose, tally, states)
    return tally


def _work(path: Path, disk: Recording, steps: list[Step], choose: random.Random) -> None:
    store, last = TinyDBStore(path, disk, large=choose.random() < 0.3), 0
    for number, step in enumerate(steps, 1):
        last = store.commit(step.ops, by="ana", undoes=last if step.undoes else 0).seq
        disk.events.append(Acknowledged(number))
        if choose.random() < 0.3:
            store.checkpoint()
        if choose.random() < 0.1:
            store = TinyDBStore(path, disk)
        elif choose.random() < 0.1:
            store.close()
            large = choose.random() < 0.3
            store = TinyDBStore(path, disk, rotate_at=ROTATE_AT, large=large)
    store.close()


def _tried(
    disk: Recording,
    begin: Model,
    steps: list[Step],
    choose: random.Random,
    tally: Tally,
    states: int,
    already: int | None = None,
) -> Tally:
    """Try the states in what a disk recorded; `already` edits were acknowledged before it."""
    medium, seen = Medium(disk.base), set[int]()
    medium.acknowledged = already or 0
    for event in disk.events:
        medium.happens(event)
        for files in medium.states(choose):
            key = hash((medium.acknowledged, tuple(sorted(files.items()))))
            if key in seen or tally.runs >= states:
                continue
            seen.add(key)
            large = choose.random() < 0.3
            verdict, recovery = _found(files, begin, steps, medium.acknowledged, large)
            tally = tally.plus(0, verdict)
            if verdict.said:
                return tally
            if already is None and recovery.events and choose.random() < 1 / RECOVERY:
                again = medium.acknowledged
                tally = _tried(recovery, begin, steps, choose, tally, states, again)
    return tally._replace(acknowledged=tally.acknowledged + medium.acknowledged)


def _found(
    files: Files, begin: Model, steps: list[Step], acknowledged: int, large: bool
) -> tuple[Verdict, Recording]:
    """What a session makes of these files, and what it writes in doing so."""
    with scratch() as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        disk = Recording(folder)
        path = folder / "annotations.json"
        if fault := plain_tinydb_opens(path):
            return Verdict(unreadable=1, said=fault), disk
        try:
            store = TinyDBStore(path, disk, large=large)
        except StoreError as error:
            return Verdict(unreadable=1, said=str(error)), disk
        verdict = judged(held(store), begin, steps, acknowledged)
        if not verdict.said and (gap := gap_in_history(store)):
            verdict = Verdict(lost=1, said=gap)
        store.close()
        if not verdict.said and (fault := plain_tinydb_opens(path)):
            verdict = Verdict(unreadable=1, said=fault)
        return verdict, disk
