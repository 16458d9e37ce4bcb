"""Drafts in the reader, with files and a database beneath."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.hosted import STORY, Session
from tests.session.notation import show
from tui.hosting.shelves import library
from tui.session.library import Library
from tui.sources.opening import listing
from tui.store.protocol import Store

NEXT = STORY.replace("six", "seven")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "next.txt").write_text(NEXT, "utf-8")
    return tmp_path


def opened(folder: Path, name: str) -> Session:
    def items(_store: Store) -> Library:
        return library(listing([str(folder)]))

    return Session(folder, items=items).open(str(folder / name))


def told(session: Session) -> str:
    """What is said when all has been found out that goes on beside."""
    until = time.monotonic() + 20
    while not session.said and time.monotonic() < until:
        session.host.catch_up(session.workspace)
    return session.said


def test_a_next_draft_is_noticed_and_takes_the_annotations(folder: Path) -> None:
    first = opened(folder, "story.txt")
    first.press("pc")
    first.close()
    second = opened(folder, "next.txt")
    said = "this revises “story.txt”, which has 2 annotations: D c carries them over"
    assert told(second) == said
    second.press("Dc")
    marked = second.shown
    assert "{person:" in marked
    assert "{claim:" in marked
    second.close()
    third = opened(folder, "next.txt")
    assert third.shown == marked
    record = third.reader.records.article
    assert record is not None
    assert record.revises == first.reader.article.id
    third.press("Dn")
    assert third.workspace.context == "change"
    third.press("u")
    assert not third.reader.records.annotations
    third.close()


def test_a_file_that_changed_is_the_next_draft_of_itself(folder: Path) -> None:
    session = opened(folder, "story.txt")
    session.press("c")
    (folder / "story.txt").write_text(NEXT, "utf-8")
    session.open(str(folder / "story.txt"))
    session.press("DcDd")
    older, newer = session.workspace.panes
    assert (older.article.text, newer.article.text) == (STORY, NEXT)
    assert session.reader is newer
    names = [item.name for item in session.workspace.library.items()]
    assert names == ["next.txt", "story.txt", "story.txt"]
    assert older.marked is not None
    assert "six" in {older.article.text[slice(*span)] for span in older.marked.spans}
    session.press("Dd")
    assert session.workspace.panes == [newer]
    assert "{claim" in show(newer)
    session.close()


def test_without_an_earlier_draft_nothing_is_offered(folder: Path) -> None:
    session = opened(folder, "story.txt")
    session.press("Dn")
    assert "no annotated earlier draft" in session.said
    session.close()
