"""A page as it was pasted: which of its lines are the story, and what the others are.

Every line gets a score (prose counts by its length, short lines and notices against), the story
is the contiguous region of the greatest sum, and inside it notices and runs of short lines are
folded. Nothing is folded in a text without any furniture of a web page. Nothing is removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

import regex

from tui.sources.datelines import find_byline, find_date, find_date_line, find_dateline
from tui.sources.furniture import furniture
from tui.sources.shapes import divided
from tui.text.article import Block, Role

LONGEST_PAGE = 3_000
"""Blocks: a longer text is no pasted page; only its head is looked at."""

TEASER = 80
"""Code points: two paragraphs of this length on end are no list of other stories."""

HEAD = 60
"""Blocks at the start of such a text in which a title and a byline are looked for."""

Kind: TypeAlias = Literal[
    "prose", "sentence", "short", "item", "table",
    "byline", "date", "place", "notice", "ending", "comments",
]  # fmt: skip

_SCORES: dict[Kind, float] = {  # Prose and sentences count by their length.
    "short": -1.0,
    "item": -0.2,
    "table": 1.0,
    "byline": -30.0,
    "date": -4.0,
    "place": -4.0,
    "notice": -0.5,
    "ending": -12.0,
    "comments": -1_000.0,
}
_SIGNS = frozenset[Kind](("notice", "ending", "comments"))
_CREDITS = frozenset[Kind](("byline", "date", "place"))
_LIGHT = _SIGNS | {"short", "date", "item"}
_FINAL = regex.compile(r"[.!?…。！？।؟][\"'”’»)\]」』）]*$|[,—][\"”’»]$")
_WIDE = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_WORD = regex.compile(r"\w")
_CRUMBS = regex.compile(r"\s[›»>|/•·]\s")


class Line(NamedTuple):
    """One block of the page: its words, what they look like, and how much they weigh."""

    block: Block
    words: str
    kind: Kind
    weight: int


class Page(NamedTuple):
    """The page's blocks with their roles, and what it says about itself."""

    blocks: tuple[Block, ...]
    title: str = ""
    byline: str = ""
    agency: str = ""
    place: str = ""
    published: str = ""


class _Parts(NamedTuple):
    """The page by the numbers of its lines; `body` is empty where there is no prose."""

    body: range
    title: int | None
    folded: frozenset[int]


def read_page(text: str, blocks: Sequence[Block]) -> Page:
    """The page that `text`, shaped into `blocks`, is."""
    whole = len(blocks) <= LONGEST_PAGE
    lines = [_line(text, block) for block in (blocks if whole else blocks[:HEAD])]
    parts = _parts(lines, folding=whole)
    made = [
        Block(_role(lines, parts, at), line.block.start, line.block.end)
        for at, line in enumerate(lines)
    ]
    page = _credits(lines, parts)
    opening = next((at for at in parts.body if made[at].role == "paragraph"), len(lines))
    dateline = find_dateline(lines[opening].words) if opening < len(lines) else None
    if dateline:
        made[opening : opening + 1] = divided(text, made[opening], dateline.end)
        page = page._replace(
            agency=dateline.agency,
            place=dateline.place,
            published=page.published or dateline.date,
        )
    title = "" if parts.title is None else " ".join(lines[parts.title].words.split())
    return page._replace(blocks=(*made, *blocks[len(lines) :]), title=title)


def _line(text: str, block: Block) -> Line:
    words = text[block.start : block.end]
    head = words[:400]
    weight = len(words) + len(_WIDE.findall(head))
    return Line(block, words, _kind(block, words, head, weight), weight)


def _kind(block: Block, words: str, head: str, weight: int) -> Kind:
    found = furniture(words) if len(words) <= 200 else None
    if found:
        return found
    if block.role == "preformatted":
        return "table"
    if find_byline(words):
        return "byline"
    when = find_date_line(words)
    if when:
        return "place" if when[0] else "date"
    final = bool(_FINAL.search(words[-12:]))
    if weight >= (120 if final else 200) and not _capitalised(head):
        return "prose"
    if final:
        return "sentence"
    return "item" if block.role == "list" or not _WORD.search(head) else "short"


def _capitalised(head: str) -> bool:
    """Whether most words begin with a capital: a row of links, not a sentence."""
    words: list[str] = regex.findall(r"[\p{L}\p{M}]+", head)
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 0.6 * len(words)


def _parts(lines: Sequence[Line], *, folding: bool) -> _Parts:
    body = _region(lines)
    signs = [at for at, line in enumerate(lines) if folding and line.kind in _SIGNS]
    head = range(body.start)
    title = _title(lines, head) if body else _lone_title(lines)
    if title is None and len(body) > 1 and _asks(lines[body.start]):
        title, body = body.start, range(body.start + 1, body.stop)
    folded = set(signs)
    if signs or (folding and _menu(lines[: body.start])):
        folded.update(at for at in head if _above_story(lines, at, title))
    if signs and body:
        folded.update(_inside(lines, body))
    tail = range(body.stop, len(lines))
    if sum(at in tail for at in signs) > (0 if body else len(lines) // 5):
        folded.update(tail)
    return _Parts(body, title, frozenset(folded - {title}))


def _region(lines: Sequence[Line]) -> range:
    """The contiguous lines of the greatest sum of scores; empty if they hold no prose."""
    best = total = 0.0
    first = 0
    region = range(0)
    for at, line in enumerate(lines):
        if total <= 0:
            first, total = at, 0.0
        total += _score(line)
        if total > best:
            best, region = total, range(first, at + 1)
    if all(lines[at].kind not in ("prose", "sentence") for at in region):
        return range(0)
    return range(region.start, _resumed(lines, region.stop))


def _score(line: Line) -> float:
    if line.kind in ("prose", "sentence"):
        return min(max(line.weight / 60, 1.0), 8.0)
    return _SCORES[line.kind]


def _resumed(lines: Sequence[Line], stop: int) -> int:
    """Where the story really ends, if it goes on after a long list of other stories.

    Teasers stand alone between headlines, so that two paragraphs on end are the story; but a
    byline begins another one.
    """
    for at in range(stop, len(lines)):
        if lines[at].kind in ("byline", "comments"):
            break
        pair = lines[at - 1 : at + 1]
        if all(line.kind in ("prose", "sentence") and line.weight >= TEASER for line in pair):
            stop = at + 1
    return stop


def _title(lines: Sequence[Line], head: range) -> int | None:
    """Which line of the head is the headline: the top of the long lines nearest to the story."""
    found: list[int] = []
    for at in reversed(head):
        if _headline(lines[at]):
            found.insert(0, at)
        elif found and lines[at].kind in ("short", "item", "table"):
            break
    if found:
        return next((at for at in found if not _site_name(lines[at])), found[0])
    credit = next((at for at in head if lines[at].kind in _CREDITS), None)
    above = [at for at in head[:credit] if lines[at].kind in ("short", "sentence")]
    return above[-1] if above and (credit is not None or len(above) <= 3) else None


def _lone_title(lines: Sequence[Line]) -> int | None:
    """The headline of a page without a story: the longest line before any list of others."""
    found: list[int] = []
    for at, line in enumerate(lines):
        if line.kind in ("ending", "comments"):
            break
        if _headline(line) and not _site_name(line):
            found.append(at)
    return max(found, key=lambda at: lines[at].weight, default=None)


def _headline(line: Line) -> bool:
    if line.kind not in ("short", "sentence", "prose") or _CRUMBS.search(line.words):
        return False
    return line.weight <= 200 and (len(line.words.split()) >= 4 or line.weight >= 30)


def _asks(line: Line) -> bool:
    """Whether a line that could be prose is a headline all the same: it ends in no full stop."""
    return line.kind == "sentence" and line.words.endswith(("?", "!", "？", "！", "؟"))


def _site_name(line: Line) -> bool:
    return line.weight < 40 and _capitalised(line.words)


def _menu(head: Sequence[Line]) -> bool:
    """Whether the page opens with a run of links: five lines of a word or three each."""
    return len(head) > 5 and all(line.kind == "short" and line.weight <= 25 for line in head[:5])


def _above_story(lines: Sequence[Line], at: int, title: int | None) -> bool:
    """Whether a line of the head is furniture: neither a credit nor part of the headline."""
    line = lines[at]
    below = title is not None and at > title
    if line.kind in _CREDITS:
        return not below and line.kind != "byline"
    return not (below and _headline(line))


def _inside(lines: Sequence[Line], body: range) -> Iterator[int]:
    """The furniture among the lines of the story."""
    for light, group in groupby(body, key=lambda at: lines[at].kind in _LIGHT):
        run = list(group)
        short = [at for at in run if lines[at].kind in ("short", "date")]
        headed = next((at for at in run if lines[at].kind == "ending"), body.stop)
        for at in run if light else ():
            kind = lines[at].kind
            if kind in _SIGNS or at > headed or (kind != "item" and len(short) >= 3):
                yield at


def _role(lines: Sequence[Line], parts: _Parts, at: int) -> Role:
    line = lines[at]
    if at == parts.title:
        return "title"
    if at in parts.folded:
        return "boilerplate"
    if at < parts.body.start and line.kind in _CREDITS:
        return "dateline" if line.kind == "place" else "byline"
    if line.block.role != "paragraph":
        return line.block.role
    if at < parts.body.start:
        deck = parts.title is not None and at > parts.title and line.kind not in _SIGNS
        return "heading" if deck else "paragraph"
    story = at + 1 < len(lines) and at + 1 in parts.body and at + 1 not in parts.folded
    if line.kind == "short" and line.weight <= 80 and story and lines[at + 1].kind != "short":
        return "heading"
    return "paragraph"


def _credits(lines: Sequence[Line], parts: _Parts) -> Page:
    """What the lines above the story say of its author, its place and its day."""
    byline = place = published = ""
    for line in lines[: parts.body.start]:
        if line.kind == "byline":
            byline = byline or find_byline(line.words)
            published = published or find_date(line.words)
        elif line.kind in _CREDITS:
            where, day = find_date_line(line.words) or ("", "")
            place, published = place or where, published or day
    return Page((), byline=byline, place=place, published=published)
