"""The inline markup of Markdown in a block: what is strong, and which characters are only marks.

Offsets are code points of the text. One block is looked at at a time, in one pass over its
characters; nesting is followed, CommonMark's finer rules (the "rule of three", nested brackets)
are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, TypeAlias

from tui.text.article import Block

Style: TypeAlias = Literal["strong", "emphasis", "code", "link", "markup"]
Styled: TypeAlias = tuple[int, int, Style]

_TICKS = re.compile(r"`+")
_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|!?\[|\]|<")
_LINK = re.compile(r"(!?\[)([^\[\]]*)(\](?:\([^()\s]*(?:\s+\"[^\"()]*\")?\)|\[[^\[\]]*\]))")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_AUTOLINK = re.compile(r"<((?:[a-z][a-z0-9+.-]{1,31}:|[^<>\s@]+@)[^<>\s]*)>", re.IGNORECASE)
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:>[ \t]?)+"
    r"|^[ \t]*(?:#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|(?:=+|-{2,})[ \t]*$)"
    r"|[ \t]#+[ \t]*$",
    re.MULTILINE,
)


def markup(text: str, block: Block) -> tuple[Styled, ...]:
    """The styled ranges `(start, end, style)` of one block, by their start.

    "markup" is the syntax itself (asterisks, brackets and addresses, heading and list marks),
    the others what it applies to; ranges of different styles can overlap.
    """
    if block.role in ("preformatted", "boilerplate"):
        return ()
    words = text[block.start : block.end]
    found: list[Styled] = [(*match.span(), "markup") for match in _LINE_MARKS.finditer(words)]
    line_marks = {start: end for start, end, _ in found}
    openers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _runs(words, found, line_marks):
        _pair(words, start, end, openers[words[start]], found)
    return tuple(
        sorted(
            (start + block.start, end + block.start, style)
            for start, end, style in found
            if start < end
        )
    )


def _runs(words: str, found: list[Styled], skips: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The runs of `*` and `_`; code and links go to `found`, and no run is looked for in them."""
    ticks: dict[int, list[int]] = defaultdict(list)
    for match in _TICKS.finditer(words):
        ticks[len(match[0])].append(match.start())
    done = 0
    for match in _TOKEN.finditer(words):
        start, end = match.span()
        if start in skips:
            done = max(done, skips[start])
        if start < done:
            continue
        if words[start] in "*_":
            yield start, end
        elif words[start] == "`":
            done = _code(start, end, ticks[end - start], found)
        elif words[start] == "\\":
            found.append((start, start + 1, "markup"))
            done = end
        else:
            done = _link(words, start, found, skips)


def _code(start: int, end: int, same: list[int], found: list[Styled]) -> int:
    """The code that opens at `[start, end)`; returns where to go on."""
    at = bisect_left(same, end)
    if at == len(same):
        return end
    close = same[at]
    after = close + end - start
    found += [(start, end, "markup"), (end, close, "code"), (close, after, "markup")]
    return after


def _link(words: str, start: int, found: list[Styled], skips: dict[int, int]) -> int:
    """The link, image, note or address at `start`, if it is one; returns where to go on.

    A link's address is skipped, its words are not.
    """
    whole = _NOTE.match(words, start) or _AUTOLINK.match(words, start)
    if whole:
        found.append((*whole.span(), "link"))
        return whole.end()
    link = _LINK.match(words, start)
    if not link:
        return start
    found += [(*link.span(1), "markup"), (*link.span(2), "link"), (*link.span(3), "markup")]
    skips[link.start(3)] = link.end(3)
    return link.end(1)


def _pair(
    words: str, start: int, end: int, openers: list[tuple[int, int]], found: list[Styled]
) -> None:
    """Close what the run `[start, end)` closes; what is left of it may open."""
    before, after = words[start - 1 : start], words[end : end + 1]
    inside = words[start] == "_" and before.isalnum() and after.isalnum()
    while openers and start < end and before.strip() and not inside:
        first, last = openers.pop()
        size = 2 if end - start >= 2 and last - first >= 2 else 1
        if last < start:
            style: Style = "strong" if size == 2 else "emphasis"
            found += [
                (last - size, last, "markup"),
                (last, start, style),
                (start, start + size, "markup"),
            ]
        start += size
        if last - size > first:
            openers.append((first, last - size))
    if start < end and after.strip() and not (words[start] == "_" and before.isalnum()):
        openers.append((start, end))
