"""Paragraphs, lists and tables, found by their lines."""

import textwrap

import pytest

from tui.sources.shapes import LONG, shapes

PROSE = (
    "Nobody on the quay remembers who first painted the bollards, but everyone remembers the "
    "year in which they were painted blue, since it was the year of the long strike and there "
    "was no other paint to be had on the island until the middle of the following summer."
)
SHORT = "The paint came by boat. It was blue."


def found(text: str) -> list[tuple[str, str]]:
    return [(block.role, text[block.start : block.end]) for block in shapes(text)]


def paragraphs(text: str) -> list[str]:
    return [" ".join(words.split()) for role, words in found(text) if role == "paragraph"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [50, 66, 80, 100])
def test_hard_wrapped_lines_are_joined(width: int, newline: str) -> None:
    wrapped = "\n\n".join([textwrap.fill(PROSE, width), SHORT, textwrap.fill(PROSE, width)])
    assert paragraphs(wrapped.replace("\n", newline)) == [PROSE, SHORT, PROSE]


def test_paragraphs_of_a_wrapped_text_need_no_blank_line() -> None:
    text = "\n".join([textwrap.fill(PROSE, 70), SHORT, textwrap.fill(PROSE, 70)])
    assert paragraphs(text) == [PROSE, SHORT, PROSE]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{SHORT}\n{PROSE}",
        f"{PROSE}\n\n{SHORT}\n\n{PROSE}",
        "Blue as the boat\nthat brought the paint,\nold as the rope\nthat held it,\nslow",
        (
            "Storm closes the coast road at Harrow Point\nNes bakery to reopen after the flood\n"
            "Seal count in the sound is the highest yet\nTwo held over theft of copper pipes"
        ),
    ],
)
def test_other_lines_are_paragraphs(text: str) -> None:
    assert paragraphs(text) == [line for line in text.splitlines() if line]


ALIGNED = "Year    Boats   Paint\n2019       12     3.5\n2020        9     1.0"


@pytest.mark.parametrize(
    "table",
    [
        ALIGNED,
        "  " + ALIGNED.replace("\n", "\n  "),
        ALIGNED.replace("\n", "\n---------------------\n", 1),
        "Year\tBoats\n2019\t12\n2020\t9",
        "┌──────┬────┐\n│ 2019 │ 12 │\n└──────┴────┘",
        "| Year | Boats |\n|------|-------|\n| 2019 | 12 |",
    ],
)
def test_aligned_columns_are_one_preformatted_block(table: str) -> None:
    assert found(f"{PROSE}\n\n{table}\n\n{PROSE}") == [
        ("paragraph", PROSE),
        ("preformatted", table),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Two spaces follow.  Every stop.\nAnd again.  And here.",
        "One line     with a gap\nand one without",
        "----------",
    ],
)
def test_other_gaps_make_no_table(text: str) -> None:
    assert {role for role, _ in found(text)} == {"paragraph"}


@pytest.mark.parametrize("mark", ["-", "*", "•", "+", "1.", "12)"])
def test_list_items(mark: str) -> None:
    text = f"{PROSE}\n{mark} blue paint\n{mark} rope"
    assert [role for role, _ in found(text)] == ["paragraph", "list", "list"]


@pytest.mark.parametrize("text", ["—Ya vendrá.", "-5 degrees", "2019 was dry.", "*Constancy*"])
def test_other_beginnings_are_no_list(text: str) -> None:
    assert found(text) == [("paragraph", text)]


def test_wrapped_list_items_are_joined() -> None:
    item = textwrap.fill("- " + PROSE, 70, subsequent_indent="  ")
    text = textwrap.fill(PROSE, 70) + "\n\n" + item + "\n" + item
    assert [role for role, _ in found(text)] == ["paragraph", "list", "list"]


@pytest.mark.parametrize(
    "text",
    ["x" * 40_000, "日本語。" * 9_000, "a " * 20_000, "e" + "\u0301" * 30_000],
    ids=["one word", "sentences", "words", "one cluster"],
)
def test_a_paragraph_without_end_is_cut(text: str) -> None:
    blocks = shapes(text)
    assert max(block.end - block.start for block in blocks) <= LONG
    kept = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(kept.split()) == "".join(text.split())
