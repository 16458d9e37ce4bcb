from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import parse, segments, show, texts
from tui.text.article import Article, Block
from tui.text.objects import OBJECTS, at, narrower, near, wider
from tui.text.segments import Segments

AT = [
    ("word", "The ⟦har┃bour⟧ is open."),
    ("name", "It was ⟦Ilse van d┃er Moor⟧ who left."),
    ("quotation", "⟦“We g┃o,”⟧ he said. “Now.”"),
    ("quotation", "“My aunt said, ⟦‘The s┃ea.’⟧ So.”"),
    ("clause", "The boat left early, ⟦but nobody h┃ad seen it go.⟧"),
    ("sentence", "One is. ⟦Two i┃s.⟧ Three is."),
    ("paragraph", "One is.\n\n⟦Two is. Thr┃ee\nis.⟧\n\nFour."),
    ("article", "⟦One.\n┃\nTwo.⟧"),
    ("time", "It left on ⟦May┃ 14⟧ at ten."),
    ("amount", "It cost ⟦$3┃.2 million⟧ then."),
    ("quotation", "He said ⟦“one.⟧\n\n⟦“Two┃.”⟧ End."),
]
NEAR = [
    ("name", "On Sunday ⟦Berit Ansgard⟧ left ┃the hall. Joas Telle stayed."),
    ("name", "⟦一┃郎⟧は港にいた。"),
    ("quotation", "┃He said ⟦“go.”⟧ Then “so.”"),
    ("quotation", "⟦“One is here. T┃wo is there. Three,”⟧ he said."),
    ("time", "It left┃ on ⟦May 14⟧ at last."),
    ("amount", "It ┃cost ⟦$3.2 million⟧ then, or $5."),
    ("word", "⟦One⟧,┃  two"),
    ("sentence", "⟦One is.⟧ ┃ Two is."),
    ("paragraph", "⟦One is.⟧ ┃\n\nTwo."),
]


@pytest.mark.parametrize(("kind", "marked"), AT)
def test_at(kind: str, marked: str) -> None:
    row = parse(marked)
    found = at(segments(row.text), kind, row.cursor)
    assert found is not None
    assert show(row.text, found, row.cursor) == marked
    assert near(segments(row.text), kind, row.cursor) == found


@pytest.mark.parametrize(("kind", "marked"), NEAR)
def test_near(kind: str, marked: str) -> None:
    row = parse(marked)
    parts = segments(row.text)
    found = near(parts, kind, row.cursor)
    assert found is not None
    assert show(row.text, found, row.cursor) == marked


@pytest.mark.parametrize("kind", ["quotation", "time", "amount"])
def test_nothing_is_near_in_a_sentence_without_one(kind: str) -> None:
    parts = segments("Nothing at all. He said “no” on May 5 of 3 boats.")
    assert near(parts, kind, 3) is None


def test_an_empty_article_has_no_objects() -> None:
    parts = segments("")
    for kind in OBJECTS:
        assert at(parts, kind, 0) is None
        assert near(parts, kind, 0) is None
    assert wider(parts, (0, 0)) == narrower(parts, (0, 0), 0) == (0, 0)


def test_widening_and_narrowing_go_by_the_same_steps() -> None:
    text = "First one.\n\nHe left, but “Berit Ansgard of Nes stayed here,” they all said. Then."
    parts = segments(text)
    cursor = text.index("Ansgard")
    span = (cursor, cursor)
    steps = []
    while span != (0, len(text)):
        span = wider(parts, span)
        steps.append(text[slice(*span)])
    assert steps[:2] == ["Ansgard", "Berit Ansgard"]
    assert steps[-3:] == [
        "He left, but “Berit Ansgard of Nes stayed here,” they all said.",
        "He left, but “Berit Ansgard of Nes stayed here,” they all said. Then.",
        text,
    ]
    down = []
    while (smaller := narrower(parts, span, cursor)) != span:
        span = smaller
        down.append(text[slice(*span)])
    assert down == steps[-2::-1]


@given(texts, st.data())
def test_wider_grows_to_the_article_and_narrower_stays_inside(
    text: str, data: st.DataObject
) -> None:
    parts = segments(text)
    offset = data.draw(st.integers(0, len(text)))
    span = (offset, min(len(text), offset + data.draw(st.integers(0, 9))))
    small = narrower(parts, span, offset)
    assert span[0] <= small[0] <= small[1] <= span[1]
    while span != (0, len(text)):
        larger = wider(parts, span)
        assert larger[0] <= span[0] <= span[1] <= larger[1]
        assert larger != span
        span = larger
    assert wider(parts, span) == span


@given(texts, st.sampled_from(OBJECTS), st.data())
def test_objects_hold_their_offset(text: str, kind: str, data: st.DataObject) -> None:
    parts = segments(text)
    offset = data.draw(st.integers(0, len(text)))
    found = at(parts, kind, offset)
    if found is not None:
        assert any(start <= offset < end for start, end in found)
        assert near(parts, kind, offset) == found


def test_a_datelines_sentence_is_the_one_it_introduces() -> None:
    text = "TOLMARCH, May 15 (OWS) — The boat left. It came back."
    start = text.index("The boat")
    blocks = (Block("dateline", 0, start), Block("paragraph", start, len(text)))
    found = Segments(Article(text=text, blocks=blocks, language="en"))
    for offset in (0, 5, start - 1, start):
        spans = near(found, "sentence", offset)
        assert spans is not None
        assert [text[slice(*span)] for span in spans] == ["The boat left."]
    assert near(found, "time", 0) == ((10, 16),)
