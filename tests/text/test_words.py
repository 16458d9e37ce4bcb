from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, show, texts
from tui.text.dictionary import for_words
from tui.text.words import words

ROWS = [
    "⟦Don’t⟧ ⟦say⟧ ⟦twenty-one⟧, ⟦3.5⟧ ⟦or⟧ ⟦1,200⟧ ⟦in⟧ ⟦the⟧ ⟦U.S.⟧ ⟦at⟧ ⟦6:40⟧ ⟦a.m.⟧",
    "“⟦island’s⟧” (⟦the⟧ ⟦workers⟧’) – ⟦AT&T⟧ ⟦R⟧ & ⟦D⟧ ⟦end⟧.⟦Next⟧",
    "⟦c\u0327a⟧ ⟦ne\u0301e⟧",
    "⟦यह⟧ ⟦एक⟧ ⟦वाक्य⟧ ⟦है⟧। ⟦क्षत्रिय⟧",
    "⟦สวัสดีครับ⟧ ⟦ผมชื่อ⟧",
    "⟦هل⟧ ⟦كَتَبَ⟧؟ ⟦٣٬٥٠٠⟧",
    "⟦汐見野島⟧⟦に⟧⟦残⟧⟦る⟧⟦22⟧⟦日⟧、⟦コーヒー⟧⟦と⟧⟦Web⟧",
    "⟦co\u00adoperation⟧\u00ad ⟦non\u2060stop⟧\u2060 ⟦zero⟧\u200b⟦width⟧",
    '⟦צה"ל⟧ ⟦גב\'⟧ ⟦ג\'ירפה⟧ ⟦דו״ח⟧ ⟦רח׳⟧ "⟦שלום⟧"',
    "€⟦42.7⟧ ⟦million⟧ — 👩‍👩‍👧 … ⟦No⟧.",
]


@pytest.mark.parametrize("marked", ROWS)
def test_words(marked: str) -> None:
    text = parse(marked).text
    assert show(text, words(text, 0, len(text))) == marked


def test_words_of_a_part_keep_the_offsets_of_the_whole() -> None:
    assert words("one two three four", 4, 13) == [(4, 7), (8, 13)]


WITH_DICTIONARY = [
    "⟦我们⟧⟦今天⟧⟦去⟧⟦北京⟧，⟦2024⟧⟦年⟧",
    "⟦学校⟧⟦の⟧⟦コーヒー⟧、⟦Web⟧⟦日⟧",
    "⟦ตลาด⟧⟦น้ำ⟧ ⟦เปิด⟧⟦วัน⟧⟦จันทร์⟧ ⟦๒๕⟧",
    "⟦don’t⟧ ⟦3.5⟧",
]


@pytest.mark.parametrize("marked", WITH_DICTIONARY)
def test_a_dictionary_divides_what_has_no_spaces(marked: str) -> None:
    pytest.importorskip("icu4py", reason="the extra “cjk” is not installed")
    text = parse(marked).text
    assert show(text, words(text, 0, len(text), for_words())) == marked


def test_a_dictionary_that_cuts_a_cluster_is_not_followed() -> None:
    text = "日か\u3099本"
    assert words(text, 0, len(text), list) == [(0, 1), (1, 3), (3, 4)]


@given(texts)
def test_words_are_sorted_disjoint_and_not_empty(text: str) -> None:
    edges = [edge for span in words(text, 0, len(text)) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in words(text, 0, len(text)))
