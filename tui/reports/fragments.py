"""Links to a passage of a page: text directives, which a browser scrolls to and marks.

After the draft “URL Fragment Text Directives” of the Web Incubator Community Group:
`#:~:text=[prefix-,]start[,end][,-suffix]`. A browser looks for the words on the page, without
regard to case, accents and line breaks, and takes the first place at which they stand between
prefix and suffix; each of the four stands within one paragraph and begins and ends with a word.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from tui.text.article import Article, Span
from tui.text.segments import Segments

_LONGEST = 300
"""Code points up to which a passage is written out; of a longer one only its two ends are."""
_ENDS = 5
"""Words at each end of a passage that is not written out."""
_CONTEXTS = (3, 6, 12, 24)
"""Words before and after a passage by which it is told from others."""


class Directive(NamedTuple):
    """What tells a browser which passage is meant; all but `start` may be empty."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As it stands in an address."""
        terms = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        terms += map(_encoded, filter(None, (self.start, self.end)))
        terms += [f"-{_encoded(self.suffix)}"] if self.suffix else []
        return f"text={','.join(terms)}"


class Passages:
    """Finds the directives for passages of one article."""

    def __init__(self, segments: Segments) -> None:
        """Fold the text as a browser does that compares words."""
        self._segments = segments
        self._text = segments.article.text
        self._folded, self._at = _fold(segments.article)

    def link(self, address: str, spans: tuple[Span, ...]) -> str:
        """The address with directives for those spans that can be told from all others."""
        page = address.partition(":~:")[0]
        found = [str(each) for each in map(self.directive, spans) if each is not None]
        if not found:
            return page
        return f"{page}{'' if '#' in page else '#'}:~:{'&'.join(found)}"

    def directive(self, span: Span) -> Directive | None:
        """The shortest directive for a span; None where no words tell it from others."""
        span = self._snapped(span)
        wanted = self._place(span)
        if wanted[0] == wanted[1]:
            return None
        return next((one for one in self._tries(span) if self.find(one) == wanted), None)

    def find(self, directive: Directive) -> Span | None:
        """Where a browser finds a directive, in the folded text."""
        prefix, start, end, suffix = (
            "".join(map(_folded, term))
            for term in (directive.prefix, directive.start, directive.end, directive.suffix)
        )
        for first in self._starts(prefix, start):
            last = first + len(start)
            if not end:
                if self._follows(last, suffix):
                    return first, last
                continue
            for at in _occurrences(self._folded, end, last):
                if self._follows(at + len(end), suffix):
                    return first, at + len(end)
            return None
        return None

    def _starts(self, prefix: str, start: str) -> Iterator[int]:
        if not prefix:
            yield from _occurrences(self._folded, start, 0)
            return
        for at in _occurrences(self._folded, prefix, 0):
            after = self._skip(at + len(prefix))
            if self._folded.startswith(start, after):
                yield after

    def _follows(self, at: int, suffix: str) -> bool:
        return not suffix or self._folded.startswith(suffix, self._skip(at))

    def _skip(self, at: int) -> int:
        while self._folded[at : at + 1] in ("\n", " "):
            at += 1
        return at

    def _place(self, span: Span) -> Span:
        """A span of the text as one of the folded text, without blanks around it."""
        start, end = self._at[span[0]], self._at[span[1]]
        bare = self._folded[start:end].strip()
        start += self._folded[start:end].index(bare)
        return start, start + len(bare)

    def _snapped(self, span: Span) -> Span:
        """The span, widened to whole words where it cuts any."""
        start, end = span
        for first, last in self._words(start):
            start = first if first < start < last else start
        for first, last in self._words(end):
            end = last if first < end < last else end
        return start, end

    def _words(self, offset: int) -> list[Span]:
        return self._segments.words(self._segments.block_index(offset))

    def _tries(self, span: Span) -> Iterator[Directive]:
        """Directives for a span, each with more words than the one before."""
        for number, size in enumerate((0, *_CONTEXTS)):
            start, end = self._terms(span, _ENDS << number)
            prefix, suffix = self._before(span[0], size), self._after(span[1], size)
            yield Directive(start, end, prefix)
            yield Directive(start, end, "", suffix)
            yield Directive(start, end, prefix, suffix)

    def _terms(self, span: Span, number: int) -> tuple[str, str]:
        """All of a short passage within a paragraph; else its first and last words, by number."""
        blocks = self._segments.blocks(*span)
        if len(blocks) < 2 and span[1] - span[0] <= _LONGEST:
            return self._term(*span), ""
        head, tail = blocks[0], blocks[-1]
        starts = [one for one in self._words(head.start) if span[0] <= one[0] < span[1]]
        ends = [one for one in self._words(tail.start) if span[0] < one[1] <= span[1]]
        if head == tail and len(starts) <= 2 * number:
            return self._term(*span), ""
        first = starts[number - 1][1] if len(starts) > number else min(head.end, span[1])
        last = ends[-number][0] if len(ends) > number else max(tail.start, span[0])
        return self._term(span[0], first), self._term(last, span[1])

    def _before(self, offset: int, number: int) -> str:
        """So many words before an offset, of its paragraph or the one before."""
        if not number:
            return ""
        index = self._segments.block_index(offset)
        words = [one for one in self._segments.words(index) if one[1] <= offset]
        if not words and index:
            words = self._segments.words(index - 1)
            offset = self._segments.article.blocks[index - 1].end
        return self._term(words[-number:][0][0], offset) if words else ""

    def _after(self, offset: int, number: int) -> str:
        """So many words from an offset on, of its paragraph or the one after."""
        blocks = self._segments.article.blocks
        if not number or not blocks:
            return ""
        index = self._segments.block_index(max(offset - 1, 0))
        words = [one for one in self._segments.words(index) if one[0] >= offset]
        if not words and index + 1 < len(blocks):
            words = self._segments.words(index + 1)
            offset = blocks[index + 1].start
        return self._term(offset, words[:number][-1][1]) if words else ""

    def _term(self, start: int, end: int) -> str:
        return " ".join(self._text[start:end].split())


def _fold(article: Article) -> tuple[str, array[int]]:
    """The text's blocks, a line each, and where each offset of the text is in that."""
    folded: list[str] = []
    at = array("L", bytes(array("L").itemsize * (len(article.text) + 1)))
    done = 0
    for block in article.blocks:
        if folded:
            folded.append("\n")
        at[done : block.start] = array("L", [len(folded)]) * (block.start - done)
        for offset in range(block.start, block.end):
            at[offset] = len(folded)
            char = article.text[offset]
            if not char.isspace():
                folded.append(_folded(char))
            elif folded and folded[-1] not in " \n":
                folded.append(" ")
        done = block.end
        at[done] = len(folded)
    at[done:] = array("L", [len(folded)]) * (len(at) - done)
    return "".join(folded), at


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """One character for all that a browser may take for the same."""
    if char in "“”„‟«»":
        return '"'
    if char in "‘’‚‛":
        return "'"
    return normalize("NFKD", char)[0].casefold()[0]


def _occurrences(text: str, part: str, start: int) -> Iterator[int]:
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _encoded(term: str) -> str:
    return quote(term, safe="", errors="replace").replace("-", "%2D")
