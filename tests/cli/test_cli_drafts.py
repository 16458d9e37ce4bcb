"""Carrying annotations into the next draft on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import FINE, FOUND, UNREADABLE, USAGE, WIRE, glossator

SECOND = WIRE.with_name("wire-island-vote-draft2.txt")
KEYS = "c=v}'}p}c=v)c=d))ct"
"""On the wire page: claims with a status, a quotation and two persons."""

COUNTS = ("moved", "recheck", "orphaned", "new_sentences")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def exported() -> dict[str, Any]:
    """The articles of the database by the beginning of their texts' file names."""
    rows = glossator("export", "--keep-paths").rows()
    return {Path(row["meta"]["source"]).name: row for row in rows}


def test_annotations_are_carried_into_the_next_draft() -> None:
    glossator("replay", WIRE, KEYS)
    before = exported()[WIRE.name]["annotations"]
    outcome = glossator("rebase", SECOND, "--json")
    assert outcome.code == FINE, outcome.err
    said = outcome.json()
    assert {name: said[name] for name in COUNTS} == {
        "moved": 2,
        "recheck": 3,
        "orphaned": 0,
        "new_sentences": 7,
    }
    assert len(said["annotations"]) == len(before) == 5
    after = exported()
    assert after[WIRE.name]["annotations"] == before
    text = after[SECOND.name]["text"]
    made = after[SECOND.name]["annotations"]
    assert sorted(one["spans"] for one in made) == sorted(
        one["spans"] for one in said["annotations"]
    )
    for one in said["annotations"]:
        words = [text[start:end] for start, end in one["spans"]]
        assert words == one["text"]
        assert (words == one["was"]) == (one["fate"] == "moved")
    statuses = [one["attributes"] for one in made if one["tag"] == "claim"]
    assert statuses == [*[{"status": "recheck"}] * 3, {}]
    assert glossator("check").code == FINE
    (edit,) = glossator("history", "--article", said["article"], "--json").rows()
    assert edit["summary"].startswith("annotations of an earlier draft: 2 moved, 3 to look over")


def test_doing_it_again_changes_nothing() -> None:
    glossator("replay", WIRE, KEYS)
    glossator("rebase", SECOND)
    before = Path("annotations.json").read_bytes()
    again = glossator("rebase", SECOND)
    assert (
        again.out.splitlines()[-1] == "2 moved, 3 to look over, 0 without a place; 7 new sentences"
    )
    assert Path("annotations.json").read_bytes() == before


def test_a_dry_run_only_says_what_would_be() -> None:
    glossator("replay", WIRE, KEYS)
    assert glossator("rebase", SECOND, "--dry-run").out.endswith("; 7 new sentences\n")
    assert list(exported()) == [WIRE.name]


def test_what_is_to_be_looked_at_is_listed() -> None:
    Path("one.txt").write_text("Bell left at six. The ferry is late. It rains.\n", "utf-8")
    Path("two.txt").write_text("Bell left at seven. It rains.\n", "utf-8")
    glossator("replay", "one.txt", "c)c)c")
    assert glossator("rebase", "two.txt", "--from", "one.txt").out.splitlines() == [
        "to look over  claim           Bell left at six. → Bell left at seven.",
        "orphan        claim           The ferry is late.",
        "1 moved, 1 to look over, 1 without a place; 0 new sentences",
    ]


def test_the_changes_are_written_as_a_list() -> None:
    Path("one.txt").write_text("Bell left at six. The ferry is late. It rains.\n", "utf-8")
    Path("two.txt").write_text("Bell left at seven. It rains. The mayor is ill.\n", "utf-8")
    glossator("replay", "one.txt", "c")
    outcome = glossator("rebase", "two.txt", "--from", "one.txt", "--changes", "list.md", "--json")
    assert Path("list.md").read_text("utf-8").splitlines()[4:] == [
        "- ~ changed: Bell left at [-six-]{+seven+}.",
        "- − removed: The ferry is late.",
        "- + added: The mayor is ill.",
    ]
    kinds = [one["kind"] for one in outcome.json()["changes"]]
    assert kinds == ["changed", "removed", "added"]


def test_a_file_that_changed_is_the_next_draft_of_itself() -> None:
    story = Path("story.txt")
    story.write_text("Bell left at six. The ferry is late. It rains in the town.\n", "utf-8")
    glossator("replay", "story.txt", "c)c")
    story.write_text("Bell left at six. The ferry was late. A mayor came.\n", "utf-8")
    said = glossator("rebase", "story.txt", "--json").json()
    assert [said[name] for name in COUNTS] == [1, 1, 0, 1]
    assert said["from"] != said["article"]


def test_each_draft_goes_on_from_the_one_before() -> None:
    story = "Bell left at six. The ferry is late. It rains in the town. Nobody waits for it.\n"
    for number, words in enumerate(("six", "seven", "eight"), 1):
        Path(f"{number}.txt").write_text(story.replace("six", words), "utf-8")
    Path("other.txt").write_text("The mayor of Varn is ill. Una Moss has said so.\n", "utf-8")
    glossator("replay", "other.txt", "c")
    glossator("replay", "1.txt", "c)c")
    second = glossator("rebase", "2.txt", "--json").json()
    third = glossator("rebase", "3.txt", "--json").json()
    assert third["from"] == second["article"]
    assert [third[name] for name in COUNTS] == [1, 1, 0, 0]


def test_of_drafts_that_are_named_only_the_newest_has_its_claims_listed() -> None:
    for number, words in enumerate(("six", "seven", "eight"), 1):
        Path(f"{number}.txt").write_text(f"It rains in the town. Bell left at {words}.\n", "utf-8")
    glossator("replay", "1.txt", "c")
    glossator("rebase", "2.txt")
    glossator("rebase", "3.txt")
    named = {"1": "1.txt", "3": "3.txt", "13": "3.txt", "12": "2.txt", "123": "3.txt"}
    for numbers, newest in named.items():
        rows = glossator("claims", *(f"{one}.txt" for one in numbers), "--json").rows()
        assert [row["title"] for row in rows] == [newest]


def test_an_article_that_was_annotated_before_is_known_to_be_the_next_draft() -> None:
    Path("one.txt").write_text("It rains in the town. Bell left at six.\n", "utf-8")
    Path("two.txt").write_text("It rains in the town. Bell left at seven.\n", "utf-8")
    glossator("replay", "one.txt", "c")
    glossator("replay", "two.txt", ")c")
    assert len(glossator("claims", "--json").rows()) == 2
    assert glossator("rebase", "two.txt", "--from", "one.txt").code == FINE
    assert {row["title"] for row in glossator("claims", "--json").rows()} == {"two.txt"}
    assert glossator("ls").out.count(", earlier draft\n") == 1
    assert glossator("check").code == FINE


def test_the_stored_extraction_of_the_same_bytes_is_the_draft() -> None:
    Path("one.txt").write_text("Bell left at six.\n", "utf-8")
    Path("two.txt").write_text("Bell left at seven.\n", "utf-8")
    for name in ("one", "two"):
        glossator("replay", f"{name}.txt", "c")
    said = glossator("rebase", "two.txt", "--from", "one.txt", "--json").json()
    assert [said[name] for name in COUNTS] == [0, 1, 0, 0]
    assert len(glossator("ls").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["rebase"], USAGE, "Missing argument"),
        (["rebase", "none.txt"], UNREADABLE, "none.txt"),
        (["rebase", "other.txt"], FOUND, "has no earlier draft of other.txt: name it"),
        (["rebase", "other.txt", "--from", "nothing"], USAGE, "has no article nothing"),
        (["rebase", "one.txt", "--from", "one.txt"], USAGE, "is the earlier draft itself"),
        (["rebase", "other.txt", "--db", "none.json"], UNREADABLE, "no such database"),
        (["rebase", "other.txt", "--from", "one.txt", "--changes", "no/x"], UNREADABLE, "no/x"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, says: str) -> None:
    Path("one.txt").write_text("Bell left at six.\n", "utf-8")
    Path("other.txt").write_text("Nothing of that kind is said here.\n", "utf-8")
    glossator("replay", "one.txt", "c")
    outcome = glossator(*words)
    assert (outcome.code, says in outcome.err) == (code, True), outcome
    assert "Traceback" not in outcome.err


def test_the_json_says_what_changed_in_each_sentence() -> None:
    Path("one.txt").write_text("Bell left at six.\n", "utf-8")
    Path("two.txt").write_text("Bell left at seven.\n", "utf-8")
    glossator("replay", "one.txt", "c")
    (one,) = glossator("rebase", "two.txt", "--from", "one.txt", "--json").json()["annotations"]
    assert json.dumps(
        [one["sentence_was"], one["sentence"], one["was"], one["text"]]
    ) == json.dumps(
        ["Bell left at six.", "Bell left at seven.", ["Bell left at six."], ["Bell left at seven."]]
    )
