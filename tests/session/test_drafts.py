"""Drafts: annotations carried over, changes gone through, orphans given a place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.notation import CONFIG, Desk, Ledger, desk, show
from tests.session.test_any_keys import KEYS, check_reader, held, play
from tests.text.notation import article
from tui.annotations.edits import plain
from tui.annotations.filtering import Facts, passes, terms
from tui.annotations.model import Annotation, Quote
from tui.session import status
from tui.session.effects import Copy
from tui.session.signing import open_here
from tui.text.anchors import select

OLDER = (
    "{claim:The ferry sails at six.} {person:Ada Bell} waits for nobody. {claim:It rains here.} "
    "{quote:“So it is,”} said {person:Tom Reed}. End."
)
NEWER = "┃The ferry sails at seven. It rains here. Una Moss is ill. “So it is,” said Tom Reed. End."


def drafts(keys: str, older: str = OLDER, newer: str = NEWER) -> Desk:
    made = desk(newer, older)
    made.press(keys)
    return made


FERRY, RAIN, QUOTE, REED = (
    "claim: The ferry sails at seven.",
    "claim: It rains here.",
    "quote: “So it is,”",
    "person: Tom Reed",
)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("Dc", [FERRY, RAIN, QUOTE, REED]),
        ("Dcu", []),
        ("DcuDc", [FERRY, RAIN, QUOTE, REED]),
        ("DcDnx", [RAIN, QUOTE, REED]),
        ("DcDnx<esc>Dc", [RAIN, QUOTE, REED]),
        ("DcDnx<esc>uDc", [FERRY, RAIN, QUOTE, REED]),
        ("Dcgagg<enter>))w<enter>", [FERRY, RAIN, "person: Moss", QUOTE, REED]),
        ("Dcgagg<enter>))vww<enter>", [FERRY, RAIN, "person: Una Moss", QUOTE, REED]),
        ("Dcgagg<enter><esc><enter>", [FERRY, RAIN, QUOTE, REED]),
    ],
)
def test_what_is_tagged_in_the_next_draft(keys: str, expected: list[str]) -> None:
    made = drafts(keys)
    assert [f"{one.tag}: {one.text}" for one in made.reader.records.ordered()] == expected


@pytest.mark.parametrize(
    ("keys", "number", "expected"),
    [
        ("DcDnxu", 0, [FERRY, RAIN, QUOTE, REED]),
        ("DcDnxu<enter>", 1, [FERRY, RAIN, QUOTE, REED]),
        ("DcDnxux", 1, [RAIN, QUOTE, REED]),
        ("DcDn<enter>u", 0, [FERRY, RAIN, QUOTE, REED]),
        ("DcDnxuU", 0, [RAIN, QUOTE, REED]),
    ],
)
def test_undo_stays_in_the_changes(keys: str, number: int, expected: list[str]) -> None:
    made = drafts(keys)
    assert (made.workspace.context, made.reader.change) == ("change", number)
    assert [f"{one.tag}: {one.text}" for one in made.reader.records.ordered()] == expected


def test_what_is_under_way_is_said() -> None:
    made = drafts("Dc")
    counts = "3 moved, 1 to look over, 1 without a place; 1 new sentence"
    assert made.said == f"{counts} · D n goes through the changes"
    made.press("Dn")
    assert status.where(made.workspace) == (
        "six → seven",
        "changed · 1 to look over · change 1 of 3",
    )
    made.press("<tab><tab>")
    assert status.where(made.workspace) == ("Una Moss is ill.", "added · change 3 of 3")


@pytest.mark.parametrize(
    ("checked", "recheck", "unchecked"), [("", 0, 2), ("=v", 1, 1), ("=r", 1, 1)]
)
def test_what_is_to_be_looked_over_is_counted_beside_its_status(
    checked: str, recheck: int, unchecked: int
) -> None:
    made = desk("{claim:It sails at six.} {claim:It rains.} End.", "It sails at seven. It rains.")
    made.press(f"{checked}JDc")
    workspace, records = made.workspace, made.reader.records

    def listed(wanted: str) -> int:
        asked, facts = terms(wanted, workspace.scheme), Facts(records, workspace.scheme)
        return sum(passes(one, asked, facts) for one in records.ordered())

    counted = {kind: len(spots) for kind, spots in open_here(workspace, made.reader).items()}
    assert counted.get("doubted", 0) == listed("to-look-over") == 1
    assert counted.get("recheck", 0) == listed("status:recheck") == recheck
    assert counted.get("unchecked", 0) == listed("status:unchecked") == unchecked
    assert listed("-to-look-over") == 1


def test_gone_sentences_are_gone_through_too() -> None:
    made = drafts("DcDnDn<tab>", newer="┃The ferry sails at six. “So it is,” said Tom Reed. End.")
    assert status.where(made.workspace).remark.startswith("removed · 1 without a place")
    made.press("<enter>")
    assert "give their annotation another place" in made.said
    made.press("x")
    assert [one.was.text for one in made.reader.records.orphans] == ["Ada Bell"]


def test_a_status_falls_back_and_comes_again_when_its_sentence_holds() -> None:
    made = desk("{claim:It sails at six.} End.", "It sails at seven. End.")
    made.press("=v")
    made.press("J")
    made.press("Dc")
    assert show(made.reader) == "{claim=recheck:┃It sails at seven.} End."
    assert status.where(made.workspace).remark.startswith(
        "claim · recheck · was “It sails at six.”"
    )
    made.press("Dp")
    made.press("Dn<enter>")
    (claim,) = made.reader.records.ordered()
    assert claim.attributes == {"status": "verified"}
    assert made.said.startswith("holds: claim “It sails at six.”, verified again")
    assert not made.reader.records.rechecks
    made.press("u")
    assert show(made.reader).startswith("⟦{claim=recheck:") or "{claim=recheck:" in show(
        made.reader
    )


@pytest.mark.parametrize("keys", ["=f", "x"])
def test_who_checks_again_or_removes_has_looked(keys: str) -> None:
    made = drafts("Dc" + keys)
    assert [one.was.tag for one in made.reader.records.rechecks.values()] == ["person"]


def test_both_drafts_stand_side_by_side_with_their_changes() -> None:
    made = drafts("DcDd")
    workspace = made.workspace
    assert [pane.path for pane in workspace.panes] == ["2.txt", "1.txt"]
    assert made.reader.path == "1.txt"
    older, newer = workspace.panes
    words = [
        [pane.article.text[slice(*span)] for span in pane.marked.spans]
        for pane in workspace.panes
        if pane.marked is not None
    ]
    assert words == [["six", "Ada Bell waits for nobody."], ["seven", "Una Moss is ill."]]
    made.press("Dn")
    assert older.selection == (0, len("The ferry sails at six."))
    made.press("<esc>Dd")
    assert workspace.panes == [newer]
    assert newer.marked is None


def test_the_changes_can_be_copied() -> None:
    made = drafts("Dn")
    (copied,) = made.press("Dy")
    assert isinstance(copied, Copy)
    assert copied.text.splitlines()[4:] == [
        "- ~ changed: The ferry sails at [-six-]{+seven+}.",
        "- − removed: Ada Bell waits for nobody.",
        "- + added: Una Moss is ill.",
    ]


def test_orphans_stay_in_the_list_and_can_be_removed_there() -> None:
    made = drafts("Dcgagg")
    assert made.workspace.listing.selected == made.reader.records.orphans[0].id
    made.press("/Bell<enter>")
    assert len(made.workspace.listing.orphans(made.reader.records, CONFIG.scheme)) == 1
    made.press("x")
    assert made.reader.records.orphans == []
    made.press("<esc><esc>u")
    assert len(made.reader.records.orphans) == 1


def test_without_an_earlier_draft_that_is_said() -> None:
    made = desk("{claim:It rains.}")
    made.press("Dc")
    assert "no annotated earlier draft" in made.said


PARTS = st.sampled_from(
    ["It sails at six.", "It sails at seven.", "Ada Bell waits.", "Yes.", "“No,” said Tom Reed."]
)
TEXTS = st.lists(PARTS, min_size=1, max_size=6).map(" ".join)
PRESSED = st.lists(
    st.sampled_from(["D c", "D d", "D n", "D p", "enter", "x", "g a g g enter", "tab", "esc", "u"])
    .map(lambda keys: keys.split())
    .map(tuple)
    | st.sampled_from(KEYS).map(lambda key: (key,)),
    max_size=12,
).map(lambda phrases: [key for phrase in phrases for key in phrase])


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.data(), PRESSED)
def test_nothing_fails_and_nothing_is_lost(
    older: str, newer: str, data: st.DataObject, pressed: list[str]
) -> None:
    old, new = article(older), article(newer + " Later.")
    edges = data.draw(st.lists(st.integers(0, len(older)), unique=True, min_size=2, max_size=6))
    ledger = Ledger()
    for number, span in enumerate(pairwise(sorted(edges))):
        quote = Quote(*select(older, span))
        one = Annotation(
            id=f"a{number}", article=old.id, tag="claim", spans=(span,), quotes=(quote,)
        )
        ledger.held["annotations", one.id] = plain(one)
    made = Desk(new, old, ledger=ledger, conf=CONFIG)
    made.press("Dc")
    records = made.reader.records
    assert len(records.annotations) + len(records.orphans) == len(edges) - 1
    play(made, list(pressed))
    made.press("<esc><esc><esc>")
    for reader in made.workspace.panes:
        check_reader(reader)
    assert held(made.reader) is not None


PARTS = [f"Part {number} is about boat {number} and its {number} sails." for number in range(40)]
LONG = "\n\n".join(["{claim:It sails at six.}", *PARTS])
LONGER = "\n\n".join(
    ["It sails at seven.", "Una Moss wrote this long and new introduction.", *PARTS]
)


def sides(made: Desk) -> list[tuple[str, int]]:
    """The sentence at the cursor of each pane, and how many rows it is below the page's top."""
    shown = []
    for one in made.workspace.panes:
        start, end = one.segments.sentence_at(one.cursor) or (0, 0)
        below = one.layout.distance(one.top, one.layout.place(start), 100)
        shown.append((one.article.text[start:end], below))
    return shown


@pytest.mark.parametrize("keys", ["}" * 20 + "Dd", "Dd" + "}" * 20, "Dd" + "}" * 30 + "{" * 10])
def test_drafts_side_by_side_stand_at_the_same_place(keys: str) -> None:
    made = drafts(keys, LONG, "┃" + LONGER)
    earlier, later = sides(made)
    assert earlier == later
    assert later[0] == PARTS[18]


def test_the_later_draft_follows_the_earlier_one_in_focus() -> None:
    made = drafts("Dd<c-w>h" + "}" * 20, LONG, "┃" + LONGER)
    earlier, later = sides(made)
    assert earlier == later
    assert earlier[0] == PARTS[19]


def test_the_earlier_draft_says_so() -> None:
    made = drafts("Dd", f"#Two boats\n\n{OLDER}", f"#Two boats\n\n{NEWER}")
    assert [one.heading for one in made.workspace.panes] == [
        "earlier draft · Two boats",
        "Two boats",
    ]
