"""The record of an annotation: its fields, going through them, changing and removing."""

from __future__ import annotations

import pytest

from tests.session.notation import Desk, desk, show
from tui.annotations.model import Evidence
from tui.session import panel, status

CLAIM = "{claim:O┃ne is.} {claim:Two is.} {person:Ada} says."
SOURCED = "ESand study, p. 4, “It drifts.”<enter>"


def fields(made: Desk) -> list[tuple[str, str]]:
    """The labels and values of the record that is shown."""
    found = made.workspace.annotation(made.workspace.panel.annotation)
    assert found is not None
    return [(one.label, one.value) for one in panel.fields(made.workspace, made.reader, found)]


def selected(made: Desk) -> str:
    """The label of the selected field."""
    found = made.workspace.annotation(made.workspace.panel.annotation)
    assert found is not None
    shown = panel.fields(made.workspace, made.reader, found)
    return shown[made.workspace.panel.selected(shown)].label


def source(made: Desk) -> Evidence:
    (one,) = made.reader.records.evidence.values()
    return one


def test_all_that_is_said_of_a_claim() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(SOURCED + "=vMpi")
    assert fields(made) == [
        ("claim", "One is."),
        ("status", "verified"),
        ("method", "primary source"),
        ("source 1", "Sand study"),
        ("place", "p. 4"),
        ("quotation", "It drifts."),
        ("seen", "2024-05-15"),
        ("add", "address, contact"),
        ("note", "—"),
        ("checked", "2024-05-15 00:02 · ana"),
        ("made", "—"),
    ]


def test_what_is_said_without_evidence_is_marked() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("=vi")
    assert fields(made)[1] == ("status", "verified, no evidence")


def test_the_line_below_is_about_the_record_that_is_shown() -> None:
    made = desk("{claim:{quote:“O┃ne is,”} said Una Moss.}")
    made.press("i<lt>")
    assert fields(made)[0][0] == "claim"
    assert status.where(made.workspace).remark.startswith("claim · sentence 1")


def test_links_are_read_from_both_ends() -> None:
    made = desk("{quote:“O┃ne,”} said {person:Ada}.")
    made.press("Lasi")
    assert ("said by", "Ada") in fields(made)
    made.press("jl")
    assert ("said", "“One,”") in fields(made)


MOVES = [
    ("", "claim"),
    ("j", "status"),
    ("jjk", "status"),
    ("k", "claim"),
    ("G", "made"),
    ("Gj", "made"),
    ("Ggg", "claim"),
    ("j>", "status"),
]


@pytest.mark.parametrize(("keys", "label"), MOVES)
def test_moving_through_the_fields(keys: str, label: str) -> None:
    made = desk(CLAIM)
    made.press("i" + keys)
    assert selected(made) == label


TURNS = [
    (">", "{claim:One is.} {claim:┃Two is.} {person:Ada} says."),
    (">>>", "{claim:One is.} {claim:Two is.} {person:┃Ada} says."),
    (">><<<", "{claim:┃One is.} {claim:Two is.} {person:Ada} says."),
    ("=v", "{claim=verified:One is.} {claim:┃Two is.} {person:Ada} says."),
    ("==", "{claim:One is.} {claim:┃Two is.} {person:Ada} says."),
    ("<esc>", CLAIM),
    ("<enter><esc>", "{claim:One is┃.} {claim:Two is.} {person:Ada} says."),
]


@pytest.mark.parametrize(("keys", "after"), TURNS)
def test_the_record_of_another_annotation(keys: str, after: str) -> None:
    made = desk(CLAIM)
    made.press("i" + keys)
    assert show(made.reader) == after
    here = made.reader.records.at(made.reader.cursor)[0].id
    assert made.workspace.panel.annotation == here
    assert made.workspace.focus == ("reader" if keys.endswith("<esc>") else "record")


def test_a_claim_of_the_list_is_opened() -> None:
    made = desk(CLAIM)
    made.press("gaji")
    assert fields(made)[0] == ("claim", "Two is.")


def test_the_letters_of_a_status_are_shown_where_it_is_changed() -> None:
    made = desk(CLAIM)
    made.press("ij<enter>")
    assert made.workspace.pending == ("=",)
    made.press("d")
    assert show(made.reader).startswith("{claim=disputed:One is.}")


PARTS = [
    ("jjj<enter><c-u>Dune study<enter>", "title", "Dune study"),
    ("jjjj<enter><c-u>p. 5<enter>", "place", "p. 5"),
    ("jjjjjj<enter><c-u>May 2, 2024<enter>", "seen", "2024-05-02"),
    ("jjjjjj<enter><c-u>some day<enter>", "seen", "2024-05-15"),
    ("jjjjj<enter><esc>", "quotation", "It drifts."),
    ("jjjjjx", "quotation", ""),
    ("jjjjjjj<enter>https://example.org/a @Una Moss<enter>", "address", "https://example.org/a"),
    ("jjjjjjj<enter>@Una Moss<enter>", "contact", "Una Moss"),
]


@pytest.mark.parametrize(("keys", "part", "value"), PARTS)
def test_every_part_of_a_source_can_be_changed(keys: str, part: str, value: str) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(SOURCED + "i")
    before = source(made)
    made.press(keys)
    assert getattr(source(made), part) == value
    if source(made) != before:
        made.press("u")
        assert source(made) == before


def test_a_source_is_removed_whole_at_its_title() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(SOURCED + "ijjjx")
    assert made.reader.records.evidence == {}
    assert selected(made) == "note"
    made.press("u")
    assert source(made).title == "Sand study"


def test_a_note_is_written_and_removed() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("ijjj<enter>")
    made.carry_out(made.workspace.answer("ask again"))
    assert ("note", "ask again") in fields(made)
    made.press("x")
    assert ("note", "—") in fields(made)


def test_a_status_and_a_link_are_removed() -> None:
    made = desk("{quote:“O┃ne,”} said {person:Ada}.")
    made.press("Lasijx")
    assert made.reader.records.links == {}
    assert made.said.startswith("no longer said by “Ada”")
    made = desk("{claim:O┃ne is.}")
    made.press("=vijx")
    (claim,) = made.reader.records.annotations.values()
    assert (claim.attributes, claim.checked, claim.checked_by) == ({}, "", "")


@pytest.mark.parametrize("keys", ["x", "jjx", "Gx", "G<enter>"])
def test_what_cannot_be_removed_or_changed_says_so(keys: str) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("i")
    edits = len(made.ledger.edits)
    made.press(keys)
    assert made.said
    assert len(made.ledger.edits) == edits


def test_the_record_closes_when_its_annotation_goes() -> None:
    made = desk("A┃da is.")
    made.press("ci")
    assert made.workspace.focus == "record"
    made.press("u")
    assert made.workspace.focus == "reader"


def test_the_whole_sentence_stays_in_sight() -> None:
    long = " ".join(["Word"] * 160)
    made = desk(f"One is.\n\n{{claim:┃{long}.}}\n\nTwo is.", size=(80, 24))
    made.press("i")
    for height in (24, 16, 14):
        made.reader.resize(80, height)
        shown = [row.row for row in made.reader.rows()]
        (claim,) = made.reader.records.annotations.values()
        assert any(row.start <= claim.start < row.end for row in shown)
        assert any(row.start < claim.end <= row.end for row in shown)


def test_a_note_written_in_the_edit_stays_when_that_is_left() -> None:
    made = desk("{person:O┃ne} two.")
    made.press("eon")
    made.carry_out(made.workspace.answer("Look it up."))
    made.press("p<esc>")
    assert show(made.reader) == "{organisation:┃One} two."
    assert [one.note for one in made.reader.records.ordered()] == ["Look it up."]
    made.press("uu")
    assert show(made.reader) == "{person:┃One} two."


def test_enter_on_the_words_of_a_record_edits_them() -> None:
    made = desk("{person:O┃ne} two.")
    made.press("i<enter>")
    assert (made.workspace.context, show(made.reader)) == ("edit", "{person:⟦On┃e⟧} two.")
    made.press("]<enter>")
    assert show(made.reader) == "{person:One tw┃o}."
