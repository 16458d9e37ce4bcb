"""Where paragraphs, lists and tables begin and end in a text, by its lines alone.

Offsets are code points of the text. A line's `begin` is where its indentation starts, `start`
and `end` hold it without surrounding white space; `fresh` says that a blank line stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from tui.text.article import Article, Block, Role

WIDTHS = range(40, 111)
"""Code points: how wide the lines of a hard-wrapped text can be."""

LONG = 5_000
"""Code points from which a paragraph is cut, so that a key on any text is answered quickly; a
quarter of what a block may be, since other programs' blocks are taken as they are."""

_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_LINE = re.compile(rf"\S[^{_BREAKS}]*")
_BULLET = re.compile(r"(?:[•‣◦▪●*+-]|\d{1,2}[.)])[^\S\n]+\S")
_GAP = re.compile(r"(?<=[^\s.!?:;…\"'”’»])(?: {2,}| ?\t\s*)(?=\S)")
_RULED = re.compile(r"[─-╿]|\|.*\|")
_RULE = re.compile(r"[-=_+|:\s─-╿]{3,}")
_TABLE_MARKS = ("  ", "\t", "|", "---", "===", "___", "│", "─", "═", "┃", "║")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|[。！？][」』”）]*|[।؟]\s")


_STOPPED = re.compile(r".?[.!?…:。！？।؟][\"'”’»)]?")
_SPACE = re.compile(r"\s+")
_INK = re.compile(r"\S")


class Line(NamedTuple):
    """One line that is not blank."""

    begin: int
    start: int
    end: int
    fresh: bool


def in_blocks(article: Article) -> Article:
    """The article; in the blocks that its lines tell where it was stored without any."""
    if article.blocks:
        return article
    return msgspec.structs.replace(article, blocks=tuple(shapes(article.text)))


def shapes(text: str) -> list[Block]:
    """The blocks of `text`: paragraphs, list items and preformatted tables.

    Hard-wrapped lines are joined into paragraphs; in any other text a line is a paragraph.
    """
    lines = split(text)
    tables = _tables(text, lines)
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        after = tables.get(at, 0)
        if after:
            blocks += cut(text, "preformatted", lines[at].begin, lines[after - 1].end)
        else:
            after = at + 1
            while (
                width
                and after < len(lines)
                and after not in tables
                and _continues(text, lines[after - 1], lines[after], width)
            ):
                after += 1
            role: Role = "list" if _BULLET.match(text, lines[at].start) else "paragraph"
            blocks += cut(text, role, lines[at].start, lines[after - 1].end)
        at = after
    return blocks


def split(text: str) -> list[Line]:
    """The lines of `text` that are not blank."""
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        start = begin = match.start()
        fresh = not lines
        if text.startswith("\n\n", before) and start - before == 2:
            fresh = True
        elif start - before > 1:
            breaks = list(_BREAK.finditer(text, before, start))
            begin = breaks[-1].end() if breaks else before
            fresh = fresh or len(breaks) > 1
        lines.append(Line(begin, start, start + len(match[0].rstrip()), fresh))
        before = match.end()
    return lines


def cut(text: str, role: Role, start: int, end: int) -> Iterator[Block]:
    """`[start, end)` as blocks no longer than `LONG`, cut where it hurts least."""
    while end - start > LONG:
        middle = _cut_at(text, start + LONG, lines=role == "preformatted")
        kept = start + len(text[start:middle].rstrip())
        yield Block(role, start, kept)
        rest = _INK.search(text, middle, end)
        start = rest.start() if rest else end
    yield Block(role, start, end)


def divided(text: str, block: Block, length: int) -> tuple[Block, Block]:
    """`block` as the dateline of `length` code points that it opens with, and what follows."""
    middle = block.start + length
    dateline_end = block.start + len(text[block.start : middle].rstrip())
    return Block("dateline", block.start, dateline_end), Block(block.role, middle, block.end)


def _cut_at(text: str, limit: int, *, lines: bool) -> int:
    """The best place to cut in the last quarter before `limit`: line, sentence, space, cluster."""
    late = limit - LONG // 4
    for pattern in (_BREAK, _SENTENCE_END, _SPACE) if lines else (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, late, limit)]
        if ends:
            return ends[-1]
    from wcwidth import grapheme_boundary_before  # takes long to load, and is seldom asked

    boundary = grapheme_boundary_before(text[late : limit + 1], limit + 1 - late)
    return late + boundary if boundary else limit


def _wrap_width(text: str, lines: Sequence[Line]) -> int:
    """The width at which the text was wrapped by hand, or 0 if a line is a paragraph."""
    sample = lines[:4_000]
    lengths = sorted(line.end - line.begin for line in sample)
    width = lengths[len(lengths) * 98 // 100] if lengths else 0
    if width not in WIDTHS:
        return 0
    pairs = [
        (above, below)
        for above, below in pairwise(sample)
        if not below.fresh and above.end - above.begin >= width // 2
    ]
    full = [below for above, below in pairs if _full(text, above, below, width)]
    running = sum(not text[below.start].isupper() for below in full)
    wrapped = len(full) >= 2 and len(full) >= 0.6 * len(pairs) and running >= len(full) / 2
    return width if wrapped else 0


def _continues(text: str, above: Line, below: Line, width: int) -> bool:
    """Whether `below` goes on with the paragraph of `above`.

    Its first word had no room there; or, as hands wrap less evenly than machines, `above` is
    nearly full and ends no sentence.
    """
    if below.fresh or _BULLET.match(text, below.start):
        return False
    nearly = above.end - above.begin >= 0.8 * width and not _STOPPED.fullmatch(
        text, above.end - 2, above.end
    )
    return nearly or _full(text, above, below, width)


def _full(text: str, above: Line, below: Line, width: int) -> bool:
    head = text[below.start : min(below.end, below.start + 25)]
    word = head.split(None, 1)[0]
    # Scripts without spaces break anywhere, so that a long "word" says nothing.
    needed = 2 if len(word) == 25 else len(word) + 1
    return above.end - above.begin + needed > width


def _tables(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """Where tables of aligned columns stand: index of the first line → after the last."""
    marks = [mark for mark in _TABLE_MARKS if mark in text]
    found: dict[int, int] = {}
    first, edges, rows = 0, frozenset[int](), 0
    for at, line in enumerate([*lines, Line(len(text), len(text), len(text), True)]):
        row = _edges(text, line, marks) if marks else None
        if row is not None and not line.fresh and rows and (not row or not edges or row & edges):
            edges, rows = row or edges, rows + 1
            continue
        if rows > 1 and edges:
            found[first] = at
        first, edges, rows = at, row or frozenset(), int(row is not None)
    return found


def _edges(text: str, line: Line, marks: Sequence[str]) -> frozenset[int] | None:
    """The columns where cells begin and end; none for a ruled line; None for prose.

    Starts are even and ends odd, so that a start never meets an end. Columns are code points
    from the line's beginning; a row of tabs counts its cells instead.
    """
    words = text[line.start : line.end]
    for mark in marks:
        if mark in words:
            break
    else:
        return None
    if _RULE.fullmatch(words):
        return frozenset()
    if _RULED.search(words):
        return frozenset((-1,))
    if "\t" in words:
        return frozenset((-2 - len(re.findall(r"\t+", words)),))
    indent = line.start - line.begin
    gaps = [(indent + gap.start(), indent + gap.end()) for gap in _GAP.finditer(words)]
    if not gaps:
        return None
    return frozenset(edge for end, start in gaps for edge in (2 * end + 1, 2 * start))
