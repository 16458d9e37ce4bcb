"""Nothing private is in any report unless it was asked for: the database's words are looked for in
all forms in which a report may write them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.reports.checked import NAMES, PRIVATE, hearing, layer, record
from tui.annotations.edits import Op, adding, plain
from tui.annotations.model import TABLES, Annotation, Evidence, Layer, Quote
from tui.cli.root import main
from tui.reports.cleaning import line, pathless, web
from tui.session.stored import article_record, storing
from tui.store.tinydb_store import open_store

KINDS = ("markdown", "html", "csv", "claimreview", "annotated")
PUBLISHER = ("--organisation", "Nes Check", "--report-url", "https://check.example/7")
SECRETS = {
    "notes": ("treasurer again", "off the record"),
    "authors": NAMES,
    "paths": ("stories/", "leak.pdf\\", "Users", "home/"),
    "contacts": ("Sunniva", "0147"),
}


HEARING = hearing(title="", source=f"/home/{NAMES[0]}/stories/hearing.txt")


def everything() -> Layer:
    """The layer with names in every place; evidence and a reply lead to a stored hearing."""
    said = layer(source=PRIVATE["paths"][0], note=" — ".join((*PRIVATE["notes"], *NAMES[1:])))
    quote = next(one for one in said.annotations if one.text == "Nobody asked us")
    found = Evidence(id="e9", article=quote.article, claim=quote.id, address=HEARING.source)
    reply = replace(said.links[2], id="l9", type="reply", target="h1", target_article=HEARING.id)
    return replace(said, evidence=(*said.evidence, found), links=(*said.links, reply))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose every record names people, paths and secrets."""
    path = tmp_path_factory.mktemp("private") / "a.json"
    stored = everything()
    words = "Nobody asked us"
    at = HEARING.text.index(words)
    heard = Annotation(
        id="h1",
        article=HEARING.id,
        tag="quote",
        spans=((at, at + len(words)),),
        quotes=(Quote(words),),
        author=NAMES[0],
        note=PRIVATE["notes"][0],
    )
    ops = [
        Op(table, one.id, None, plain(one))
        for table in TABLES
        for one in ([stored.article] if table == "articles" else getattr(stored, table))
        if one is not None
    ]
    with closing(open_store(path)) as store:
        store.commit(
            (storing(article_record(HEARING, "")), adding(heard)),
            by=NAMES[0],
            summary=f"read by {NAMES[0]}",
        )
        store.commit(ops, by=NAMES[0], summary=f"written by {NAMES[0]}")
    return path


def reported(db: Path, kind: str, *options: str) -> str:
    """What the command writes and says."""
    story = ("report", record(PRIVATE["paths"][0]).id, "--to", kind, "--db", str(db))
    done = CliRunner().invoke(main, [*story, *PUBLISHER, *options])
    assert done.exit_code == 0, done.output
    return done.output


def forms(text: str) -> Iterator[str]:
    """A report, and what it says once its escapes are undone, in any nesting."""
    for _ in range(3):
        yield re.sub(r"\s+", " ", text).casefold()
        text = html.unescape(unquote(re.sub(r"\\(?=[^\w\s])", "", text)))
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)


def found(report: str, words: tuple[str, ...]) -> set[str]:
    """Which of the words are in a report in whatever form."""
    return {word for word in words for form in forms(report) if word.casefold() in form}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_private_is_said_unasked(db: Path, kind: str) -> None:
    report = reported(db, kind)
    assert "harbour wall" in report.casefold()
    if kind in ("markdown", "html"):
        assert report.count("“hearing.txt”") == 2, "the transcript and the reply are in it"
        assert "→ verified" in report or "status: verified" in report
    assert found(report, tuple(word for words in SECRETS.values() for word in words)) == set()


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        *(("markdown", option) for option in SECRETS),
        *(("html", option) for option in SECRETS),
        *(("csv", option) for option in ("notes", "contacts")),
        ("annotated", "notes"),
        ("claimreview", "notes"),
    ],
)
def test_what_is_asked_for_is_said(db: Path, kind: str, option: str) -> None:
    others = {word for name, words in SECRETS.items() if name != option for word in words}
    report = reported(db, kind, f"--{option}")
    assert found(report, SECRETS[option])
    assert found(report, tuple(others - set(NAMES))) == set()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("see /home/ana/drafts/a.txt for it", "see a.txt for it"),
        ("C:\\Users\\Ana Maria Lien\\leak.pdf", "leak.pdf"),
        ("file:///Users/ana/My%20Notes/x.pdf", "x.pdf"),
        ("~/drafts/a.txt, page 2", "a.txt, page 2"),
        ("\\\\newsroom\\ana\\a.txt", "a.txt"),
        ("/home/ana", ""),
        ("(in /srv/ana/My Papers/b c.txt)", "(in b c.txt)"),
        ("https://x.example/home/ana/a.txt", "https://x.example/home/ana/a.txt"),
        ("and/or 1/2 of it, 5 km/h", "and/or 1/2 of it, 5 km/h"),
        ("12/05/2031", "12/05/2031"),
    ],
)
def test_of_a_path_only_the_file_is_left(written: str, left: str) -> None:
    assert pathless(written) == left


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ("https://ana:secret@x.example/a", "https://x.example/a"),
        ("javascript:alert(1)", ""),
        ("HTTPS://X.example/", "https://X.example/"),
        ("data:text/html,<b>", ""),
        ("//x.example/a", ""),
        ("https://[", ""),
        ("https://@", ""),
    ],
)
def test_only_addresses_of_the_web_are_followed(address: str, shown: str) -> None:
    assert web(address) == shown


def test_what_steers_a_screen_is_taken_out() -> None:
    assert line("a\x1b[2J\u202eb\x9bc\n\n d\ud800\ufffe ") == "a�[2Jb�c d��"
