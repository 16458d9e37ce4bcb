"""How much of an article has been dealt with, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tui.annotations.scheme import Scheme
from tui.session.reader import Reader
from tui.text.article import APART, Span

_EXACT = 200_000
_SENTENCE = 130
"""Code points: above the first length sentences are not counted but reckoned at this one."""


def counted(reader: Reader) -> bool:
    """Whether the article is short enough for its sentences to be counted."""
    return len(reader.article.text) <= _EXACT


def body_sentences(reader: Reader, start: int, end: int) -> Iterator[Span]:
    """The sentences of the story itself that share a code point with `[start, end)`."""
    blocks = reader.article.blocks
    for index in range(reader.segments.block_index(start), len(blocks)):
        if blocks[index].start >= end:
            return
        if blocks[index].role not in APART:
            found = reader.segments.sentences(index)
            yield from (one for one in found if one[0] < end and start < one[1])


def number(reader: Reader) -> tuple[int, int]:
    """Which sentence of the story the cursor is in, and of how many; (0, 0) outside it."""
    here = reader.segments.sentence_at(reader.cursor)
    at = bisect_left(reader.story, here) if here is not None else 0
    inside = at < len(reader.story) and reader.story[at] == here
    return (at + 1, len(reader.story)) if inside else (0, 0)


def progress(reader: Reader, scheme: Scheme) -> float:
    """The share of the story's sentences that are annotated or have nothing to check."""
    records, article = reader.records, reader.article
    if not counted(reader):
        covering = sum(1 for one in records.annotations.values() if scheme.tag(one.tag).covers)
        reckoned = len(article.text) / _SENTENCE
        return min((covering + len(records.passes)) / reckoned, 1.0)
    dealt_with = ("annotated", "nothing")
    done = sum(records.standing(article.id, one, scheme) in dealt_with for one in reader.story)
    return done / len(reader.story) if reader.story else 0.0
