"""The workspace between store and screen: refusals, other sessions, positions, sizes."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.notation import Desk, Ledger, article, desk, show
from tui.annotations.edits import Op, plain
from tui.annotations.history import History
from tui.annotations.model import Annotation, Quote
from tui.annotations.records import Records
from tui.session import pointing
from tui.session.choosing import marked
from tui.session.effects import Commit

LONG = "\n\n".join(
    f"Sentence number {number} is here, and it goes on a bit." for number in range(60)
)


def learn(made: Desk, *ops: Op, by: str = "bo") -> None:
    """Let another session commit operations, and this one learn of it."""
    made.ledger.take(ops, by)
    made.catch_up()


def only(made: Desk) -> Annotation:
    (one,) = made.reader.records.annotations.values()
    return one


def test_a_refused_edit_is_taken_back_and_says_why() -> None:
    made = desk("One ┃two.")
    made.ledger.refusal = "the disk is full"
    made.press("c")
    assert show(made.reader) == "One ┃two."
    assert made.workspace.message == (
        "not saved: claim: One two. — the disk is full · O tries again",
        "error",
    )
    assert made.reader.records.article is None
    made.press("u")
    assert made.said == "nothing to undo"
    made.ledger.refusal = ""
    made.press("c")
    assert show(made.reader) == "{claim:One ┃two.}"


@pytest.mark.parametrize("keys", ["e]<enter>", "eo", "x", "enmore<enter>", "gz", "0", "uu", "&"])
def test_any_refused_edit_leaves_the_records_as_they_were(keys: str) -> None:
    made = desk("One ┃two. Three.")
    made.press("+p")
    before, blocks = dict(made.reader.records.annotations), made.reader.article.blocks
    made.ledger.refusal = "no"
    made.press(keys)
    assert made.reader.records.annotations == before
    assert made.reader.records.passes == {}
    assert made.reader.article.blocks == blocks


def test_the_article_is_stored_once_before_the_first_edit_and_stays() -> None:
    made = desk("One ┃two.\n\nThree.")
    effects = made.press("c")
    assert [effect.summary for effect in effects if isinstance(effect, Commit)] == [
        "claim: One two."
    ]
    made.press("uu")
    assert made.said == "nothing to undo"
    assert [table for table, _ in made.ledger.held] == ["articles"]
    made.press("UU")
    assert show(made.reader) == "{claim:┃One two.}\n\nThree."


def test_marking_boilerplate_is_a_first_edit_like_any_other() -> None:
    made = desk("One.\n\nT┃wo.")
    made.press("gz")
    assert made.said == "marked as boilerplate"
    assert len(made.ledger.edits) == 1


def test_what_is_body_again_is_what_it_was() -> None:
    made = desk("~Advertisement\n\nOne.\n\nT┃wo.")
    blocks = made.reader.article.blocks
    made.press("gzgz")
    assert made.said == "marked as body again"
    assert made.reader.article.blocks == blocks
    assert not made.reader.records.recasts
    made.press("gggz")
    assert [block.role for block in made.reader.article.blocks] == ["paragraph"] * 3
    made.press("gz")
    assert made.reader.article.blocks == blocks


def test_an_edit_that_brought_the_article_too_is_undone_without_it() -> None:
    ledger = Ledger()
    first = desk("One ┃two.")
    first.press("c")
    (record,) = (after for (table, _), after in first.ledger.held.items() if table == "articles")
    (one,) = (after for (table, _), after in first.ledger.held.items() if table == "annotations")
    ops = (
        Op("articles", str(record["id"]), None, record),
        Op("annotations", str(one["id"]), None, one),
    )
    ledger.take(ops, "ana", "imported")
    made = Desk(first.reader.article, ledger=ledger)
    made.press("u")
    assert made.reader.records.annotations == {}
    assert ("articles", made.reader.article.id) in ledger.held
    made.press("U")
    assert [held.id for held in made.reader.records.annotations.values()] == [one["id"]]


def test_another_sessions_edit_is_seen_and_is_not_ours_to_undo() -> None:
    made = desk("{person:O┃ne} two.")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), plain(replace(old, note="checked"))))
    assert only(made).note == "checked"
    made.press("u")
    assert made.said == "nothing to undo"


def test_a_second_session_of_the_same_author_can_undo() -> None:
    made = desk("{person:O┃ne} two.")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), None), by="ana")
    made.press("u")
    assert show(made.reader) == "{person:┃One} two."


def test_an_annotation_that_goes_while_it_is_edited_ends_the_editing() -> None:
    made = desk("{person:O┃ne} two three.")
    made.press("e]")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), None))
    assert made.workspace.context == "reader"
    made.press("w")
    assert show(made.reader) == "One two ┃three."


def test_an_annotation_that_changes_while_it_is_edited_keeps_the_change() -> None:
    made = desk("{person:O┃ne} two three.")
    made.press("e]")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), plain(replace(old, note="seen"))))
    made.press("<enter>")
    assert show(made.reader) == "{person:One tw┃o} three."
    assert only(made).note == "seen"


def test_boundaries_that_somebody_else_has_changed_end_the_editing() -> None:
    made = desk("{person:O┃ne} two three.")
    made.press("e]")
    old = only(made)
    quotes = (Quote("One two three"),)
    new = replace(old, spans=((0, 13),), quotes=quotes)
    learn(made, Op("annotations", old.id, plain(old), plain(new)))
    made.press("<enter>")
    assert only(made) == new


def test_a_note_on_an_annotation_that_has_gone_is_dropped() -> None:
    made = desk("{person:O┃ne} two.")
    made.press("enwords")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), None))
    made.press("<enter>")
    assert made.reader.records.annotations == {}
    assert made.ledger.edits[-1].by == "bo"


def test_what_somebody_else_has_changed_since_is_not_undone() -> None:
    made = desk("O┃ne two.")
    made.press("+p")
    old = only(made)
    learn(made, Op("annotations", old.id, plain(old), plain(replace(old, note="seen"))))
    made.press("u")
    assert "changed elsewhere" in made.said
    assert only(made).note == "seen"


def test_two_sessions_of_one_author_can_edit_at_once() -> None:
    made = desk("O┃ne two. Three.")
    text = made.reader.article
    made.press("+p")
    other = Annotation(
        id="other", article=text.id, tag="place", spans=((4, 7),), quotes=(Quote("two"),)
    )
    made.ledger.take((Op("annotations", "other", None, plain(other)),), "ana")
    made.press("G0")
    made.catch_up()
    made.press("uuu")
    assert show(made.reader).replace("┃", "") == "One two. Three."
    again = Desk(text, ledger=made.ledger)
    again.press("u")
    assert again.said == "nothing to undo"
    again.press("UUU")
    assert {one.tag for one in again.reader.records.annotations.values()} == {"person", "place"}


def test_undo_goes_on_in_a_later_session() -> None:
    first = desk("One ┃two. Three.")
    first.press("c=v+p")
    later = Desk(first.reader.article, ledger=first.ledger)
    later.press("u")
    assert show(later.reader) == "{claim=verified:One ┃two.} Three."
    last = Desk(first.reader.article, ledger=first.ledger)
    last.press("uUU")
    assert show(last.reader) == "{claim=verified:One {person:┃two}.} Three."


def test_two_panes_on_one_article_share_its_records() -> None:
    made = desk("One ┃two.\n\nThree.")
    made.press("|c")
    left, right = made.workspace.panes
    assert left.records is right.records
    made.press("<c-w>hu")
    assert right.records.annotations == {}
    made.press("Gegz")
    assert left.article.blocks == right.article.blocks
    assert right.article.blocks[1].role == "boilerplate"


def test_a_message_goes_with_the_next_key() -> None:
    made = desk("One ┃two.")
    made.press("u")
    assert made.said
    made.press("l")
    assert made.said == ""


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("gx", "g x does nothing here; ? shows the keys"),
        ("H", "H does nothing here; ? shows the keys"),
        ("g<esc>", ""),
    ],
)
def test_a_sequence_that_leads_nowhere(keys: str, said: str) -> None:
    made = desk("One ┃two.")
    made.press(keys)
    assert made.said == said
    assert made.workspace.pending == ()


def test_an_article_opens_where_it_was_left() -> None:
    made, story = desk("┃One."), article(LONG)
    made.workspace.show("x", story, Records(), History(), position=1500)
    assert made.reader.cursor == 1500
    assert made.reader.layout.place(1500) in [shown.place for shown in made.reader.rows()]
    made.workspace.show("x", story, Records(), History(), position=10**9)
    assert made.reader.cursor == len(LONG) - 1
    made.workspace.show("x", story, Records(), History(), position=-5)
    assert made.reader.cursor == 0


def screen_row(made: Desk) -> int:
    places = [shown.place for shown in made.reader.rows()]
    return places.index(made.reader.layout.place(made.reader.cursor))


@given(st.integers(0, len(LONG)), st.integers(-9, 9), st.lists(st.integers(1, 120), max_size=4))
@settings(max_examples=60, deadline=None)
def test_resizing_keeps_the_line_being_read_in_its_row(
    offset: int, scrolled: int, widths: list[int]
) -> None:
    made = desk(LONG, size=(80, 20))
    made.reader.go(offset)
    made.reader.scroll(scrolled)
    before, cursor = screen_row(made), made.reader.cursor
    for width in widths:
        made.reader.resize(width, 20)
        assert made.reader.cursor == cursor
        rows = made.reader.rows()
        at_an_end = rows[0].place == (0, 0) or rows[-1].place == made.reader.layout.end
        assert screen_row(made) == before or at_an_end
        if at_an_end:
            break


def test_a_smaller_page_keeps_the_cursor_in_view() -> None:
    made = desk(LONG, size=(80, 24))
    made.press("<c-d>jjjjjj")
    for height in (20, 5, 1, 24):
        made.reader.resize(80, height)
        assert 0 <= screen_row(made) < height


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (0, 0), (40, 12)])
def test_every_key_works_on_the_smallest_page(size: tuple[int, int]) -> None:
    made = desk("#Head\n\n{person:O┃ne} two. “Three.”\n\n~Ad.\n\n日本語。", size=size)
    for keys in ("jkwb)(}{", "Ggg<c-d><c-u><space><bs>", "s++--]];v", "e]<enter>c=vuU", "zgzz|q"):
        made.press(keys)
        assert made.reader.rows()


def test_the_mouse_places_extends_and_takes_words_and_sentences() -> None:
    made = desk("┃One two. Three four.")
    point = partial(pointing.point, made.workspace)
    point(0, 5, clicks=1, drag=False)
    assert show(made.reader) == "One t┃wo. Three four."
    point(0, 12, clicks=1, drag=True)
    assert show(made.reader) == "One t⟦wo. Thr┃e⟧e four."
    point(0, 2, clicks=1, drag=True)
    assert show(made.reader) == "On⟦┃e tw⟧o. Three four."
    point(0, 5, clicks=2, drag=False)
    assert show(made.reader) == "One ⟦tw┃o⟧. Three four."
    point(0, 5, clicks=3, drag=False)
    assert show(made.reader) == "⟦One two┃.⟧ Three four."


def test_a_click_takes_what_was_being_typed() -> None:
    made = desk("┃One two three.")
    made.press("/three")
    pointing.point(made.workspace, 0, 5, clicks=1, drag=False)
    assert made.workspace.context == "reader"
    assert show(made.reader) == "One t┃wo three."
    made.press("n")
    assert show(made.reader) == "One two ┃three."


def test_choosing_in_the_list_goes_there() -> None:
    made = desk("{person:One} t┃wo.")
    made.workspace.choose_annotation(only(made).id)
    assert show(made.reader) == "{person:┃One} two."
    made.workspace.choose_annotation("gone")
    assert marked(made.workspace) == only(made).id


def test_a_cursor_that_the_page_left_behind_is_in_sight_when_its_selection_is_dropped() -> None:
    made = desk("Ana went. " * 900, size=(40, 12))
    made.press("s")
    pointing.wheel(made.workspace, 0, 60)
    assert made.reader.rows()[0].row.start > made.reader.cursor
    made.press("<esc>")
    assert made.reader.rows()[0].row.start <= made.reader.cursor < made.reader.rows()[-1].row.end
