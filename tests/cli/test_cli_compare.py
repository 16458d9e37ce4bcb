"""`glossator compare`: two annotators' databases, pair by pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import ESCAPES, FINE, FOUND, UNREADABLE, USAGE, WIRE, glossator


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two databases of one article: a claim alike, one with another status, a quotation with
    another end, a name tagged anew, another speaker, and what only one of them has.
    """
    ana, bo = tmp_path / "ana.json", tmp_path / "bo.json"
    keys = "c=v}}'}pvwwwo}c"
    glossator("replay", WIRE, keys, "--db", ana, "--author", "Ana")
    glossator("replay", WIRE, "c=d}}'e[<enter>}pvwwwp", "--db", bo, "--author", "Bo")
    return ana, bo


def test_json_is_one_pair_a_line(two) -> None:
    outcome = glossator("compare", *two, "--json")
    assert outcome.code == FOUND
    rows = outcome.rows()
    assert [row["kind"] for row in rows] == ["attribute", "boundary", "label", "same", "only-a"]
    assert all({"kind", "article"} <= row.keys() for row in rows)
    assert [("a" in row, "b" in row) for row in rows] == [(True, True)] * 4 + [(True, False)]
    renamed = rows[2]
    assert (renamed["a"]["tag"], renamed["b"]["tag"]) == ("organisation", "person")
    assert renamed["differs"] == ["label"]
    assert {"id", "tag", "spans", "text", "author"} <= renamed["a"].keys()


def test_text_says_what_differs(two) -> None:
    outcome = glossator("compare", *two)
    assert outcome.code == FOUND
    assert "[status verified → disputed]" in outcome.out
    assert "[organisation → person]" in outcome.out
    assert outcome.out.splitlines()[-1] == "1 same, 1 label, 1 boundary, 1 attribute, 1 only-a"
    assert "  same  " not in outcome.out


def test_filters(two) -> None:
    kinds = glossator("compare", *two, "--json", "--kind", "label", "--kind", "same").rows()
    assert [row["kind"] for row in kinds] == ["label", "same"]
    tags = glossator("compare", *two, "--json", "--tag", "organisation").rows()
    assert [row["kind"] for row in tags] == ["label"]
    same = glossator("compare", *two, "--kind", "same")
    assert same.code == FINE
    assert "Joas Telle" in same.out
    assert glossator("compare", *two, "--kind", "other").code == USAGE


def test_a_speaker_is_a_difference(tmp_path: Path) -> None:
    ana, bo = tmp_path / "ana.json", tmp_path / "bo.json"
    story = tmp_path / "story.txt"
    story.write_text("“It sails at six,” said Ada Bell. Tom Reed left.")
    glossator("replay", story, "'<enter>", "--db", ana)
    glossator("replay", story, "'x/Ada<enter>p", "--db", bo)
    (row,) = (
        row for row in glossator("compare", ana, bo, "--json").rows() if row["kind"] != "same"
    )
    assert row["kind"] == "link"
    assert [link["type"] for link in row["a"]["links"]] == ["speaker"]
    assert "links" not in row["b"]


def test_a_status_that_nobody_set_is_called_as_everywhere(tmp_path: Path) -> None:
    story, ana, bo = tmp_path / "s.txt", tmp_path / "ana.json", tmp_path / "bo.json"
    story.write_text("Ada Bell left at six.")
    glossator("replay", story, "c", "--db", ana)
    glossator("replay", story, "c=v", "--db", bo)
    assert "[status unchecked → verified]" in glossator("compare", ana, bo).out


def test_databases_are_not_written(two) -> None:
    folder = two[0].parent
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.chmod(0o400)
    assert glossator("compare", *two).code == FOUND
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_says_so(two, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    glossator("merge", copy, two[0])
    outcome = glossator("compare", two[0], copy)
    assert (outcome.code, outcome.out) == (FINE, "5 same\n")


def test_articles_that_only_one_has(two, tmp_path: Path) -> None:
    story = tmp_path / f"odd{ESCAPES[0]}.txt"
    story.write_text(f"One {ESCAPES} claim is here.")
    glossator("replay", story, "c", "--db", two[0])
    outcome = glossator("compare", *two)
    assert "bo lacks 1 article of 2" in outcome.err
    assert "2 only-a" in outcome.out


def test_what_cannot_be_compared(two, tmp_path: Path) -> None:
    assert glossator("compare", two[0], two[0]).code == USAGE
    missing = tmp_path / "missing.json"
    assert glossator("compare", two[0], missing).code == UNREADABLE
    assert not missing.exists()
    other = tmp_path / "other.json"
    other.write_text("[1, 2")
    assert glossator("compare", two[0], other).code == UNREADABLE
