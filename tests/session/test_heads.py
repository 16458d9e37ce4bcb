"""What stands at the head and the foot of an article: the line below its headline, the key line."""

from __future__ import annotations

import pytest

from tests.session.notation import Desk, Ledger, desk
from tui.session import keyline, status
from tui.text.article import Article, Block


@pytest.mark.parametrize(
    ("blocks", "begins"),
    [((), "Ilse Brandt · 0 words"), ((Block("byline", 0, 14),), "0 words")],
)
def test_the_author_stands_below_the_headline_unless_the_text_names_one(
    blocks: tuple[Block, ...], begins: str
) -> None:
    article = Article(text="By Ilse Brandt", blocks=blocks, title="Fees", byline="Ilse Brandt")
    reader = Desk(article, ledger=Ledger()).workspace.reader
    assert reader is not None
    assert status.summary(reader).startswith(begins)


def test_the_key_that_goes_back_says_so_where_it_leaves() -> None:
    made = desk("On┃e two.")
    key = made.workspace.config.keymap.key("back")
    assert keyline.Hint(key, "leave") in keyline.hints(made.workspace)
    made.press("<c-w>v")
    assert keyline.Hint(key, "back") in keyline.hints(made.workspace)
