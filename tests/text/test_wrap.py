from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.notation import texts
from tui.text.cells import width
from tui.text.graphemes import clusters, floor_boundary
from tui.text.wrap import balanced, wrap

ROWS = [
    (10, "One two three four", "One two |three four"),
    (10, "One  two  three", "One  two  |three"),
    (7, "One two three", "One two |three"),
    (3, "One two", "One |two"),
    (4, "abcdefghij", "abcd|efgh|ij"),
    (8, "a well-known fact", "a well-|known |fact"),
    (8, "up/down—left", "up/down—|left"),
    (6, "One\ntwo\r\nthree", "One\n|two\r\n|three"),
    (4, "日本語の本", "日本|語の|本"),
    (4, "日本。語", "日|本。|語"),
    (6, "日「本」語", "日|「本」|語"),
    (4, "あっあっ", "あっ|あっ"),
    (6, "佐々木さん〜た", "佐々木|さん〜|た"),
    (8, "他说：“好。”她走", "他说：|“好。”她|走"),
    (6, "日本(東京)へ", "日本|(東京)|へ"),
    (8, "say “no” yes", "say “no” |yes"),
    (4, "ab“日”", "ab|“日”"),
    (6, "„Ja“ «so»", "„Ja“ |«so»"),
    (2, "カ\u3099カ\u3099", "カ\u3099|カ\u3099"),
    (1, "日本", "日|本"),
    (1, "👩\u200d👩\u200d👧a", "👩\u200d👩\u200d👧|a"),
    (4, "abc \u0301d", "abc| \u0301d"),
    (4, "abc-\u094dd", "abc|-\u094dd"),
    (5, "", ""),
    (5, "     ", "     "),
    (2, "\u200d\u0301", "\u200d\u0301"),
]


@pytest.mark.parametrize(("cells", "text", "rows"), ROWS)
def test_wrap(cells: int, text: str, rows: str) -> None:
    assert "|".join(text[start:end] for start, end in wrap(text, 0, len(text), cells)) == rows


def test_thai_is_broken_between_words() -> None:
    pytest.importorskip("icu4py", reason="the extra “cjk” is not installed")
    text = "ตลาดน้ำเปิดวันจันทร์ “มาก” ๆ"
    rows = [text[start:end] for start, end in wrap(text, 0, len(text), 8)]
    assert rows == ["ตลาดน้ำ", "เปิดวัน", "จันทร์ ", "“มาก” ๆ"]


@pytest.mark.parametrize(
    ("cells", "text", "rows"),
    [
        (20, "One two three four five", "One two three |four five"),
        (20, "One two", "One two"),
        (9, "aaaa bbbb cc", "aaaa |bbbb cc"),
        (6, "日本語の本", "日本語|の本"),
    ],
)
def test_headlines_are_balanced(cells: int, text: str, rows: str) -> None:
    assert "|".join(text[start:end] for start, end in balanced(text, 0, len(text), cells)) == rows


@given(st.text("aab \n-–—/…“é’", max_size=80), st.integers(1, 12))
@example("aaa/a/…a", 4)
def test_rows_of_letters_that_can_be_counted_are_those_of_any_other(text: str, cells: int) -> None:
    """Greek letters are one cell wide like Latin ones, but every word of theirs is measured."""
    assert wrap(text, 0, len(text), cells) == wrap(text.replace("a", "α"), 0, len(text), cells)


def test_white_space_without_end_is_broken_too() -> None:
    text = "a" + " " * 5000 + "b"
    rows = wrap(text, 0, len(text), 20)
    assert max(end - start for start, end in rows) <= 20 + 2 * 256
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)


def is_one_cluster(text: str) -> bool:
    """Whether nothing else in the text takes any cells."""
    return len([1 for start, end in clusters(text, 0, len(text)) if width(text[start:end])]) == 1


@given(texts, st.integers(1, 30), st.data())
def test_rows_are_the_text_in_order_and_fit(text: str, cells: int, data: st.DataObject) -> None:
    start = floor_boundary(text, data.draw(st.integers(0, len(text))))
    end = max(start, floor_boundary(text, data.draw(st.integers(start, len(text)))))
    rows = wrap(text, start, end, cells)
    assert [row[0] for row in rows] == [start, *(row[1] for row in rows[:-1])]
    assert rows[-1][1] == end
    for first, last in rows:
        assert floor_boundary(text, first) == first
        bare = text[first:last].rstrip()
        assert width(bare) <= cells or is_one_cluster(bare)
        assert first < last or start == end


@given(texts, st.integers(1, 30))
@example("aไทย \n \n\n「", 6)
def test_balanced_rows_are_no_more_and_fit(text: str, cells: int) -> None:
    plain, even = (fit(text, 0, len(text), cells) for fit in (wrap, balanced))
    assert len(even) <= len(plain)
    widest = [max(width(text[a:b].rstrip()) for a, b in rows) for rows in (plain, even)]
    assert widest[1] <= max(widest[0], cells)


# “ opens before an ideograph or an opening mark; it closes in German, else binds both ways.
BOUND = re.compile("[「（“]*[日本語]?(?:[。、」っー）”]|“(?!“*[日本語「（っー]))*")


@given(st.text("日本語。、「」っー（）“”", max_size=30), st.integers(4, 12))
@example("、“、", 4)
@example("日““日", 5)
@example("、“（", 4)
def test_no_row_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, cells: int) -> None:
    rows = wrap(text, 0, len(text), cells)
    if max(map(width, BOUND.findall(text))) > cells:
        return  # An ideograph with its marks that is wider than a row is cut wherever it is full.
    for start, _ in rows[1:]:
        assert text[start] not in "。、」っー）”"
    for _, end in rows[:-1]:
        assert text[end - 1] not in "「（“"
