"""How much of an article has been dealt with, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from tui.annotations.scheme import Scheme
from tui.session.reader import Reader
from tui.session.standings import Standings
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


def standings(reader: Reader, scheme: Scheme) -> Standings:
    """What has been said of each sentence of the story, as far as it is known brought up to date:
    after a change only the sentences that it touched are looked at.
    """
    records, known = reader.records, reader.standings
    touched = None if known is None else records.touched(known.version)
    if known is None or touched is None:
        known, touched = Standings([], [], 0), []
    if known.story is not reader.story:  # a block is boilerplate now, or the story's again
        before, article = known.by_sentence, reader.article.id
        each = [before.get(one) or records.standing(article, one, scheme) for one in reader.story]
        known = Standings(reader.story, each, known.version)
    for start, end in touched:
        for number in range(*_numbers(reader.story, start, end)):
            sentence = reader.story[number]
            known.each[number] = records.standing(reader.article.id, sentence, scheme)
    reader.standings = known._replace(version=records.version)
    return reader.standings


def progress(reader: Reader, scheme: Scheme) -> float:
    """The share of the story's sentences that are annotated or have nothing to check."""
    records, article = reader.records, reader.article
    if not counted(reader):
        tags = records.catalogue
        covering = sum(len(tags.of(tag)) for tag in tags.tags if scheme.tag(tag).covers)
        reckoned = len(article.text) / _SENTENCE
        return min((covering + len(records.passes)) / reckoned, 1.0)
    return standings(reader, scheme).share


def _numbers(story: list[Span], start: int, end: int) -> tuple[int, int]:
    """The numbers of the sentences that share a code point with `[start, end)`."""
    first = bisect_right(story, start, key=lambda sentence: sentence[1])
    return first, bisect_left(story, end, key=lambda sentence: sentence[0])
