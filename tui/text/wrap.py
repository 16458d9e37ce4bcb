"""Breaking a paragraph into rows.

Rows break after white space, after hyphens and dashes, and between ideographs except where
kinsoku (the line-breaking rule of JIS X 4051) forbids it; a word longer than a row is cut. No
cluster is ever broken. White space at a row's end hangs over the measure.
"""

from __future__ import annotations

import re

from wcwidth import iter_graphemes

from tui.text.article import Span
from tui.text.cells import most
from tui.text.graphemes import floor_boundary

_SPACE = " \t\n\r\x0b\x0c\x85\u1680\u2000-\u2006\u2008-\u200a\u200b\u2028\u2029\u205f\u3000"
_DASH = "\\-\u2010\u2012\u2013\u2014/"
_WIDE = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3100-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPEN = "（［｛「『【〈《〔〖"
_CLOSE = (
    "、。，．・：；？！）］｝」』】〉》〕〗…‥％ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_JOINED = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"

_PIECE = re.compile(
    rf"(?:[{_OPEN}]*(?:[{_WIDE}][{_JOINED}]*"
    rf"|[^{_SPACE}{_WIDE}{_OPEN}{_DASH}]*[{_DASH}]+(?![{_JOINED}])"
    rf"|(?:[^{_SPACE}{_WIDE}{_OPEN}{_DASH}]|[{_DASH}](?=[{_JOINED}]))+)"
    rf"(?:[{_CLOSE}][{_JOINED}]*)*|[{_OPEN}]+)[{_SPACE}]*|[{_SPACE}]+"
)
"""What may not be broken, with the white space after it."""


def wrap(text: str, start: int, end: int, cells: int) -> list[Span]:
    """Rows of at most `cells` cells that together are `text[start:end]`; one row if it is empty.

    A single cluster wider than `cells` gets a row of its own.
    """
    rows: list[Span] = []
    row, used = start, 0
    for piece in _PIECE.finditer(text, start, end):
        at, words = piece.start(), piece.group()
        bare = most(words.rstrip())
        if used + bare > cells and used:
            at = max(floor_boundary(text, at), row)
            if at > row:
                rows.append((row, at))
            row, used, words = at, 0, text[at : piece.end()]
            bare = most(words.rstrip())
        if bare > cells:
            at = row
            for cut in _cut(text[row : piece.end()], cells):
                rows.append((row, at + cut))
                row = at + cut
            words = text[row : piece.end()]
        used += most(words)
    rows.append((row, end))
    return rows


def balanced(text: str, start: int, end: int, cells: int) -> list[Span]:
    """Rows as `wrap` gives them, as even in width as that number of rows allows (headlines)."""
    rows = wrap(text, start, end, cells)
    if len(rows) == 1:
        return rows
    low, high = 1, cells
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text, start, end, middle)) <= len(rows):
            high = middle
        else:
            low = middle + 1
    return wrap(text, start, end, low)


def _cut(word: str, cells: int) -> list[int]:
    """Where a word wider than a row is cut, between clusters."""
    cuts: list[int] = []
    offset = used = 0
    for cluster in iter_graphemes(word.rstrip()):
        wide = most(cluster)
        if used + wide > cells and used:
            cuts.append(offset)
            used = 0
        used += wide
        offset += len(cluster)
    return cuts
