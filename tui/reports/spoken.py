"""Quotations beside what was said: the transcripts known of one, and how it stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui.annotations.model import Annotation, Evidence
from tui.annotations.records import Records
from tui.reports.beside import Beside
from tui.reports.discreet import Discreet
from tui.reports.places import Stories
from tui.reports.sheet import Verbatim
from tui.review.verbatim import Transcript, Verdict
from tui.text.article import Article

SUPPORT = "evidence"
"""The link from a claim to words that support it."""


class Spoken:
    """Looks the quotations of one article up in transcripts, of which each is read once."""

    def __init__(
        self,
        records: Records,
        evidence: Mapping[str, Sequence[Evidence]],
        beside: Beside,
        stories: Stories,
        discreet: Discreet,
    ) -> None:
        """Take the article's records, and its evidence by what it is for."""
        self._records, self._evidence, self._beside = records, evidence, beside
        self._stories, self._discreet = stories, discreet
        self._read: dict[str, Transcript] = {}

    def verbatim(self, quotation: Annotation) -> Verbatim | None:
        """How a quotation stands in the transcript that has it best; None if none is known."""
        named = self._beside.transcript
        known = self._cited(quotation) if named is None else [named]
        parts = [quote.exact for quote in quotation.quotes]
        found = [(self._transcript(one).check(parts), one) for one in known]
        if named is None:
            # A source is known for a transcript by having the words; it need not be one.
            found = [each for each in found if each[0].kind != "not found"]
        if not found:
            return None
        verdict, article = max(found, key=lambda each: _goodness(each[0]))
        return Verbatim(
            kind=verdict.kind,
            transcript=self._discreet.title(article),
            difference=self._discreet.text(verdict.difference),
            said=self._stories.of(article).passage([verdict.span]) if verdict.span else None,
        )

    def _cited(self, quotation: Annotation) -> Iterable[Article]:
        """The stored articles to which the quotation's evidence leads, and that of claims about the
        same words.
        """
        about = [one.id for one in self._records.overlapping(quotation.start, quotation.end)]
        evidence = [source for id in about for source in self._evidence.get(id, ())]
        names = [name for source in evidence for name in (source.address, source.title)]
        names += [
            link.target_article
            for link in self._records.links.values()
            if link.type == SUPPORT and link.source in about
        ]
        others = (self._beside.others.get(name) for name in names)
        return {one.article.id: one.article for one in others if one is not None}.values()

    def _transcript(self, article: Article) -> Transcript:
        if article.id not in self._read:
            self._read[article.id] = Transcript.of(article)
        return self._read[article.id]


def _goodness(verdict: Verdict) -> tuple[bool, float]:
    return verdict.kind == "exact", verdict.alike
