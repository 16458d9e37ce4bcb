"""An article made of a tree of elements alone: all its words, their roles from their elements."""

from __future__ import annotations

from typing import Any

from tui.sources.elements import walked
from tui.sources.errors import Unreadable
from tui.sources.heads import Known, read_head, tell
from tui.sources.language import guess_language
from tui.text.article import Article, Block

EXTRACTOR = "elements 1"


def structured(
    tree: Any, said: Known, *, language: str = "", extractor: str = EXTRACTOR
) -> Article:
    """The article in a tree, of which `said` is known; in `language` if none can be guessed.

    Raises:
        Unreadable: there are no words in it.
    """
    text, blocks = walked(tree) if tree is not None else ("", [])
    if not text:
        raise Unreadable("holds no words: there is nothing to read")
    said = {name: value for name, value in said.items() if value}
    blocks = read_head(text, _titled(text, blocks, said), said)
    tell(said, language=guess_language(text) or language)
    return Article(text=text, blocks=tuple(blocks), format="plain", extractor=extractor, **said)


def _titled(text: str, blocks: list[Block], said: Known) -> list[Block]:
    """The blocks with the title marked: the heading that says it, else the one at the top."""
    headings = [at for at, block in enumerate(blocks) if block.role == "heading"]
    title = _plain(said.get("title", ""))
    same = (at for at in headings if _plain(text[blocks[at].start : blocks[at].end]) == title)
    at = next(same, 0 if headings[:1] == [0] else None)
    if at is None:
        return blocks
    block = blocks[at]
    tell(said, title=" ".join(text[block.start : block.end].split()))
    return [*blocks[:at], Block("title", block.start, block.end), *blocks[at + 1 :]]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
