from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.notation import article as paragraphs
from tests.text.shapes import articles
from tests.text.test_wrap import is_one_cluster
from tui.text.article import ROLES, Article, Block, Role, Span
from tui.text.cells import width
from tui.text.graphemes import floor_boundary
from tui.text.layout import Layout, Place, Row, folds
from tui.text.wrap import wrap


def laid(text: str, measure: int = 12, *roles: Role, summary: bool = False) -> Layout:
    """A layout of paragraphs parted by blank lines; boilerplate is folded."""
    made = paragraphs(text)
    blocks = tuple(
        Block(roles[number] if number < len(roles) else "paragraph", block.start, block.end)
        for number, block in enumerate(made.blocks)
    )
    return Layout(Article(text=text, blocks=blocks), measure, folded=True, summary=summary)


def rows(layout: Layout) -> list[Row]:
    return [row for _, row in layout.walk(Place(0, 0))]


def drawn(layout: Layout) -> list[str]:
    """What the rows show: `-` for a blank one or a gap, `+3` for a fold of three lines."""
    text = layout.article.text
    shown = {"blank": "-", "gap": "-", "headline": "#", "summary": "="}
    return [
        f"+{row.unit.lines}"
        if row.unit.kind == "fold"
        else shown.get(row.unit.kind) or text[row.start : layout.visible_end(row)].rstrip()
        for row in rows(layout)
    ]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (laid("One two three four."), ["One two", "three four."]),
        (laid("One two\nthree\nfour."), ["One two", "three\nfour."]),
        (laid("One.\n\n\nTwo."), ["One.", "-", "Two."]),
        (laid("one\r\ntwo\rthree", 12, "preformatted"), ["one", "two", "three"]),
        (laid("a\u2028b c\u0085d", 12, "preformatted"), ["a", "b c", "d"]),
        (laid("a\u2028b\rc"), ["a\u2028b\rc"]),
        (laid("One two three four", 16, "title"), ["One two", "three four"]),
        (laid("Head\n\nOne.", 12, "title", summary=True), ["Head", "=", "-", "One."]),
        (laid("One.", summary=True), ["=", "One."]),
        (laid("", summary=True), ["=", "-"]),
        (
            laid(
                "One.\n\nAd a.\nAd b.\n\nBuy.\n\nTwo.",
                12,
                "paragraph",
                "boilerplate",
                "boilerplate",
            ),
            ["One.", "-", "+3", "-", "Two."],
        ),
        (laid("Ad.\n\nBuy.", 12, "boilerplate", "boilerplate"), ["+2"]),
        (laid("One.\n\n  Ad.", 12, "paragraph", "boilerplate"), ["One.", "-", "+1"]),
        (laid("  One.  \n\n  "), ["  One.", "-"]),
        (laid("a\tb\tc\td"), ["a\tb\tc", "d"]),
        (laid("日本語の本です", 6), ["日本語", "の本で", "す"]),
    ],
)
def test_rows(layout: Layout, expected: list[str]) -> None:
    assert drawn(layout) == expected


@pytest.mark.parametrize(
    ("role", "expected"), [("title", ["Head", "="]), ("paragraph", ["#", "=", "Head"])]
)
def test_a_headline_that_the_text_lacks_has_a_row(role: Role, expected: list[str]) -> None:
    article = Article(text="Head", blocks=(Block(role, 0, 4),), title="Head")
    assert drawn(Layout(article, 12)) == expected


def test_paragraphs_on_lines_of_their_own_get_a_gap() -> None:
    text = "One.\nTwo.\nThree."
    blocks = (Block("paragraph", 0, 4), Block("paragraph", 5, 9), Block("paragraph", 10, 16))
    assert drawn(Layout(Article(text=text, blocks=blocks), 20, summary=False)) == [
        *("One.", "-", "Two.", "-", "Three."),
    ]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("dateline", "paragraph"), ["VARN, May 4 — One two."]),
        (("boilerplate", "paragraph"), ["+1", "One two."]),
        (("paragraph", "boilerplate"), ["VARN, May 4 —", "+1"]),
        (("boilerplate", "boilerplate"), ["+1"]),
    ],
)
def test_blocks_on_one_line(roles: tuple[Role, Role], expected: list[str]) -> None:
    text = "VARN, May 4 — One two."
    blocks = (Block(roles[0], 0, 13), Block(roles[1], 14, 22))
    layout = Layout(Article(text=text, blocks=blocks), 40, folded=True, summary=False)
    assert drawn(layout) == expected


def test_columns_of_a_row() -> None:
    layout = laid("ae\u0301日\x1bb")
    (row,) = rows(layout)
    assert [(cell.start, cell.column, cell.width) for cell in layout.cells(row)] == [
        *((0, 0, 1), (1, 1, 1), (3, 2, 2), (4, 4, 1), (5, 5, 1)),
    ]
    place = Place(0, 0)
    assert [layout.offset(place, column) for column in (-1, 0, 1, 2, 3, 4, 5, 99)] == [
        *(0, 0, 1, 3, 3, 4, 5, 5),
    ]
    assert [layout.column(offset) for offset in range(6)] == [0, 1, 1, 2, 4, 5]


def test_a_line_break_inside_a_paragraph_is_a_place_and_the_one_at_its_end_is_none() -> None:
    layout = laid("One\ntwo.\n\nEnd.")
    assert [layout.offset(Place(0, 0), column) for column in (2, 3, 4, 7, 8)] == [2, 3, 4, 7, 7]


def test_a_long_line_is_laid_out_only_as_far_as_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrapped: list[Span] = []

    def counting(text: str, start: int, end: int, cells: int) -> list[Span]:
        wrapped.append((start, end))
        return wrap(text, start, end, cells)

    monkeypatch.setattr("tui.text.layout.wrap", counting)
    text = "word " * 1_000_000
    blocks = tuple(Block("paragraph", at, at + 20_000) for at in range(0, len(text), 20_000))
    layout = Layout(Article(text=text, blocks=blocks), 72)
    first = [row for (_, row), _ in zip(layout.walk(Place(0, 0)), range(30), strict=False)]
    assert first[-1].end < 3_000
    place = layout.place(4_000_000)
    assert layout.row(place).start <= 4_000_000 < layout.row(place).end
    assert len(wrapped) == 2
    assert layout.end.unit == len(layout.units) - 1


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Layouts at any measure, folded or not."""
    made = msgspec.structs.replace(draw(articles()), title=draw(st.sampled_from(("", "Head"))))
    folded, summary = draw(st.booleans()), draw(st.booleans())
    return Layout(made, draw(st.integers(1, 25)), folded=folded, summary=summary)


@given(layouts())
@settings(deadline=None)
def test_rows_partition_the_text_in_order_and_fit(layout: Layout) -> None:
    text, found = layout.article.text, rows(layout)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(found))
    for row in found:
        if row.unit.kind == "text":
            bare = text[row.start : row.end].rstrip()
            assert width(bare) <= layout.measure or is_one_cluster(bare)
        elif row.unit.kind == "blank":
            assert not text[row.start : row.end].strip()
    assert [row.first for row in found].count(True) == len(layout.units)
    assert [row.last for row in found].count(True) == len(layout.units)


@given(articles(), st.data())
@settings(deadline=None)
def test_blocks_in_other_roles_are_laid_out_as_if_anew(
    article: Article, data: st.DataObject
) -> None:
    folded, summary = data.draw(st.booleans()), data.draw(st.booleans())
    layout = Layout(article, 20, folded=folded, summary=summary)
    for _ in range(data.draw(st.integers(1, 3)) if article.blocks else 0):
        blocks = layout.article.blocks
        first = data.draw(st.integers(0, len(blocks) - 1))
        last = data.draw(st.integers(first, len(blocks) - 1))
        others = (
            Block(data.draw(st.sampled_from(ROLES)), b.start, b.end)
            for b in blocks[first : last + 1]
        )
        made = layout.article.shaped((*blocks[:first], *others, *blocks[last + 1 :]))
        changed = blocks[first].start, blocks[last].end
        layout = layout.recast(made, changed)
        anew = Layout(made, 20, folded=folded, summary=summary)
        assert layout.units == anew.units
        assert rows(layout) == rows(anew)


@given(layouts())
@settings(deadline=None)
def test_folds_hide_exactly_their_span(layout: Layout) -> None:
    text = layout.article.text
    hidden = [text[row.start : row.end].strip() for row in rows(layout) if row.unit.kind == "fold"]
    spans = folds(layout.article.blocks) if layout.folded else []
    assert hidden == [text[start:end].strip() for start, end in spans]


@given(layouts(), st.data())
@settings(deadline=None)
def test_an_offset_is_in_its_row_and_at_its_column(layout: Layout, data: st.DataObject) -> None:
    text = layout.article.text
    offset = floor_boundary(text, data.draw(st.integers(0, max(len(text) - 1, 0))))
    place = layout.place(offset)
    row = layout.row(place)
    assert row.start <= offset < row.end or not text
    if row.unit.kind == "text" and offset < layout.visible_end(row):
        found = layout.offset(place, layout.column(offset))
        assert (layout.place(found), layout.column(found)) == (place, layout.column(offset))
        (cell,) = [cell for cell in layout.cells(row) if cell.start == offset]
        assert found == offset or cell.width == 0


@given(layouts(), st.data())
@settings(deadline=None)
def test_moving_and_distance_agree_with_walking(layout: Layout, data: st.DataObject) -> None:
    places = [place for place, _ in layout.walk(Place(0, 0))]
    assert places[-1] == layout.end
    here = data.draw(st.integers(0, len(places) - 1))
    steps = data.draw(st.integers(-30, 30))
    there = min(max(here + steps, 0), len(places) - 1)
    assert layout.move(places[here], steps) == places[there]
    assert layout.distance(places[here], places[there], 1000) == there - here
    limit = data.draw(st.integers(0, 5))
    assert layout.distance(places[here], places[there], limit) == min(
        max(there - here, -limit), limit
    )
