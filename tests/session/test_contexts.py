"""Panes, library, annotation list and prompts: where the keys go, and what they do there."""

from __future__ import annotations

import pytest

from tests.session.notation import Desk, desk, show
from tui.session.effects import Copy, NextTheme, Open, Quit
from tui.session.effects import Show as Over

LONG = "┃" + "\n\n".join(f"Sentence number {number} is here." for number in range(60))


def three() -> Desk:
    return desk("#Alder\n\n┃One.", "#Birch\n\nTwo.", "#Cedar\n\nThree.")


def titles(made: Desk) -> list[str]:
    return [reader.article.title for reader in made.workspace.panes]


def place(made: Desk) -> tuple[str, list[str], int]:
    return made.workspace.focus, titles(made), made.workspace.pane


@pytest.mark.parametrize(
    ("keys", "focus", "panes", "pane"),
    [
        ("|", "reader", ["Alder", "Alder"], 1),
        ("<c-w>v<c-w>h", "reader", ["Alder", "Alder"], 0),
        ("||<c-w>w", "reader", ["Alder"] * 3, 0),
        ("||<c-w>l<c-w>h", "reader", ["Alder"] * 3, 2),
        ("|<c-w>q", "reader", ["Alder"], 0),
        ("<c-w>q", "reader", ["Alder"], 0),
        ("J", "reader", ["Birch"], 0),
        ("JJK", "reader", ["Birch"], 0),
        ("JJJJ", "reader", ["Cedar"], 0),
        ("K", "reader", ["Alder"], 0),
        ("gl", "library", ["Alder"], 0),
        ("glj<enter>", "reader", ["Birch"], 0),
        ("glG|", "reader", ["Alder", "Cedar"], 1),
        ("glGkl", "reader", ["Birch"], 0),
        ("glGgg<enter>", "reader", ["Alder"], 0),
        ("gl<space><enter>", "reader", ["Cedar"], 0),
        ("gl/bir<enter><enter>", "reader", ["Birch"], 0),
        ("gl/zz<enter><enter>", "library", ["Alder"], 0),
        ("gl/bir<enter><esc>j<enter>", "reader", ["Cedar"], 0),
        ("gl/bir<esc><enter>", "reader", ["Alder"], 0),
        ("gl<esc>", "reader", ["Alder"], 0),
        ("gl/bir<enter><esc><esc>", "reader", ["Alder"], 0),
        ("q", "library", ["Alder"], 0),
        ("|q", "reader", ["Alder"], 0),
        ("ga", "list", ["Alder"], 0),
        ("gaq", "reader", ["Alder"], 0),
        ("ga<esc>", "reader", ["Alder"], 0),
    ],
)
def test_focus(keys: str, focus: str, panes: list[str], pane: int) -> None:
    made = three()
    made.press(keys)
    assert place(made) == (focus, panes, pane)


@pytest.mark.parametrize("keys", ["qq", "<c-q>", "<c-c>", "gl<c-q>", "glq"])
def test_leaving(keys: str) -> None:
    assert three().press(keys)[-1] == Quit()


def test_a_single_article_is_left_at_once() -> None:
    assert desk("┃One.").press("q") == [Quit()]


def test_a_cancelled_filter_is_the_one_before_and_so_is_the_choice() -> None:
    made = three()
    made.press("gl/c<enter>j")
    library = made.workspace.library
    assert (library.filter, library.selected) == ("c", "3.txt")
    made.press("/zz<esc>")
    assert (library.filter, library.selected) == ("c", "3.txt")


def test_opening_the_article_beside_keeps_its_own_place() -> None:
    made = desk(LONG)
    made.press("G|gg")
    left, right = made.workspace.panes
    assert left.cursor > right.cursor == 0
    assert left.records is right.records


def test_panes_scroll_together_only_on_request() -> None:
    made = desk(LONG, size=(80, 20))
    made.press("|")
    left, right = made.workspace.panes
    made.press("<c-d>")
    assert left.top != right.top
    made.press("<c-u><c-w>s<c-d>")
    assert left.top == right.top
    made.press("<c-w>s<c-d>")
    assert left.top != right.top


def test_the_list_leads_through_the_annotations_and_the_text_follows() -> None:
    made = desk("{person:Ada} is. {claim:It was.} {person:┃Bo} was.")
    made.press("ga")
    seen = []
    for _ in range(4):
        seen.append(made.reader.cursor)
        made.press("k")
    assert seen == [16, 0, 8, 8]  # Claims come before persons.
    made.press("G<enter>")
    assert (made.workspace.focus, made.reader.cursor) == ("reader", 16)


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("gaggx", "{person:┃Ada} is. It was. {person:Bo} was."),
        ("gaxx", "Ada is. {claim:┃It was.} Bo was."),
        ("gaxxxx", "Ada is. ┃It was. Bo was."),
        ("gagge", "{person:Ada} is. {claim:⟦It was┃.⟧} {person:Bo} was."),
        ("gaj/ada<enter>", "{person:┃Ada} is. {claim:It was.} {person:Bo} was."),
        ("gaj/ada<esc>", "{person:Ada} is. {claim:It was.} {person:┃Bo} was."),
        ("gaGj<enter>x", "{person:Ada} is. {claim:It was.} ┃Bo was."),
    ],
)
def test_list(keys: str, after: str) -> None:
    made = desk("{person:Ada} is. {claim:It was.} {person:┃Bo} was.")
    made.press(keys)
    assert show(made.reader) == after


def test_going_elsewhere_by_the_list_ends_editing() -> None:
    made = desk("{person:A┃da} is. {claim:It was.}")
    made.press("egaggl")
    assert made.workspace.context == "reader"


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        ("abc", "abc", 3),
        ("a<space>b", "a b", 3),
        ("abc<bs>", "ab", 2),
        ("ae\u0301<bs>", "a", 1),
        ("<bs>", "", 0),
        ("one two<c-w>", "one ", 4),
        ("one two<c-w><c-w>", "", 0),
        ("one two<left><left><c-u>", "wo", 0),
        ("abc<home>x", "xabc", 1),
        ("abc<left><left>x<right>y", "axbyc", 4),
        ("abc<home><end>x", "abcx", 4),
        ("<left><right>", "", 0),
        ("a<up><f1><tab>b", "ab", 2),
        ("?:q|g g", "?:q|g g", 7),
    ],
)
def test_prompt(keys: str, text: str, caret: int) -> None:
    made = desk("┃One two.")
    made.press("/" + keys)
    prompt = made.workspace.prompt
    assert prompt is not None
    assert (prompt.text, prompt.caret) == (text, caret)


def test_a_paste_goes_into_the_prompt_and_nowhere_else() -> None:
    made = desk("┃One two.")
    made.workspace.type("two")
    assert show(made.reader) == "┃One two."
    made.press("/")
    made.workspace.type("two")
    made.press("<enter>")
    assert show(made.reader) == "One ┃two."


def test_a_cancelled_search_leaves_the_page_where_it_was() -> None:
    made = desk(LONG, size=(80, 20))
    made.press("<c-d>jj")
    before = (made.reader.cursor, made.reader.top)
    made.press("/number 59")
    assert made.reader.top != before[1]
    made.press("<esc>")
    assert (made.reader.cursor, made.reader.top) == before


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.text.search._TIMEOUT", 1e-9)
    made = desk("┃" + "ab " * 50_000)
    made.press("/re:(a|ab|b)+c")
    assert (made.said, made.reader.cursor) == ("the expression takes too long", 0)
    made.press("<enter>n")
    assert made.said.startswith("nothing to look for yet")


def test_notes_are_written_where_editing_began() -> None:
    made = desk("{person:A┃da} is.")
    assert Over("note") in made.press("en")
    made.press("seen twice<enter>")
    (one,) = made.reader.records.annotations.values()
    assert (one.note, one.revision) == ("seen twice", 1)
    made.press("n<c-u><esc>")
    assert made.reader.records.annotations[one.id].note == "seen twice"
    made.press("n<c-u><enter>")
    assert made.reader.records.annotations[one.id].note == ""


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("#Head\n\nOne is. T┃wo is.", "Two is.\n— Head"),
        ("#Head\n\nOne ⟦i┃s⟧. Two is.", "is\n— Head"),
        ("#Head\n\n{person:O┃ne} is.", "One\n— Head"),
        ("One is.\nTw┃o\nis.", "Two is."),
        ("#Head\n\n@[p. 3]\n\nOne is. T┃wo is.", "Two is.\n— Head, p. 3"),
    ],
)
def test_copying(before: str, text: str) -> None:
    assert desk(before).press("y") == [Copy(text)]


@pytest.mark.parametrize(
    ("keys", "effect"),
    [("?", Over("help")), (":", Over("palette")), ("gt", NextTheme()), ("J", Open("2.txt"))],
)
def test_effects(keys: str, effect: object) -> None:
    assert three().press(keys) == [effect]


def test_the_list_shows_only_words_that_are_tagged_in_several_ways() -> None:
    made = desk("{place:┃Varn} is. {person:Varn} was. {person:Ada} is.")
    made.press("gad")
    workspace = made.workspace
    groups = workspace.listing.groups(made.reader.records, workspace.scheme)
    assert [(group.tag.name, len(group.annotations)) for group in groups] == [
        ("person", 1),
        ("place", 1),
    ]
    made.press("d")
    assert workspace.listing.filter == ""
