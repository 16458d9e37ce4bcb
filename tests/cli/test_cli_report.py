"""`glossator report`: which articles, where to, and what is said when that cannot be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from tests.cli_samples import ESCAPES, FOUND, KEYS, UNREADABLE, USAGE, WIRE, glossator
from tui.store.lines import Change, Row, opened, sealed

PUBLISHER = ("--organisation", "Nes Check", "--report-url", "https://check.example/7")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with two articles."""
    path = tmp_path / "a.json"
    other = tmp_path / "other.txt"
    other.write_text("The bridge at Nes is shut.\n\nIt has been shut since May.\n")
    for story, keys in ((WIRE, KEYS.replace("c", "c=v", 1)), (other, "c")):
        assert glossator("replay", story, keys, "--db", path).code == 0
    return path


def test_of_a_file_that_is_not_there_the_database_is_not_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = glossator("report", "nosuch.txt")
    assert outcome.code == UNREADABLE
    assert "nosuch.txt: there is no such file" in outcome.err
    Path("there.txt").write_text("It rains.", "utf-8")
    assert "annotations.json: there is no such database" in glossator("report", "there.txt").err


def test_one_article_or_all_in_one_report(db: Path) -> None:
    wire = glossator("report", WIRE, "--db", db).out
    assert wire.startswith("# Fact sheet: An island votes")
    assert "- 1 claim: 1 verified" in wire
    both = glossator("report", "--all", "--db", db).out
    assert both.startswith(wire)
    assert "> The bridge at Nes is shut." in both


def test_an_article_is_called_by_its_file_if_there_is_only_one(db: Path, tmp_path: Path) -> None:
    assert "The bridge at Nes" in glossator("report", "other.txt", "--db", db).out
    again = tmp_path / "again" / "other.txt"
    again.parent.mkdir()
    again.write_text("Another one.\n")
    assert glossator("replay", again, "c", "--db", db).code == 0
    assert glossator("report", "other.txt", "--db", db).code == USAGE
    assert "Another one." in glossator("report", again, "--db", db).out


def test_the_same_people_have_the_same_pseudonyms_in_all_sheets(db: Path) -> None:
    other = db.with_name("other.txt")
    for story, word, author in ((WIRE, "Tolmarch loses", "ben"), (other, "bridge", "ana")):
        keys = f"/{word}<enter>=d"
        assert glossator("replay", story, keys, "--db", db, "--author", author).code == 0
    both = glossator("report", "--all", "--db", db).out
    ben, ana = re.findall(r"(annotator-\d): claim 1, status: \w+ → disputed", both)
    assert ben != ana


@pytest.mark.parametrize("kind", ["markdown", "html", "csv", "annotated"])
def test_a_folder_gets_a_file_an_article(db: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert glossator("report", "--all", "--to", kind, "--out", out, "--db", db).code == 0
    names = sorted(path.name.partition(".")[0] for path in out.iterdir())
    assert names == ["other", "wire-island-vote"]


def test_a_file_is_replaced_whole(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.md"
    out.write_text("before")
    done = glossator("report", WIRE, "--out", out, "--db", db)
    assert done.err.splitlines() == [
        "names of annotators are replaced; --authors keeps them",
        f"{out}: 1 article reported",
    ]
    assert "replaced" not in glossator("report", WIRE, "--authors", "--db", db).err
    assert out.read_text("utf-8") == glossator("report", WIRE, "--db", db).out


def test_a_claim_leads_to_its_words_on_the_page(db: Path) -> None:
    url = "https://courier.example/island"
    done = glossator("report", WIRE, "--to", "html", "--article-url", url, "--db", db)
    assert f'href="{url}#:~:text=The%20island%20of%20Tolmarch' in done.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), USAGE, "the database has 2 articles: name some, or --all of them"),
        (("nowhere",), USAGE, "no article nowhere"),
        ((WIRE, "--all"), USAGE, "not both"),
        (("--all", "--article-url", "https://x.example"), USAGE, "of one article: name one"),
        ((WIRE, "--article-url", "x.example"), USAGE, "an address begins with https://"),
        ((WIRE, "--to", "claimreview"), USAGE, "name them with --organisation"),
        ((WIRE, "--to", "claimreview", "--organisation", "N"), USAGE, "name the page"),
        ((WIRE, "--to", "claimreview", *PUBLISHER, "--date", "May"), USAGE, "is not a time"),
        ((WIRE, "--out", "nowhere/at/all.md"), UNREADABLE, "cannot be written"),
        ((f"x{ESCAPES}",), USAGE, "no article x"),
    ],
)
def test_what_cannot_be_done_is_said(
    db: Path, words: tuple[object, ...], code: int, said: str
) -> None:
    done = glossator("report", *words, "--db", db)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_the_database_is_never_written_over(db: Path) -> None:
    before = db.read_bytes()
    done = glossator("report", WIRE, "--out", db, "--db", db)
    assert done.code == USAGE
    assert db.read_bytes() == before


def test_nothing_to_publish_is_a_problem(db: Path) -> None:
    other = db.with_name("other.txt")
    done = glossator("report", other, "--to", "claimreview", *PUBLISHER, "--db", db)
    assert done.code == FOUND
    assert "1 unchecked claim left out" in done.err
    assert '"@graph": []' in done.out


def test_quotations_are_checked_against_what_the_evidence_names(tmp_path: Path) -> None:
    """One of them is in the transcript, which is stored; then one is named that has neither."""
    story, spoken, db = tmp_path / "story.txt", tmp_path / "hearing.txt", tmp_path / "b.json"
    story.write_text("“We will not build,” said Tom Reed. It rained.\n", "utf-8")
    spoken.write_text("Reed: We will not build that.\n", "utf-8")
    keys = f"c=v'<esc>E{spoken}<enter>"
    assert glossator("replay", spoken, "c", "--db", db).code == 0
    assert glossator("replay", story, keys, "--db", db).code == 0
    sheet = glossator("report", story, "--db", db).out
    assert "- Verbatim: exact\n" in sheet
    assert "- In the transcript: “hearing.txt”, paragraph 1" in sheet
    assert str(tmp_path) not in sheet
    assert sheet in glossator("report", "--all", "--db", db).out
    spoken.with_name("other.txt").write_text("Nothing of that kind.\n", "utf-8")
    named = glossator("report", story, "--verbatim", spoken.with_name("other.txt"), "--db", db)
    assert "- Verbatim: not found in “other.txt”" in named.out
    assert glossator("report", story, "--verbatim", "none", "--db", db).code == UNREADABLE


def test_the_history_of_the_statuses_is_told(db: Path) -> None:
    said = glossator("report", WIRE, "--db", db).out.partition("## History\n\n")[2]
    assert said.count("\n") == 1
    assert said.endswith("annotator-1: claim 1, status: unchecked → verified\n")
    assert said in glossator("report", "--all", "--db", db).out


@pytest.mark.parametrize("asked", [WIRE, "--all"])
def test_an_edit_of_a_newer_version_is_left_out_of_the_history(db: Path, asked: object) -> None:
    journal = db.with_name("a.journal")
    edits = [
        line for line in map(opened, journal.read_bytes().splitlines()) if isinstance(line, Change)
    ]
    row = next(row for edit in edits for row in edit.ops if row.table == "annotations")
    record = json.loads(bytes(row.after))
    other = json.dumps({**record, "spans": [{"from": 1, "to": 2}]}).encode()
    last = max(edit.seq for edit in edits) + 1
    rows = (Row("annotations", row.id, row.after, msgspec.Raw(other)),)
    newer = Change(seq=last, at="2031-05-16T10:00:00Z", by="ben", schema=99, ops=rows)
    with journal.open("ab") as file:
        file.write(sealed(newer))
    done = glossator("report", asked, "--db", db)
    assert done.code == 0
    assert "annotator-1: claim 1, status: unchecked → verified\n" in done.out
    assert "2031-05-16" not in done.out
