"""`glossator stats`: for people, as JSON, as CSV, as a page and as a drawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import ESCAPES, FINE, KEYS, UNREADABLE, USAGE, WIRE, glossator


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a database of four annotations."""
    monkeypatch.chdir(tmp_path)
    assert glossator("replay", WIRE, KEYS, "--author", f"Ana{ESCAPES}").code == FINE
    return tmp_path


def test_for_people(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = glossator("stats")
    assert done.code == FINE
    rows = done.out.splitlines()
    assert rows[:3] == ["4 annotations in 1 article", "", "Tags"]
    assert max(map(len, rows)) <= 100
    assert "  quote" + " " * 28 in done.out


def test_for_programs(folder: Path) -> None:
    made = glossator("stats", "--json").json()
    assert made["by_tag"] == {"claim": 1, "quote": 1, "person": 1, "organisation": 1}
    assert made["annotations"] == 4
    assert glossator("stats", "--csv").out.splitlines()[0] == "figure,of,tag,value"
    assert glossator("stats", "--csv", "--json").code == USAGE


def test_a_page_and_a_drawing(folder: Path) -> None:
    assert glossator("stats", "--html", "out.html", "--svg", "out.svg").code == FINE
    assert "<h1>What annotations.json holds</h1>" in Path("out.html").read_text("utf-8")
    assert Path("out.svg").read_text("utf-8").startswith("<svg")
    assert glossator("stats", "--svg", "none/out.svg").code == UNREADABLE


def test_annotators_databases_are_counted_together(folder: Path) -> None:
    for name, keys in (("ana.json", "c}'p"), ("ben.json", "c}o")):
        assert glossator("replay", WIRE, keys, "--db", name, "--author", "somebody").code == FINE
    made = glossator("stats", "ana.json", "ben.json", "--json").json()
    assert made["by_author"] == {"ana": 2, "ben": 2}
    ((week, agreed),) = made["agreement"].items()
    assert agreed == {"f1": pytest.approx(1 / 2), "articles": 1}
    assert week in made["by_week"]
    assert glossator("stats", "ana.json", "ben.json", "--html", "out.html").code == FINE
    page = Path("out.html").read_text("utf-8")
    assert "<h1>What ana.json, ben.json hold</h1>" in page
    assert "Agreement by week" in page
    assert glossator("stats", "ana.json", "none.json").code == UNREADABLE


def test_there_has_to_be_a_database(tmp_path: Path) -> None:
    assert glossator("stats", "--db", tmp_path / "none.json").code == UNREADABLE
