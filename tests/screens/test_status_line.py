"""The status line where a message and something to be decided about want it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.session.judged import judged
from tests.session.notation import CONFIG, Desk, desk
from tui.screens import lines, themes
from tui.screens.colours import Colours
from tui.text.cells import width

COLOURS = Colours(themes.DARK, {}, CONFIG.scheme)
SAID = "┃Orla Bexley spoke. “The boat is late,” said Orla Bexley. It cost 40 euros."
FIGURES = CONFIG._replace(
    settings=replace(CONFIG.settings, propose=("quote", "amount"), propose_from=0.1)
)
OLDER = "{claim:It sails at six.} {claim:Tom Reed waits at the old pier.} It rains."
NEWER = "┃It sails at seven. Tom Reed waits at the new pier. It rains."


def rows(made: Desk, room: int = 80, most: int = 1) -> list[str]:
    """What the line says, row by row."""
    return [row.plain.strip() for row in lines.status_rows(made.workspace, COLOURS, room, most)]


@pytest.mark.parametrize("room", [60, 80, 120])
def test_the_next_candidate_is_not_hidden_by_who_said_the_last(room: int) -> None:
    made = desk(SAID, conf=FIGURES)
    made.press("<tab><enter>")
    assert rows(made, room)[0].startswith("who said it?")
    made.press("<enter>")
    (said,) = rows(made, room)
    assert made.said.endswith("said by Orla Bexley")
    assert said.startswith("40 euros  amount? · ")
    assert ("   “The boat is" in said) == (room >= 80)


def test_the_first_of_the_same_words_is_seen_with_how_many_there_are() -> None:
    made = desk("{person:┃Ada} is. Ada was. Ada will.")
    made.press("*")
    assert rows(made)[0].startswith("Ada  person? · ")
    assert rows(made)[0].endswith("   2 more; A accepts all that are left")


@pytest.mark.parametrize("room", [40, 60, 80])
def test_a_candidate_says_first_how_sure_it_is_and_is_cut_with_a_sign(room: int) -> None:
    made = desk("┃Turnout fell to 41 percent in 1987, according to the register of Tolmarch.")
    made.press("<tab>")
    (said,) = rows(made, room)
    assert re.search(r"  claim\? · \d+ % · ", said)
    assert said.endswith("…")
    assert len(said) <= room - 2


def test_what_was_dropped_does_not_hide_the_next_change() -> None:
    made = desk(NEWER, OLDER)
    made.press("DcDnx")
    (said,) = rows(made)
    assert "change 2 of 2" in said
    assert "dropped claim" in said


def test_a_decision_taken_back_shows_its_case_again() -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.press("au")
    assert rows(made)[0].startswith("label  person → place · 1 left   undone: ")


def test_what_was_asked_for_is_said_where_nothing_else_is_to_be_seen() -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.press("gs")
    assert rows(made) == ["0 of 1 decided"]


def test_a_warning_is_not_cut_by_what_is_to_be_decided() -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.workspace.asked = ()
    made.workspace.say("the disk is full: " + "no room " * 10, "warning")
    said = rows(made, most=2)
    assert said[0].startswith("label  person → place")
    assert said[1].startswith("the disk is full")
    assert rows(made)[0].startswith("the disk is full")


CITED = (
    "A long study of the sand banks of Varn https://example.org/reports/sand-banks-of-varn-2023 "
    "p. 4, “The sand has moved by forty metres.” 2024-05-12 press@example.org"
)


@pytest.mark.parametrize("room", [80, 100, 120, 200])
def test_all_that_is_understood_of_evidence_is_seen_before_it_is_taken(room: int) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("E")
    made.workspace.type(CITED)
    (row,) = lines.key_rows(made.workspace, COLOURS, room)
    said = row.plain.rstrip()
    assert len(said) <= room
    for part, begins in (
        ("title", "A"),
        ("address", "ht"),
        ("place", "p"),
        ("quotation", "Th"),
        ("seen", "2024-05-12" if room >= 100 else "20"),
        ("contact", "pr"),
    ):
        assert f" {part} {begins}" in f" {said}"
    if room == 200:
        assert "press@example.org" in said


def test_the_top_line_fits_where_who_signed_has_wide_letters() -> None:
    made = desk(SAID)
    made.workspace.author = "田中花子"
    made.press("000SS")
    top = lines.top_line(made.workspace, COLOURS, "saved", 120).plain
    assert "signed by 田中花子" in top
    assert width(top) == 119
