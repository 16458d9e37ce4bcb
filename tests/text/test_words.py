from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, show, texts
from tui.text.words import words

ROWS = [
    "⟦Don’t⟧ ⟦say⟧ ⟦twenty-one⟧, ⟦3.5⟧ ⟦or⟧ ⟦1,200⟧ ⟦in⟧ ⟦the⟧ ⟦U.S.⟧ ⟦at⟧ ⟦6:40⟧ ⟦a.m.⟧",
    "“⟦island’s⟧” (⟦the⟧ ⟦workers⟧’) – ⟦AT&T⟧ ⟦R⟧ & ⟦D⟧ ⟦end⟧.⟦Next⟧",
    "⟦c\u0327a⟧ ⟦ne\u0301e⟧",
    "⟦यह⟧ ⟦एक⟧ ⟦वाक्य⟧ ⟦है⟧। ⟦क्षत्रिय⟧",
    "⟦สวัสดีครับ⟧ ⟦ผมชื่อ⟧",
    "⟦هل⟧ ⟦كَتَبَ⟧؟ ⟦٣٬٥٠٠⟧",
    "⟦汐見野島⟧⟦に⟧⟦残⟧⟦る⟧⟦22⟧⟦日⟧、⟦コーヒー⟧⟦と⟧⟦Web⟧",
    "€⟦42.7⟧ ⟦million⟧ — 👩‍👩‍👧 … ⟦No⟧.",
]


@pytest.mark.parametrize("marked", ROWS)
def test_words(marked: str) -> None:
    text = parse(marked).text
    assert show(text, words(text, 0, len(text))) == marked


def test_words_of_a_part_keep_the_offsets_of_the_whole() -> None:
    assert words("one two three four", 4, 13) == [(4, 7), (8, 13)]


@given(texts)
def test_words_are_sorted_disjoint_and_not_empty(text: str) -> None:
    edges = [edge for span in words(text, 0, len(text)) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in words(text, 0, len(text)))
