"""The article with its annotations in the margin, as a sheet holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from tui.annotations.records import Records
from tui.reports.cleaning import shown
from tui.text import article as text
from tui.text.article import Article, Role


class Margin(NamedTuple):
    """What is said of an annotation in the margin; where its tag says all, `said` is empty and the
    number 0.
    """

    number: int
    tag: str
    glyph: str
    said: tuple[str, ...]


class Piece(NamedTuple):
    """Words on which the same annotations lie, the outermost first; `begins` are those that begin
    here.
    """

    text: str
    under: tuple[Margin, ...]
    begins: tuple[Margin, ...]


class Block(NamedTuple):
    """A block of the article; boilerplate blocks that follow each other are one."""

    role: Role
    pieces: tuple[Piece, ...]


def page(article: Article, records: Records, notes: Mapping[str, Margin]) -> Iterator[Block]:
    """The article's blocks in order; `notes` are those of the annotations by id."""
    for _, found in groupby(article.blocks, key=_apart):
        blocks = list(found)
        pieces = tuple(_pieces(article.text, records, notes, blocks[0].start, blocks[-1].end))
        yield Block(blocks[0].role, pieces)


def _apart(block: text.Block) -> int:
    """What is the same only of boilerplate blocks that follow each other."""
    return -1 if block.role == "boilerplate" else block.start


def _pieces(
    whole: str, records: Records, notes: Mapping[str, Margin], start: int, end: int
) -> Iterator[Piece]:
    for run in records.runs(start, end):
        begun = (one for one in run.annotations if one.start == run.start)
        yield Piece(
            shown(whole[run.start : run.end]),
            tuple(notes[one.id] for one in run.annotations),
            tuple(notes[one.id] for one in begun),
        )
