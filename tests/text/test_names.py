from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, segments, show, texts
from tui.text.names import names

ROWS = [
    ("en", "Mayor ⟦Joas Telle⟧ told ⟦Ilse van der Moor⟧ and Dr. ⟦Lene Okkers⟧ so."),
    ("en", "The ⟦Ministry of Transport⟧ met the ⟦Institute for Coastal Dynamics⟧ in ⟦Nes⟧."),
    ("en", "⟦Kestle & Oake⟧ wrote to ⟦J. R. Holm-Varga⟧, ⟦P. Bell Jr⟧. of ⟦NWO⟧."),
    ("en", "In May the President said that ⟦Telle⟧’s boat left ⟦Tolmarch⟧ on Tuesday, March 3."),
    ("en", "But ⟦Telle⟧ said: “My boat.” What? Opponents point to the sand. ⟦Telle⟧ said no."),
    ("en", "⟦De la Brae⟧ left. They said ⟦van Oost⟧ and ⟦al-Hasani⟧ stayed, as I’d hoped."),
    ("en", "The head of ⟦Tolmarch⟧ left the ⟦Bay of Oran⟧. ⟦Harrowmouth⟧, 61, is a name."),
    ("en", "⟦TOLMARCH⟧, May 15 (⟦OWS⟧) — The island."),
    ("en", "The ⟦Courier⟧ sent them to ⟦The Nes⟧, and “The ⟦Nes⟧” was late."),
    ("en", "A name over\na line is ⟦Berit\nAnsgard⟧."),
    ("es", "El alcalde ⟦Juan Pérez⟧ y la señora ⟦Ana de la Cruz⟧ salieron. Llego tarde."),
    ("fr", "Selon M. ⟦Aubrin⟧, ⟦Jeanne d’Orme⟧ vit à ⟦Calvec⟧."),
    ("de", "Der Bürgermeister lobte die Zeitung, sagte Frau ⟦Lena von der Heide⟧ in ⟦Ulmbach⟧."),
    ("ja", "浜坂静江校長は読み上げた。"),
    ("ar", "قالت سلمى الدرويني."),
]


@pytest.mark.parametrize(("language", "marked"), ROWS)
def test_names(language: str, marked: str) -> None:
    text = parse(marked).text
    assert show(text, segments(text, language).names(0)) == marked


@given(texts)
def test_names_are_sorted_disjoint_and_in_bounds(text: str) -> None:
    parts = segments(text)
    for index, block in enumerate(parts.article.blocks):
        edges = [edge for span in parts.names(index) for edge in span]
        assert edges == sorted(edges)
        assert all(block.start <= edge <= block.end for edge in edges)


def test_a_word_too_long_to_be_looked_for_is_no_name() -> None:
    text = "A" * 5000
    assert names(text, 0, len(text), [(0, len(text))]) == []
