"""The article with its annotations in the margin, as a sheet holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.reports.cleaning import shown
from tui.text import article as text
from tui.text.article import Article, Role


class Margin(NamedTuple):
    """What is said of an annotation in the margin; `said` is empty where its tag says all."""

    number: int
    tag: str
    glyph: str
    said: tuple[str, ...]


class Piece(NamedTuple):
    """Words on which the same annotations lie, by number, outermost first; `begins` are those that
    begin here.
    """

    text: str
    under: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


class Block(NamedTuple):
    """A block of the article with what begins in it; boilerplate blocks that follow each other are
    one.
    """

    role: Role
    pieces: tuple[Piece, ...]
    notes: tuple[Margin, ...]


def page(article: Article, records: Records, notes: Mapping[str, Margin]) -> Iterator[Block]:
    """The article's blocks in order; `notes` are those of the annotations by id."""
    by_number = {note.number: note for note in notes.values()}
    for _, found in groupby(article.blocks, key=_apart):
        blocks = list(found)
        pieces = tuple(_pieces(article.text, records, notes, blocks[0].start, blocks[-1].end))
        begun = tuple(by_number[number] for piece in pieces for number in piece.begins)
        yield Block(blocks[0].role, pieces, begun)


def _apart(block: text.Block) -> int:
    """What is the same only of boilerplate blocks that follow each other."""
    return -1 if block.role == "boilerplate" else block.start


def _pieces(
    whole: str, records: Records, notes: Mapping[str, Margin], start: int, end: int
) -> Iterator[Piece]:
    for run in records.runs(start, end):
        under = [one for one in run.annotations if one.id in notes]
        yield Piece(
            shown(whole[run.start : run.end]),
            _numbers(under, notes),
            _numbers((one for one in under if one.start == run.start), notes),
        )


def _numbers(found: Iterable[Annotation], notes: Mapping[str, Margin]) -> tuple[int, ...]:
    return tuple(notes[one.id].number for one in found)
