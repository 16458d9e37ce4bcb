"""An article read block by block: what each says by itself, and what is remembered of those before.

What is remembered reaches back a fixed number of blocks and derives from each of them alone, so
that a window of a long article is read as the whole would be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from operator import attrgetter

import msgspec

from tui.assist import checking, naming, quoting
from tui.assist.candidate import Candidate
from tui.assist.gazetteer import Gazetteer
from tui.assist.lexicon import Line, language
from tui.assist.mentions import REMEMBERED, Before, Mention, borne, gender_of, surname
from tui.text.article import Block, Span
from tui.text.lexicon import DATING, TIME_ZONES
from tui.text.segments import Segments

REACH = 20
"""Blocks back to which something is remembered."""

_KEPT = 8 * REACH
"""Blocks that are remembered as read."""

_FIGURE = 0.85
"""The score of a date, a time or an amount: their patterns seldom err."""

_LEAST_WORTH = 0.3
"""The score from which a sentence is a candidate at all."""

_OPENING = 24
"""Code points from a sentence's start within which a name is what it is about."""

LEFT_OUT = frozenset(("boilerplate", "locator"))
"""Roles of blocks that are no part of the story."""

_CLAIMS_IN = frozenset(("paragraph", "list", "quote"))
"""Roles of blocks whose sentences may be claims."""


_CREDITS = frozenset(("byline", "dateline"))
"""Roles of blocks that hold names even where all is in capitals."""

_DATES = DATING | TIME_ZONES
"""What stands beside a date among credits, and names nothing."""

_HEAD = _CREDITS | {"title"}
"""Roles of blocks above a story, in which nothing is said and nobody is a speaker of it."""


class _Block(msgspec.Struct, frozen=True, gc=False):
    """What one block says by itself: its passage, its names, and what it tells those after it."""

    sentences: list[Span]
    passage: quoting.Passage
    names: list[naming.Named]
    mentions: list[Mention]
    named: int
    """How many of the mentions are names, the others being titles alone."""
    tags: dict[str, tuple[int, str]]
    """By name in lower case: where this block stands, and what it tells of the name."""


class _Near:
    """The blocks within reach of the last that was added, and what their names are."""

    def __init__(self) -> None:
        """No block yet."""
        self.blocks: deque[tuple[int, _Block]] = deque()
        self._tags: dict[str, tuple[int, str]] = {}
        self._first = 0

    def add(self, index: int, block: _Block) -> None:
        """Go on to a block, which becomes the last; those out of reach are forgotten."""
        self._first = index - REACH
        while self.blocks and self.blocks[0][0] < self._first:
            self.blocks.popleft()
        self.blocks.append((index, block))
        self._tags.update(block.tags)

    def tag(self, name: str, otherwise: str) -> str:
        """What a name in lower case is that the blocks last called so; `otherwise` if none did."""
        index, tag = self._tags.get(name, (-1, otherwise))
        return tag if index >= self._first else otherwise

    def mentions(self) -> list[Mention]:
        """All mentions of the last block, and as many before as are ever looked at."""
        near = [block for _, block in self.blocks]
        first, before = len(near) - 1, 0
        while first and before < REMEMBERED:
            first -= 1
            before += near[first].named
        found = [one for block in near[first:] for one in block.mentions]
        if len(found) == before + near[-1].named:
            return found
        return borne(found, [one for block in near[:first] for one in block.mentions])


class Reading:
    """An article's candidates, by block, in any order; the blocks last read are remembered."""

    def __init__(self, segments: Segments, known: Gazetteer | None, *, ranked: bool) -> None:
        """Nothing is read yet; `known` are the names whose tags a person has decided. Other
        speakers are offered beside the one the text points at only if `ranked`.
        """
        self._segments = segments
        self._known = known
        self._ranked = ranked
        self._language = language(segments.article.language)
        self._kept: OrderedDict[int, _Block] = OrderedDict()
        self._near = _Near()
        self._next = 0

    def candidates(self, indices: Sequence[int]) -> list[list[Candidate]]:
        """The candidates that begin in each of some blocks of the story, by place.

        One kind of work after the other runs over all of these blocks, which is faster than all of
        it over one block after the other.
        """
        segments = self._segments
        for analyse in (segments.sentences, segments.quotations, segments.names, segments.figures):
            for index in indices:
                analyse(index)
        blocks = self._blocks(indices)
        stated = [self._stated(index, block) for index, block in zip(indices, blocks, strict=True)]
        found = [
            [*self._said_and_named(index), *others]
            for index, others in zip(indices, stated, strict=True)
        ]
        for some in found:
            some.sort(key=lambda one: (one.spans[0][0], -one.spans[-1][1]))
        return found

    def _said_and_named(self, index: int) -> Iterator[Candidate]:
        near = self._brought_to(index)
        read = near.blocks[-1][1]
        yield from self._quotes(index, near, read.passage)
        yield from self._names(read, near)

    def _quotes(self, index: int, near: _Near, passage: quoting.Passage) -> Iterator[Candidate]:
        if not passage.attributions and not passage.quotations:
            return iter(())
        if self._segments.article.blocks[index].role in _HEAD:
            return iter(())
        before = Before(near.mentions, near.tag)
        later = self._later(index, passage)
        return quoting.candidates(passage, later, before, self._language, ranked=self._ranked)

    def _names(self, read: _Block, near: _Near) -> Iterator[Candidate]:
        for one in read.names:
            name = one
            if one.score <= naming.FOLLOWS:
                name = naming.following(one, near.tag(one.key, one.tag))
            yield Candidate(
                tag=name.tag,
                spans=(name.span,),
                text=name.text,
                score=name.score,
                reason=name.reason,
                features=(name.evidence,),
            )

    def _stated(self, index: int, read: _Block) -> list[Candidate]:
        """The figures of a block, and the claims that stand on them and on its words."""
        segments, text = self._segments, self._segments.text
        figures = segments.figures(index)
        found = [
            Candidate(
                tag=tag,
                spans=(span,),
                text=text[slice(*span)],
                score=_FIGURE,
                reason=f"written as {tag}",
            )
            for tag, spans in (("time", figures.times), ("amount", figures.amounts))
            for span in spans
        ]
        block = segments.article.blocks[index]
        if block.role not in _CLAIMS_IN:
            return found
        telling = checking.words_of_claims(text, block.start, block.end, self._language)
        marks = checking.Marks(figures.amounts, figures.times, read.passage.names, telling)
        for sentence in read.sentences:
            worth = checking.worth(text, sentence, marks)
            if worth.score >= _LEAST_WORTH:
                found.append(
                    Candidate(
                        tag="claim",
                        spans=(sentence,),
                        text=text[slice(*sentence)],
                        score=worth.score,
                        reason=worth.reason,
                        features=worth.signs,
                    )
                )
        return found

    def _brought_to(self, index: int) -> _Near:
        """What is near a block, the last of it: those within reach before, no boilerplate."""
        if index < self._next:
            self._near, self._next = _Near(), 0
        for one in range(max(self._next, index - REACH), index + 1):
            if self._segments.article.blocks[one].role not in LEFT_OUT:
                self._near.add(one, self._block(one))
        self._next = index + 1
        return self._near

    def _block(self, index: int) -> _Block:
        return self._kept.get(index) or self._blocks([index])[0]

    def _blocks(self, indices: Sequence[int]) -> list[_Block]:
        """The blocks as they were read, or are read now."""
        new = [index for index in indices if index not in self._kept]
        self._kept.update(zip(new, self._read(new), strict=True))
        found = [self._kept[index] for index in indices]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def _read(self, indices: Sequence[int]) -> Iterator[_Block]:
        lines = [self._line(index) for index in indices]
        passages = [self._passage(*one) for one in zip(indices, lines, strict=True)]
        for index, passage in zip(indices, passages, strict=True):
            saying = {one.mention for one in passage.phrases if one is not None}
            names = self._named(index, passage.names, saying)
            above = self._segments.article.blocks[index].role in _HEAD
            mentions = [] if above else self._mentioned(passage, names, saying)
            named = 0 if above else len(names)
            told = naming.remembered(names, self._language)
            tags = {name: (index, tag) for name, tag in told.items()}
            yield _Block(self._segments.sentences(index), passage, names, mentions, named, tags)

    def _line(self, index: int) -> Line:
        block = self._segments.article.blocks[index]
        return Line(self._segments.text, block.start, block.end, self._language)

    def _passage(self, index: int, line: Line) -> quoting.Passage:
        segments, block = self._segments, self._segments.article.blocks[index]
        return quoting.passage(
            line,
            (block.start, block.end),
            segments.sentences(index),
            segments.quotations(index),
            self._names_in(index),
            self._language,
        )

    def _named(self, index: int, names: Sequence[Span], saying: set[Span]) -> list[naming.Named]:
        role = self._segments.article.blocks[index].role
        return [
            naming.named(
                self._segments.text,
                span,
                self._language,
                says=span in saying,
                role=role,
                known=self._known,
            )
            for span in names
        ]

    def _names_in(self, index: int) -> list[Span]:
        text, block = self._segments.text, self._segments.article.blocks[index]
        if block.role not in _CREDITS:
            return [] if _in_capitals(text, block) else self._segments.names(index)
        return [
            span
            for span in self._segments.names(index)
            if not _DATES.issuperset(text[slice(*span)].lower().split())
        ]

    def _later(self, index: int, read: quoting.Passage) -> quoting.Passage | None:
        """The passage in which the last quotation of this one ends, if it runs on."""
        if not read.quotations:
            return None
        last = read.quotations[-1][0].spans[-1]
        there = self._segments.block_index(last[0])
        return self._block(there).passage if there > index else None

    def _mentioned(
        self, read: quoting.Passage, names: list[naming.Named], saying: set[tuple[int, int]]
    ) -> list[Mention]:
        text, line, titled = read.line.text, read.line, self._language.speakers["titles"]
        starts = [line.start(first) for first, _ in read.sentences]
        genders = self._genders(read)
        found = []

        def weight(span: Span) -> float:
            start = starts[bisect_right(starts, span[0]) - 1]
            return 1.0 if span in saying else 0.95 if span[0] <= start + _OPENING else 0.45

        for one in names:
            gender = self._language.gender_by_title.get(one.before) or genders.get(one.span, "")
            if one.tag != naming.PERSON and one.score >= 0.7:
                gender = "neuter"
            title = one.before if one.before in titled else ""
            found.append(
                Mention(
                    one.span,
                    one.text,
                    one.key,
                    surname(one.text),
                    weight(one.span),
                    gender,
                    title,
                    tag=one.tag,
                )
            )
        if not starts:
            return found
        for match in self._language.titled.finditer(text, starts[0], line.ends[-1]):
            if not text[match.end() + 1 : match.end() + 2].isupper():
                span, title = match.span(), match[1].lower()
                found.append(Mention(span, "", "", "", weight(span), title=title))
        if len(found) > len(names):
            found.sort(key=attrgetter("span"))
        return found

    def _genders(self, read: quoting.Passage) -> dict[Span, str]:
        """What "he" in "Bell said he would" tells of who says it."""
        line, told = read.line, dict[Span, str]()
        for one, phrase in zip(read.attributions, read.phrases, strict=True):
            if phrase is None or one.rule == "quotation before":
                continue
            first = one.contents[-1][0]
            first += line.letters[first] == "t"
            word = line.word(min(first, len(line.ends) - 1))
            told[phrase.mention] = gender_of(word, self._language)
        return told


def _in_capitals(text: str, block: Block) -> bool:
    """Whether a block is written in capitals, which then tell no names: "FOR IMMEDIATE RELEASE"."""
    words = text[block.start : block.end]
    return words.isupper() and len(words.split()) > 1
