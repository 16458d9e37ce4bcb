from __future__ import annotations

import pytest

from tests.text.notation import article
from tui.assist.gazetteer import Gazetteer
from tui.assist.lexicon import language
from tui.assist.naming import described
from tui.assist.suggest import suggest
from tui.text.article import Article, Block

NAMES = ("person", "organisation", "place")


def tags(text: str, known: Gazetteer | None = None) -> dict[str, str]:
    found = suggest(article(text), tags=NAMES, known=known)
    return {one.text: one.tag for one in found}


ROWS = [
    ("Mayor Tom Arkle left.", "Tom Arkle", "person", "after a title"),
    ("They met Tom Arkle, 61, there.", "Tom Arkle", "person", "with an age"),
    ("It was Tom Arkle who left.", "Tom Arkle", "person", "before who"),
    ("It was Tom Arkle.", "Tom Arkle", "person", "two capitals"),
    ("It was the Ministry of Transport.", "Ministry of Transport", "organisation", "word in it"),
    ("They wrote to Sorrel & Brand.", "Sorrel & Brand", "organisation", "ampersand"),
    ("They own Grey Heron Holdings.", "Grey Heron Holdings", "organisation", "word in it"),
    ("The ferry of the port (PHA) left.", "PHA", "organisation", "capitals in parentheses"),
    ("They heard Radio Skarrow.", "Radio Skarrow", "organisation", "word in it"),
    ("They own Brine Shipping.", "Brine Shipping", "organisation", "word in it"),
    ("They left Havenbond, a union.", "Havenbond", "organisation", "before its kind"),
    ("They left Havenbond (a union of pilots).", "Havenbond", "organisation", "before its kind"),
    ("They saw the union Havenbond strike.", "Havenbond", "organisation", "after its kind"),
    ("They left the union. Arkle left.", "Arkle", "person", "one capital"),
    ("They left Arkle, a union leader.", "Arkle", "person", "one capital"),
    ("According to Arkle, it rains.", "Arkle", "person", "says something"),
    ("The Port of Nes said it rains.", "Port of Nes", "organisation", "says something"),
    ("Geologist Bea Sorrel left.", "Bea Sorrel", "person", "after a title"),
    ("They passed Gull Point.", "Gull Point", "place", "word in it"),
    ("They passed Milepost 24.", "Milepost", "organisation", "before a number"),
    ("They live in Tolmarch.", "Tolmarch", "place", "after a preposition"),
    ("They love the island of Tolmarch.", "Tolmarch", "place", "after a kind of place"),
    ("The villages of Nes and Skarrow slept.", "Skarrow", "place", "after a kind of place"),
]


@pytest.mark.parametrize(("text", "name", "tag", "why"), ROWS)
def test_what_a_name_names(text: str, name: str, tag: str, why: str) -> None:
    found = {one.text: one for one in suggest(article(text), tags=NAMES)}
    assert (found[name].tag, found[name].features) == (tag, (why,))


@pytest.mark.parametrize(
    "line",
    [
        "TOLMARCH, Updated May 14, 2024",
        "Tolmarch | Last Updated 9 May",
        "Tolmarch, Veröffentlicht",
        "Tolmarch, 6:40 GMT",
    ],
)
def test_what_stands_before_a_date_is_no_place(line: str) -> None:
    made = Article(text=line, blocks=(Block("dateline", 0, len(line)),), language="en", title="")
    assert [one.text.lower() for one in suggest(made, tags=NAMES)] == ["tolmarch"]


def test_a_surname_follows_the_full_name() -> None:
    text = "Mayor Tom Arkle left. Nobody saw Arkle."
    assert tags(text) == {"Tom Arkle": "person", "Arkle": "person"}


def test_part_of_an_organisation_s_name_follows_it() -> None:
    assert tags("They sued Orlo Shipping Company. Nobody liked Orlo.")["Orlo"] == "organisation"


def test_what_was_accepted_decides() -> None:
    known = Gazetteer.of([("organisation", "The Tolmarch"), ("place", "Skarrow")])
    found = {one.text: one for one in suggest(article("They left Tolmarch."), known=known)}
    assert found["Tolmarch"].tag == "organisation"
    assert found["Tolmarch"].score > 0.9
    assert found["Tolmarch"].reason == "accepted before as organisation"


def test_the_gazetteer_knows_a_name_by_what_it_was_tagged_most_often() -> None:
    known = Gazetteer.of(
        [("person", "Nes"), ("place", "nes"), ("place", "Nes’s"), ("place", " Nes ")]
    )
    assert known.tag("Nes") == "place"
    assert known.tag("Skarrow") is None


DESCRIPTIONS = [
    ("en", "the council", "organisation"),
    ("en", "The city council of Tolmarch", "organisation"),
    ("en", "Both banks", "organisation"),
    ("en", "a spokesman for the company", ""),
    ("en", "company officials", ""),
    ("en", "the council’s lawyer", ""),
    ("en", "a woman in the court", ""),
    ("en", "the", ""),
    ("de", "Der örtliche Gemeinderat", "organisation"),
    ("de", "ein Polizist", ""),
    ("fr", "le conseil municipal", "organisation"),
    ("fr", "l’université", "organisation"),
    ("fr", "une porte-parole du ministère", ""),
    ("es", "el presidente del gobierno", ""),
    ("ja", "市議会", ""),
]


@pytest.mark.parametrize(("code", "words", "tag"), DESCRIPTIONS)
def test_what_a_description_describes(code: str, words: str, tag: str) -> None:
    assert described(words, language(code)) == tag
