"""The board of claims and the ledger of replies, by key: what they show and where they lead."""

from __future__ import annotations

import msgspec
import pytest

from tests.session.notation import Desk, desk, show
from tui.annotations.edits import Op
from tui.annotations.model import Annotation
from tui.session import completing, keyline, overview
from tui.session.effects import Commit, Sift
from tui.session.overview import Overview

HERE = "#Harbour\n\n{claim:O┃ne is not two.} {claim:Three is.}"
THERE = "#Quay\n\n{claim:One is not two!} {person:Ada} left."
FAR = "#Tide\n\n{claim:Nine boats sank.} {claim:One is not two.}"


def three() -> Desk:
    return desk(HERE, THERE, FAR)


def board(made: Desk) -> Overview:
    return made.workspace.overviews["board"]


def lines(view: Overview) -> list[str]:
    """The rows that are seen, `>` before the selected."""
    rows = [view.rows[number] for number in view.sifted.shown]
    return [
        f"{'>' * (row.annotation.id == view.selected)}{row.title}: {row.said}: "
        + row.annotation.text
        for row in rows
    ]


def titles(made: Desk) -> list[str]:
    """The articles of the rows that are seen."""
    return [line.lstrip(">").partition(":")[0] for line in lines(board(made))]


def statuses(made: Desk) -> dict[str, str]:
    """The status of each claim that is held, by its article's title and its words."""
    titles = {one.id: one.title for one in made.articles.values()}
    return {
        f"{titles[str(held['article'])]} {claim.text}": claim.attributes.get("status", "")
        for (table, _), held in made.ledger.held.items()
        if table == "annotations" and (claim := msgspec.convert(held, Annotation)).tag == "claim"
    }


def test_the_board_has_the_claims_of_all_articles_the_same_ones_together() -> None:
    made = three()
    made.press("gc")
    assert made.workspace.context == "board"
    assert lines(board(made)) == [
        ">Harbour: unchecked: One is not two.",
        "Quay: unchecked: One is not two!",
        "Tide: unchecked: One is not two.",
        "Harbour: unchecked: Three is.",
        "Tide: unchecked: Nine boats sank.",
    ]


ALL = ["Harbour", "Quay", "Tide", "Harbour", "Tide"]


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("/nine<enter>", ["Tide"]),
        ("/quay<enter>", ["Harbour", "Quay", "Tide"]),
        ("/status:verified<enter>", ["Tide"]),
        ("/-checked<space>three<enter>", ["Harbour"]),
        ("/zebra<enter>", []),
        ("/nine<esc>", ALL),
        ("/nine<enter><esc>", ALL),
        ("1", ["Harbour", "Quay", "Tide", "Harbour"]),
        ("11", ALL),
        ("s", ["Harbour", "Quay", "Tide"]),
        ("d", []),
        ("ss", ALL),
        ("o", ALL),
        ("oo", ALL),
        ("ooo", ALL),
    ],
)
def test_what_is_seen_of_the_board(keys: str, seen: list[str]) -> None:
    made = three()
    made.press("glG<enter>gg)=vglgg<enter>gc")
    made.press(keys)
    assert titles(made) == seen


def test_a_claim_in_a_quotation_is_said_by_its_speaker_on_the_board() -> None:
    made = desk("{quote:“┃So, {claim:the tax rose},”} said {person:Ada Bell}.")
    made.press("L<enter>gc")
    assert [row.by for row in board(made).gathered.rows] == [("Ada Bell",)]


def test_the_board_by_status_has_first_what_is_open() -> None:
    made = three()
    made.press(")=fgc")
    assert [line.split(": ")[1] for line in lines(board(made))][3:] == ["false", "unchecked"]
    made.press("oo")
    assert [line.split(": ")[1] for line in lines(board(made))][3:] == ["unchecked", "false"]


@pytest.mark.parametrize(
    ("keys", "number"), [("", 0), ("j", 1), ("jjk", 1), ("G", 4), ("Gk", 3), ("Ggg", 0), (" ", 4)]
)
def test_moving_on_the_board(keys: str, number: int) -> None:
    made = three()
    made.press(f"gc{keys.replace(' ', '<space>')}")
    assert [line.startswith(">") for line in lines(board(made))].index(True) == number


@pytest.mark.parametrize(
    ("keys", "panes", "text"),
    [
        ("gc<enter>", ["Harbour"], "#Harbour\n\n{claim:┃One is not two.} {claim:Three is.}"),
        ("gcjjj<enter>", ["Harbour"], "#Harbour\n\n{claim:One is not two.} {claim:┃Three is.}"),
        ("gcj<enter>", ["Quay"], "#Quay\n\n{claim:┃One is not two!} {person:Ada} left."),
        ("gcG|", ["Harbour", "Tide"], "#Tide\n\n{claim:┃Nine boats sank.} {claim:One is not two.}"),
        ("gcG|gcgg<enter>", ["Harbour", "Tide"],
         "#Harbour\n\n{claim:┃One is not two.} {claim:Three is.}"),
        ("gcj<esc>", ["Harbour"], "#Harbour\n\n{claim:O┃ne is not two.} {claim:Three is.}"),
        ("gcjq", ["Harbour"], "#Harbour\n\n{claim:O┃ne is not two.} {claim:Three is.}"),
    ],
)  # fmt: skip
def test_where_the_board_leads(keys: str, panes: list[str], text: str) -> None:
    made = three()
    made.press(keys)
    assert made.workspace.context == "reader"
    assert [one.article.title for one in made.workspace.panes] == panes
    assert show(made.reader) == text


def test_a_return_to_the_board_finds_the_row_it_was_left_at() -> None:
    made = three()
    made.press("gcjj<enter>gc")
    assert lines(board(made))[2].startswith(">Tide")


def test_what_is_to_be_carried_is_said_before_it_is() -> None:
    made = three()
    made.press("=fgggcggc")
    assert made.said == (
        "“false” also for what is unchecked in “Quay”, unchecked in “Tide”? c carries it"
    )
    assert [hint.key for hint in keyline.hints(made.workspace)][:2] == ["c", "esc"]
    before = statuses(made)
    made.press("<esc>")
    assert made.workspace.context == "board"
    made.press("cj")
    assert made.workspace.context == "board"
    assert statuses(made) == before


def test_a_status_is_carried_by_an_edit_in_each_article_and_taken_back_by_one_key() -> None:
    made = three()
    made.press("=fgcggcc")
    carried = {"Harbour One is not two.", "Quay One is not two!", "Tide One is not two."}
    assert {name for name, said in statuses(made).items() if said == "false"} == carried
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] * 3
    assert [edit.summary for edit in made.ledger.edits[-2:]] == [
        "status: unchecked → false, carried from Harbour"
    ] * 2
    assert made.said == "“false” carried to 2 claims · u takes it back"
    made.press("u")
    assert {name for name, said in statuses(made).items() if said == "false"} == {
        "Harbour One is not two."
    }
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] + ["unchecked"] * 2
    made.press("u")
    assert made.said.startswith("nothing was carried from here")


def test_what_was_carried_is_undone_in_its_article_as_well() -> None:
    made = three()
    made.press("=fgcggccj<enter>u")
    assert statuses(made)["Quay One is not two!"] == ""
    assert statuses(made)["Tide One is not two."] == "false"
    made.press("gcu")
    assert made.said == "1 of 2 changed since and left as they are"
    assert statuses(made)["Tide One is not two."] == ""


def test_a_claim_of_one_story_has_nothing_to_carry() -> None:
    made = three()
    made.press("gcGc")
    assert made.said == "there is nothing to carry: this claim is in no other story"
    made.press("ggc")
    assert made.said == "there is nothing to carry: this claim is “unchecked” wherever it stands"


def test_what_others_change_is_seen_on_the_board() -> None:
    made = three()
    made.press("gc")
    id, held = next(
        (id, held) for (table, id), held in made.ledger.held.items() if held.get("quotes")
    )
    after = {**held, "attributes": {"status": "disputed"}}
    made.ledger.take((Op("annotations", id, held, after),), "ben")
    made.catch_up()
    made.carry_out(made.workspace.flush())
    assert lines(board(made))[0] == ">Harbour: disputed: One is not two."


def test_a_refused_carry_is_not_shown_and_can_be_tried_again() -> None:
    made = three()
    made.press("=fgcggc")
    made.ledger.refusal = "the disk is full"
    made.press("c")
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] + ["unchecked"] * 2
    made.ledger.refusal = ""
    made.press("O")
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] * 3


def test_a_filter_being_typed_goes_on_with_what_all_articles_say() -> None:
    made = three()
    made.press("=fgc/status:")
    assert [tuple(one) for one in completing.completions(made.workspace)] == [
        ("status:unchecked", 4),
        ("status:false", 1),
    ]


def test_what_others_changed_meanwhile_is_left_alone_and_the_rest_is_carried() -> None:
    made = three()
    made.press("=fgcggc")
    quay = next(one.id for one in made.articles.values() if one.title == "Quay")
    id, held = next(
        (id, held)
        for (table, id), held in made.ledger.held.items()
        if table == "annotations" and held["article"] == quay and held["tag"] == "claim"
    )
    theirs = {**held, "attributes": {"status": "disputed"}}
    made.ledger.take((Op("annotations", id, held, theirs),), "ben")
    made.press("c")
    assert made.said.endswith("somebody changed it meanwhile")
    assert statuses(made)["Quay One is not two!"] == "disputed"
    assert statuses(made)["Tide One is not two."] == "false"
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == [
        "false",
        "disputed",
        "false",
    ]


def test_what_was_carried_is_newer_than_what_is_being_gathered_meanwhile() -> None:
    made = three()
    made.press("=fgc<esc>")
    older = board(made).gathered
    assert older is not None
    for key in "gc":
        made.workspace.press(key)  # the articles are being looked through
    made.press("ggcc")
    overview.gathered(made.workspace, "board", older)
    made.carry_out(made.workspace.flush())
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] * 3
    made.press("u")
    assert made.said == "undone: status: unchecked → false, carried from Harbour"
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] + ["unchecked"] * 2


def test_what_has_changed_since_it_was_carried_can_be_undone_when_it_stands_again() -> None:
    made = three()
    made.press("=fgcggccj<enter>ugcu")
    assert made.said == "1 of 2 changed since and left as they are"
    made.press("u")
    assert made.said == "1 of 1 changed since and left as they are"
    made.press("<enter>Ugcu")
    assert made.said == "undone: status: unchecked → false, carried from Harbour"
    assert statuses(made)["Quay One is not two!"] == ""
    made.press("u")
    assert made.said.startswith("nothing was carried from here")


def test_what_cannot_be_undone_is_in_the_way_of_nothing_that_was_carried_before() -> None:
    made = desk(HERE, THERE, FAR, "#Isle\n\n{claim:Nine boats sank.}")
    made.press("=fgcggcc")
    made.press("G<enter>=vgcGcc")
    made.press("k<enter>ugcu")
    assert made.said == "1 of 1 changed since and left as they are"
    made.press("u")
    assert statuses(made)["Quay One is not two!"] == ""
    assert statuses(made)["Tide One is not two."] == ""


def test_an_undoing_that_the_store_refuses_can_be_asked_for_again() -> None:
    made = three()
    made.press("=fgcggcc")
    made.ledger.refusal = "the disk is full"
    made.press("u")
    made.ledger.refusal = ""
    made.press("u")
    assert [line.split(": ")[1] for line in lines(board(made))][:3] == ["false"] + ["unchecked"] * 2


def test_a_status_carried_to_many_articles_is_sifted_once() -> None:
    made = desk(HERE, *(f"#Quay {number}\n\n{{claim:One is not two.}}" for number in range(9)))
    made.press("=fgcggc")
    effects = made.press("c")
    assert sum(isinstance(one, Commit) for one in effects) == 9
    assert sum(isinstance(one, Sift) for one in effects) == 1
    assert {line.split(": ")[1] for line in lines(board(made))[:10]} == {"false"}


BLAMED = (
    "#Harbour\n\n{claim:T┃he council failed.} {organisation:The council} met. "
    "{quote:“We did not,”} it said."
)


def ledger(made: Desk) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], str]]:
    view = made.workspace.overviews["ledger"]
    rows = (view.rows[number] for number in view.sifted.shown)
    return [(row.title, row.said, row.parties, row.where, row.when) for row in rows]


def test_the_ledger_says_who_is_criticised_and_what_they_answered() -> None:
    made = desk(BLAMED, "#Quay\n\n{claim:The mayor slept.}")
    made.press("glG<enter>gg)Cnglgg<enter>gg)")
    links = {hint.key: hint.label for hint in keyline.hints(made.workspace)}
    assert "L" in links
    made.press("L")
    labels = made.workspace.linking.labels
    (party,) = [label for label, ends in labels.items() if ends[0].tag == "organisation"]
    made.press(f"{party}c" if len(labels[party]) > 1 else party)
    made.press("L")
    labels = made.workspace.linking.labels
    (answer,) = [label for label, ends in labels.items() if ends[0].tag == "quote"]
    made.press(f"{answer}r" if len(labels[answer]) > 1 else answer)
    made.press("T14<space>May<enter>gr")
    assert ledger(made) == [
        ("Harbour", "answered", ("The council",), ("“We did not,”",), "14 May"),
        ("Quay", "not asked", (), (), ""),
    ]
    made.press("5")
    assert [row[0] for row in ledger(made)] == ["Quay"]
    made.press("<enter>")
    assert made.reader.article.title == "Quay"
    made.press("gr/council<enter>")
    assert made.workspace.overviews["ledger"].sifted.shown == ()
