"""Whatever can be opened: in the reader and by `show --json`, whole, cut off, and beside others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_samples import FINE, UNREADABLE, glossator

from tests.session.notation import CONFIG
from tests.sources import (
    test_archives,
    test_datasets,
    test_docx,
    test_epub,
    test_feed,
    test_letters,
    test_pdf,
    test_transcript,
    test_warc,
    test_webpage,
)
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.session.effects import Open
from tui.session.workspace import Workspace
from tui.sources.errors import Unreadable
from tui.sources.kinds import KINDS
from tui.sources.opening import Sources, listing
from tui.store.tinydb_store import open_store

FIELDS = {
    *("id", "title", "byline", "agency", "place", "published", "language", "site", "source"),
    *("text", "blocks", "sentences"),
}
LETTER = test_letters.letter(plain=test_letters.PLAIN, Subject="The night boat stays")

MADE: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "mhtml": ("page.mhtml", lambda _: saved_page()),
    "letter": ("news.eml", lambda _: LETTER),
    "mailbox": ("news.mbox", lambda _: test_letters.mailbox(LETTER, LETTER)),
    "epub": ("book.epub", lambda folder: test_epub.book(folder, "made").read_bytes()),
    "docx": ("report.docx", lambda _: test_docx.docx()),
    "pdf": ("report.pdf", lambda _: test_pdf.REPORT),
    "archive": ("stories.zip", lambda _: test_archives.zipped()),
    "html": ("page.html", lambda _: test_webpage.PAGE.encode()),
    "transcript": ("talk.srt", lambda _: test_transcript.SRT.encode()),
    "feed": ("news.rss", lambda _: test_feed.RSS.encode()),
    "warc": ("pages.warc", lambda _: b"".join(test_warc.RECORDS)),
    "rows": ("data.jsonl", lambda _: test_datasets.JSONL.encode()),
    "table": ("data.csv", lambda _: test_datasets.CSV.encode()),
    "parquet": ("data.parquet", lambda folder: test_datasets.parquet(folder).read_bytes()),
    "markdown": (
        "story.md",
        lambda _: b"---\ntitle: The boat\n---\n\n# Boat\n\nIt sails at six.\n",
    ),
    "plain": ("story.txt", lambda _: b"The boat\n\nIt sails at six, and nobody waits for it.\n"),
}
ARCHIVE = ("stories.tar", lambda _: test_archives.tarred())
CAPTIONS = ("talk.vtt", lambda _: test_transcript.VTT.encode())
FILES = {**MADE, "tar": ARCHIVE, "captions": CAPTIONS}


def saved_page() -> bytes:
    """A page as browsers save it."""
    head = "From: <Saved>\nSubject: The boat\nMIME-Version: 1.0\n"
    part = f'Content-Type: text/html; charset="utf-8"\n\n{test_webpage.PAGE}\n'
    kind = 'Content-Type: multipart/related; boundary="xx"\n\n'
    return f"{head}{kind}--xx\n{part}--xx--\n".encode()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path: Path) -> tuple[str, str]:
    """The text that the reader shows of a file, the first where it holds many, and what it says."""
    try:
        entries = listing([str(path)])
    except Unreadable as error:
        return "", str(error)
    store = open_store(path.with_suffix(".json"))
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(CONFIG, library(entries), world(), "ana")
    for _ in range(3):  # a file, what it holds, what that holds
        if workspace.reader is None and workspace.library.selected:
            host.open(workspace, Open(workspace.library.selected))
    said = workspace.message.text if workspace.message else ""
    text = workspace.reader.article.text if workspace.reader else ""
    host.close(workspace)
    return text, said


def test_every_kind_is_tried() -> None:
    assert MADE.keys() == {kind.name for kind in KINDS} - {"fragment"}


@pytest.mark.parametrize("kind", FILES)
def test_it_opens_in_the_reader_and_is_shown(kind: str, here: Path) -> None:
    name, make = FILES[kind]
    raw = make(here)
    (here / name).write_bytes(raw)
    outcome = glossator("show", name, "--json")
    assert outcome.code == FINE, outcome.err
    rows = outcome.rows()
    assert all(row.keys() == FIELDS for row in rows)
    assert all(row["text"].strip() and row["blocks"] and row["sentences"] for row in rows)
    text, _ = read(here / name)
    assert text in [row["text"] for row in rows]


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("kind", FILES)
def test_what_is_cut_off_is_an_article_or_a_sentence(kind: str, part: float, here: Path) -> None:
    name, make = FILES[kind]
    raw = make(here)
    (here / name).write_bytes(raw[: round(len(raw) * part)])
    outcome = glossator("show", name, "--json")
    assert outcome.code == (FINE if outcome.out else UNREADABLE)
    assert outcome.out or name in outcome.err
    text, said = read(here / name)
    assert bool(text) == bool(outcome.out) or said


def test_one_line_for_each_that_cannot_be_read(here: Path) -> None:
    (here / "a.txt").write_text("The boat sails at six.\n", "utf-8")
    (here / "b.txt").write_bytes(b"")
    (here / "c.pdf").write_bytes(b"%PDF-1.7 nothing")
    (here / "d.zip").write_bytes(b"PK\x03\x04nothing")
    (here / "e.txt").write_bytes(b"\x00\x01\x02" * 400)
    outcome = glossator("show", ".", "--json")
    assert outcome.code == FINE
    assert [row["text"] for row in outcome.rows()] == ["The boat sails at six.\n"]
    bad = ("b.txt", "c.pdf", "d.zip", "e.txt")
    named = [[name for name in bad if name in line] for line in outcome.err.splitlines()]
    assert named == [[name] for name in bad]
    (here / "a.txt").unlink()
    assert glossator("show", ".", "--json").code == UNREADABLE
