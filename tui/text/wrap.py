"""Breaking a paragraph into rows.

Rows break after white space, after hyphens and dashes, and between ideographs except where
kinsoku (the line-breaking rule of JIS X 4051) forbids it; a word, or an ideograph with its marks,
that is wider than a row is cut where the row is full. No cluster is ever broken. White space at a
row's end hangs over the measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wcwidth import iter_graphemes

from tui.text.article import Span
from tui.text.cells import most
from tui.text.dictionary import for_lines, pieces
from tui.text.graphemes import floor_boundary

_SPACE = " \t\n\r\x0b\x0c\x85\u1680\u2000-\u2006\u2008-\u200a\u200b\u2028\u2029\u205f\u3000"
_DASH = "\\-\u2010\u2012\u2013\u2014/"
_WIDE = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3100-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPEN = "（［｛「『【〈《〔〖〘〝｢"
_CLOSE = (
    "、。，．・：；？！）］｝」』】〉》〕〗〙〟｠｡､｣…‥％〜～゠゛゜ー々〻ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ"
)
_JOINED = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HANGING = 256
"""Code points of white space that stay on the row that they follow."""


def _pattern(opens: str, closes: str) -> re.Pattern[str]:
    """What may not be broken, with the white space after it.

    `opens` is an expression for further marks that bind to an ideograph after them, `closes` a
    class of those that bind to one before them.
    """
    other = f"[^{_SPACE}{_WIDE}{_OPEN}{_DASH}]"
    before = f"[{_OPEN}]"
    if opens:  # only then: a single class is found faster
        other, before = f"(?:(?!{opens}){other})", f"(?:{before}|{opens})"
    return re.compile(
        rf"(?:{before}*(?:[{_WIDE}][{_JOINED}{closes}]*"
        rf"|{other}*[{_DASH}]+(?![{_JOINED}])"
        rf"|(?:{other}|[{_DASH}](?=[{_JOINED}]))+)"
        rf"(?:[{_CLOSE}][{_JOINED}{closes}]*)*|{before}+)"
        rf"[{_SPACE}]{{0,{_HANGING}}}|[{_SPACE}]{{1,{_HANGING}}}"
    )


_PIECE = _pattern("", "")
# Western marks part no Latin word, but bind to an ideograph beside them.
_WESTERN_OPEN = r"“‘«(\["
_PIECE_AMONG_WIDE = _pattern(
    rf"[{_WESTERN_OPEN}](?=[{_WESTERN_OPEN}]{{0,8}}[{_WIDE}{_OPEN}])", r"”’»)\]!?,.:;%"
)
_SINGLE = "\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2014\u2018-\u201f\u2026"
"""Clusters that take one cell everywhere, and of which only these marks allow a break."""
_not_single = re.compile(f"[^{_SINGLE}]").search
_marks = re.compile(f"[\n{_DASH}]").finditer
_break = re.compile(f"\n|[{_DASH}](?![{_DASH}])\u2026*|").match
_blanks = re.compile(f"[ \n]{{0,{_HANGING}}}").match
_ANY_WIDE = re.compile(f"[{_WIDE}{_OPEN}]")

_UNSPACED = re.compile("[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff]{2}")
"""Thai, Lao, Burmese and Khmer put spaces between sentences only."""


def wrap(text: str, start: int, end: int, cells: int) -> list[Span]:
    """Rows of at most `cells` cells that together are `text[start:end]`; one row if it is empty.

    A single cluster wider than `cells` gets a row of its own.
    """
    return _counted(text, start, end, cells) or _measured(text, start, end, cells)


def _counted(text: str, start: int, end: int, cells: int) -> list[Span]:
    """The same where every code point is a cell, in a tenth of the time; nothing where that is
    not so, or where a word is wider than a row.
    """
    rows: list[Span] = []
    if _not_single(text, start, end):
        return rows
    row, bare = start, start + len(text[start:end].rstrip())
    while bare - row > cells:
        limit = row + cells
        stop = limit if text[limit] in " \n" else _last_break(text, row, limit)
        blanks = _blanks(text, stop, end)
        if stop == row or blanks is None or blanks.end() == stop + _HANGING:
            return []
        rows.append((row, blanks.end()))
        row = blanks.end()
    return [*rows, (row, end)]


def _last_break(text: str, row: int, limit: int) -> int:
    """Where a row may end at the latest; its beginning where it may not."""
    found = text.rfind(" ", row, limit) + 1 or row
    for mark in _marks(text, found, limit):
        after = _break(text, mark.start())
        if after and mark.end() <= after.end() <= limit:
            found = after.end()
    return found


def _measured(text: str, start: int, end: int, cells: int) -> list[Span]:
    rows: list[Span] = []
    row, used = start, 0
    for at, stop in _pieces(text, start, end):
        words = text[at:stop]
        bare = most(words.rstrip())
        if used + bare > cells and used:
            at = max(floor_boundary(text, at), row)
            if at > row:
                rows.append((row, at))
            row, used, words = at, 0, text[at:stop]
            bare = most(words.rstrip())
        if bare > cells:
            at = row
            for cut in _cut(text[row:stop], cells):
                rows.append((row, at + cut))
                row = at + cut
            words = text[row:stop]
        used += most(words)
    rows.append((row, end))
    return rows


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """What may not be broken; where nobody writes spaces, as a dictionary has it."""
    pattern = _PIECE_AMONG_WIDE if _ANY_WIDE.search(text, start, end) else _PIECE
    found = (piece.span() for piece in pattern.finditer(text, start, end))
    divide = for_lines() if _UNSPACED.search(text, start, end) else None
    if divide is None:
        return found
    return (
        piece
        for span in found
        for piece in (pieces(text, *span, divide) if _UNSPACED.search(text, *span) else [span])
    )


def balanced(text: str, start: int, end: int, cells: int) -> list[Span]:
    """Rows as `wrap` gives them, as even in width as that number of rows allows (headlines)."""
    rows = wrap(text, start, end, cells)
    if len(rows) == 1:
        return rows
    low, high = 1, cells
    while low < high:
        middle = (low + high) // 2
        even = wrap(text, start, end, middle)
        if len(even) <= len(rows):
            high, rows = middle, even
        else:
            low = middle + 1
    return rows


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
