"""Text objects: what a command takes at an offset, and the larger and smaller ones around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from tui.text.article import Span
from tui.text.segments import Segments

OBJECTS: tuple[str, ...] = (
    "word",
    "name",
    "quotation",
    "clause",
    "sentence",
    "paragraph",
    "article",
    "time",
    "amount",
)

Spans = tuple[Span, ...]

_start, _end = itemgetter(0), itemgetter(1)


def at(segments: Segments, kind: str, offset: int) -> Spans | None:
    """The object of this kind that holds `offset`, the innermost if several do, else None.

    It is several spans for a quotation over several paragraphs, else one.

    Raises:
        KeyError: `kind` is not one of `OBJECTS`.
    """
    if kind in _DISJOINT:
        found = _DISJOINT[kind](segments, segments.block_index(offset))
        index = bisect_right(found, offset, key=_start) - 1
        return (found[index],) if index >= 0 and offset < found[index][1] else None
    holding = [
        spans
        for spans in _FIND[kind](segments, offset)
        if any(start <= offset < end for start, end in spans)
    ]
    return min(holding, key=_length, default=None)


def near(segments: Segments, kind: str, offset: int) -> Spans | None:
    """What a command takes when pressed at `offset`: the object there, else the nearest one.

    A quotation, time, amount or name is looked for in the same sentence; where a script has no
    capitals the word stands for the name. The others are looked for in the same block, and a
    dateline's sentence is the one that it introduces.
    In the white space between two sentences it is the one before.

    Raises:
        KeyError: `kind` is not one of `OBJECTS`.
    """
    if kind == "sentence":
        offset = _past_dateline(segments, offset)
    held = at(segments, kind, offset)
    sentence = segments.sentence_at(offset)
    if held is not None or sentence is None:
        return held
    if kind == "sentence":
        return (sentence,)
    if kind in _DISJOINT and kind in _WITHIN_SENTENCE:
        found = _DISJOINT[kind](segments, segments.block_index(offset))
        first = bisect_right(found, sentence[0], key=_end)
        last = bisect_left(found, sentence[1], key=_start)
        candidates: list[Spans] = [(one,) for one in found[first:last]]
    else:
        candidates = list(_FIND[kind](segments, offset))
        if kind in _WITHIN_SENTENCE:
            candidates = [one for one in candidates if _touches(one, sentence)]
    nearest = min(candidates, key=lambda spans: _distance(spans, offset), default=None)
    if nearest is None and kind == "name":
        return _uncased(segments, near(segments, "word", offset))
    return nearest


def _uncased(segments: Segments, word: Spans | None) -> Spans | None:
    """A word of a script without capitals, in which names cannot be told from other words."""
    letters = segments.text[slice(*word[0])] if word else ""
    return word if letters and letters.lower() == letters.upper() and letters.isalpha() else None


def _past_dateline(segments: Segments, offset: int) -> int:
    blocks = segments.article.blocks
    index = segments.block_index(offset)
    introduces = index + 1 < len(blocks) and blocks[index].role in ("dateline", "locator")
    return blocks[index + 1].start if introduces else offset


def wider(segments: Segments, span: Span) -> Span:
    """The smallest object that strictly encloses `span`; the article if nothing else does."""
    whole = (0, len(segments.text))
    enclosing = (one for one in _around(segments, span[0]) if _encloses(one, span))
    return min(enclosing, key=lambda one: one[1] - one[0], default=whole)


def narrower(segments: Segments, span: Span, offset: int) -> Span:
    """The largest object around `offset` that lies strictly within `span`, else `span` itself."""
    inside = (
        one
        for one in _around(segments, offset)
        if _encloses(span, one) and one[0] <= offset < one[1]
    )
    return max(inside, key=lambda one: one[1] - one[0], default=span)


def _words(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.words(segments.block_index(offset)))


def _names(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.names(segments.block_index(offset)))


def _quotations(segments: Segments, offset: int) -> Iterator[Spans]:
    return (one.spans for one in segments.quotations(segments.block_index(offset)))


def _clauses(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.clauses(segments.block_index(offset)))


def _sentences(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.sentences(segments.block_index(offset)))


def _paragraphs(segments: Segments, offset: int) -> Iterator[Spans]:
    block = segments.block(offset)
    if block is not None:
        end = block.start + len(segments.text[block.start : block.end].rstrip())
        yield ((block.start, end),)


def _articles(segments: Segments, _offset: int) -> Iterator[Spans]:
    if segments.text:
        yield ((0, len(segments.text)),)


def _times(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.times(segments.block_index(offset)))


def _amounts(segments: Segments, offset: int) -> Iterator[Spans]:
    return _single(segments.amounts(segments.block_index(offset)))


_FIND: dict[str, Callable[[Segments, int], Iterator[Spans]]] = {
    "word": _words,
    "name": _names,
    "quotation": _quotations,
    "clause": _clauses,
    "sentence": _sentences,
    "paragraph": _paragraphs,
    "article": _articles,
    "time": _times,
    "amount": _amounts,
}
_DISJOINT: dict[str, Callable[[Segments, int], list[Span]]] = {
    "word": Segments.words,
    "name": Segments.names,
    "sentence": Segments.sentences,
    "time": Segments.times,
    "amount": Segments.amounts,
}
"""Kinds of which no two in a block overlap, so that the one at an offset is found by bisection."""
_WITHIN_SENTENCE = ("name", "quotation", "time", "amount")
_NESTING = ("word", "name", "clause", "quotation", "sentence", "paragraph", "article")


def _single(spans: Sequence[Span]) -> Iterator[Spans]:
    return ((span,) for span in spans)


def _around(segments: Segments, offset: int) -> Iterator[Span]:
    """Every span that might be widened or narrowed to from `offset`."""
    for kind in _NESTING:
        for spans in _FIND[kind](segments, offset):
            yield from spans


def _encloses(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _touches(spans: Spans, sentence: Span) -> bool:
    return any(start < sentence[1] and sentence[0] < end for start, end in spans)


def _distance(spans: Spans, offset: int) -> int:
    return min(max(start - offset, offset - end, 0) for start, end in spans)
