"""Articles of every shape for property tests: blocks of any role, some of them on one line."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from tests.text.notation import article, texts
from tui.text.article import ROLES, Article, Block

_LONG = ["", "\n", "x" * 3000, "日本" * 800, "مرحبا " * 90]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Mixed scripts, white space and nothing else, one long line; now and then all boilerplate."""
    text = draw(st.one_of(texts, texts, st.sampled_from(_LONG)))
    roles = st.just("boilerplate") if draw(st.integers(0, 9)) == 0 else st.sampled_from(ROLES)
    blocks: list[Block] = []
    for block in article(text).blocks:
        cut = draw(st.integers(block.start, block.end))
        while cut < block.end and text[cut].isspace():
            cut += 1
        edges = sorted({block.start, cut, block.end})
        for start, end in pairwise(edges):
            blocks.append(Block(draw(roles), start, end))  # type: ignore[arg-type]
    language = draw(st.sampled_from(["en", "ja", ""]))
    return Article(text=text, blocks=tuple(blocks), language=language)
