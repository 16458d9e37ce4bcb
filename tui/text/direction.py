"""Which way a paragraph runs: by its first character that has a direction (UAX #9, rules P2, P3).

The terminal orders and shapes the letters; here they stay in the order in which they are read.
"""

from __future__ import annotations

from unicodedata import bidirectional

_OPENING = frozenset(("LRI", "RLI", "FSI"))


def from_right(text: str, start: int, end: int) -> bool:
    """Whether the paragraph `text[start:end]` runs from right to left."""
    inside = 0
    for offset in range(start, end):
        kind = bidirectional(text[offset])
        if kind in _OPENING:
            inside += 1
        elif kind == "PDI":
            inside = max(inside - 1, 0)
        elif not inside and kind in ("L", "R", "AL"):
            return kind != "L"
    return False
