"""What `check` finds and what `repair` does about it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from store_samples import (
    ARTICLE,
    TEXT,
    Prompt,
    add,
    annotation,
    article,
    ids,
    in_file,
    link,
    said,
    snapshot,
)

from tui.annotations.model import Quote, Record
from tui.store.check import check, repair
from tui.store.protocol import StoreError
from tui.store.tinydb_store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.json"
    store = Prompt(path)
    store.commit([add(article()), add(annotation("a-1")), add(annotation("a-2", 10, 12))], by="ana")
    store.commit([add(link("l-1", "a-1", "a-2")), add(said("p-1"))], by="ana")
    store.close()
    return path


def test_a_sound_database_has_no_faults_and_is_not_touched(path: Path) -> None:
    before = snapshot(path.parent)
    assert check(path) == []
    assert snapshot(path.parent) == before


WRONG: list[tuple[Record, str]] = [
    (
        msgspec.structs.replace(annotation("a-9"), quotes=(Quote("fairy"),)),
        "annotation a-9: the article says “ferry” where it quotes “fairy”",
    ),
    (
        msgspec.structs.replace(annotation("a-9"), spans=((4, len(TEXT) + 1),)),
        "annotation a-9: span 4–81 is empty, out of order or not inside its article",
    ),
    (
        msgspec.structs.replace(annotation("a-9"), spans=((9, 9),), quotes=(Quote(""),)),
        "annotation a-9: span 9–9 is empty, out of order or not inside its article",
    ),
    (
        msgspec.structs.replace(
            annotation("a-9"), spans=((4, 9), (6, 12)), quotes=(Quote("ferry"), Quote("rry to"))
        ),
        "annotation a-9: span 6–12 is empty, out of order or not inside its article",
    ),
    (
        msgspec.structs.replace(annotation("a-9"), quotes=()),
        "annotation a-9: the numbers of its quotes and of its spans differ (0 and 1)",
    ),
    (annotation("a-9", on="gone"), "annotation a-9: there is no article gone"),
    (link("l-9", "a-1", "a-X"), "link l-9: its target, annotation a-X, does not exist"),
    (link("l-9", "a-X", "a-1"), "link l-9: its source, annotation a-X, does not exist"),
    (said("p-9", 70, 99), "pass p-9: 70–99 is not inside its article"),
    (
        msgspec.structs.replace(said("p-9"), article="gone"),
        "pass p-9: there is no article gone",
    ),
    (
        msgspec.structs.replace(article(), id="0" * 64),
        f"article {'0' * 64}: its text is not the one its id stands for",
    ),
]


@pytest.mark.parametrize(("record", "says"), WRONG)
def test_a_record_that_cannot_be_true_is_named(path: Path, record: Record, says: str) -> None:
    store = open_store(path)
    store.commit([add(record)], by="ana")
    assert check(path) == [says]


def test_damage_of_every_file_is_reported_at_once(path: Path) -> None:
    journal = path.with_suffix(".journal")
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"claim"', b'"clam!"')
    journal.write_bytes(b"".join(lines) + b'{"kind":"ed')
    path.write_bytes(path.read_bytes()[:100])
    before = snapshot(path.parent)

    faults = check(path)

    assert re.match("annotations.json is not JSON", faults[0])
    assert re.match(r"annotations.journal: the line at byte \d+ is damaged", faults[1])
    assert faults[2:] == ["annotations.journal: the last line is unfinished (11 bytes)"]
    assert snapshot(path.parent) == before


def test_repair_rebuilds_and_sets_aside_and_then_all_is_sound(path: Path) -> None:
    journal = path.with_suffix(".journal")
    lines = journal.read_bytes().splitlines(keepends=True)
    damaged = lines[0].replace(b'"mark"', b'"mork"')
    journal.write_bytes(damaged + b"".join(lines[1:]))
    broken = path.read_bytes()[:100]
    path.write_bytes(broken)

    done = repair(path)

    assert [sentence.split()[0] for sentence in done] == ["annotations.json"] * 2 + ["1"]
    assert check(path) == []
    assert repair(path) == []
    assert ids(open_store(path)) == set(in_file(path)) == {"a-1", "a-2"}
    kept = {file.read_bytes() for file in path.parent.glob("*.*-20*") if ".gz" not in file.name}
    assert kept == {broken, damaged}


def test_what_cannot_be_rebuilt_is_said_and_left(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    assert check(path) == ["annotations.json is missing"]
    path.write_bytes(b"[1]")
    assert check(path) == ["annotations.json is JSON but no TinyDB database"]
    with pytest.raises(StoreError, match="left as it is"):
        repair(path)
    assert path.read_bytes() == b"[1]"


def test_unreadable_records_are_reported(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"tag":"claim"', b'"tag":7', 1))
    faults = check(path)
    assert faults[0].startswith("annotations a-1: Expected `str`, got `int` - at `$.tag`")
    assert "link l-1: its source, annotation a-1, does not exist" in faults


def test_a_change_from_outside_is_no_fault_and_is_checked_too(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"note":""', b'"note":"by hand"', 1))
    assert check(path) == []
    path.write_bytes(path.read_bytes().replace(ARTICLE.encode(), b"f" * 64, 1))
    assert len(check(path)) == 4


def test_an_edit_that_is_missing_before_the_last_checkpoint_is_known_by_its_mark(
    path: Path,
) -> None:
    journal = path.with_suffix(".journal")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(line for line in lines if b'"seq":2,"at"' not in line))
    (said,) = check(path)
    assert said.startswith("annotations.journal: edit 2 is missing, which changed ")
    assert "links l-1" in said
    assert "passes p-1" in said
    assert said in repair(path)
    open_store(path).commit([add(annotation("a-3"))], by="ana")
    assert check(path) == []
