from __future__ import annotations

import pytest

from tests.text.notation import article
from tui.assist.candidate import Candidate
from tui.assist.suggest import suggest


def claims(text: str, language: str = "en") -> list[Candidate]:
    return list(suggest(article(text, language), tags=("claim",)))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("The ferry carried 148,000 passengers last year.", "The ferry carried passengers again."),
        (
            "The ferry is slower than the bus to Harrowmouth.",
            "The ferry is a boat on the water now.",
        ),
        (
            "The fire was caused by a broken pump in Nes.",
            "The fire was out by the time of the show.",
        ),
        ("The ferry cost €3 million in 2019.", "The ferry might cost €3 million in 2019."),
        ("The town has 310 people and one shop.", "Does the town have 310 people and one shop?"),
        ("The town lost 310 people in 2019.", "I think my town lost 310 people in 2019."),
        ("They have raised the taxes of boats.", "They have raised the flags of boats."),
        ("She accepted money from the company.", "She wanted money from the company."),
        ("We spent three million on a new bridge.", "Thank you for three million on a new bridge."),
        ("The town lost 310 people in 2019.", "The town lost 310 people in 2019..."),
    ],
)
def test_what_can_be_checked_scores_higher(better: str, worse: str) -> None:
    (high,) = claims(better)
    low = claims(worse)
    assert not low or low[0].score < high.score


def test_the_reason_is_in_words() -> None:
    (found,) = claims("Turnout fell to 41 percent in 1987, according to the register of Tolmarch.")
    assert found.reason == "an amount, a change, a measurement, a date, a name"
    assert found.features == ("amount", "time", "name", "changing", "measured")


def test_the_reason_names_the_strongest_first_and_amounts_once() -> None:
    (found,) = claims("It probably carried 148,000 passengers and 310 cars last year.")
    assert found.reason == "several amounts, a date, an extreme, but hedged"


def test_a_claim_is_a_whole_sentence() -> None:
    text = "So it goes. The ferry carried 148,000 passengers last year. So it went."
    (found,) = claims(text)
    assert found.text == "The ferry carried 148,000 passengers last year."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "La isla perdió 310 habitantes en 2019."),
        ("fr", "L’île a perdu 310 habitants en 2019."),
        ("de", "Die Insel verlor 2019 mehr als 310 Einwohner."),
        ("ja", "調査によると、島の人口は2019年に187人に減った。"),
    ],
)
def test_other_languages_have_claims_too(code: str, text: str) -> None:
    (found,) = claims(text, code)
    assert found.text == text
