"""Motions: from one offset to another, as a cursor goes.

An offset that a motion gives is the start of a grapheme cluster; at the end of the text a motion
stays on the last one, and the only offset of an empty text is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tui.text.article import Span
from tui.text.graphemes import floor_boundary, next_boundary, previous_boundary
from tui.text.segments import Segments

Motion = Callable[[Segments, int], int]


def next_char(segments: Segments, offset: int) -> int:
    """The start of the next cluster."""
    offset = next_boundary(segments.text, offset)
    return offset if offset < len(segments.text) else end(segments, offset)


def previous_char(segments: Segments, offset: int) -> int:
    """The start of the cluster before."""
    return previous_boundary(segments.text, offset)


def start(_segments: Segments, _offset: int) -> int:
    """The first offset."""
    return 0


def end(segments: Segments, _offset: int) -> int:
    """The start of the last cluster."""
    return previous_boundary(segments.text, len(segments.text))


def next_word(segments: Segments, offset: int) -> int:
    """The start of the next word, in a later block if need be."""
    return _next(segments, offset, segments.words)


def previous_word(segments: Segments, offset: int) -> int:
    """The start of the word, or of the one before if the offset is there already."""
    return _previous(segments, offset, segments.words)


def next_sentence(segments: Segments, offset: int) -> int:
    """The start of the next sentence."""
    return _next(segments, offset, segments.sentences)


def previous_sentence(segments: Segments, offset: int) -> int:
    """The start of the sentence, or of the one before if the offset is there already."""
    return _previous(segments, offset, segments.sentences)


def next_paragraph(segments: Segments, offset: int) -> int:
    """The start of the next block."""
    return _next(segments, offset, partial(_whole_block, segments))


def previous_paragraph(segments: Segments, offset: int) -> int:
    """The start of the block, or of the one before if the offset is there already."""
    return _previous(segments, offset, partial(_whole_block, segments))


MOTIONS: dict[str, Motion] = {
    "char.next": next_char,
    "char.previous": previous_char,
    "word.next": next_word,
    "word.previous": previous_word,
    "sentence.next": next_sentence,
    "sentence.previous": previous_sentence,
    "paragraph.next": next_paragraph,
    "paragraph.previous": previous_paragraph,
    "article.start": start,
    "article.end": end,
}
"""From where to where: `next` and `previous` go to the starts of units."""

_UNITS: dict[str, Callable[[Segments, int], list[Span]]] = {
    "word": Segments.words,
    "sentence": Segments.sentences,
    "paragraph": lambda segments, index: _whole_block(segments, index),
}


def next_end(segments: Segments, unit: str, offset: int) -> int:
    """The first last cluster of a word, sentence or paragraph that is after `offset`.

    Raises:
        KeyError: `unit` is none of these.
    """
    return _next(segments, offset, partial(_last_clusters, segments, _UNITS[unit], offset))


def previous_end(segments: Segments, unit: str, offset: int) -> int:
    """The last cluster of the nearest word, sentence or paragraph that ends before `offset`.

    Raises:
        KeyError: `unit` is none of these.
    """
    return _previous(segments, offset, partial(_last_clusters, segments, _UNITS[unit], -1))


def _whole_block(segments: Segments, index: int) -> list[Span]:
    blocks = segments.article.blocks
    if not 0 <= index < len(blocks):
        return []
    return [(blocks[index].start, blocks[index].end)]


def _last_clusters(
    segments: Segments, find: Callable[[Segments, int], list[Span]], after: int, index: int
) -> Iterator[Span]:
    """The last cluster of each unit of a block that ends after an offset, white space at the
    unit's end left out.
    """
    text = segments.text
    for start, stop in find(segments, index):
        if stop > after:
            end = start + len(text[start:stop].rstrip())
            yield previous_boundary(text, end), end


def _next(segments: Segments, offset: int, spans: Callable[[int], Iterable[Span]]) -> int:
    """The first start after `offset`, in its block or a later one; else the last cluster."""
    for index in range(segments.block_index(offset), len(segments.article.blocks)):
        for first, _ in spans(index):
            target = floor_boundary(segments.text, first) if first > offset else offset
            if target > offset:
                return target
    return max(offset, end(segments, offset)) if segments.text else 0


def _previous(segments: Segments, offset: int, spans: Callable[[int], Iterable[Span]]) -> int:
    """The last start before `offset`, in its block or an earlier one; else the first offset."""
    for index in range(segments.block_index(offset), -1, -1):
        for first, _ in reversed(list(spans(index))):
            target = floor_boundary(segments.text, first)
            if target < offset:
                return target
    return 0
