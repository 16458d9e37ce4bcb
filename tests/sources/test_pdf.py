"""PDF documents: paragraphs out of printed lines, and the page that each stands on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.pdf_writer import Words, column, pdf
from tests.sources.test_contract import check
from tui.sources.errors import Unreadable
from tui.sources.opening import open_source
from tui.text.article import Article
from tui.text.locators import locator

HEAD = [Words("The Harbour Courier", 72, 760, 9), Words("The night boat stays", 72, 720, 22)]
FIRST = column(
    [
        "TOLMARCH, May 15 (OWS) — The council of the island voted on Tuesday to keep the de-",
        "layed night boat, after a debate of four hours that drew a crowd to the gallery of the",
        "old hall.",
        "“We could not have gone on otherwise,” said Ada Bell, the harbour master, who has run",
        "the service since it began.",
        "",
        "• The first sailing leaves at six in the morning, before the bakery on the quay",
        "opens its door",
        "• The last one leaves at midnight",
        "",
        "A road would have cost more than the town has, and a bridge more than the county",
        "would lend it, so that the council was left with the boat that it already had and",
    ],
    y=690,
)
SECOND = column(
    [
        "with a bill for its engine, which nobody wished to see.",
        "",
        "The vote was nine to four.",
    ],
    y=700,
)


def page(number: int, lines: list[Words]) -> list[Words]:
    return [*lines, Words(f"Page {number}", 280, 40, 9)]


REPORT = pdf([page(1, [*HEAD, *FIRST]), page(2, SECOND), page(3, column(["It is done."]))])


def opened(folder: Path, raw: bytes, name: str = "report.pdf") -> Article:
    path = folder / name
    path.write_bytes(raw)
    article = open_source(str(path))
    check(article, article.text)
    return article


@pytest.mark.parametrize("name", ["report.pdf", "report.txt", "report"])
def test_lines_become_paragraphs_and_pages_locators(tmp_path: Path, name: str) -> None:
    article = opened(tmp_path, REPORT, name)
    assert [(b.role, article.text[b.start : b.end][:24]) for b in article.blocks] == [
        ("locator", "[p. 1]"),
        ("boilerplate", "Page 1"),
        ("paragraph", "The Harbour Courier"),
        ("title", "The night boat stays"),
        ("dateline", "TOLMARCH, May 15 (OWS) —"),
        ("paragraph", "The council of the islan"),
        ("paragraph", "“We could not have gone "),
        ("list", "• The first sailing leav"),
        ("list", "• The last one leaves at"),
        ("paragraph", "A road would have cost m"),
        ("locator", "[p. 2]"),
        ("boilerplate", "Page 2"),
        ("paragraph", "The vote was nine to fou"),
        ("locator", "[p. 3]"),
        ("boilerplate", "Page 3"),
        ("paragraph", "It is done."),
    ]
    assert "to keep the delayed night boat, after a debate of four hours that drew" in article.text
    assert "before the bakery on the quay opens its door" in article.text
    assert "had and with a bill for its engine, which nobody wished to see.\n" in article.text
    assert (article.title, article.place, article.language) == (
        "The night boat stays",
        "TOLMARCH",
        "en",
    )
    assert locator(article, article.text.index("nine to four")) == "p. 2"
    assert locator(article, article.text.index("We could")) == "p. 1"


def test_two_columns(tmp_path: Path) -> None:
    left = column(
        ["The boat left the quay at", "six and came to the island", "at noon, where a"], x=60
    )
    right = column(["crowd had been waiting", "since ten. Nobody was cross."], x=330)
    assert "where a crowd had been" in opened(tmp_path, pdf([[*left, *right]])).text


@pytest.mark.parametrize(
    ("title", "known"), [("A report", "A report"), ("Microsoft Word - x1.doc", ""), ("", "")]
)
def test_the_title_it_was_given(tmp_path: Path, title: str, known: str) -> None:
    assert opened(tmp_path, pdf([column(["One line."])], title=title)).title == known


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7\n", "is damaged: get it anew"),
        (REPORT[: len(REPORT) // 2], "is damaged: get it anew"),
        (pdf([[]]), "run text recognition"),
        (pdf([]), r"damaged|run text recognition"),
        (REPORT.replace(b"/Contents", b"/Kontents"), "run text recognition"),
    ],
    ids=range(5),
)
def test_what_cannot_be_read(tmp_path: Path, raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        opened(tmp_path, raw)


def test_a_page_that_refers_to_itself(tmp_path: Path) -> None:
    looped = REPORT.replace(b"/Kids [4 0 R", b"/Kids [2 0 R")
    assert "It is done." in opened(tmp_path, looped).text


def test_without_its_library(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(REPORT)
    (tmp_path / "story.txt").write_text("One line.")
    script = f"""
import sys
sys.modules["pypdfium2"] = None
from tui.cli.root import main
main(["show", {str(tmp_path)!r}])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "One line." in done.stdout
    assert done.returncode == 0
    assert done.stderr == (
        f"glossator: {path} is a PDF document, which needs an extra: pip install 'glossator[pdf]'\n"
    )
