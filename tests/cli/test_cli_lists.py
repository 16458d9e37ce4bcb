"""`claims`, `ledger` and `quotes`: what all articles of a database say."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli_samples import FINE, FOUND, UNREADABLE, USAGE, glossator

STORY = (
    "The council failed, said Ada Bell. “We will not build that road, not this year,” said Mayor "
    "Tom Reed.\n"
)
OTHER = "Nine boats sank in March. It rained.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one").mkdir()
    Path("one/story.txt").write_text(STORY, "utf-8")
    Path("other.txt").write_text(OTHER, "utf-8")
    assert glossator("replay", "one/story.txt", "c=dCa)'<enter>Cn").code == FINE
    assert glossator("replay", "other.txt", "c").code == FINE
    return tmp_path


def test_claims_of_all_articles_or_some(folder: Path) -> None:
    rows = glossator("claims", "--json").rows()
    assert [(row["title"], row["attributes"].get("status")) for row in rows] == [
        ("story.txt", "disputed"),
        ("other.txt", None),
    ]
    assert len(glossator("claims", "--json", "other.txt").rows()) == 1
    assert len(glossator("claims", "--json", "one").rows()) == 1
    assert len(glossator("claims", "--json", rows[0]["article"][:12]).rows()) == 1
    assert [r["text"] for r in glossator("claims", "--json", "--filter", "unchecked").rows()] == [
        "Nine boats sank in March."
    ]
    (quote,) = glossator("claims", "--json", "--filter", "tag:quote").rows()
    assert quote["speaker"] == "Tom Reed"


def test_lines_for_people_say_what_the_reader_says(folder: Path) -> None:
    disputed, unchecked = glossator("claims").out.splitlines()
    assert disputed.startswith("disputed, ")
    assert unchecked.startswith("unchecked ")
    assert glossator("quotes").out.startswith("Tom Reed (said): ")
    bogus = glossator("claims", "--filter", "status:bogus")
    assert "the scheme has no status “bogus”, only unchecked, " in bogus.err


def test_what_the_database_has_nothing_of_is_said(folder: Path) -> None:
    result = glossator("claims", "elsewhere.txt")
    assert (result.code, result.out) == (FINE, "")
    assert "elsewhere.txt: the database has nothing of it" in result.err


def test_the_ledger_has_what_criticises_and_whether_it_was_answered(folder: Path) -> None:
    rows = glossator("ledger", "--json").rows()
    assert [(row["reply"], row["answered"]) for row in rows] == [
        ("answered", True),
        ("not asked", False),
    ]
    open_ = glossator("ledger", "--unanswered", "--json")
    assert (open_.code, [row["reply"] for row in open_.rows()]) == (FOUND, ["not asked"])


def test_the_ledger_counts_what_it_lists_and_what_is_unanswered(folder: Path) -> None:
    assert glossator("ledger").err == "2 criticisms, 1 unanswered\n"
    assert glossator("ledger", "--unanswered").err == "1 unanswered\n"
    assert glossator("replay", "one/story.txt", ")Cd").code == FINE
    assert glossator("ledger").err == "2 criticisms, 0 unanswered\n"
    assert glossator("ledger", "--unanswered").err == "0 unanswered\n"


def test_the_quote_log_knows_speaker_cue_and_context(folder: Path) -> None:
    (row,) = glossator("quotes", "--json").rows()
    assert (row["speaker"], row["cue"]) == ("Tom Reed", "said")
    assert row["context"] == STORY.partition("Bell. ")[2].strip()
    table = list(csv.DictReader(io.StringIO(glossator("quotes", "--csv").out)))
    assert table[0]["text"] == row["text"]


@pytest.mark.parametrize(
    ("said", "code", "verbatim", "difference"),
    [
        ("Reed: We will not build that road. Not this year.", FINE, "exact", ""),
        ("We will not build this road, not this year", FOUND, "altered", "“that” for “this”"),
        ("Boats sank.", FOUND, "not found", ""),
    ],
)
def test_quotations_are_checked_against_a_transcript(
    said: str, code: int, verbatim: str, difference: str, folder: Path
) -> None:
    Path("transcript.txt").write_text(said, "utf-8")
    result = glossator("quotes", "--verbatim", "transcript.txt", "--json")
    (row,) = result.rows()
    assert (result.code, row["verbatim"], row["difference"]) == (code, verbatim, difference)


def test_a_transcript_that_is_not_there(folder: Path) -> None:
    assert glossator("quotes", "--verbatim", "none.txt").code == UNREADABLE


def test_cells_are_no_formulas(folder: Path) -> None:
    Path("sum.txt").write_text("=1+1 is what they claim.\n", "utf-8")
    glossator("replay", "sum.txt", "c")
    table = list(csv.DictReader(io.StringIO(glossator("claims", "sum.txt", "--csv").out)))
    assert table[0]["text"].startswith("'=")


def test_the_board_groups_a_claim_and_carries_its_status(folder: Path) -> None:
    Path("again.txt").write_text("Nine boats sank in March, they say. It snowed.\n", "utf-8")
    glossator("replay", "again.txt", "c=f")
    (row,) = glossator("board", "--several", "--json").rows()
    assert row["differing"]
    assert [one["status"] for one in row["claims"]] == ["unchecked", "false"]
    before, claim = glossator("history", "--json").rows(), row["claims"][1]["id"]
    assert glossator("board", "--carry", claim, stdin=b"n\n").code == FOUND
    assert glossator("history", "--json").rows() == before
    assert glossator("board", "--carry", claim, stdin=b"y\n").code == FINE
    (row,) = glossator("board", "--several", "--json").rows()
    assert [one["status"] for one in row["claims"]] == ["false", "false"]
    last = glossator("history", "--json").rows()[-1]
    assert last["summary"] == "status: unchecked → false, carried from again.txt"
    glossator("replay", "other.txt", "u")
    (row,) = glossator("board", "--several", "--json").rows()
    assert row["differing"]


def test_a_claim_that_is_not_on_the_board_is_not_carried(folder: Path) -> None:
    assert glossator("board", "--carry", "none").code == USAGE
