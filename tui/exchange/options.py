"""What a reader and a writer are told, and what a writer reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Found
from tui.exchange.offsets import Unit

Cut: TypeAlias = Literal["widen", "narrow", "refuse"]
CUTS: tuple[Cut, ...] = get_args(Cut)
"""What becomes of a span that cuts a token: it takes the whole token, leaves it, or is left out."""

Tagging: TypeAlias = Literal["iob2", "iob1", "bioes", "bilou"]
TAGGINGS: tuple[Tagging, ...] = get_args(Tagging)


class Reading(msgspec.Struct, frozen=True):
    """How a dataset is read; `offsets` is the unit of its offsets, None for the format's own."""

    offsets: Unit | None = None

    def unit(self, own: Unit) -> Unit:
        """The unit of a dataset's offsets, where its format has this one of its own."""
        return self.offsets or own


class Writing(msgspec.Struct, frozen=True):
    """How a dataset is written; without `offsets` and `tagging` as the format has them.

    `split` is the name of the part that is written, for the formats that name it. By sentence,
    `lost` counts what could not be written as it is, `unfit` what the format cannot carry at all,
    which its table tells beforehand.
    """

    offsets: Unit | None = None
    cut: Cut = "widen"
    tagging: Tagging | None = None
    split: str = "train"
    lost: Counter[str] = msgspec.field(default_factory=Counter)
    unfit: Counter[str] = msgspec.field(default_factory=Counter)

    def unit(self, own: Unit) -> Unit:
        """The unit of a dataset's offsets, where its format has this one of its own."""
        return self.offsets or own


Piece: TypeAlias = tuple[str, bytes]
"""A file's name in the dataset's folder, empty where that is one file, and more of its bytes."""

Read: TypeAlias = Callable[[Path, Reading], Iterator[Found]]
"""Raises OSError where the file cannot be read."""

Write: TypeAlias = Callable[[Iterable[Layer], Writing], Iterator[Piece]]
"""Takes articles that were fitted to the format; the pieces of one file follow one another."""
