"""Deciding what annotators disagree about: rows of what each said, keys, and what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.judged import judged
from tests.session.notation import Desk, desk, show
from tests.session.test_any_keys import KEYS, play
from tui.annotations.model import Ruling
from tui.session import keyline, pointing, reviewing, status
from tui.session.keys import script

ANA = "{person:Ada Bell} paid {amount:40 euros} on {time:May 14}."
BEN = "{place:Ada Bell} paid {amount:40 euros on} May 14."


def rulings(made: Desk) -> list[Ruling]:
    """What was decided, in the order of the text."""
    found = made.reader.records.rulings.values()
    return sorted(found, key=lambda one: min(a[0].start for a in one.about.values() if a))


def gold(made: Desk) -> str:
    """The text with the gold file's annotations written into it."""
    return show(made.reader).replace("┃", "")


@pytest.mark.parametrize(
    ("keys", "expected", "taken"),
    [
        ("", "Ada Bell paid 40 euros on May 14.", []),
        ("a", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("b", "{place:Ada Bell} paid 40 euros on May 14.", [("ben",)]),
        ("12", "{person:Ada Bell} paid {amount:40 euros on} May 14.", [("ana",), ("ben",)]),
        ("aa1", "{person:Ada Bell} paid {amount:40 euros} on {time:May 14}.", [("ana",)] * 3),
        ("aab", "{person:Ada Bell} paid {amount:40 euros} on May 14.", [("ana",)] * 2 + [("ben",)]),
        ("x", "Ada Bell paid 40 euros on May 14.", [()]),
        ("00x", "Ada Bell paid 40 euros on May 14.", [(), (), ()]),
        ("+", "{person:{place:Ada Bell}} paid 40 euros on May 14.", [("ana", "ben")]),
        ("na", "Ada Bell paid {amount:40 euros} on May 14.", [("ana",)]),
        ("<tab>nNa", "Ada Bell paid {amount:40 euros} on May 14.", [("ana",)]),
        ("nnna", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("au", "Ada Bell paid 40 euros on May 14.", []),
        ("aub", "{place:Ada Bell} paid 40 euros on May 14.", [("ben",)]),
        ("abuua", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("ab<c-z>", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("xub", "{place:Ada Bell} paid 40 euros on May 14.", [("ben",)]),
        ("Fboundary<enter>b", "Ada Bell paid {amount:40 euros on} May 14.", [("ben",)]),
        ("Ftime<enter>a", "Ada Bell paid 40 euros on {time:May 14}.", [("ana",)]),
        ("FB boundary, time<enter><esc>", "Ada Bell paid 40 euros on May 14.", []),
        ("aFdecided<enter>Nb", "{place:Ada Bell} paid 40 euros on May 14.", [("ben",)]),
        (
            "aFdecided<enter>N+",
            "{person:{place:Ada Bell}} paid 40 euros on May 14.",
            [("ana", "ben")],
        ),
        ("e[<enter>", "{person:Ada} Bell paid 40 euros on May 14.", [("ana",)]),
        ("eo<enter>", "{organisation:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("e<esc>", "Ada Bell paid 40 euros on May 14.", []),
        ("eo]<esc>", "Ada Bell paid 40 euros on May 14.", []),
        ("eo<esc>U", "{organisation:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("ee<esc>", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("eo<enter>u", "Ada Bell paid 40 euros on May 14.", []),
        ("aNeo<esc>", "{person:Ada Bell} paid 40 euros on May 14.", [("ana",)]),
        ("e<esc>b", "{place:Ada Bell} paid 40 euros on May 14.", [("ben",)]),
        ("e[<enter>na", "{person:Ada} Bell paid {amount:40 euros} on May 14.", [("ana",)] * 2),
        ("e[<enter>uu", "Ada Bell paid 40 euros on May 14.", []),
        ("<enter>", "Ada Bell paid 40 euros on May 14.", []),
        ("3", "Ada Bell paid 40 euros on May 14.", []),
        ("<esc>wwDra", "Ada Bell paid {amount:40 euros} on May 14.", [("ana",)]),
    ],
)
def test_deciding(keys: str, expected: str, taken: list[tuple[str, ...]]) -> None:
    made = judged(ANA, BEN)
    made.press(keys)
    assert gold(made) == expected
    assert [one.taken for one in rulings(made)] == taken


def test_a_ruling_keeps_what_was_there_before() -> None:
    made = judged(ANA, BEN)
    made.press("rtcas agreed<enter>a")
    (ruling,) = rulings(made)
    assert (ruling.kind, ruling.reason, ruling.comment, ruling.author) == (
        "label",
        "tag",
        "as agreed",
        "ana",
    )
    assert {name: [one.tag for one in made] for name, made in ruling.about.items()} == {
        "ana": ["person"],
        "ben": ["place"],
    }
    (kept,) = made.reader.records.annotations.values()
    assert ruling.gold == (kept.id,)
    assert (kept.origin, kept.author) == ("review", "ana")
    assert len(made.ledger.edits) == 1
    made.press("b")
    assert [(one.reason, one.comment) for one in rulings(made)] == [("tag", "as agreed"), ("", "")]


def test_reason_is_dropped_by_its_letter_and_unknown_ones_are_said() -> None:
    made = judged(ANA, BEN)
    made.press("rz")
    assert made.said == "no reason has the letter z"
    made.press("rtrt")
    assert made.workspace.review is not None
    assert made.workspace.review.reason == ""
    made.press("rt<esc>")
    made.press("Dra")
    assert rulings(made)[0].reason == "tag"


@pytest.mark.parametrize(
    ("keys", "remark"),
    [
        ("", ("label", "person → place · 3 left")),
        ("n", ("boundary", "+ on · 3 left")),
        ("nn", ("missing", "3 left")),
        ("rtcso<enter>", ("label", "person → place · 3 left · because: tag · comment: so")),
        ("Ftime<enter>", ("missing", "3 left, only time")),
        (
            "aFdecided<enter>N",
            ("label", "person → place · decided: ana · 2 left, only decided"),
        ),
    ],
)
def test_the_status_line_says_in_words_what_differs(keys: str, remark: tuple[str, str]) -> None:
    made = judged(ANA, BEN)
    made.press(keys)
    assert status.where(made.workspace) == remark


def test_what_all_say_is_not_asked_unless_that_is_wanted() -> None:
    same = "{person:Ada Bell} left."
    assert status.where(judged(same, same).workspace).remark != ("the same", "1 left")
    made = judged(same, same, merged=False)
    assert status.where(made.workspace) == ("the same", "1 left")
    made.press("a")
    assert gold(made) == same
    assert made.said.startswith("1 of 1 decided · ana and ben 1 · D r")


def test_of_three_the_majority_is_shown_and_taken() -> None:
    made = judged(
        "{person:Ada} met {person:Tom}.", "{person:Ada} met {place:Tom}.", "Ada met {time:Tom}."
    )
    made.press("<enter>")
    assert gold(made) == "{person:Ada} met Tom."
    made.press("<enter>")
    assert made.said == "no version is that of most: take one of them"
    made.press("3")
    assert gold(made) == "{person:Ada} met {time:Tom}."
    assert [one.taken for one in rulings(made)] == [("ana", "ben"), ("cy",)]


def test_an_annotator_is_filtered_by_where_they_differ_from_most() -> None:
    made = judged(
        "{person:Ada} met {person:Tom}.", "{person:Ada} met {place:Tom}.", "Ada met {place:Tom}."
    )
    made.press("Fcy<enter>")
    assert status.where(made.workspace) == ("missing", "2 left, only cy")
    made.press("F<c-u>A<enter>")
    assert status.where(made.workspace).words == "label"


LINKED = "{quote:“It is late,”} said {person:Ada Bell}."


def linked(made: Desk) -> list[tuple[str, str]]:
    """The words at both ends of each link."""
    records = made.reader.records
    return [
        (records.annotations[one.source].text, records.annotations[one.target].text)
        for one in records.links.values()
    ]


@pytest.mark.parametrize(
    ("keys", "expected"), [("a", 1), ("b", 0), ("x", 0), ("au", 0), ("aub", 0)]
)
def test_a_link_that_one_left_out(keys: str, expected: int) -> None:
    made = judged(LINKED, LINKED, unlinked="ben", merged=False)
    assert status.where(made.workspace).words == "link"
    made.press(f"{keys}na" if keys[-1] == "u" else f"{keys}a")
    assert len(linked(made)) == expected


@pytest.mark.parametrize(("keys", "expected"), [("aa", 1), ("ba", 1), ("ax", 0), ("xa", 0)])
def test_a_link_is_made_when_it_has_both_ends(keys: str, expected: int) -> None:
    """Who has only one of the ends has not contradicted the other."""
    made = judged(LINKED, "“It is {quote:late,”} said Ada Bell.")
    made.press(keys[0])
    assert not linked(made)
    made.press(keys[1])
    assert len(linked(made)) == expected
    made.press("u")
    assert not linked(made)


def test_deciding_otherwise_takes_the_link_along() -> None:
    made = judged(LINKED, "“It is {quote:late,”} said Ada Bell.")
    made.press("aaggDr")
    assert status.where(made.workspace).remark.startswith("− “It is · decided: ana")
    assert linked(made) == [("“It is late,”", "Ada Bell")]
    made.press("b")
    assert linked(made) == [("late,”", "Ada Bell")]
    made.press("Nx")
    assert not linked(made)


def test_across_articles() -> None:
    made = judged(("{person:Ada} left.", "{person:Tom} came."), ("Ada left.", "{place:Tom} came."))
    made.press("a")
    assert made.reader.article.text == "Tom came."
    made.press("b")
    assert made.said == "2 of 2 decided · ana 1 · ben 1 · D r goes through it once more, S signs"
    assert made.workspace.context == "review"
    made.press("Dr")
    assert made.said == "all is decided: this goes through it once more"
    assert made.reader.article.text == "Tom came."
    made.press("n")
    assert made.reader.article.text == "Ada left."


def test_undo_goes_back_to_the_article_of_the_last_decision() -> None:
    made = judged(("{person:Ada} left.", "{person:Tom} came."), ("Ada left.", "{place:Tom} came."))
    made.press("au")
    assert made.reader.article.text == "Ada left."
    assert made.workspace.context == "review"
    assert not made.reader.records.rulings
    made.press("xa")
    assert made.workspace.review is not None
    assert made.workspace.review.left == 0


END = "1 of 1 decided · ana 1 · D r goes through it once more, S signs"


@pytest.mark.parametrize("key", ["a", "x", "<del>", "<enter>", "3", "+", "e", "c", "r", "n", "|"])
def test_keys_that_decide_mean_nothing_else_when_all_is_decided(key: str) -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.press("a")
    edits = len(made.ledger.edits)
    made.press(key * 2)
    assert (made.said, made.workspace.context, made.workspace.prompt) == (END, "review", None)
    assert gold(made) == "{person:Ada Bell} left."
    assert len(made.ledger.edits) == edits


@pytest.mark.parametrize(
    ("keys", "context", "expected"),
    [
        ("<esc>x", "reader", "Ada Bell left."),
        ("gglx", "reader", "Ada Bell left."),
        ("S", "signing", "{person:Ada Bell} left."),
        ("Drb", "review", "{place:Ada Bell} left."),
        ("u", "review", "Ada Bell left."),
        ("ub", "review", "{place:Ada Bell} left."),
        ("?x", "review", "{person:Ada Bell} left."),
    ],
)
def test_other_keys_go_on_when_all_is_decided(keys: str, context: str, expected: str) -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.press(f"a{keys}")
    assert (made.workspace.context, gold(made)) == (context, expected)


def test_what_was_decided_is_said_at_the_end_too() -> None:
    made = judged("{person:Ada Bell} left.", "{place:Ada Bell} left.")
    made.press("axgs")
    assert made.said == "1 of 1 decided · ana 1"


def test_the_end_of_what_the_filter_takes_is_a_stop_too() -> None:
    made = judged(ANA, BEN)
    made.press("Ftime<enter>ax")
    assert made.said == "nothing is left that the filter takes"
    assert gold(made) == "Ada Bell paid 40 euros on {time:May 14}."
    made.press("F<c-u><enter>")
    assert status.where(made.workspace).words == "label"


def test_a_version_left_as_it_was_is_undecided_in_all_that_is_counted() -> None:
    made = judged(ANA, BEN)
    made.press("e<esc>")
    assert made.workspace.review is not None
    assert (made.workspace.review.left, made.workspace.review.trail) == (3, [])
    assert status.where(made.workspace) == ("label", "person → place · 3 left")
    assert made.workspace.context == "review"


def test_names_are_hidden_and_shown() -> None:
    made = judged(ANA, BEN)
    review = made.workspace.review
    assert review is not None
    assert review.called(1) == "B ben"
    made.press("gb")
    assert review.called(1) == "B"
    made.press("agsgb")
    assert made.said == ""
    made.press("gbgs")
    assert made.said == "1 of 3 decided · A 1"


def test_without_a_review_the_key_says_what_begins_one() -> None:
    made = desk("┃Ada.")
    made.press("Dr")
    assert "glossator review" in made.said


def test_a_refused_decision_is_open_again() -> None:
    made = judged(ANA, BEN)
    made.ledger.refusal = "the disk is full"
    made.press("a")
    assert made.workspace.review is not None
    assert made.workspace.review.left == 3
    made.ledger.refusal = ""
    made.press("O")
    assert made.workspace.review.left == 2


def test_the_queue_is_the_same_in_another_session() -> None:
    before = judged(ANA, BEN)
    before.press("ax")
    made = judged(ANA, BEN, ledger=before.ledger)
    assert status.where(made.workspace) == ("missing", "1 left")


def test_what_is_said_anew_is_open_again_and_replaces_what_was_decided() -> None:
    before = judged(ANA, BEN)
    before.press("a")
    made = judged(ANA.replace("person", "organisation"), BEN, ledger=before.ledger)
    assert made.workspace.review is not None
    assert made.workspace.review.left == 3
    made.press("a")
    assert gold(made) == "{organisation:Ada Bell} paid 40 euros on May 14."
    assert len(made.reader.records.rulings) == 1


PHRASES = ["a", "b", "x", "+", "u", "n", "N", "e]<enter>", "rt", "cso<enter>", "Ftime<enter>", "gb"]
pressed = st.lists(
    st.one_of(st.sampled_from(PHRASES).map(script), st.sampled_from(KEYS).map(lambda key: (key,))),
    max_size=20,
).map(lambda phrases: [key for phrase in phrases for key in phrase])


@given(pressed)
@settings(max_examples=60, deadline=None)
def test_whatever_is_pressed_what_is_left_and_decided_is_all(keys: list[str]) -> None:
    made = judged((ANA, "{claim:It rains.} So."), (BEN, "{quote:It rains. So.}"))
    review = made.workspace.review
    assert review is not None
    play(made, list(keys))
    assert review.left + sum(review.figures()["kinds"].values()) == review.total == 4
    for ruling in made.reader.records.rulings.values():
        assert made.ledger.held["rulings", ruling.id]


def test_the_key_line_begins_with_deciding() -> None:
    keys = [hint.key for hint in keyline.hints(judged(ANA, BEN).workspace)]
    assert keys[:4] == ["1", "2", "+", "x"]


def panes(made: Desk) -> list[tuple[str, str]]:
    """What stands over each pane, and the text with what it shows."""
    shown = []
    for reader in made.workspace.panes:
        marks = [
            (one.tag, reader.article.text[one.start : one.end]) for one in reader.said.ordered()
        ]
        shown.append((reader.heading, " ".join(f"{tag}:{words}" for tag, words in marks)))
    return shown


def test_layers_side_by_side() -> None:
    made = judged(ANA, BEN)
    made.press("|")
    assert panes(made) == [
        ("A ana", "person:Ada Bell amount:40 euros time:May 14"),
        ("B ben", "place:Ada Bell amount:40 euros on"),
    ]
    made.press("gb")
    assert [name for name, _ in panes(made)] == ["A", "B"]
    made.press("|")
    assert len(made.workspace.panes) == 1
    assert made.reader.said is made.reader.records


@pytest.mark.parametrize("keys", ["ab", "nax", "+u", "12u", "ra1", "e[<enter>", "Ftime<enter>a"])
def test_side_by_side_the_same_is_decided(keys: str) -> None:
    one, other = judged(ANA, BEN), judged(ANA, BEN)
    one.press(keys)
    other.press(f"|{keys}")
    assert gold(one) == gold(other)
    assert [(r.taken, r.reason) for r in rulings(one)] == [
        (r.taken, r.reason) for r in rulings(other)
    ]
    assert one.workspace.context == other.workspace.context


LONG = "\n\n".join(["{claim:Ada Bell paid} forty euros to " + "the harbour and " * 30] * 20)
LONGER = LONG.replace("{claim:Ada Bell paid} forty", "{claim:Ada Bell paid forty}")


@given(st.text("nNjkGdz})", max_size=8))
@settings(max_examples=20)
def test_layers_go_together(keys: str) -> None:
    made = judged(LONG, LONGER)
    for key in ["|", *keys]:
        made.press("<c-d>" if key == "d" else key)
        first, second = made.workspace.panes
        assert (first.cursor, first.mark) == (second.cursor, second.mark)
        assert first.rows() == second.rows()


def test_the_wheel_turns_all_layers() -> None:
    made = judged(LONG, LONGER)
    made.press("|")
    pointing.wheel(made.workspace, 1, 3)
    first, second = made.workspace.panes
    assert first.rows() == second.rows()
    assert first.rows()[0].row.start > 0


def test_the_wheel_leaves_a_selection_in_all_layers() -> None:
    made = judged(LONG, LONGER)
    made.press("|e")
    assert made.workspace.context == "edit"
    pointing.wheel(made.workspace, 0, 30)
    first, second = made.workspace.panes
    assert first.rows() == second.rows()


def test_what_others_write_moves_no_page() -> None:
    made = judged(LONG, LONGER)
    made.press("e")
    pointing.wheel(made.workspace, 0, 30)
    there = made.reader.top
    reviewing.follow(made.workspace)
    assert made.reader.top == there


def test_the_next_article_has_its_layers_side_by_side_too() -> None:
    made = judged([ANA, "{claim:So it is.}"], [ANA.replace("person", "place"), "So it is."])
    made.press("|<c-w>la")
    assert panes(made) == [("A ana", "claim:So it is."), ("B ben", "")]
    assert made.workspace.pane == 1
    made.press("a")
    assert [reader.layer for reader in made.workspace.panes] == [None]


def test_leaving_puts_the_layers_away_until_one_goes_on() -> None:
    made = judged(ANA, BEN)
    made.press("|<esc>")
    assert [reader.layer for reader in made.workspace.panes] == [None]
    made.press("Dr")
    assert [reader.layer for reader in made.workspace.panes] == [0, 1]


def test_where_layers_have_no_room_it_is_said() -> None:
    made = judged(ANA, BEN, ANA)
    made.press("|")
    assert len(made.workspace.panes) == 1
    assert made.said == "3 layers need 96 columns, here are 80; Z hides the lists"
