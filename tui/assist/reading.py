"""An article read block by block: what each says by itself, and what is remembered of those before.

What is remembered reaches back a fixed number of blocks and derives from each of them alone, so
that a window of a long article is read as the whole would be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence

from tui.assist import checking, naming, quoting
from tui.assist.candidate import Candidate
from tui.assist.gazetteer import Gazetteer
from tui.assist.lexicon import language
from tui.assist.mentions import Mention, gender_of
from tui.text.segments import Segments

REACH = 20
"""Blocks back to which something is remembered."""

_KEPT = 8
"""Passages kept for quotations that run on."""

_OPENING = 24
"""Code points from a sentence's start within which a name is what it is about."""

_CLAIMS_IN = frozenset(("paragraph", "list", "quote"))
"""Roles of blocks whose sentences may be claims."""


class Reading:
    """An article's candidates, a block at a time; blocks are to be taken in order."""

    def __init__(self, segments: Segments, known: Gazetteer | None) -> None:
        """Begin before the first block; `known` are the names whose tags are known."""
        self._segments = segments
        self._known = known
        self._language = language(segments.article.language)
        self._passages: OrderedDict[int, quoting.Passage] = OrderedDict()
        self._mentions: deque[tuple[int, Mention]] = deque()
        self._typed: dict[str, tuple[int, str]] = {}

    def prepare(self, indices: Sequence[int]) -> None:
        """Let one kind of analysis after the other run over some blocks that will be read."""
        segments = self._segments
        for analyse in (segments.sentences, segments.quotations, segments.names, segments.times):
            for index in indices:
                analyse(index)

    def remember(self, index: int) -> None:
        """Read a block only for what it tells those after it."""
        self._names(index, self._passage(index))

    def candidates(self, index: int) -> Iterator[Candidate]:
        """The candidates that begin in a block."""
        read = self._passage(index)
        names = self._names(index, read)
        if read.attributions or read.quotations:
            before = [mention for _, mention in self._mentions]
            yield from quoting.candidates(read, self._later(index, read), before, self._language)
        for one in names:
            at, tag = self._typed.get(one.text.lower(), (0, ""))
            name = naming.following(one, tag) if tag and at >= index - REACH else one
            yield Candidate(
                tag=name.tag,
                spans=(name.span,),
                text=name.text,
                score=name.score,
                reason=name.reason,
                features=(name.evidence,),
            )
        yield from self._figures(index, read)

    def _figures(self, index: int, read: quoting.Passage) -> Iterator[Candidate]:
        segments, text = self._segments, self._segments.text
        times, amounts = segments.times(index), segments.amounts(index)
        for tag, spans in (("time", times), ("amount", amounts)):
            for span in spans:
                words = text[slice(*span)]
                yield Candidate(
                    tag=tag, spans=(span,), text=words, score=0.85, reason=f"written as {tag}"
                )
        block = segments.article.blocks[index]
        if block.role not in _CLAIMS_IN:
            return
        telling = checking.words_of_claims(text, block.start, block.end, self._language)
        marks = checking.Marks(amounts, times, read.names, telling)
        for sentence in segments.sentences(index):
            worth = checking.worth(text, sentence, marks)
            if worth.score >= 0.3:
                yield Candidate(
                    tag="claim",
                    spans=(sentence,),
                    text=text[slice(*sentence)],
                    score=worth.score,
                    reason=worth.reason,
                    features=worth.signs,
                )

    def _names(self, index: int, read: quoting.Passage) -> list[naming.Named]:
        """The block's names with what they are by themselves; it is remembered."""
        role = self._segments.article.blocks[index].role
        saying = self._saying(read)
        names = [
            naming.named(
                read.line.text,
                span,
                self._language,
                says=span in saying,
                role=role,
                known=self._known,
            )
            for span in read.names
        ]
        while self._mentions and self._mentions[0][0] < index - REACH:
            self._mentions.popleft()
        self._mentions.extend((index, one) for one in self._mentioned(read, names, saying))
        for name, tag in naming.remembered(names).items():
            self._typed[name] = (index, tag)
        return names

    def _passage(self, index: int) -> quoting.Passage:
        if index not in self._passages:
            segments, block = self._segments, self._segments.article.blocks[index]
            self._passages[index] = quoting.passage(
                segments.text,
                (block.start, block.end),
                segments.sentences(index),
                segments.quotations(index),
                segments.names(index),
                self._language,
            )
            if len(self._passages) > _KEPT:
                self._passages.popitem(last=False)
        return self._passages[index]

    def _later(self, index: int, read: quoting.Passage) -> quoting.Passage | None:
        """The passage in which the last quotation of this one ends, if it runs on."""
        if not read.quotations:
            return None
        last = read.quotations[-1][0].spans[-1]
        there = self._segments.block_index(last[0])
        return self._passage(there) if there > index else None

    def _saying(self, read: quoting.Passage) -> set[tuple[int, int]]:
        phrases = (
            quoting.phrase_of(read.line, one.source, read.names)
            for one in read.attributions
            if one.source
        )
        return {one.mention for one in phrases if one.kind == "name"}

    def _mentioned(
        self, read: quoting.Passage, names: list[naming.Named], saying: set[tuple[int, int]]
    ) -> list[Mention]:
        line = read.line
        if not names:
            return []
        starts = [line.start(first) for first, _ in read.sentences]
        genders = self._genders(read)
        found = []
        for one in names:
            start = starts[bisect_right(starts, one.span[0]) - 1]
            opens = one.span[0] <= start + _OPENING
            weight = 1.0 if one.span in saying else 0.95 if opens else 0.45
            gender = "neuter" if one.tag != naming.PERSON and one.score >= 0.7 else ""
            found.append(Mention(one.span, one.text, weight, gender or genders.get(one.span, "")))
        return found

    def _genders(self, read: quoting.Passage) -> dict[tuple[int, int], str]:
        """What "Mr." before a name, and "he" in "Bell said he would", tell of who bears it."""
        text, line, told = read.line.text, read.line, {}
        for one in read.attributions:
            if one.source is None or one.rule == "quotation before":
                continue
            first = one.contents[-1][0]
            first += line.letters[first] == "t"
            phrase = quoting.phrase_of(line, one.source, read.names)
            told[phrase.mention] = gender_of(
                line.word(min(first, len(line.ends) - 1)), self._language
            )
        for span in read.names:
            words = text[max(0, span[0] - _OPENING) : span[0]].lower().split()
            gender = self._language.gender_by_title.get(words[-1].rstrip(".")) if words else None
            if gender:
                told[span] = gender
        return told
