"""How much of an article has been dealt with, sentence by sentence."""

from __future__ import annotations

from tui.annotations.scheme import Scheme
from tui.session.reader import Reader
from tui.text.article import Span

_APART = ("title", "heading", "byline", "dateline", "boilerplate")
"""Roles of blocks whose sentences are not asked about."""

_EXACT = 200_000
_SENTENCE = 130
"""Code points: above the first length sentences are not counted but reckoned at this one."""


def counted(reader: Reader) -> bool:
    """Whether the article is short enough for its sentences to be counted."""
    return len(reader.article.text) <= _EXACT


def body_sentences(reader: Reader, start: int, end: int) -> list[Span]:
    """The sentences of the story itself that share a code point with `[start, end)`."""
    first, last = reader.segments.block_index(start), reader.segments.block_index(end)
    return [
        sentence
        for index in range(first, last + 1)
        if index < len(reader.article.blocks) and reader.article.blocks[index].role not in _APART
        for sentence in reader.segments.sentences(index)
        if sentence[0] < end and start < sentence[1]
    ]


def number(reader: Reader) -> tuple[int, int]:
    """Which sentence of the story the cursor is in, and of how many; (0, 0) outside it."""
    found = body_sentences(reader, 0, len(reader.article.text))
    here = reader.segments.sentence_at(reader.cursor)
    return (found.index(here) + 1, len(found)) if here in found else (0, 0)


def progress(reader: Reader, scheme: Scheme) -> float:
    """The share of the story's sentences that are annotated or have nothing to check."""
    records, article = reader.records, reader.article
    if not counted(reader):
        covering = sum(1 for one in records.annotations.values() if scheme.tag(one.tag).covers)
        reckoned = len(article.text) / _SENTENCE
        return min((covering + len(records.passes)) / reckoned, 1.0)
    found = body_sentences(reader, 0, len(article.text))
    dealt_with = ("annotated", "nothing")
    done = sum(records.standing(article.id, one, scheme) in dealt_with for one in found)
    return done / len(found) if found else 0.0
