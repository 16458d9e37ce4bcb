"""The commands about a database: what is in it, who changed it, is it sound; data in and out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_samples import FINE, FOUND, KEYS, USAGE, WIRE, Outcome, glossator


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with four annotations, which is the one that commands take by default."""
    monkeypatch.chdir(tmp_path)
    assert glossator("replay", WIRE, KEYS, "--author", "Ana").code == FINE
    return tmp_path / "annotations.json"


def test_ls_lists_articles(db: Path) -> None:
    assert glossator("ls", "--json").rows() == [
        {
            "id": "c7a3df4555df1508b85fb5a789f87a8d237a1d02ebe2ec26ec161450998d6404",
            "title": "An island votes on whether to stay an island: council split on causeway",
            "source": str(WIRE),
            "annotations": 4,
            "passes": 0,
        }
    ]
    assert glossator("ls").out.startswith("c7a3df4555df      4 annotations  An isl")


@pytest.mark.parametrize(
    "words",
    [("--db", "FILE", "ls"), ("ls", "--db", "FILE"), ("--db=FILE", "ls"), ("ls", "--db=FILE")],
    ids=" ".join,
)
def test_options_stand_before_or_after_the_command(
    db: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    other = db.rename(tmp_path / "other.json")
    outcome = glossator(*(word.replace("FILE", str(other)) for word in words))
    assert outcome.out.startswith("c7a3df")


def test_an_option_that_takes_no_value_stands_before_the_command_too(db: Path) -> None:
    told = glossator("--several", "board", "--db", db)
    assert (told.code, told.out) == (FINE, "")


@pytest.mark.parametrize("before", [True, False])
def test_author_and_keymap_stand_before_or_after(tmp_path: Path, before: bool) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[keys]\n"tag.claim" = ["`"]\n')
    db = tmp_path / "a.json"
    options = ["--author", "Ilsa Brandt", "--keymap", own, "--db", db]
    words = ["replay", WIRE, "`", "--json"]
    result = glossator(*options, *words) if before else glossator(*words, *options)
    assert [one["author"] for one in result.json()["annotations"]] == ["Ilsa Brandt"]


def test_the_environment_names_the_database_and_the_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOSSATOR_DB", "other.json")
    monkeypatch.setenv("GLOSSATOR_AUTHOR", "Ilsa Brandt")
    glossator("replay", WIRE, "c")
    assert not Path("annotations.json").exists()
    assert Path("other.json").exists()
    assert "Ilsa Brandt" in glossator("history").out


def test_history_says_who_changed_what(db: Path) -> None:
    edits = glossator("history", "--json").rows()
    assert [edit["seq"] for edit in edits] == [1, 2, 3, 4]
    assert {edit["by"] for edit in edits} == {"Ana"}
    assert set(edits[0]) == {"seq", "at", "by", "summary", "undoes", "ops"}
    assert "text" not in edits[0]["ops"][0]["after"]
    assert edits[0]["ops"][1]["after"]["tag"] == "claim"
    lines = glossator("history").out.splitlines()
    assert len(lines) == 4
    assert all(re.match(r" +\d+  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC  \w", one) for one in lines)


def test_history_can_be_narrowed(db: Path) -> None:
    edits = glossator("history", "--json").rows()
    assert glossator("history", "--article", "c7a3df", "--json").rows() == edits
    assert glossator("history", "--article", "nobody").out == ""
    claim = edits[0]["ops"][1]["id"]
    assert glossator("history", "--article", claim, "--json").rows() == edits[:1]
    since = edits[2]["at"]
    late = [edit for edit in edits if edit["at"] >= since]  # several in one millisecond perhaps
    assert glossator("history", "--since", since, "--json").rows() == late
    assert glossator("history", "--since", "9999-01-01").out == ""
    assert len(glossator("history", "--since", "2001-01-01T00:00Z", "--json").rows()) == 4


def test_check_finds_what_is_wrong(db: Path) -> None:
    assert glossator("check", "--json").json() == {"database": "annotations.json", "wrong": []}
    db.write_text(db.read_text("utf-8").replace("An island votes", "An island sings"))
    outcome = glossator("check")
    assert outcome.code == FOUND
    assert "its text is not the one its id stands for" in outcome.out
    assert glossator("check", "--json").json()["wrong"] == outcome.out.splitlines()


def test_check_repairs_a_lost_database(db: Path) -> None:
    before = db.read_bytes()
    db.unlink()
    assert glossator("check").code == FOUND
    assert glossator("ls").out.startswith("c7a3df"), "a journal is enough to read from"
    db.unlink()
    repaired = glossator("check", "--repair")
    assert (repaired.code, repaired.out) == (FINE, "")
    assert db.read_bytes() == before


def test_check_lists_words_that_are_tagged_in_several_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Varn is a place. In Varn they say so.\n")
    glossator("replay", "a.txt", "a")
    assert glossator("check", "--tags").code == FINE
    glossator("replay", "a.txt", "gg)p")
    found = glossator("check", "--tags")
    assert (found.code, found.out) == (FOUND, "“varn”: person 1, place 1\n")
    assert glossator("check", "--tags", "--json").json()["differing"] == {
        "varn": {"person": 1, "place": 1}
    }


# data in and out


def test_export_and_import_keep_everything(db: Path, tmp_path: Path) -> None:
    exported = glossator("export", "--to", "jsonl")
    assert exported.code == FINE
    (line,) = exported.rows()
    assert set(line) == {"id", "text", "meta", "annotations", "links", "passes"}
    assert line["text"] == WIRE.read_text("utf-8")

    assert glossator("export", "--out", tmp_path / "set.jsonl") == Outcome(
        FINE, "", f"{tmp_path / 'set.jsonl'}: 1 article written\n"
    )
    assert (tmp_path / "set.jsonl").read_text("utf-8") == exported.out

    copy = tmp_path / "copy.json"
    took = glossator("import", tmp_path / "set.jsonl", "--from", "jsonl", "--db", copy)
    assert took == Outcome(FINE, "", "1 article, 5 new records, 0 faults\n")
    assert glossator("--db", copy, "export").out == exported.out

    again = glossator("import", tmp_path / "set.jsonl", "--db", copy)
    assert again.err == "1 article, 0 new records, 0 faults\n"
    assert len(glossator("history", "--db", copy).out.splitlines()) == 1


def test_import_keeps_what_is_sound(tmp_path: Path) -> None:
    lines = [
        {"text": "The boat left.", "annotations": [{"tag": "claim", "spans": [[0, 8]]}]},
        {"text": 3},
        {"text": "It came back.", "annotations": [{"tag": "claim", "spans": [[0, 99]]}]},
    ]
    dataset = tmp_path / "set.jsonl"
    dataset.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{\n")
    outcome = glossator("import", dataset, "--db", tmp_path / "a.json")
    assert outcome.code == FOUND
    assert [fault.split(": ")[0] for fault in outcome.err.splitlines()[:3]] == [
        f"{dataset}:2", f"{dataset}:3", f"{dataset}:4"
    ]  # fmt: skip
    assert outcome.err.endswith("2 articles, 3 new records, 3 faults\n")
    report = tmp_path / "a.json.import-report.txt"
    assert report.read_text("utf-8").splitlines() == outcome.err.splitlines()[:3]


def test_export_does_not_overwrite_its_own_database(db: Path) -> None:
    before = db.read_bytes()
    for name in ("annotations.json", "annotations.journal", "./annotations.json.bak"):
        assert glossator("export", "--out", name).code == USAGE
    assert db.read_bytes() == before


def test_formats_says_what_each_loses() -> None:
    rows = glossator("formats", "--json").rows()
    assert all(row.keys() >= {"id", "summary", "loses", "carries", "lacks"} for row in rows)
    assert "jsonl" in {row["id"] for row in rows}
    assert glossator("formats").out.startswith("jsonl")
