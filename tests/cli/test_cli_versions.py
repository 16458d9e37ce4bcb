"""Joining databases and going back to an earlier state, on the command line and in git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import FINE, FOUND, UNREADABLE, USAGE, WIRE, glossator


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tagged(db: str) -> int:
    (shelf,) = glossator("ls", "--db", db, "--json").rows()
    return int(shelf["annotations"])


def test_merge_joins_the_files_of_two_annotators() -> None:
    glossator("replay", WIRE, "c", "--author", "Ana", "--db", "ana.json")
    glossator("replay", WIRE, "}}'", "--author", "Ben", "--db", "ben.json")
    before = Path("ana.json").read_bytes()

    outcome = glossator("merge", "all.json", "ana.json", "ben.json", "--author", "Cleo")

    assert outcome.code == FINE, outcome.err
    assert tagged("all.json") == 2
    assert Path("ana.json").read_bytes() == before
    (edit,) = glossator("history", "--db", "all.json", "--json").rows()
    assert (edit["by"], edit["summary"]) == ("Cleo", "merge of ana.json, ben.json")
    assert glossator("check", "--db", "all.json").code == FINE


def test_merging_again_changes_nothing() -> None:
    glossator("replay", WIRE, "c", "--db", "ana.json")
    assert glossator("merge", "all.json", "ana.json").code == FINE
    before = Path("all.json").read_bytes()
    again = glossator("merge", "all.json", "ana.json")
    assert (again.code, again.err) == (FINE, "0 records new or changed in all.json\n")
    assert Path("all.json").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["merge", "all.json"], USAGE, "Missing argument"),
        (["merge", "all.json", "none.json"], UNREADABLE, "there is no such database"),
        (["merge", "--driver", "a", "b"], USAGE, "is given three files"),
        (["merge", "--driver", "a", "b", "c"], UNREADABLE, "a: No such file"),
        (["restore", "--at", "2031-01-01"], USAGE, "--out"),
        (["restore", "--at", "soon", "--out", "x.json"], USAGE, "soon is not a time"),
        (["restore", "--at", "2031-01-01", "--out", "x.json"], UNREADABLE, "no such database"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, says: str) -> None:
    outcome = glossator(*words)
    assert outcome.code == code
    assert says in outcome.err
    assert list(Path().iterdir()) == []


def git(*words: str) -> str:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    done = subprocess.run(["git", *who, *words], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.fixture
def repository() -> None:
    """A repository with a database of two annotations, and the merge driver."""
    git("init", "-b", "main")
    driver = f"'{sys.executable}' -m tui merge --driver %O %A %B"
    git("config", "merge.glossator.driver", driver)
    Path(".gitattributes").write_text("annotations.json merge=glossator\n")
    Path(".gitignore").write_text("annotations.json.*\nannotations.journal*\nannotations.lock\n")
    glossator("replay", WIRE, "c}}'")
    git("add", "-A")
    git("commit", "-m", "two")
    assert git("ls-files").split() == [".gitattributes", ".gitignore", "annotations.json"]


@pytest.mark.usefixtures("repository")
def test_git_merges_what_two_branches_added() -> None:
    git("switch", "-c", "ben")
    glossator("replay", WIRE, "}}}}c")
    git("commit", "-am", "ben")
    git("switch", "main")
    glossator("replay", WIRE, "}}}}}}}}c")
    git("commit", "-am", "ana")
    said = git("merge", "ben", "-m", "both")
    assert "Merge made" in said, said
    assert tagged("annotations.json") == 4
    assert glossator("check").code == FINE


@pytest.mark.usefixtures("repository")
def test_git_stops_at_a_true_conflict_and_both_sides_are_in_the_file() -> None:
    path = Path("annotations.json")
    whole = path.read_text("utf-8")
    for branch, note in (("ben", "by ben"), ("main", "by ana")):
        git("switch", *(["-c", branch] if branch == "ben" else [branch]))
        changed = whole.replace('"note":""', f'"note":"{note}"', 1)
        path.write_text(changed, "utf-8")
        git("commit", "-am", branch)
    said = git("merge", "ben", "-m", "both")
    assert "changed on both sides; the other one is" in said
    assert "CONFLICT" in said
    merged = path.read_text("utf-8")
    assert "by ana" in merged
    assert "by ben" in merged
    assert '"origin":"conflict:' in merged
    assert tagged("annotations.json") == 3


def test_conflict_markers_are_called_by_their_name() -> None:
    glossator("replay", WIRE, "c")
    path = Path("annotations.json")
    path.write_text(path.read_text("utf-8").replace("\n}", "\n=======\n}"), "utf-8")
    outcome = glossator("check")
    assert outcome.code == FOUND
    assert outcome.out.startswith("annotations.json has the conflict markers of a git merge (line")


def test_restore_writes_the_state_at_a_moment_to_a_new_file() -> None:
    glossator("replay", WIRE, "c}}'u")
    edits = glossator("history", "--json").rows()
    assert [edit["seq"] for edit in edits] == [1, 2, 3]
    before = Path("annotations.json").read_bytes()
    for edit, count in zip(edits, (1, 2, 1), strict=True):
        out = f"at-{edit['seq']}.json"
        outcome = glossator("restore", "--at", edit["at"], "--out", out)
        last = max(one["seq"] for one in edits if one["at"] <= edit["at"])
        if last == edit["seq"]:
            assert outcome.err == f"{out} holds annotations.json as edit {last} left it\n"
            assert tagged(out) == count
    early = glossator("restore", "--at", "2001-01-01", "--out", "early.json")
    assert early.code == FINE
    assert glossator("ls", "--db", "early.json").out == ""
    assert Path("annotations.json").read_bytes() == before


@pytest.mark.parametrize("there", ["old.json", "old.journal", "annotations.json"])
def test_restore_overwrites_nothing(there: str) -> None:
    glossator("replay", WIRE, "c")
    Path(there).touch()
    out = "annotations.json" if there == "annotations.json" else "old.json"
    outcome = glossator("restore", "--at", "2001-01-01", "--out", out)
    assert outcome.code == UNREADABLE
    assert "exists and is not overwritten" in outcome.err
