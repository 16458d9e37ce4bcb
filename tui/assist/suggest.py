"""All candidates of an article, in order of place, worked out as they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from tui.assist.candidate import Candidate, words_of
from tui.assist.gazetteer import Gazetteer
from tui.text.article import Article
from tui.text.segments import Segments

TAGS: Final = ("claim", "quote", "person", "organisation", "place", "time", "amount")
"""The tags that the rules know; of others they propose nothing."""

_LEFT_OUT = frozenset(("boilerplate", "byline"))


def suggest(
    article: Article,
    *,
    known: Gazetteer | None = None,
    tags: Collection[str] = TAGS,
    start: int = 0,
    end: int | None = None,
) -> Iterator[Candidate]:
    """The candidates that begin in `[start, end)`, by start, the longer first.

    They are the same whatever the window; nothing outside it but what its candidates need is
    looked at. Whoever stops taking them stops the work: no paragraph is analysed before its turn.
    """
    last = len(article.text) if end is None else end
    segments = Segments(article)
    for index, block in enumerate(article.blocks):
        if block.end <= start or block.start >= last or block.role in _LEFT_OUT:
            continue
        found = [one for one in _in_block(segments, index, known) if one.tag in tags]
        found.sort(key=lambda one: (one.start, -one.end))
        yield from (one for one in found if start <= one.start < last)


def _in_block(segments: Segments, index: int, known: Gazetteer | None) -> Iterator[Candidate]:
    text, block = segments.text, segments.article.blocks[index]
    for quotation in segments.quotations(index):
        if block.start <= quotation.start and quotation.depth == 0:
            words = words_of(text, quotation.spans)
            yield Candidate(
                tag="quote",
                spans=quotation.spans,
                text=words,
                score=0.9,
                reason="in quotation marks",
            )
    for name in segments.names(index):
        words = text[slice(*name)]
        tag = (known.tag(words) if known else None) or "person"
        yield Candidate(tag=tag, spans=(name,), text=words, score=0.6, reason="a capitalised name")
    for span in segments.times(index):
        yield Candidate(tag="time", spans=(span,), text=text[slice(*span)], score=0.8)
    for span in segments.amounts(index):
        yield Candidate(tag="amount", spans=(span,), text=text[slice(*span)], score=0.8)
