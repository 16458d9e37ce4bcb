"""The article: a text that never changes, and what is known about it.

Offsets and lengths are code points of `Article.text`; a span is `[start, end)`.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, TypeAlias, get_args

import msgspec

Span: TypeAlias = tuple[int, int]

Role: TypeAlias = Literal[
    "title",
    "byline",
    "dateline",
    "paragraph",
    "heading",
    "list",
    "quote",
    "preformatted",
    "locator",
    "boilerplate",
]
ROLES: tuple[Role, ...] = get_args(Role)

APART: frozenset[Role] = frozenset(
    ["title", "byline", "dateline", "heading", "locator", "boilerplate"]
)
"""Roles of blocks that are not the story itself: nobody begins to read there, or checks them."""

MAX_BLOCK = 20_000
"""Code points: no block is longer, so that work on one block is always short."""


_solid = re.compile(r"\S").search
_PIECE = 4096
"""Code points that are looked at in one go for where white space begins."""


class Block(msgspec.Struct, frozen=True):
    """A range of the text with a role.

    A newline inside a block is a soft one (the block is re-wrapped as one paragraph), except in
    a `preformatted` block, whose lines stay lines. A `locator` is a page or a moment of the source,
    by which what follows it is cited.
    """

    role: Role
    start: int
    end: int


def bare(text: str, span: Span) -> Span:
    """The span without the white space at its ends, empty if that is all there is. However long it
    is, no more of it is looked at.
    """
    start, end = span
    first = _solid(text, start, end)
    if first is None:
        return start, start
    while not (words := text[max(start, end - _PIECE) : end].rstrip()):
        end -= _PIECE
    return first.start(), max(start, end - _PIECE) + len(words)


def recast(blocks: tuple[Block, ...], others: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the roles that `others` have, where those have the same bounds."""
    made = list(blocks)
    for other in others:
        at = bisect_left(made, other.start, key=lambda block: block.start)
        if at < len(made) and (made[at].start, made[at].end) == (other.start, other.end):
            made[at] = other
    return tuple(made)


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a text; an unknown field is the empty string.

    `published` is an ISO 8601 date or time, `language` a BCP 47 tag, `site` who published it,
    `source` the path or address the text was opened from, `format` is "plain" or "markdown" (what
    `tui.text.markup` can style). `extractor` made the text (its name and version) of bytes whose
    sha256 is `raw`, in hexadecimal.
    """

    title: str = ""
    byline: str = ""
    agency: str = ""
    place: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    source: str = ""
    format: str = ""
    extractor: str = ""
    raw: str = ""


class Article(Metadata, frozen=True, dict=True, kw_only=True):
    """A text exactly as it was decoded or extracted, with its metadata.

    `blocks` are sorted and disjoint and together hold every character that is not white space;
    none is longer than `MAX_BLOCK`.
    """

    text: str
    blocks: tuple[Block, ...] = ()

    @cached_property
    def id(self) -> str:
        """The text's identity: the sha256 of its UTF-8 form, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def shaped(self, blocks: tuple[Block, ...]) -> Article:
        """The same text in other blocks; a long one's identity is not worked out again."""
        other = msgspec.structs.replace(self, blocks=blocks)
        other.__dict__["id"] = self.id
        return other
