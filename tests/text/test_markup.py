"""The inline markup of Markdown, as ranges of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.article import Block, Role
from tui.text.markup import markup


def styled(text: str, role: Role = "paragraph") -> list[tuple[str, str]]:
    return [(text[s:e], style) for s, e, style in markup(text, Block(role, 0, len(text)))]


def words(text: str, style: str) -> list[str]:
    return [found for found, its in styled(text) if its == style]


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("the *Constancy* and _Patience_", "emphasis", ["Constancy", "Patience"]),
        ("ran at **91 percent** and __more__", "strong", ["91 percent", "more"]),
        ("**a *b* c**", "emphasis", ["b"]),
        ("**a *b* c**", "strong", ["a *b* c"]),
        ("a `*b*` and ``c`d``", "code", ["*b*", "c`d"]),
        ("see [the *log*](http://a_b_c.example) or [it][1]", "link", ["the *log*", "it"]),
        ("see [the *log*](http://a_b_c.example)", "emphasis", ["log"]),
        ("a note[^1] and <http://a.example>", "link", ["[^1]", "<http://a.example>"]),
        ("2 * 3 * 4 and snake_case_word", "emphasis", []),
        ("\\*not\\* this", "emphasis", []),
        ("an *open one and `this", "emphasis", []),
        ("## A heading ##", "markup", ["##", " ##"]),
        ("Title\n=====", "markup", ["====="]),
        ("> a\n> b", "markup", ["> ", "> "]),
        ("- item\n  more", "markup", ["-"]),
        ("12. item", "markup", ["12."]),
        ("the **end**", "markup", ["**", "**"]),
        ("[a](b)", "markup", ["[", "](b)"]),
        ("[](b)", "link", []),
        ("\\*", "markup", ["\\"]),
    ],
)
def test_markup(text: str, style: str, expected: list[str]) -> None:
    assert words(text, style) == expected


@pytest.mark.parametrize("role", ["preformatted", "boilerplate"])
def test_code_blocks_and_front_matter_are_left_alone(role: Role) -> None:
    assert styled("`a` *b*", role) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab _*`[]()<>\\#>-\n1.^:@"), st.integers(0, 3))
def test_ranges_lie_in_the_block(text: str, before: int) -> None:
    block = Block("paragraph", before, before + len(text))
    found = markup("x" * before + text + "*tail*", block)
    assert list(found) == sorted(found)
    assert all(block.start <= start < end <= block.end for start, end, _ in found)
