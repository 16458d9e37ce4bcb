"""Links to a passage of a page: text directives, which a browser scrolls to and marks.

After the draft “URL Fragment Text Directives” of the Web Incubator Community Group:
`#:~:text=[prefix-,]start[,end][,-suffix]`. A browser looks for the words on the page, without
regard to case, accents and line breaks, and takes the first place at which they stand between
prefix and suffix; each of the four stands within one paragraph and begins and ends with a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from tui.text.article import Span
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
        article = segments.article
        self._segments = segments
        self._text = article.text
        folded = [_folded(article.text[one.start : one.end]) for one in article.blocks]
        self._folded = "\n".join(folded)
        self._offsets = [0, *accumulate(len(one) + 1 for one in folded)]

    def link(self, address: str, spans: tuple[Span, ...]) -> str:
        """The address with directives for those spans that can be told from all others."""
        page = address.partition(":~:")[0]
        found = [str(each) for each in map(self.directive, spans) if each is not None]
        if not found:
            return page
        return f"{page}{'' if '#' in page else '#'}:~:{'&'.join(found)}"

    def directive(self, span: Span) -> Directive | None:
        """The shortest directive for a span; None where no words tell it from others."""
        bare = self._text[slice(*span)].strip()
        if not bare:
            return None
        start = self._text.index(bare, span[0])
        span = self._snapped((start, start + len(bare)))
        wanted = self._place(span[0]), self._place(span[1] - 1) + 1
        return next((one for one in self._tries(span) if self.find(one) == wanted), None)

    def find(self, directive: Directive) -> Span | None:
        """Where a browser finds a directive, in the folded text."""
        start, end, prefix, suffix = map(_folded, directive)
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

    def _place(self, offset: int) -> int:
        """Where a character of a block, no blank, stands in the folded text."""
        index = self._segments.block_index(offset)
        start = self._segments.article.blocks[index].start
        return self._offsets[index] + len(_folded(self._text[start : offset + 1])) - 1

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


class _Folding(dict[int, str]):
    """One character for all that a browser may take for the same."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "“”„‟«»":
            folded = '"'
        elif char in "‘’‚‛":
            folded = "'"
        else:
            folded = char if char.isspace() else normalize("NFKD", char)[0].casefold()[0]
        self[code] = folded
        return folded


_FOLDING = _Folding()


def _folded(text: str) -> str:
    """The text as it is compared, with single blanks and none around it."""
    return " ".join(text.split()).translate(_FOLDING)


def _occurrences(text: str, part: str, start: int) -> Iterator[int]:
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _encoded(term: str) -> str:
    return quote(term, safe="", errors="replace").replace("-", "%2D")
