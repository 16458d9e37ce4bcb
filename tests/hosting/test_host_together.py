"""Several sessions on one database: what is caught up with, refused, and undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosted import STORY, Session, folder, rows
from tui.store.protocol import StoreError

__all__ = ["folder"]


def test_another_session_is_caught_up_with(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    assert bo.catch_up()
    assert not bo.catch_up()
    assert bo.shown == ana.shown
    bo.press("x")
    assert bo.said.startswith("removed")
    assert not bo.catch_up()
    assert ana.catch_up()
    assert ana.shown == STORY
    ana.press("u")
    assert "changed elsewhere" in ana.said
    bo.press("u")
    ana.catch_up()
    assert ana.shown == bo.shown != STORY


def test_two_first_edits_of_an_article_are_both_kept(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.press("c")
    assert bo.said == ""
    ana.catch_up()
    bo.catch_up()
    assert ana.shown == bo.shown
    assert len(bo.reader.records.annotations) == 2


def test_a_conflict_is_refused_and_says_so(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.catch_up()
    ana.press("eo<enter>")
    bo.press("x")
    assert bo.workspace.taken is not None
    assert bo.workspace.taken.why == "ana changed this person meanwhile"
    assert bo.shown == ana.shown
    assert bo.shown.startswith("{organisation:Ada Bell}")
    bo.press("O")
    assert bo.shown == STORY
    ana.catch_up()
    assert ana.shown == STORY
    bo.press("u")
    assert bo.shown.startswith("{organisation:Ada Bell}")


def test_what_came_before_opening_is_not_taken_in_twice(folder: Path) -> None:
    late = Session(folder).open()
    late.press("p")
    early = Session(folder)
    late.press("c")
    early.open()
    early.catch_up()
    assert early.shown == late.shown
    early.press("uuu")
    assert early.said == "nothing to undo"
    assert early.shown == STORY


def test_sessions_of_one_author_on_different_articles_undo_their_own(folder: Path) -> None:
    (folder / "other.txt").write_text("Cy Dell stayed.\n", "utf-8")
    one = Session(folder).open()
    other = Session(folder).open(str(folder / "other.txt"))
    other.press("c")
    one.press("c")
    other.catch_up()
    other.press("u")
    assert other.shown == "Cy Dell stayed.\n"
    assert "{claim:" in one.shown
    assert len(rows(folder, "annotations")) == 1


def test_edits_learnt_late_come_before_ones_own(folder: Path) -> None:
    here, there = Session(folder).open(), Session(folder, "bo").open()
    here.press("c")
    there.catch_up()
    there.press("e'")
    there.press("c")
    here.press("ep")
    here.catch_up()
    (stored,) = rows(folder, "annotations")
    (shown,) = here.reader.records.annotations.values()
    assert shown.tag == stored["tag"]


@pytest.mark.parametrize("keys", ["gz", "c", "0"])
@pytest.mark.parametrize("refusals", [1, 99])
def test_a_refused_first_edit_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, keys: str, refusals: int
) -> None:
    session = Session(folder).open()
    commit, left = session.store.commit, [refusals]

    def refuse(*ops: object, **more: object) -> object:
        if left[0]:
            left[0] -= 1
            raise StoreError("the disk is full")
        return commit(*ops, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(session.store, "commit", refuse)
    session.press(keys)
    assert "— the disk is full ·" in session.said
    assert session.reader.records.article is None
    assert session.store.articles() == ()
    left[0] = 0
    session.press("c")
    assert [row["title"] for row in rows(folder, "articles")] == [session.reader.article.title]
    assert len(rows(folder, "annotations")) == 1


def test_undo_reaches_past_what_somebody_else_has_changed(folder: Path) -> None:
    here, there = Session(folder).open(), Session(folder, "bo").open()
    here.press("c)c")
    there.catch_up()
    there.press(")x")
    here.catch_up()
    here.press("uuu")
    assert "{claim:" not in here.shown


def test_undo_in_a_later_session_leaves_what_was_changed_since_and_says_so(folder: Path) -> None:
    first = Session(folder).open()
    first.press("c)p")
    first.close()
    other = Session(folder, "bo").open()
    other.press(")eo<enter>")
    other.close()
    later = Session(folder).open()
    before = later.shown
    later.press("u")
    assert later.said == (
        "“person: Bo” was changed elsewhere since and is left as it is; u again goes on to the next"
    )
    assert later.shown == before
    later.press("u")
    assert later.shown == before.replace("{claim:Ada Bell left.}", "Ada Bell left.")


def test_what_others_remove_of_ones_own_is_said(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.catch_up()
    bo.press("x")
    ana.catch_up()
    assert ana.said == "bo removed person “Ada Bell”"
    bo.press("p")
    bo.press("x")
    ana.press("l")
    ana.catch_up()
    assert ana.said == ""


def test_a_question_is_not_covered_by_what_others_remove(folder: Path) -> None:
    ana, bo = Session(folder).open(), Session(folder, "bo").open()
    ana.press("p")
    bo.catch_up()
    bo.press("x")
    ana.press("/")
    ana.catch_up()
    assert ana.said == ""
    ana.press("<esc>")
    assert ana.catch_up()
    assert ana.said == "bo removed person “Ada Bell”"
