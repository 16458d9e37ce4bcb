"""Every quotation of an article: who said it, with which word it is reported, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.annotations.model import Annotation
from tui.annotations.outstanding import speakers
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme
from tui.assist.candidate import Candidate
from tui.assist.suggest import suggest
from tui.text.article import Article, Span
from tui.text.locators import locator
from tui.text.segments import Segments

QUOTE = "quote"
"""The tag of the candidates that know a cue."""


class Quotation(NamedTuple):
    """A quotation as it is logged: `cue` are the words that report it, `context` is its sentences,
    `place` the source's own page or time.
    """

    annotation: Annotation
    speaker: str
    cue: str
    context: str
    place: str


def quotations(article: Article, records: Records, scheme: Scheme) -> Iterator[Quotation]:
    """The quotations that are tagged in an article, by place."""
    text, segments, said = article.text, Segments(article), speakers(records)
    quoted = [one for one in records.ordered() if scheme.tag(one.tag).speaker]
    proposed = list(suggest(article, tags=(QUOTE,))) if quoted else []
    for one in quoted:
        by = said.get(one.id)
        yield Quotation(
            annotation=one,
            speaker=by.text if by is not None else "",
            cue=_cue(text, one, proposed),
            context=text[slice(*_sentences(segments, one))],
            place=locator(article, one.start),
        )


def _cue(text: str, annotation: Annotation, proposed: list[Candidate]) -> str:
    """The words that report a quotation, as the rules of candidates find them."""
    same = (one for one in proposed if one.cue and _touches(one, annotation))
    cue = next((one.cue for one in same), None)
    return text[slice(*cue)] if cue is not None else ""


def _touches(candidate: Candidate, annotation: Annotation) -> bool:
    return any(
        one[0] < other[1] and other[0] < one[1]
        for one in candidate.spans
        for other in annotation.spans
    )


def _sentences(segments: Segments, annotation: Annotation) -> Span:
    """From the start of the first sentence that an annotation touches to the end of the last."""
    first = segments.sentence_at(annotation.start)
    last = segments.sentence_at(annotation.end - 1)
    return first[0] if first else annotation.start, last[1] if last else annotation.end
