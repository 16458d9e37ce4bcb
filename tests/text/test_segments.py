from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import article, parse, segments, show, texts
from tui.text.article import MAX_BLOCK, Article, Block
from tui.text.segments import Segments


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_a_text_without_blocks_has_no_segments(text: str) -> None:
    parts = segments(text)
    assert parts.block_index(3) == 0
    assert parts.block(0) is None
    assert parts.sentence_at(0) is None
    for found in (parts.sentences, parts.words, parts.names, parts.quotations):
        assert found(0) == []
    assert parts.times(0) == parts.amounts(0) == parts.clauses(0) == []


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (2, 0), (5, 0), (6, 0), (8, 1), (99, 1)])
def test_an_offset_belongs_to_its_block_or_the_nearest_before(offset: int, index: int) -> None:
    parts = segments("  One.\n\nTwo.")
    assert parts.block_index(offset) == index
    assert parts.block(offset) == parts.article.blocks[index]


@pytest.mark.parametrize(
    "marked",
    [
        "⟦O┃ne is.⟧ Two is.",
        "⟦One is.⟧┃ Two is.",
        "One is. ⟦┃Two is.⟧",
        " ┃ ⟦One is.⟧ Two.",
        "One. ⟦Two.⟧  ┃\n\nThree.",
    ],
)
def test_sentence_at(marked: str) -> None:
    row = parse(marked)
    assert segments(row.text).sentence_at(row.cursor) == row.spans[0]


def test_the_sentences_of_preformatted_text_are_its_lines() -> None:
    row = parse("⟦Year  Boats. Goats⟧\n  ⟦2020  4⟧\n\n⟦2021  5⟧ ")
    parts = Segments(Article(text=row.text, blocks=(Block("preformatted", 0, len(row.text)),)))
    assert show(row.text, parts.sentences(0)) == show(row.text, row.spans)


def test_a_quotation_over_blocks_is_whole_in_each_of_them() -> None:
    row = parse("He said ⟦“one.⟧\n\n⟦“Two.⟧\n\nADVERTISEMENT\n\n⟦“Three.”⟧ End.\n\n“No.”")
    plain = article(row.text)
    blocks = list(plain.blocks)
    blocks[2] = Block("boilerplate", blocks[2].start, blocks[2].end)
    parts = Segments(Article(text=row.text, blocks=tuple(blocks)))
    for index in (0, 1, 3):
        assert [one.spans for one in parts.quotations(index)] == [row.spans]
    assert parts.quotations(2) == []
    assert len(parts.quotations(4)) == 1


def test_only_blocks_that_are_looked_at_are_read() -> None:
    text = ("A word. " * (MAX_BLOCK // 8)) * 50
    blocks = tuple(Block("paragraph", at, at + MAX_BLOCK) for at in range(0, len(text), MAX_BLOCK))
    parts = Segments(Article(text=text, blocks=blocks))
    assert parts.sentence_at(len(text) - 1) == (len(text) - 8, len(text) - 1)
    assert len(parts.words(20)) == MAX_BLOCK // 4


@given(texts)
def test_segments_of_a_block_stay_in_it(text: str) -> None:
    parts = segments(text)
    for index, block in enumerate(parts.article.blocks):
        for found in (parts.sentences(index), parts.words(index), parts.amounts(index)):
            assert all(block.start <= start < end <= block.end for start, end in found)
        for quotation in parts.quotations(index):
            assert any(start < block.end and block.start < end for start, end in quotation.spans)
