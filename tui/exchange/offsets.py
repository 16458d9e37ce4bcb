"""Offsets as other programs count them: in UTF-16 code units or in UTF-8 bytes.

Java and JavaScript count UTF-16, so that a character outside the Basic Multilingual Plane is two
units long. Inside Glossator an offset is always in code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Literal, TypeAlias, get_args

Unit: TypeAlias = Literal["code points", "utf-16", "bytes"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_WIDE: dict[Unit, tuple[re.Pattern[str], Callable[[str], int]]] = {
    "utf-16": (re.compile("[\U00010000-\U0010ffff]"), lambda _character: 1),
    "bytes": (re.compile(r"[^\x00-\x7f]"), lambda character: len(character.encode()) - 1),
}


class Offsets:
    """Offsets of one text, between code points and a `unit`."""

    def __init__(self, text: str, unit: Unit) -> None:
        """Find the characters that are longer than one unit."""
        self._length = len(text)
        self._at: list[int] = []
        self._extra = [0]
        if unit != "code points" and not text.isascii():
            pattern, extra = _WIDE[unit]
            wide = [(match.start(), extra(match.group())) for match in pattern.finditer(text)]
            self._at = [at for at, _ in wide]
            self._extra = list(accumulate((more for _, more in wide), initial=0))
        self._starts = [at + more for at, more in zip(self._at, self._extra, strict=False)]

    def inward(self, offset: int) -> int | None:
        """The code point at `offset` units; None inside a character or outside the text."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            point = offset
        elif offset == self._starts[at]:
            point = self._at[at]
        else:
            point = offset - self._extra[at + 1]
            if point <= self._at[at]:
                return None
        return point if 0 <= point <= self._length else None

    def outward(self, point: int) -> int:
        """How many units stand before the code point."""
        return point + self._extra[bisect_left(self._at, point)]
