"""CoNLL with an outer and an inner column of tags, as GermEval 2014 has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.annotations.model import Layer
from tui.exchange.conll import read, written
from tui.exchange.options import Piece, Writing

__all__ = ["read", "write"]


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file with two columns of tags."""
    return written(layers, writing, 2)
