"""What was said of candidates outlives a session; what nobody accepted is nobody's annotation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import FINE, UNREADABLE, glossator

STORY = """\
“We shall close the mill in May,” said Ada Bell. The mill lost 40,000 euros in 2023, its
owner says.

The town called that “a shame.” It wants a second report by June 12.
"""
ALL = "<tab>" * 30
FORMATS = [one["id"] for one in glossator("formats", "--json").rows()]


class Table:
    """A story and a database, with a session of its own for each script."""

    def __init__(self, folder: Path) -> None:
        self.story, self.db = folder / "story.txt", folder / "a.json"
        self.story.write_text(STORY, "utf-8")

    def replay(self, keys: str) -> Any:
        done = glossator("replay", self.story, keys, "--db", self.db, "--json")
        assert done.code == FINE, done.err
        return done.json()

    def first(self) -> str:
        """The words that a new session looks at first."""
        selected = self.replay("<tab>")["selection"]
        return STORY[slice(*selected)] if selected else ""

    def export(self, form: str) -> dict[str, bytes]:
        """The files of an export, by name."""
        out = self.db.parent / form
        done = glossator("export", "--to", form, "--out", out, "--db", self.db)
        if done.code == UNREADABLE and "pip install" in done.err:
            pytest.skip(done.err.splitlines()[-1])
        assert done.code == FINE, done.err
        return {
            str(path.relative_to(out)) if path != out else "": path.read_bytes()
            for path in ([out] if out.is_file() else sorted(out.rglob("*")))
            if path.is_file()
        }


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_the_rejected_stays_rejected_and_the_accepted_is_proposed_no_more(table: Table) -> None:
    seen = []
    for key in ("x", "<enter><enter>", "x", "<enter>"):
        seen.append(table.first())
        table.replay("<tab>" + key)
    seen.append(table.first())
    assert len(set(seen)) == len(seen)
    spans = [one["spans"][0] for one in table.replay("")["annotations"]]
    assert {STORY[slice(*one)] for one in spans} >= {seen[1], seen[3]}
    assert not {STORY[slice(*one)] for one in spans} & {seen[0], seen[2]}


def test_a_rejection_that_was_undone_in_a_later_session_is_proposed_again(table: Table) -> None:
    first = table.first()
    table.replay("<tab>x")
    assert table.first() != first
    table.replay("u")
    assert table.first() == first


def test_what_was_learned_counts_in_the_next_session_and_the_next_story(table: Table) -> None:
    other = table.story.with_name("other.txt")
    other.write_text("The inn lost 9,000 euros in 2021.\n", "utf-8")
    asked = ("replay", other, "<tab>", "--db", table.db, "--json")
    (start, _) = glossator(*asked).json()["selection"]
    assert start == 0
    table.story.write_text("The mill lost 40,000 euros in 2023.\n\n" * 9, "utf-8")
    table.replay("<tab>" + "x" * 36)
    selected = glossator(*asked).json()["selection"]
    assert selected is None or selected[0] > 0


def test_nothing_that_nobody_accepted_is_counted_or_listed(table: Table) -> None:
    table.replay("0")
    done = table.replay("gg" + ALL + "<esc>gg<tab>x<tab>xx<esc>g-g-<tab>x<tab>")
    assert done["annotations"] == []
    (listed,) = glossator("ls", "--json", "--db", table.db).rows()
    assert listed["annotations"] == 0
    assert "annotation" not in glossator("history", "--db", table.db).out.replace("rejected", "")
    (exported,) = glossator("export", "--to", "jsonl", "--db", table.db).rows()
    assert exported["annotations"] == exported["links"] == []


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_nobody_accepted_is_exported(form: str, table: Table) -> None:
    table.replay("c")
    before = data(table.export(form))
    table.replay("gg" + ALL + "<esc>gg<tab>xx<tab>xx<tab>")
    assert data(table.export(form)) == before


def data(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files of a dataset without its card, which says what is left out; and without the decisions
    that Glossator's own format has apart from the annotations.
    """
    return {name: undecided(held) for name, held in files.items() if name != "CARD.md"}


def undecided(held: bytes) -> bytes:
    """A file as it is, but that an article of Glossator's own format has no decisions."""
    if b'"decisions":' not in held:
        return held
    rows = [json.loads(line) for line in held.splitlines()]
    rest = [{name: said for name, said in row.items() if name != "decisions"} for row in rows]
    packed = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rest)
    return "".join(f"{line}\n" for line in packed).encode()
