"""A report from inside the reader: where it goes, what it replaces, what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_samples import FOUND, glossator
from tests.hosted import STORY, Session
from tui.reports.writers import KINDS
from tui.session.keyline import hints


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A reader with one claim, whose database is in the folder of the story."""
    (tmp_path / "story.txt").write_text(STORY)
    made = Session(tmp_path).open()
    made.host.reporting.folder = tmp_path
    made.press("c")
    return made


@pytest.mark.parametrize(
    ("typed", "file", "begins"),
    [
        ("", "story.html", "<!DOCTYPE html>"),
        ("<c-u>sheet.md", "sheet.md", "# Fact sheet"),
        ("<c-u>sheet.CSV", "sheet.CSV", "\ufeffarticle,"),
        ("<c-u>story.annotated.html", "story.annotated.html", "<!DOCTYPE html>"),
    ],
)
def test_a_report_is_written_beside_the_database(
    session: Session, tmp_path: Path, typed: str, file: str, begins: str
) -> None:
    session.press(f"#rr{typed}<enter>")
    assert session.said == f"the report is in {tmp_path / file}"
    text = (tmp_path / file).read_text("utf-8")
    assert text.startswith(begins)
    assert "Ada Bell left." in text


@pytest.mark.parametrize(
    ("key", "file", "begins"),
    [
        ("m", "story.md", "# Fact sheet"),
        ("h", "story.html", "<!DOCTYPE html>"),
        ("c", "story.csv", "\ufeffarticle,"),
        ("a", "story.annotated.html", "<!DOCTYPE html>"),
    ],
)
def test_each_kind_has_a_key(
    session: Session, tmp_path: Path, key: str, file: str, begins: str
) -> None:
    session.press(f"#r{key}")
    assert session.said == f"the report is in {tmp_path / file}"
    assert (tmp_path / file).read_text("utf-8").startswith(begins)
    session.press(f"#r{key}")
    assert session.said == f"the report is in {tmp_path / file}, in place of the one before"


def test_every_kind_of_report_can_be_chosen_from_the_key_line(session: Session) -> None:
    session.press("#r")
    labels = [hint.label for hint in hints(session.workspace)]
    commands = session.workspace.config.commands
    assert [commands[f"report.{kind}"].label in labels for kind in (*KINDS, "claimreview")] == [
        True
    ] * (len(KINDS) + 1)


def test_a_file_of_somebody_elses_is_not_replaced_by_one_key(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "story.md").write_text("precious")
    session.press("#rm")
    assert "is there already" in session.said
    assert (tmp_path / "story.md").read_text() == "precious"


def test_claimreview_says_who_publishes_it(session: Session, tmp_path: Path) -> None:
    session.press("=f#rjThe<space>Gull<space>https://gull.example/checks<enter>")
    path = tmp_path / "story.claimreview.json"
    assert session.said.startswith(f"the report is in {path}")
    review = json.loads(path.read_text("utf-8"))["@graph"][0]
    assert review["author"]["name"] == "The Gull"
    assert review["url"].startswith("https://gull.example/checks#")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("=f#rj<enter>", "says who publishes it and where"),
        ("=f#rjThe<space>Gull<enter>", "says who publishes it and where"),
        ("=f#rjhttps://gull.example/<enter>", "says who publishes it and where"),
        ("#rjGull<space>https://gull.example/<enter>", "no claim has a rating"),
    ],
)
def test_claimreview_that_would_lack_something_is_not_written(
    session: Session, tmp_path: Path, keys: str, said: str
) -> None:
    session.press(keys)
    assert said in session.said
    assert not (tmp_path / "story.claimreview.json").exists()


def test_a_path_of_its_own(session: Session, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    session.press(f"#rr<c-u>{tmp_path}/desk/a.md<enter>")
    assert (tmp_path / "desk" / "a.md").exists()


def test_what_was_there_is_replaced_when_asked_twice(session: Session, tmp_path: Path) -> None:
    (tmp_path / "story.html").write_text("precious")
    session.press("#rr<enter>")
    assert "is there already" in session.said
    assert (tmp_path / "story.html").read_text() == "precious"
    for keys in ("#rr<enter>", "c#rr<enter>"):
        session.press(keys)
        assert session.said.startswith("the report is in")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a.docx", "its name ends in .md, .html, .csv, .annotated.html"),
        ("nowhere/a.md", "nowhere/a.md cannot be written: No such file or directory"),
        ("~nobody-is-called-so/a.md", "home"),
        ("annotations.json", "does not say which report"),
    ],
)
def test_what_cannot_be_written_is_said(session: Session, typed: str, said: str) -> None:
    session.press(f"#rr<c-u>{typed}<enter>")
    assert said in session.said


def test_the_article_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("x")
    (tmp_path / "story.md").write_text(STORY)
    session = Session(tmp_path).open(str(tmp_path / "story.md"))
    session.press("c")
    for _ in range(2):
        session.press(f"#rr<c-u>{tmp_path}/story.md<enter>")
        assert "is the article itself" in session.said
    assert (tmp_path / "story.md").read_text() == STORY


@pytest.mark.parametrize(
    ("name", "keys", "report"),
    [
        ("page.html", "#rh", "page.report.html"),
        ("page.html", "#rr<enter>", "page.report.html"),
        ("page.html", "#rm", "page.md"),
        ("story.md", "#rm", "story.report.md"),
    ],
)
def test_a_report_is_not_called_like_its_article(
    tmp_path: Path, name: str, keys: str, report: str
) -> None:
    (tmp_path / "story.txt").write_text("x")
    (tmp_path / name).write_text(f"<p>{STORY}</p>")
    session = Session(tmp_path).open(str(tmp_path / name))
    session.host.reporting.folder = tmp_path
    session.press("c" + keys)
    assert f"the report is in {tmp_path / report}" in session.said
    assert (tmp_path / report).exists()


def test_there_is_nothing_to_report_before_anything_is_said(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    session = Session(tmp_path).open()
    session.press("#rr<enter>")
    assert session.said.startswith("nothing is said of this article yet")


def test_a_script_writes_it_too(tmp_path: Path) -> None:
    story, db = tmp_path / "story.txt", tmp_path / "a.json"
    story.write_text(STORY)
    assert glossator("replay", story, "c#rr<enter>", "--db", db).code == 0
    assert (tmp_path / "story.html").exists()
    assert glossator("replay", story, "#rr<c-u>x.doc<enter>", "--db", db).code == FOUND
