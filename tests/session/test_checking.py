"""Checking claims by key: a status and the next one, evidence in one line."""

from __future__ import annotations

import pytest

from tests.session.notation import SHIPPED, Desk, desk, show
from tui.annotations.model import Evidence
from tui.session import config, keyline, status

STATUS = [
    ("{claim:O┃ne is.} {claim:Two is.}", "=v", "{claim=verified:One is.} {claim:┃Two is.}"),
    ("{claim:One is.} {claim:T┃wo is.}", "=v", "{claim:One is.} {claim=verified:T┃wo is.}"),
    ("{claim:O┃ne is.} {claim:Two is.}", "=u", "{claim=unchecked:O┃ne is.} {claim:Two is.}"),
    ("{claim:O┃ne} is. {claim:Two} is.", "ll=v", "{claim=verified:One} is. {claim:┃Two} is."),
    ("{claim:One} i┃s.", "=v", "{claim=verified:One} i┃s."),
    ("{claim:One} {claim:is} no┃w.", "=v", "{claim:One} {claim:is} no┃w."),
    ("{claim:One.} Two ┃is.", "=v", "{claim:One.} Two ┃is."),
    ("{claim:One.} {claim:Two.} {claim:Th┃ree.}", "==",
     "{claim:┃One.} {claim:Two.} {claim:Three.}"),
    ("{claim:O┃ne.} {claim:Two.} {claim:Three.}", "====",
     "{claim:One.} {claim:Two.} {claim:┃Three.}"),
    ("{claim:O┃ne.} {claim:Two.}", "Mp", "{claim=primary source:O┃ne.} {claim:Two.}"),
    ("┃One. {claim:Two.} {claim:Three.}", "gag<home>=v=f",
     "One. {claim=verified:Two.} {claim=false:┃Three.}"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "keys", "after"), STATUS)
def test_a_status_leads_to_the_next_open_claim(before: str, keys: str, after: str) -> None:
    made = desk(before)
    made.press(keys)
    assert show(made.reader) == after


@pytest.mark.parametrize(
    ("before", "keys", "left"),
    [("One i┃s.", "=", ["next"]), ("{quote:O┃ne} is.", "M", []), ("One i┃s.", "ga=", ["next"])],
)
def test_that_nothing_here_has_an_attribute_is_said_at_its_first_key(
    before: str, keys: str, left: list[str]
) -> None:
    made = desk(before)
    made.press(keys)
    attribute = "method" if "M" in keys else "status"
    assert made.said == f"nothing here has a {attribute}: it belongs to claims"
    assert [one.label for one in keyline.hints(made.workspace)] == left
    made.press("v")
    assert "nothing here has a" in made.said or "does nothing" in made.said
    assert "claim" not in show(made.reader)


def test_who_checked_and_when_is_kept_until_it_is_open_again() -> None:
    made = desk("{claim:O┃ne is.}")

    def checked() -> tuple[str, str]:
        (claim,) = made.reader.records.annotations.values()
        return claim.checked_by, claim.checked[:10]

    made.press("=v")
    assert checked() == ("ana", "2024-05-15")
    assert all("ana" not in value for value in only(made).attributes.values())
    made.press("=r")
    assert checked() == ("", "")
    made.press("u")
    assert checked() == ("ana", "2024-05-15")


def only(made: Desk) -> object:
    (claim,) = made.reader.records.annotations.values()
    return claim


def evidence(made: Desk) -> list[Evidence]:
    return sorted(made.reader.records.evidence.values(), key=lambda one: one.created)


def test_evidence_is_pasted_in_one_line() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("E")
    made.workspace.type("Sand study, p. 4, https://example.org/sand\n“It drifts.” @Una Moss")
    assert [tuple(hint) for hint in keyline.hints(made.workspace)] == [
        ("title", "Sand study"),
        ("address", "https://example.org/sand"),
        ("place", "p. 4"),
        ("quotation", "It drifts."),
        ("contact", "Una Moss"),
    ]
    made.press("<enter>")
    (one,) = evidence(made)
    assert (one.title, one.address, one.place) == ("Sand study", "https://example.org/sand", "p. 4")
    assert (one.quotation, one.contact, one.seen) == ("It drifts.", "Una Moss", "2024-05-15")
    assert (one.author, one.claim) == ("ana", only(made).id)
    assert made.said == "source 1 for “One is.”"
    assert "Una" not in made.ledger.edits[-1].summary
    made.press("u")
    assert evidence(made) == []


def test_a_recent_source_is_cited_again_by_its_digit() -> None:
    made = desk("{claim:O┃ne is.} {claim:Two is.}")
    made.press("Eone<enter>Etwo<enter>==E")
    assert [tuple(hint) for hint in keyline.hints(made.workspace)] == [("1", "two"), ("2", "one")]
    made.press("2 p. 3<enter>")
    assert [(one.title, one.place) for one in evidence(made)][2] == ("one", "p. 3")


def test_sources_of_other_articles_are_recent_too() -> None:
    made = desk("{claim:O┃ne is.}", "{claim:T┃wo is.}")
    made.press("Eone<enter>J>")
    made.reader.go(0)
    made.press("E")
    assert [tuple(hint) for hint in keyline.hints(made.workspace)] == [("1", "one")]
    made.press("<esc>K<c-home>u")
    made.press("E")
    assert ("1", "one") not in [tuple(hint) for hint in keyline.hints(made.workspace)]


def test_whose_evidence_is_asked_for_is_said() -> None:
    made = desk("{claim:O┃ne is.} {claim:Two is.}")
    made.press("=fE")
    assert made.workspace.prompt is not None
    assert made.workspace.prompt.label == "evidence for “Two is.”"


def test_a_claim_that_a_quotation_covers_is_told_and_can_be_checked() -> None:
    made = desk("{claim:{quote:“O┃ne is,”} said Una Moss.}")
    assert status.where(made.workspace).remark.startswith("quote · claim · sentence 1")
    assert {hint.label for hint in keyline.hints(made.workspace)} >= {"status", "evidence", "link"}
    made.press("=v")
    assert "quote · claim · verified" in status.where(made.workspace).remark


@pytest.mark.parametrize("keys", ["E<enter>", "Eone<esc>", "E  <enter>"])
def test_no_evidence_is_made_of_nothing(keys: str) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(keys)
    assert evidence(made) == []
    assert made.ledger.edits == []


def test_evidence_is_for_claims() -> None:
    made = desk("{person:O┃ne} is.")
    made.press("E")
    assert made.workspace.prompt is None
    assert "no claim here" in made.said


def test_evidence_goes_with_its_claim_and_comes_back_with_it() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("Eone<enter>x")
    assert evidence(made) == []
    made.press("u")
    assert [one.title for one in evidence(made)] == ["one"]


SAID = [
    ("", "claim"),
    ("=v", "claim · verified · no evidence"),
    ("Eone<enter>", "claim · 1 source"),
    ("Eone<enter>Etwo<enter>=v", "claim · verified · 2 sources"),
]


@pytest.mark.parametrize(("keys", "remark"), SAID)
def test_the_status_line_says_what_a_claim_rests_on(keys: str, remark: str) -> None:
    made = desk("{claim:O┃ne is.}")
    made.press(keys)
    assert status.where(made.workspace).remark == f"{remark} · sentence 1 of 1"


def test_history_tells_it_in_words() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("Eone<enter>Etwo<enter>=v=dMp")
    assert [edit.summary for edit in made.ledger.edits] == [
        "evidence: one, for One is.",
        "evidence: two, for One is.",
        "status: unchecked → verified, 2 sources: One is.",
        "status: verified → disputed, 2 sources: One is.",
        "method: primary source: One is.",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("{claim:O┃ne is.} Two is.", ["=", "E", "L", "enter"]),
        ("{quote:“O┃ne,”} she said.", ["L", "enter"]),
        ("{person:A┃da} is.", ["enter"]),
        ("{claim:One is.} T┃wo is.", []),
    ],
)
def test_the_key_line_begins_with_what_can_be_said_of_an_annotation(
    text: str, keys: list[str]
) -> None:
    made = desk(text)
    here = [hint.key for hint in keyline.hints(made.workspace)]
    elsewhere = [hint.key for hint in keyline.hints(desk("On┃e is.").workspace)]
    assert here[: len(keys)] == keys
    assert sorted(here[len(keys) :]) == sorted(elsewhere)


def test_the_key_line_shows_the_keys_that_a_keymap_really_has() -> None:
    own = config.Source("own.toml", '[keys]\n"evidence.add" = ["ctrl+e"]\n"link.make" = []\n')
    made = desk("{claim:O┃ne is.}", conf=config.load([SHIPPED, own]))
    assert [hint.key for hint in keyline.hints(made.workspace)][:3] == ["=", "ctrl+e", "enter"]


@pytest.mark.parametrize(
    ("before", "keys", "summary"),
    [
        ("", "=v", "status: unchecked → verified: One is."),
        ("Eone<enter>Etwo<enter>", "=v", "status: unchecked → verified, 2 sources: One is."),
        ("=d", "=f", "status: disputed → false: One is."),
        ("", "Mp", "method: primary source: One is."),
        ("Mp", "Ms", "method: primary source → secondary source: One is."),
        ("", "Eone<enter>", "evidence: one, for One is."),
        ("Eone<enter>", "=o", "status: unchecked → opinion, 1 source: One is."),
        ("", "Cn", "reply: not asked: One is."),
        ("", "T14<space>May<enter>", "replied: 14 May"),
        ("", "Lac", "criticism of Ada: One is."),
        ("Lac", "Lac", "no longer criticism of Ada: One is."),
        ("=v", "SS", "signed: 1 of 2 sentences, 1 unseen, 1 no evidence"),
    ],
)
def test_each_step_of_a_check_is_told_in_words_and_undone_by_one_key(
    before: str, keys: str, summary: str
) -> None:
    made = desk("{claim:O┃ne is.} {person:Ada} is.")
    made.press(before)

    def held() -> dict[tuple[str, str], object]:
        return {key: one for key, one in made.ledger.held.items() if key[0] != "articles"}

    was = held()
    made.press(keys)
    assert made.ledger.edits[-1].summary == summary
    assert held() != was
    made.press("u")
    assert held() == was
    assert made.ledger.edits[-1].summary == f"undid {summary}"
