"""English quotations: what is proposed, who is said to have said it, and how sure that is."""

from __future__ import annotations

from typing import cast

import pytest

from tests.text.notation import article, parse
from tui.assist.candidate import Candidate
from tui.assist.suggest import suggest
from tui.text.article import Article, Block, Role


def quotes(text: str, language: str = "en") -> list[Candidate]:
    return list(suggest(article(text, language), tags=("quote",)))


def likely(text: str) -> list[Candidate]:
    return [one for one in quotes(text) if one.score >= 0.5]


ROWS = [
    # The words in marks, in one piece and in two, before and after the cue.
    ("⟦“We go,”⟧ said Bea Sorrel, the pilot, ⟦“and soon.”⟧", "Bea Sorrel"),
    ("⟦“We go,”⟧ said Bea Sorrel, who has steered for years, ⟦“and soon.”⟧", "Bea Sorrel"),
    (
        "⟦“We go,”⟧ Mayor Tom Arkle told the council. ⟦“Not one of us will wait for the fog.”⟧",
        "Tom Arkle",
    ),
    ("Tom Arkle, 61, said: ⟦“We go. We always go.”⟧", "Tom Arkle"),
    ("The pilot, Bea Sorrel, wrote: ⟦‘We go when the tide does.’⟧", "Bea Sorrel"),
    ("⟦“My aunt said, ‘The sea is kind,’”⟧ Sorrel said.", "Sorrel"),
    ("⟦“We go. Not yet,”⟧ Ms. Sorrel said. ⟦“Soon.”⟧", "Sorrel"),
    ("⟦“We go, but not yet,”⟧ Rep. Bea Sorrel (R-Tol.) said. ⟦“We go soon.”⟧", "Bea Sorrel"),
    ("⟦“We all go at noon,”⟧ Bea Sorrel said, but ⟦“not one of us wants to.”⟧", "Bea Sorrel"),
    ("⟦“We all go at noon,”⟧ said Sorrel’s lawyer.", "Sorrel’s lawyer"),
    ("Sorrel’s lawyer, Tom Arkle, said: ⟦“We all go at noon.”⟧", "Tom Arkle"),
    ("Small groups of sailors chanted: ⟦“We all go at noon.”⟧", "Small groups of sailors"),
    # What a cue reports without marks.
    ("In the Bee’s “Sea Talk,” Tom Arkle said ⟦the ferry would sail⟧.", "Tom Arkle"),
    ("Tom Arkle said ⟦the ferry would sail⟧.", "Tom Arkle"),
    ("Tom Arkle told the council on Monday ⟦that the ferry would sail⟧.", "Tom Arkle"),
    ("⟦The ferry⟧, Tom Arkle said, ⟦would sail at noon⟧.", "Tom Arkle"),
    ("⟦The ferry sails⟧, Tom Arkle said, and ⟦the boat does not⟧.", "Tom Arkle"),
    ("⟦The ferry would sail at noon⟧, according to Tom Arkle.", "Tom Arkle"),
    ("A spokesman for the port said ⟦that nobody was hurt⟧.", "A spokesman"),
    ("Officials asked ⟦whether the bridge would hold⟧.", "Officials"),
    ("⟦The ferry would sail at noon⟧, Bea Sorrel said; in fact it left at one.", "Bea Sorrel"),
    # The listener, the day and the way it was said are no part of the words.
    ("Bea Sorrel told reporters ⟦the harbour had closed the quay⟧.", "Bea Sorrel"),
    ("Bea Sorrel told the council ⟦she would sail at noon⟧.", "Bea Sorrel"),
    ("Bea Sorrel said last autumn ⟦that the quay would close⟧.", "Bea Sorrel"),
    ("The port said in a written reply to questions ⟦that the quay would close⟧.", "The port"),
    ("The Ministry of Ferries said ⟦that the quay would close⟧.", "Ministry of Ferries"),
    ("⟦“We all go at noon,”⟧ said Bea Sorrel Monday.", "Bea Sorrel"),
]


@pytest.mark.parametrize(("marked", "speaker"), ROWS)
def test_words_and_speaker(marked: str, speaker: str) -> None:
    text, _, spans = parse(marked)
    (found,) = likely(text)
    assert found.spans == spans
    assert found.speakers[0].text == speaker


def test_words_in_marks_inside_reported_words_are_a_candidate_of_their_own() -> None:
    whole, partial = likely("Tom Arkle said the island was “charming and empty.”")
    assert whole.text == "the island was “charming and empty.”"
    assert partial.text == "“charming and empty.”"
    assert partial.score > whole.score
    assert partial.speakers[0].text == whole.speakers[0].text == "Tom Arkle"


def test_a_pronoun_is_shown_with_whom_it_stands_for() -> None:
    text = "Bea Sorrel left. “We went at dawn, and nobody saw us,” she said."
    (found,) = likely(text)
    first = found.speakers[0]
    assert (first.kind, first.shown) == ("pronoun", "she (Bea Sorrel)")
    assert [text[slice(*span)] for span in first.antecedent] == ["Bea Sorrel"]


@pytest.mark.parametrize(
    ("title", "pronoun", "named"),
    [("Mr.", "he", "Arkle"), ("Mr.", "she", "Sorrel"), ("Ms.", "she", "Arkle")],
)
def test_a_title_tells_whom_a_pronoun_cannot_stand_for(
    title: str, pronoun: str, named: str
) -> None:
    text = f"Sorrel waved to {title} Arkle. “We sail at noon, not a minute later,” {pronoun} said."
    (found,) = likely(text)
    assert found.speakers[0].named == named


@pytest.mark.parametrize(
    "text",
    [
        "Bea Sorrel read a letter that said the ferry would sail at noon.",
        "Nobody waited. “The ferry sails at noon, not before,” it said.",
        "Bea Sorrel waited. “The ferry sails at noon, not before,” that said.",
    ],
)
def test_a_word_for_a_thing_is_no_speaker(text: str) -> None:
    offered = [one for found in quotes(text) for one in found.speakers]
    assert {one.text for one in offered} <= {"Bea Sorrel"}
    assert all(one.phrase is None for one in offered)


JUDGE = "Judge Oda Brekke fined the company. The clerk, Marit Esk, had asked for a map of it."


@pytest.mark.parametrize(
    ("after", "named"),
    [
        ("The judge read it twice. “It was late, and nobody looked,” she said.", "Oda Brekke"),
        ("The judge believed her.\n\nThe harm, she found, was small.", "Oda Brekke"),
        ("A judge read it twice. “It was late, and nobody looked,” she said.", "Marit Esk"),
        ("The pilot read it twice. “It was late, and nobody looked,” she said.", "Marit Esk"),
        ("The judge Runa Voll read it twice. “It was late, we thought,” she said.", "Runa Voll"),
        ("“It was late, and nobody looked,” she said. The judge left.", "Marit Esk"),
    ],
)
def test_a_title_alone_stands_for_whoever_bore_it(after: str, named: str) -> None:
    found = likely(f"{JUDGE}\n\n{after}")[-1]
    assert (found.speakers[0].kind, found.speakers[0].named) == ("pronoun", named)
    (antecedent,) = found.speakers[0].antecedent
    assert f"{JUDGE}\n\n{after}"[slice(*antecedent)] == named


def test_the_bearer_of_a_title_may_be_named_long_before() -> None:
    crowd = "Tom Arkle met Bea Sorrel. Ola Brand met Runa Voll." + "\n\nIt rained all day." * 3
    after = "The judge left early. “It was late, and nobody looked,” she said."
    found = likely("\n\n".join([JUDGE, *[crowd] * 4, after]))[-1]
    assert found.speakers[0].named == "Oda Brekke"


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "NOT FOR PUBLICATION BEFORE NOON"])
def test_a_line_in_capitals_names_nobody(line: str) -> None:
    text = f"{line}\n\nBea Sorrel left. “We went at dawn, and nobody saw us,” said a pilot."
    assert [one.text for one in suggest(article(text), tags=("person",))] == ["Bea Sorrel"]
    assert {one.text for one in likely(text)[0].speakers} == {"a pilot", "Bea Sorrel"}


def test_other_speakers_are_offered_after_the_first() -> None:
    text = "Bea Sorrel met Tom Arkle. “We sail at noon, not a minute later,” said Ola Brand."
    (found,) = likely(text)
    offered = [one.text for one in found.speakers]
    assert offered[0] == "Ola Brand"
    assert {"Bea Sorrel", "Tom Arkle"} <= set(offered)
    scores = [one.score for one in found.speakers]
    assert scores == sorted(scores, reverse=True)


def test_a_quotation_over_paragraphs_is_one_and_its_cue_may_come_late() -> None:
    text, _, spans = parse("⟦“We left at dawn.⟧\n\n⟦“Nobody saw us go,”⟧ said Bea Sorrel.")
    (found,) = likely(text)
    assert found.spans == spans
    assert found.speakers[0].text == "Bea Sorrel"


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text, _, spans = parse("Bea Sorrel said: ⟦“We left at dawn and went home⟧\n\nThe end.")
    (found,) = likely(text)
    assert found.spans == spans


def test_straight_and_curly_marks_may_be_mixed() -> None:
    text, _, spans = parse('⟦“We left at dawn,"⟧ said Bea Sorrel.')
    (found,) = likely(text)
    assert found.spans == spans


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said in a written reply to questions.",
        "Bea Sorrel told reporters; in fact the ferry left at one.",
        "Bea Sorrel denied this.",
        "Bea Sorrel criticised this.",
    ],
)
def test_a_cue_without_words_that_were_said_makes_no_quotation(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize("before", ["The ferry stopped in Tolmarch.", "Bea Sorrel met no one."])
def test_a_pronoun_for_a_person_never_stands_for_a_place(before: str) -> None:
    (found,) = likely(
        f"{before} They sailed to The Nes. “Nobody there counts the boats,” she said."
    )
    assert found.speakers[0].named == ("Bea Sorrel" if "Bea" in before else "")


def test_whom_the_head_names_is_not_offered_as_a_speaker() -> None:
    parts = {
        "title": "Ola Brand sails",
        "byline": "By Tom Arkle",
        "dateline": "TOLMARCH (OWS) — ",
        "paragraph": "Bea Sorrel waved. “We sail at noon, not a minute later,” the pilot said.",
    }
    text, blocks = "", []
    for role, words in parts.items():
        blocks.append(Block(cast("Role", role), len(text), len(text) + len(words)))
        text += words + "\n\n"
    made = Article(text=text, blocks=tuple(blocks), language="en")
    (found,) = suggest(made, tags=("quote",))
    assert [one.text for one in found.speakers] == ["the pilot", "Bea Sorrel"]


@pytest.mark.parametrize(
    "text",
    [
        "They played “The Ferry That Waits” in the hall.",
        "The so-called “bridge” has gone.",
        "Nothing was to be seen of the ferry.",
    ],
)
def test_what_is_hardly_a_quotation_scores_low(text: str) -> None:
    assert likely(text) == []


def test_a_reason_names_the_cue() -> None:
    (found,) = likely("“We go at noon,” Bea Sorrel insisted.")
    assert found.reason == "quotation marks with “insisted”"
