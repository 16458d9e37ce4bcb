"""Every damage that can be thought of: what is found again, what is gone, and what is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_samples import FINE, FOUND, glossator
from store_samples import add, annotation, article, ids, in_file, snapshot

from tui.store.tinydb_store import TinyDBStore, open_store

ALL = {f"a-{number}" for number in range(1, 11)}
"""a-1 to a-4 are in rotated parts, two each; a-5 to a-7 in the file, too, but a-7 not in its
backup; a-8 to a-10 only in the journal. Annotation a-N is edit N.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.json"
    for first in (1, 3):
        store = TinyDBStore(path, rotate_at=1000)
        store.commit([add(annotation(f"a-{first}")), *([add(article())] * (first == 1))], by="ana")
        store.commit([add(annotation(f"a-{first + 1}"))], by="ana")
        store.close()
    store = open_store(path)
    for number in (5, 6, 7):
        store.commit([add(annotation(f"a-{number}"))], by="ana")
        store.checkpoint()
    for number in (8, 9, 10):
        store.commit([add(annotation(f"a-{number}"))], by="ana")
    return path


Change = Callable[[bytes], bytes]


def to(data: bytes) -> Change:
    return lambda before: data


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


def conflict(data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines[6:6] = [b"<<<<<<< ours", lines[6], b"=======", lines[7], b">>>>>>> theirs"]
    return b"\n".join(lines)


def flipped(number: int) -> Change:
    """One bit is another in the line of an edit."""

    def flip(data: bytes) -> bytes:
        line = data.index(b'{"kind":"edit","seq":%d,' % number)
        return bit(data.index(b'"note"', line) + 2)(data)

    return flip


def bit(at: float) -> Change:
    """One bit is another, at a byte, or at a part of the length below 1."""

    def flip(data: bytes) -> bytes:
        place = int(at if at >= 1 else at * len(data))
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return flip


def without(*numbers: int) -> Change:
    """The lines of some edits are not there."""

    def drop(data: bytes) -> bytes:
        begins = tuple(b'{"kind":"edit","seq":%d,' % number for number in numbers)
        lines = data.splitlines(keepends=True)
        return b"".join(line for line in lines if not line.startswith(begins))

    return drop


def without_marks(data: bytes) -> bytes:
    """No checkpoint is known to have been placed."""
    return data.replace(b'{"kind":"done"', b'{"kind":"dome"')


JSON, JOURNAL, BACKUP = "annotations.json", "annotations.journal", "annotations.json.bak"
PART, LAST_PART = "annotations.journal.0001.gz", "annotations.journal.0002.gz"

Damage = dict[str, Change | None]
"""What happens to the files; None removes one."""

CASES: dict[str, tuple[Damage, set[int], list[str]]] = {
    "half of the file": ({JSON: half}, set(), ["json is not JSON"]),
    "an emptied file": ({JSON: to(b"")}, set(), ["json is empty"]),
    "zeros for the file": ({JSON: zeros}, set(), ["json is filled with NUL bytes"]),
    "a list for the file": ({JSON: to(b'["a"]')}, set(), ["json is JSON but no TinyDB database"]),
    "garbage for the file": ({JSON: to(b"\x93\xff\x00")}, set(), ["json is not UTF-8"]),
    "a letter for the file": ({JSON: to(b"Dear editor,\n")}, set(), ["json is not JSON"]),
    "conflict markers": ({JSON: conflict}, set(), [r"conflict markers of a git .* \(line 7\)"]),
    "no file": ({JSON: None}, set(), ["json is missing"]),
    "no backup": ({BACKUP: None}, set(), []),
    "half of the backup": ({BACKUP: half}, set(), ["json.bak is not JSON"]),
    "zeros for the backup": ({BACKUP: zeros}, set(), ["json.bak is filled with NUL bytes"]),
    "half of the file and no backup": ({JSON: half, BACKUP: None}, set(), ["json is not JSON"]),
    "no file and no backup": ({JSON: None, BACKUP: None}, set(), ["json is missing"]),
    "half of both": (
        {JSON: half, BACKUP: half},
        set(),
        ["json is not JSON", "json.bak is not JSON"],
    ),
    "a flipped bit in a saved edit": (
        {JOURNAL: flipped(6)},
        set(),
        [r"the line at byte [\d,]+ is damaged \(\d+ bytes\): edit 6, annotations a-6"],
    ),
    "a flipped bit in an unsaved edit": (
        {JOURNAL: flipped(9)},
        {9},
        [r"the line at byte [\d,]+ is damaged \(\d+ bytes\): edit 9, annotations a-9"],
    ),
    "a flipped bit in the last edit": (
        {JOURNAL: flipped(10)},
        {10},
        [r"the line at byte [\d,]+ is damaged \(\d+ bytes\): edit 10, annotations a-10"],
    ),
    "flipped bits in two edits": (
        {JOURNAL: lambda data: flipped(8)(flipped(9)(data))},
        {8, 9},
        [r"2 lines from byte [\d,]+ .*: edits 8, 9, annotations a-8, annotations a-9"],
    ),
    "damaged marks": ({JOURNAL: without_marks}, set(), ["the line at byte .* is damaged"] * 4),
    "a cut tail": (
        {JOURNAL: lambda data: data[:-30]},
        {10},
        [r"the last line is unfinished \(\d+ bytes\): edit 10, annotations a-10"],
    ),
    "a missing middle, saved": (
        {JOURNAL: without(5, 6)},
        set(),
        ["edits 5 to 6 are missing, .* annotations a-5, annotations a-6"],
    ),
    "a missing middle, not saved": (
        {JOURNAL: without(8, 9)},
        {8, 9},
        ["edits 8 to 9 are missing; what changed with that cannot be told"],
    ),
    "a missing middle, and the file is to be rebuilt": (
        {JOURNAL: without(5, 6), JSON: half},
        set(),
        ["json is not JSON", "edits 5 to 6 are missing"],
    ),
    "zeros in the middle of the journal": (
        {JOURNAL: lambda data: data[:-670] + bytes(200) + data[-470:]},
        {9},
        ["edit 9, annotations a-9"],
    ),
    "an emptied journal": ({JOURNAL: to(b"")}, {8, 9, 10}, ["journal is empty.* after number 4"]),
    "no journal": ({JOURNAL: None}, {8, 9, 10}, ["journal is missing.* after number 4"]),
    "zeros for the journal": ({JOURNAL: zeros}, {8, 9, 10}, ["the last line is unfinished"]),
    "garbage for the journal": (
        {JOURNAL: to(b"garbage\n" * 50)},
        {8, 9, 10},
        ["50 lines from byte 0 on are damaged"],
    ),
    "a flipped bit in a part": (
        {PART: bit(0.7)},
        set(),
        ["0001.gz is damaged", "edits? .* missing"],
    ),
    "half of a part": ({PART: half}, set(), ["0001.gz is damaged", "edits? .* missing"]),
    "an emptied part": ({PART: to(b"")}, set(), ["0001.gz is damaged", "edits 1 to 2 are missing"]),
    "garbage for a part": (
        {PART: to(b"garbage\n" * 50)},
        set(),
        ["0001.gz is damaged", "edits 1 to 2 are missing"],
    ),
    "no part": ({PART: None}, set(), ["edits 1 to 2 are missing"]),
    "half of the last part, and no journal": (
        {LAST_PART: half, JOURNAL: None},
        {8, 9, 10},
        ["journal is missing.* after number 4", "0002.gz is damaged", "edits? .* missing"],
    ),
    "no part, and the file is to be rebuilt": (
        {PART: None, JSON: half},
        set(),
        ["json is not JSON", "edits 1 to 2 are missing"],
    ),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Damage, set[str], list[str]]:
    damage, gone, says = CASES[request.param]
    return damage, {f"a-{number}" for number in gone}, says


def damaged(path: Path, damage: Damage) -> list[bytes]:
    """Do it; the bytes that must be beside the files afterwards."""
    keep = []
    for name, change in damage.items():
        file = path.with_name(name)
        if change is None:
            file.unlink()
            continue
        before = file.read_bytes()
        after = change(before)
        file.write_bytes(after)
        if name == JOURNAL:
            lines = set(before.split(b"\n"))
            keep += [line for line in after.split(b"\n") if line not in lines]
        else:
            keep.append(after)
    return keep


def test_what_is_wrong_is_said_and_what_can_be_is_mended(
    path: Path, case: tuple[Damage, set[str], list[str]]
) -> None:
    damage, gone, says = case
    keep = damaged(path, damage)
    before = snapshot(path.parent)

    checked = glossator("check", "--db", path)
    assert snapshot(path.parent) == before
    assert checked.code == (FOUND if says else FINE), checked.out
    sentences = checked.out.splitlines()
    assert len(sentences) == len(says), sentences
    for sentence, wanted in zip(sentences, says, strict=True):
        assert re.search(wanted, sentence), sentence

    mended = glossator("check", "--repair", "--db", path)
    assert (mended.code, mended.out) == (FINE, "")
    aside = b"\0".join(
        file.read_bytes() for file in path.parent.iterdir() if file.name not in before
    )
    for data in keep:
        assert data in aside
    store = open_store(path)
    assert store.warnings == ()
    assert ids(store) == set(in_file(path)) == ALL - gone
    number = store.commit([add(annotation("a-new"))], by="ana").seq
    assert number > 4
    assert glossator("check", "--db", path).code == FINE


def test_opening_finds_as_much_as_mending(
    path: Path, case: tuple[Damage, set[str], list[str]]
) -> None:
    damage, gone, _ = case
    damaged(path, damage)
    store = open_store(path)
    assert ids(store) == ALL - gone
    store.close()
    assert set(in_file(path)) == ALL - gone
