from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, show, texts
from tui.text.quotations import Quotation, quotations

ROWS = [
    "⟦“We go,”⟧ Bell said. ⟦“My aunt said, ⟦‘The sea’s fine.’⟧ I think so.”⟧",
    "He said ⟦\"I can't\"⟧ and ⟦'never'⟧ of the workers' rock 'n' roll in the '90s.",
    '⟦‘The workers’ demands are fair,’⟧ he said. ’Twas 6" tall.',
    "⟦„Ja.“⟧ Und ⟦»Nein«⟧, sagt er, ⟦‚so‘⟧. ⟦„Er rief ⟦‚Halt‘⟧ und ging.“⟧",
    "⟦« Oui »⟧, dit-il, ⟦« et ⟦“non”⟧ »⟧. L’homme d’Arles.",
    "⟦”Hej”⟧, sa hon. ⟦”Ja.”⟧",
    '⟦「はい⟦『いいえ』⟧」⟧と言った。他说⟦“你好”⟧。他说⟦"你好"⟧吧。',
    "⟦«كان جدي يقول: ⟦‹اكتبوا›⟧. نعم»⟧، قال.",
    '⟦“One”⟧(⟦“two”⟧)—⟦“three”⟧—he. ⟦“mixed"⟧ so',
    "⟦“He said ⟦„so”⟧ and left.”⟧ Next.",
    "Don't 'tis rock ’n’ roll.",
    "a ” b",
    "",
]


@pytest.mark.parametrize("marked", ROWS)
def test_quotations(marked: str) -> None:
    text = parse(marked).text
    found = quotations(text, 0, len(text))
    assert all(one.closed and len(one.spans) == 1 for one in found)
    assert show(text, [one.spans[0] for one in found]) == marked


def test_a_quotation_over_paragraphs_opens_anew_in_each() -> None:
    marked = parse("⟦“One.⟧\n\n⟦“Two, ⟦‘so’⟧.⟧\n\n⟦“Three.”⟧ Done. ⟦“Four.”⟧\n\nFive.")
    one, two, inner, three, four = marked.spans
    assert quotations(marked.text, 0, len(marked.text)) == [
        Quotation((one, two, three)),
        Quotation((inner,), depth=1),
        Quotation((four,)),
    ]


def test_a_quotation_without_a_closing_mark_ends_with_its_paragraph() -> None:
    marked = parse("He said ⟦“and so ⟦“on”⟧ it went.⟧ \n\nNext “day”.")
    outer, inner = marked.spans
    found = quotations(marked.text, 0, len(marked.text) - len(" “day”."))
    assert found == [Quotation((outer,), closed=False), Quotation((inner,), depth=1)]


@given(texts)
def test_quotations_are_in_bounds_and_nest(text: str) -> None:
    found = quotations(text, 0, len(text))
    spans = [span for one in found for span in one.spans]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert list(one.spans) == sorted(one.spans)
        assert one.depth == 0 or any(other.depth == one.depth - 1 for other in found)
