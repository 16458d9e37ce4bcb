"""Quotations as candidates: what stands in marks, what a cue reports, and who said it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from tui.assist import ideographs, naming
from tui.assist.attribution import Attribution, attributions
from tui.assist.candidate import Candidate, Spans, words_of
from tui.assist.dialogue import dialogue
from tui.assist.lexicon import QUOTATION, Language, Line
from tui.assist.mentions import Before, Phrase, head, is_somebody, speaker_of
from tui.text.article import Span
from tui.text.quotations import Quotation

_RULES = {
    "quotation before": (0.95, "direct", "quotation marks with “{}”"),
    "quotation after": (0.92, "direct", "quotation marks with “{}”"),
    "according to": (0.7, "indirect", "reported with “{}”"),
    "clause before": (0.7, "indirect", "the sentence ends in “{}”"),
    "clause around": (0.65, "indirect", "“{}” stands within it"),
    "clause with that": (0.6, "indirect", "a clause after “{}”"),
    "clause": (0.55, "indirect", "a clause after “{}”"),
    "thought": (0.4, "thought", "a clause after “{}”"),
    "intention": (0.32, "intention", "what “{}” leads to"),
    "stance": (0.35, "stance", "what “{}” is about"),
}
"""For each rule of attribution: score, feature, and the reason in words."""

_PARTIAL = 0.85
_LETTERS_A_WORD = 2
"""Characters that count for a word where words are not parted."""

_UNKNOWN_SPEAKER = 0.8
"""By how much the score shrinks where a cue has no speaker."""

_PHRASE_END = re.compile(r"[,(hi]|(?<=N)o")
_APPOSITION = re.compile(r"[^,]*,(?P<name>[^,]+),?$")
_WORDS = re.compile(r"\w+")
_LIKE_TITLE = re.compile(r"(?:\W*[A-Z][\w'’]*\W+(?:(?:of|the|and|for|in|a|to)\s+)*)+\W*")


class Passage(msgspec.Struct):
    """A block with its sentences (as ranges of tokens), quotations, names and attributions.

    In `line` an outermost quotation is one token. `phrases` are the attributions' sources.
    """

    line: Line
    sentences: list[tuple[int, int]]
    quotations: list[tuple[Quotation, Span]]
    names: list[Span]
    attributions: list[Attribution]
    phrases: list[Phrase | None]


class _Draft(msgspec.Struct):
    spans: list[Span]
    score: float
    feature: str
    reason: str
    cue: Span | None = None
    phrase: Phrase | None = None
    quotation: Quotation | None = None


def passage(
    line: Line,
    block: Span,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    names: list[Span],
    language: Language,
) -> Passage:
    """Read one block, whose tokens are given: the attributions of each of its sentences."""
    start, end = block
    names = naming.without_titles(line.text, names, language)
    own = [
        (one, span)
        for one in quotations
        if one.depth == 0
        for span in one.spans
        if start <= span[0] < end
    ]
    for _, span in reversed(own):
        line.collapse(span, QUOTATION)
    ranges: list[tuple[int, int]] = []
    found: list[Attribution] = []
    spoken = dialogue(line, len(line.ends), language) if line.ends else None
    if spoken:
        return _passage(line, [(0, len(line.ends))], own, names, [spoken])
    if language.ideographs:
        found = ideographs.attributions(line, 0, len(line.ends), language)
    at = 0
    for _, stop in sentences:
        reached = bisect_right(line.ends, stop)
        if reached <= at or (reached < len(line.ends) and line.start(reached) < stop):
            continue
        ranges.append((at, reached))
        if not language.ideographs:
            found.extend(attributions(line, at, reached, language))
        at = reached
    return _passage(line, ranges, own, names, found)


def _passage(
    line: Line,
    sentences: list[tuple[int, int]],
    quotations: list[tuple[Quotation, Span]],
    names: list[Span],
    found: list[Attribution],
) -> Passage:
    phrases = [_phrase(line, one.source, names) if one.source else None for one in found]
    return Passage(line, sentences, quotations, names, found, phrases)


def candidates(
    read: Passage, later: Passage | None, before: Before, language: Language, *, ranked: bool
) -> Iterator[Candidate]:
    """The quotations that begin in a passage.

    `later` is the passage in which a quotation that runs on ends, if one does: the cue may stand
    there. `before` are the mentions so far. Where the text points at a speaker, others are offered
    beside it only if `ranked`.
    """
    for draft in _drafts(read, later):
        speakers = []
        if draft.phrase is not None:
            first = speaker_of(read.line.text, draft.phrase, before, language, draft.score)
            speakers = [first] if is_somebody(first, language) else []
        if ranked or not speakers:
            taken = [one.named or one.text for one in speakers]
            speakers += before.others(taken, 0.5 if draft.phrase else draft.score)
        spans: Spans = tuple(draft.spans)
        yield Candidate(
            tag="quote",
            spans=spans,
            text=words_of(read.line.text, spans),
            score=draft.score if draft.phrase else round(draft.score * _UNKNOWN_SPEAKER, 3),
            reason=draft.reason,
            speakers=tuple(speakers),
            cue=draft.cue,
            features=(draft.feature,),
        )


def _phrase(line: Line, source: tuple[int, int], names: Sequence[Span]) -> Phrase:
    """The source of an attribution as a noun phrase with its mention."""
    first, last = source
    span = line.span(first, last)
    letter = line.letters[first]
    if letter in "pmht" and last - first == 1:
        return Phrase(span, "pronoun", span)
    match = _PHRASE_END.search(line.letters, first + 1, last)
    while match and _inside_name(line.start(match.start()), names):
        match = _PHRASE_END.search(line.letters, match.end(), last)
    uncased = line.text[span[0]].upper() == line.text[span[0]].lower()
    if match is None:
        return head(names, span, span, None, uncased=uncased)
    part = _APPOSITION.match(line.letters, match.start(), last)
    renamed = line.span(*part.span("name")) if part else None
    return head(names, span, line.span(first, match.start()), renamed, uncased=uncased)


def _inside_name(at: int, names: Sequence[Span]) -> bool:
    """Whether a name goes on at this place: "Ministry of Transport" at its "of"."""
    index = bisect_left(names, (at, at)) - 1
    return index >= 0 and names[index][1] > at


def _drafts(read: Passage, later: Passage | None) -> list[_Draft]:
    line = read.line
    drafts: list[_Draft] = []
    used: dict[Span, _Draft] = {}
    for one, phrase in zip(read.attributions, read.phrases, strict=True):
        score, feature, reason = _RULES[one.rule]
        cue = line.span(*one.cue)
        spans = [line.span(*part) for part in one.contents]
        draft = _Draft(spans, score, feature, reason.format(line.text[slice(*cue)]), cue, phrase)
        drafts.append(draft)
        for part, span in zip(one.contents, spans, strict=True):
            used[span] = draft
            if feature != "direct":
                drafts.extend(_partial(line, part, draft, used))
    previous: _Draft | None = None
    for _, span in read.quotations:
        if span not in used:
            goes_on = previous is not None and previous.feature in ("direct", "continued")
            if previous is not None and goes_on and _stands_alone(read, span):
                previous.spans.append(span)
                used[span] = previous
            else:
                used[span] = _unattributed(line, span)
                drafts.append(used[span])
        previous = used[span]
    for quotation, span in read.quotations:
        _complete(used[span], quotation, span, later)
    kept = [one for one in drafts if one.spans]
    return sorted(kept, key=lambda one: (one.spans[0][0], -one.spans[-1][1]))


def _partial(
    line: Line, part: tuple[int, int], draft: _Draft, used: dict[Span, _Draft]
) -> Iterator[_Draft]:
    """The words in marks inside what is reported without them."""
    for index in range(*part):
        if line.letters[index] == QUOTATION and part[1] - part[0] > 1:
            span = line.span(index, index + 1)
            reason = f"in quotation marks inside {draft.reason}"
            used[span] = _Draft([span], _PARTIAL, "partial", reason, draft.cue, draft.phrase)
            yield used[span]


def _stands_alone(read: Passage, span: Span) -> bool:
    """Whether a quotation is a whole sentence by itself, so that it goes on with the one before."""
    index = bisect_left(read.line.ends, span[1])
    return any(
        first == index and not read.line.letters[first + 1 : last].strip(".。 ")
        for first, last in read.sentences
    )


def _complete(draft: _Draft, quotation: Quotation, span: Span, later: Passage | None) -> None:
    """Give a quotation over several paragraphs all its spans, to the paragraph it begins in."""
    if len(quotation.spans) == 1 or span not in draft.spans:
        return
    at = draft.spans.index(span)
    if span != quotation.spans[0]:
        del draft.spans[at]
        return
    draft.spans[at : at + 1] = quotation.spans
    if draft.cue is None and later is not None:
        for one, phrase in zip(later.attributions, later.phrases, strict=True):
            parts = [later.line.span(*part) for part in one.contents]
            if quotation.spans[-1] in parts:
                draft.score, draft.feature, reason = _RULES[one.rule]
                draft.cue = later.line.span(*one.cue)
                draft.reason = reason.format(later.line.text[slice(*draft.cue)])
                draft.phrase = phrase


def _unattributed(line: Line, span: Span) -> _Draft:
    """Words in marks that no cue reports: likelier a quotation the more they look like speech."""
    words = line.text[span[0] + 1 : span[1]]
    count = len(_WORDS.findall(words[:400]))
    if words[:1] > "\u2e80":
        count = len(words) // _LETTERS_A_WORD
    if _LIKE_TITLE.fullmatch(words):
        return _Draft(
            [span], 0.2, "title in marks", "in quotation marks, but capitalised like a title"
        )
    if count < 3:
        return _Draft([span], 0.25, "few words in marks", "few words in quotation marks")
    sentence = words.rstrip("”\"'’»").endswith((".", "!", "?", "…", ","))
    score = 0.75 if sentence and count > 4 else 0.5
    return _Draft([span], score, "marks without a cue", "in quotation marks, without a cue")
