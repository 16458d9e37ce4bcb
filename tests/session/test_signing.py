"""Signing: what is open is counted and gone through, what is signed is known to have changed."""

from __future__ import annotations

import pytest

from tests.session.notation import Desk, desk, show
from tui.annotations.records import Records, Standing
from tui.annotations.scheme import Scheme
from tui.annotations.signatures import of_records
from tui.session import coverage, signing
from tui.session.keyline import hints
from tui.text.article import Span

STORY = "#Head\n\n┃One is. Two is. Three is. “Four is,” said Ada Bell."


def open_in(made: Desk) -> dict[str, int]:
    found = signing.open_here(made.workspace, made.reader)
    return {kind: len(spots) for kind, spots in found.items()}


@pytest.mark.parametrize(
    ("keys", "found", "done"),
    [
        ("", {"unseen": 4}, 0),
        ("0", {"unseen": 3}, 1),
        ("p", {"unseen": 4}, 0),
        ("c", {"unseen": 3, "unchecked": 1}, 1),
        ("c=d", {"unseen": 3}, 1),
        ("c=o", {"unseen": 3}, 1),
        ("c=r", {"unseen": 3, "recheck": 1}, 1),
        ("c=v", {"unseen": 3, "unsourced": 1}, 1),
        ("c=f", {"unseen": 3, "unsourced": 1}, 1),
        ("c=m", {"unseen": 3, "unsourced": 1}, 1),
        (")))'x", {"unseen": 3, "unattributed": 1}, 1),
        (")))'<enter>", {"unseen": 3}, 1),
        ("c=dCn", {"unseen": 3, "unanswered": 1}, 1),
        ("c=dCd", {"unseen": 3}, 1),
        ("c=d0000", {}, 4),
        ("c=d)000u", {"unseen": 1}, 3),
    ],
)
def test_what_is_open(keys: str, found: dict[str, int], done: int) -> None:
    made = desk(STORY)
    made.press(keys)
    assert open_in(made) == found
    assert coverage.standings(made.reader, made.workspace.scheme).done == done


GOING = [
    ("S1", "#Head\n\nOne is. ┃Two is. {claim:Three is.} {quote:“Four is,”} he said."),
    ("S11", "#Head\n\n┃One is. Two is. {claim:Three is.} {quote:“Four is,”} he said."),
    ("S2", "#Head\n\nOne is. Two is. {claim:┃Three is.} {quote:“Four is,”} he said."),
    ("S5", "#Head\n\nOne is. Two is. {claim:Three is.} {quote:┃“Four is,”} he said."),
    ("S1c", "#Head\n\nOne is. {claim:┃Two is.} {claim:Three is.} {quote:“Four is,”} he said."),
    ("S4", "#Head\n\n┃One is. Two is. {claim:Three is.} {quote:“Four is,”} he said."),
]


@pytest.mark.parametrize(("keys", "after"), GOING)
def test_going_through_what_is_open(keys: str, after: str) -> None:
    made = desk("#Head\n\n┃One is. Two is. {claim:Three is.} {quote:“Four is,”} he said.")
    made.press(keys)
    assert show(made.reader) == after
    assert made.workspace.context == "signing"


def test_signing_records_text_person_time_and_figures() -> None:
    made = desk(STORY)
    made.press("c=v)0SS")
    (record,) = made.reader.records.signings.values()
    assert record.text == record.article == made.reader.article.id
    assert (record.author, record.created[:10]) == ("ana", "2024-05-15")
    assert record.figures["sentences"] == 4
    assert {name: record.figures[name] for name in ("annotated", "nothing", "claims")} == {
        "annotated": 1,
        "nothing": 1,
        "claims": 1,
    }
    assert record.figures["unseen"] == 2
    assert record.figures["unsourced"] == 1
    assert made.ledger.edits[-1].summary == "signed: 2 of 4 sentences, 2 unseen, 1 no evidence"


def test_what_changes_after_signing_is_told_and_so_is_its_undoing() -> None:
    made = desk(STORY)
    records = made.reader.records
    made.press("cS<enter>")
    assert signing.signature(records) == "signed by ana on 15 May 2024"
    made.press("=d")
    assert signing.signature(records) == "signed by ana on 15 May 2024, changed since"
    made.press("u")
    assert signing.signature(records) == "signed by ana on 15 May 2024"


def test_undo_takes_a_signature_back_and_a_later_one_takes_its_place() -> None:
    made = desk(STORY)
    made.press("cSS=dSS")
    assert len(made.reader.records.signings) == 1
    assert of_records(made.reader.records) == "signed"
    made.press("u")
    assert of_records(made.reader.records) == "changed"
    made.press("uu")
    assert of_records(made.reader.records) == ""


def test_an_unchanged_article_is_not_signed_twice() -> None:
    made = desk(STORY)
    made.press("cSS")
    count = len(made.ledger.edits)
    made.press("SS")
    assert len(made.ledger.edits) == count
    assert made.said == "signed by ana on 15 May 2024; nothing has changed since"


def test_going_to_another_article_leaves_signing() -> None:
    made = desk(STORY, "#Other\n\nFive is.")
    made.press("SJ")
    assert made.workspace.context == "reader"


def test_the_key_line_has_the_keys_that_sign_and_leave() -> None:
    made = desk(STORY)
    made.press("S")
    assert [hint.key for hint in hints(made.workspace)][:2] == ["S", "esc"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [("", ""), ("0", "25 % done"), ("0000", "100 % done"), ("c=o", "25 % done")],
)
def test_how_far_an_article_is_checked(keys: str, said: str) -> None:
    made = desk(STORY)
    made.press(keys)
    assert signing.done(made.workspace) == said


def test_what_an_edit_touches_is_all_that_is_looked_at_again() -> None:
    made = desk("\n\n".join(f"Sentence number {number} is here." for number in range(30)))
    for keys in ("c", "))0", "u", "Gc", "x", "gg)))c=o", "uu", "}gz", "c", "gzuu"):
        made.press(keys)
        reader, scheme = made.reader, made.workspace.scheme
        kept = list(coverage.standings(reader, scheme).each)
        reader.standings = None
        assert kept == coverage.standings(reader, scheme).each


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Span]:
    """The sentences that are looked at from now on."""
    asked, standing = list[Span](), Records.standing

    def heard(records: Records, article: str, sentence: Span, scheme: Scheme) -> Standing:
        asked.append(sentence)
        return standing(records, article, sentence, scheme)

    monkeypatch.setattr(Records, "standing", heard)
    return asked


def test_where_a_block_is_set_aside_only_its_sentences_are_looked_at(asked: list[Span]) -> None:
    made = desk("\n\n".join(f"Sentence number {number} is here." for number in range(30)))
    coverage.standings(made.reader, made.workspace.scheme)
    own = made.reader.segments.sentence_at(made.reader.cursor)
    asked.clear()
    made.press("gz")
    assert len(coverage.standings(made.reader, made.workspace.scheme).each) == 29
    made.press("gz")
    assert len(coverage.standings(made.reader, made.workspace.scheme).each) == 30
    assert set(asked) == {own}


def test_a_second_pane_on_an_article_knows_what_the_first_one_does(asked: list[Span]) -> None:
    made = desk(STORY)
    for keys in ("", "0", "c", "u"):
        made.press(keys)
        known = coverage.standings(made.reader, made.workspace.scheme).each
        asked.clear()
        made.press("|")
        assert coverage.standings(made.reader, made.workspace.scheme).each == known
        assert asked == []
        made.press("<c-w>q")
