"""An article's sentences, words, names and so on, worked out a block at a time when asked for.

Nothing is computed before a block is looked at, and the results of the blocks last looked at are
kept, so a text of any length costs only what is read of it. Offsets are code points of the
article's text; a block is named by its index in `Article.blocks`. The rules, whose patterns take
long to make, are imported when they are first asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from tui.text.article import APART, Article, Block, Span

if TYPE_CHECKING:
    from tui.text.figures import Figures
    from tui.text.quotations import Quotation

_KEPT = 1_200
"""Results that are surely remembered: eight analyses of each of some 150 blocks; and at most twice
as many are."""

_REACH = 60
"""Blocks on either side over which a quotation is followed."""

_T = TypeVar("_T")


def _remembered(
    analyse: Callable[[Segments, int], list[_T]],
) -> Callable[[Segments, int], list[_T]]:
    """Keep the analysis of the blocks last looked at; a block that is not there holds nothing."""
    name = analyse.__name__

    @wraps(analyse)
    def recalled(self: Segments, index: int) -> list[_T]:
        key = (name, index)
        found: list[_T] | None = self._kept.get(key)
        if found is not None:
            return found
        if not 0 <= index < len(self.article.blocks):
            return []
        found = self._older.get(key)
        if found is None:
            found = analyse(self, index)
        if len(self._kept) >= _KEPT:
            self._kept, self._older = {}, self._kept
        self._kept[key] = found
        return found

    return recalled


class Segments:
    """What an article's blocks are made of; each list is sorted by start.

    The lists are shared between callers and not to be changed. A text without blocks has no
    segments: every list is then empty.
    """

    def __init__(self, article: Article) -> None:
        """Take the article as it is; nothing is analysed yet."""
        self.article = article
        self.text = article.text
        self._starts = [block.start for block in article.blocks]
        self._kept: dict[tuple[str, int], Any] = {}
        self._older: dict[tuple[str, int], Any] = {}

    def recast(self, article: Article, changed: Span) -> Segments:
        """Those of the same text in the same blocks, whose roles differ within `changed`."""
        other = copy(self)
        other.article = article
        gone = set(self.indices(*changed))
        # What runs on from block to block goes past boilerplate, however far.
        other._kept = {
            key: found
            for key, found in (self._older | self._kept).items()
            if key[0] != "quotations" and key[1] not in gone
        }
        other._older = {}
        return other

    def block_index(self, offset: int) -> int:
        """The index of the block that holds `offset`, else of the nearest before, else 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def block(self, offset: int) -> Block | None:
        """The block that holds `offset`, else the nearest before, else the first, if any."""
        return self.article.blocks[self.block_index(offset)] if self._starts else None

    @_remembered
    def sentences(self, index: int) -> list[Span]:
        """The sentences of a block; those of a `preformatted` block are its lines."""
        from tui.text.sentences import sentences

        block = self.article.blocks[index]
        text = self.text[block.start : block.end]
        if block.role == "preformatted":
            return _lines(text, block.start)
        found = sentences(text, self.article.language)
        return [(block.start + start, block.start + end) for start, end in found]

    def story(self) -> list[Span]:
        """The sentences of the story itself, of all its blocks."""
        return [
            sentence
            for index, block in enumerate(self.article.blocks)
            if block.role not in APART
            for sentence in self.sentences(index)
        ]

    @_remembered
    def words(self, index: int) -> list[Span]:
        """The words of a block."""
        from tui.text.dictionary import for_words
        from tui.text.words import words

        block = self.article.blocks[index]
        return words(self.text, block.start, block.end, for_words())

    @_remembered
    def names(self, index: int) -> list[Span]:
        """The names in a block."""
        from tui.text.names import names

        block = self.article.blocks[index]
        sentences = self.sentences(index)
        return names(self.text, block.start, block.end, sentences, self.article.language)

    def times(self, index: int) -> list[Span]:
        """The dates and times in a block."""
        return self.figures(index).times

    def amounts(self, index: int) -> list[Span]:
        """The amounts in a block."""
        return self.figures(index).amounts

    def figures(self, index: int) -> Figures:
        """The dates, times and amounts in a block, which are found together."""
        for found in self._figures(index):
            return found
        from tui.text.figures import Figures

        return Figures([], [])

    @_remembered
    def clauses(self, index: int) -> list[Span]:
        """The clauses of a block's sentences."""
        from tui.text.clauses import clauses

        quoted = [span for one in self._own_quotations(index) for span in one.spans]
        return [
            clause
            for start, end in self.sentences(index)
            for clause in clauses(
                self.text, start, end, [one for one in quoted if one[0] < end and start < one[1]]
            )
        ]

    @_remembered
    def quotations(self, index: int) -> list[Quotation]:
        """The quotations that touch a block, those that run on from or into others complete."""
        from tui.text.quotations import join

        block = self.article.blocks[index]
        own = self._own_quotations(index)
        if not own:
            return own
        run = [index]
        while len(run) <= _REACH and (before := self._continued(run[0], -1)) is not None:
            run.insert(0, before)
        while len(run) <= 2 * _REACH and (after := self._continued(run[-1], 1)) is not None:
            run.append(after)
        if len(run) == 1:
            return own
        paragraphs = [(self._span(one), self._own_quotations(one)) for one in run]
        return [
            one
            for one in join(self.text, paragraphs)
            if any(start < block.end and block.start < end for start, end in one.spans)
        ]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds `offset`; in white space the one before, else the first."""
        found = self.sentences(self.block_index(offset))
        if not found:
            return None
        return found[max(0, bisect_right(found, offset, key=lambda span: span[0]) - 1)]

    def blocks(self, start: int, end: int) -> list[Block]:
        """The blocks that share a code point with `[start, end)`."""
        return [self.article.blocks[index] for index in self.indices(start, end)]

    def indices(self, start: int, end: int) -> list[int]:
        """The indices of the blocks that share a code point with `[start, end)`."""
        near = range(self.block_index(start), self.block_index(end) + 1) if self._starts else ()
        found = ((index, self.article.blocks[index]) for index in near)
        return [index for index, block in found if block.start < end and start < block.end]

    @_remembered
    def _figures(self, index: int) -> list[Figures]:
        from tui.text.figures import figures

        block = self.article.blocks[index]
        return [figures(self.text, block.start, block.end)]

    @_remembered
    def _own_quotations(self, index: int) -> list[Quotation]:
        """The quotations of a block as far as the block shows them."""
        from tui.text.quotations import in_paragraph

        return in_paragraph(self.text, *self._span(index))

    def _span(self, index: int) -> Span:
        """The block's range without white space at its end."""
        block = self.article.blocks[index]
        return block.start, block.start + len(self.text[block.start : block.end].rstrip())

    def _continued(self, index: int, step: int) -> int | None:
        """The neighbouring block into which, or from which, a quotation runs on, if one does."""
        from tui.text.quotations import continues

        other = self._neighbour(index, step)
        if other is None:
            return None
        first, second = min(index, other), max(index, other)
        if all(one.closed for one in self._own_quotations(first)):
            return None
        runs_on = continues(
            self.text,
            self._own_quotations(first),
            self._span(first)[1],
            self._own_quotations(second),
            self._span(second)[0],
        )
        return other if runs_on else None

    def _neighbour(self, index: int, step: int) -> int | None:
        """The next block before or after; between blocks of the story, boilerplate is skipped."""
        blocks = self.article.blocks
        in_story = blocks[index].role != "boilerplate"
        for other in range(index + step, index + step * _REACH, step):
            if not 0 <= other < len(blocks):
                return None
            if not in_story or blocks[other].role != "boilerplate":
                return other
        return None


def _lines(text: str, offset: int) -> list[Span]:
    """The lines of `text` that are not blank, without white space around them."""
    found: list[Span] = []
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = offset + line.index(bare)
            found.append((start, start + len(bare)))
        offset += len(line)
    return found
