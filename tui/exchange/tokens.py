"""Tokens and sentences of an article, for the formats that are made of them.

They are those that came with the article, where a dataset brought some. Otherwise sentences are
those of `tui.text.segments`, and a token is a word of `tui.text.words` or, where no word stands,
one grapheme cluster that is not white space. Nothing but white space lies between two tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from tui.annotations.model import ArticleRecord
from tui.exchange.options import Writing
from tui.sources.shapes import in_blocks
from tui.text.article import Span
from tui.text.graphemes import clusters
from tui.text.segments import Segments
from tui.text.words import words

_SOLID = re.compile(r"\S+")
_LONGEST = 64
"""Code points without white space that may come again."""

_CLINGING = regex.compile(
    r"^[\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}\p{WB=Format}]|\p{GCB=Prepend}$"
)
"""What is one grapheme cluster with the white space before or after it."""


def sentences(article: ArticleRecord) -> list[list[Span]]:
    """The tokens of each sentence, in order; together they hold all that is not white space."""
    text = article.text
    carried = article.carried
    if sound(text, carried.tokens):
        return _grouped(carried.tokens, carried.sentences or [(0, len(text))])
    segments = Segments(in_blocks(article.read))
    found = [
        list(tokens(text, *sentence))
        for at in range(len(segments.article.blocks))
        for sentence in segments.sentences(at)
    ]
    return [one for one in found if one]


def tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """The tokens of `text[start:end]`."""
    solid = [match.span() for match in _SOLID.finditer(text, start, end)]
    short = all(last - first <= _LONGEST for first, last in solid)
    pieces = [_pieces(text[first:last]) for first, last in solid] if short else [()]
    if not all(pieces):
        yield from _tokens(text, start, end)
        return
    for (at, _), spans in zip(solid, pieces, strict=True):
        for first, last in spans:
            yield at + first, at + last


@lru_cache(maxsize=1 << 14)
def _pieces(solid: str) -> tuple[Span, ...]:
    """The tokens of words without white space; none if they may cling to what stands beside them.

    A text has few such that it does not have many times.
    """
    return () if _CLINGING.search(solid) else tuple(_tokens(solid, 0, len(solid)))


def _tokens(text: str, start: int, end: int) -> Iterator[Span]:
    done = start
    for first, last in [*words(text, start, end), (end, end)]:
        if first > done:
            for cluster in clusters(text, done, first):
                if not text[slice(*cluster)].isspace():
                    yield cluster
        if first < last:
            yield first, last
        done = last


def sound(text: str, spans: Sequence[Span]) -> bool:
    """Whether spans are tokens of the text: sorted, disjoint, and all that is not white space."""
    done, length = 0, len(text)
    for start, end in spans:
        if start != done and not (start > done and text[done:start].isspace()):
            return False
        if not start < end <= length:
            return False
        done = end
    return bool(spans) and (done == length or text[done:].isspace())


def _grouped(spans: Sequence[Span], breaks: Sequence[Span]) -> list[list[Span]]:
    """Tokens by the sentence in which they begin; what lies between two joins the one before."""
    begins = [span[0] for span in spans]
    edges = [bisect_left(begins, start) for start, _ in breaks[1:]]
    found = [list(spans[a:b]) for a, b in pairwise([0, *edges, len(spans)])]
    return [one for one in found if one]


class Fitted:
    """The annotations of an article as ranges of its tokens."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take all tokens, in order."""
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def touched(self, span: Span) -> Span:
        """The tokens `[first, last)` that share a code point with a span, which may be none."""
        return bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])

    def range(self, span: Span, writing: Writing) -> Span | None:
        """The tokens `[first, last)` of a span; None where it has none, which is counted.

        A span that cuts a token is widened, narrowed or left out, as `writing` says.
        """
        first, last = self.touched(span)
        if first < last and (self._starts[first], self._ends[last - 1]) == span:
            return first, last
        inner = bisect_left(self._starts, span[0]), bisect_right(self._ends, span[1])
        if first < last and inner == (first, last):
            return first, last  # Only white space lies around the tokens.
        if first >= last or writing.cut == "refuse":
            writing.lost["annotations left out because they cut a token or hold none"] += 1
            return None
        if writing.cut == "widen":
            writing.lost["annotations widened to whole tokens"] += 1
            return first, last
        if inner[0] >= inner[1]:
            writing.lost["annotations left out because they cut a token or hold none"] += 1
            return None
        writing.lost["annotations narrowed to whole tokens"] += 1
        return inner
