"""What the lines above a story say: its author, its place and its day.

For articles whose blocks are known from their markup; pasted pages are read in `pasted`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from tui.sources.datelines import find_byline, find_date, find_date_line, find_dateline
from tui.sources.shapes import divided
from tui.text.article import Block

Known: TypeAlias = dict[str, str]
"""What is known of an article, by the names of its metadata."""

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "creator"),
    "agency": ("agency", "publisher"),
    "place": ("place", "location", "dateline"),
    "published": ("published", "date", "published_at", "date_published"),
    "language": ("language", "lang"),
    "site": ("site", "publication", "sitename"),
}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def named(fields: Mapping[str, str]) -> Known:
    """What fields say of an article that others have given their usual names (lower case)."""
    said = {
        ours: value
        for ours, theirs in _NAMES.items()
        if (value := next((fields[name] for name in theirs if fields.get(name)), ""))
    }
    if "published" in said and not _ISO.match(said["published"]):
        said["published"] = find_date(said["published"])
    return said


def read_head(text: str, blocks: list[Block], said: Known) -> list[Block]:
    """The blocks with credits and dateline marked after the title, if there is one.

    What they say goes into `said`, where that is not known yet.
    """
    at = next((at for at, block in enumerate(blocks) if block.role == "title"), -1)
    while at < 0 or blocks[at].role != "paragraph":
        at += 1
        if at == len(blocks):
            return blocks
        blocks[at] = _credit(text, blocks[at], said)
    opening = blocks[at]
    dateline = find_dateline(text[opening.start : opening.end])
    if not dateline:
        return blocks
    tell(said, place=dateline.place, agency=dateline.agency, published=dateline.date)
    return [*blocks[:at], *divided(text, opening, dateline.end), *blocks[at + 1 :]]


def _credit(text: str, block: Block, said: Known) -> Block:
    """`block` as a byline or a dateline if it is one."""
    words = text[block.start : block.end].strip("*_ ")
    if block.role != "paragraph":
        return block
    byline, when = find_byline(words), find_date_line(words)
    if byline:
        tell(said, byline=byline, published=find_date(words))
        return Block("byline", block.start, block.end)
    if when:
        tell(said, place=when[0], published=when[1])
        return Block("dateline" if when[0] else "byline", block.start, block.end)
    return block


def tell(said: Known, **found: str) -> None:
    """Note in `said` what has been found and was not known."""
    for name, value in found.items():
        if value:
            said.setdefault(name, value)
