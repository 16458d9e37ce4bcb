"""From what is recorded about an article to its fact sheet. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from tui.annotations import checking
from tui.annotations.model import Annotation, ArticleRecord, Evidence, Layer, Recheck, Signing
from tui.annotations.records import Records
from tui.annotations.replying import WHEN, reply_of
from tui.annotations.sayers import SPEAKER
from tui.annotations.scheme import Attribute, Scheme, Tag, Value
from tui.exchange.privacy import Anonymiser
from tui.reports.beside import ALONE, Beside, linked
from tui.reports.citation import page_of
from tui.reports.cleaning import line, web
from tui.reports.discreet import Discreet
from tui.reports.page import Margin, page
from tui.reports.places import Places, Stories
from tui.reports.sheet import (
    NOTHING_PRIVATE,
    About,
    Change,
    Claim,
    Coverage,
    Criticism,
    Disclosure,
    Named,
    Passage,
    Quotation,
    Reply,
    Sheet,
    Signed,
    Source,
    Status,
    TagLook,
    Unplaced,
)
from tui.reports.speakers import Speakers
from tui.reports.spoken import SUPPORT, Spoken
from tui.review.ledger import Criticism as Criticised
from tui.review.ledger import ledger
from tui.review.timeline import timeline
from tui.sources.shapes import in_blocks
from tui.text.segments import Segments

METHOD = "method"
"""The attribute that says how a claim was checked."""


def fact_sheet(
    record: ArticleRecord,
    layer: Layer,
    scheme: Scheme,
    disclosure: Disclosure = NOTHING_PRIVATE,
    url: str = "",
    beside: Beside = ALONE,
    authors: Anonymiser | None = None,
) -> Sheet:
    """The sheet of an article; `url` is its address on the web where its source is none. `authors`
    gives the same people the same pseudonyms in several sheets.
    """
    known = authors or Anonymiser(keep_authors=disclosure.authors)
    return _Maker(record, layer, scheme, disclosure, url, beside, known).sheet()


class _Maker:
    """Makes one sheet."""

    def __init__(
        self,
        record: ArticleRecord,
        layer: Layer,
        scheme: Scheme,
        disclosure: Disclosure,
        url: str,
        beside: Beside,
        authors: Anonymiser,
    ) -> None:
        self._record, self._layer = record, layer
        self._scheme, self._disclosure = scheme, disclosure
        self._article = in_blocks((layer.shaped or record).read)
        self._segments = Segments(self._article)
        self._records = Records()
        self._records.load(layer)
        self._authors = authors
        addresses = (url, record.source, *record.sources)
        self._urls = list(dict.fromkeys(filter(None, map(page_of, addresses))))
        self._places = Places(self._segments, self._urls[0] if self._urls else "")
        self._beside, self._discreet = beside, Discreet(disclosure)
        self._text = self._discreet.text
        self._evidence = checking.by_claim(layer.evidence)
        self._speakers = Speakers(self._records, scheme)
        self._stories = Stories(self._discreet)
        self._spoken = Spoken(self._records, self._evidence, beside, self._stories, self._discreet)

    def sheet(self) -> Sheet:
        found = [(one, self._scheme.tag(one.tag)) for one in self._records.ordered()]
        claims = [one for one, tag in found if checking.status(tag)]
        quotes = [one for one, tag in found if tag.speaker]
        elsewhere = linked(self._layer.links, self._beside.others)
        criticisms = ledger(self._records, self._scheme, elsewhere)
        return Sheet(
            about=self._about(),
            coverage=self._coverage(),
            signed=tuple(map(self._signed, self._layer.signings)),
            claims=tuple(self._claim(at, one) for at, one in enumerate(claims, 1)),
            quotations=tuple(self._quotation(at, one) for at, one in enumerate(quotes, 1)),
            criticisms=tuple(self._criticism(at, one) for at, one in enumerate(criticisms, 1)),
            unplaced=tuple(map(self._unplaced, self._records.orphans)),
            history=tuple(self._history(claims, quotes)),
            ratings=tuple(sorted(self._ratings())),
            looks=tuple(self._looks()),
            page=tuple(page(self._article, self._records, self._margin())),
        )

    def _about(self) -> About:
        record = self._record
        title = record.title or next(
            (
                self._article.text[block.start : block.end]
                for block in self._article.blocks
                if block.role == "title"
            ),
            "",
        )
        return About(
            id=record.id,
            title=line(title),
            byline=line(record.byline),
            publisher=line(record.site),
            agency=line(record.agency),
            place=line(record.place),
            published=line(record.published),
            language=line(record.language),
            url=self._urls[0] if self._urls else "",
            source=self._discreet.address(record.source),
            others=tuple(self._urls[1:]),
        )

    def _coverage(self) -> Coverage:
        story = self._segments.story()
        counts = Counter(
            self._records.standing(self._record.id, sentence, self._scheme) for sentence in story
        )
        return Coverage(
            sentences=len(story),
            annotated=counts["annotated"],
            opinion=counts["opinion"],
            nothing=counts["nothing"],
            begun=counts["begun"],
            unseen=counts["unseen"],
        )

    def _signed(self, signing: Signing) -> Signed:
        return Signed(
            by=line(self._authors.pseudonym(signing.author)),
            at=line(signing.created),
            figures=tuple((line(name), number) for name, number in signing.figures.items()),
            same_text=signing.text == self._record.id,
            changed=signing.said not in ("", self._records.said),
        )

    def _claim(self, number: int, one: Annotation) -> Claim:
        status = self._status(one)
        sources = tuple(map(self._source, self._evidence.get(one.id, ())))
        return Claim(
            number=number,
            passage=self._passage(one),
            status=status,
            method=self._text(one.attributes.get(METHOD, "")),
            names=self._who_said(one),
            sources=sources,
            support=tuple(map(self._passage, self._speakers.linked(one, SUPPORT))),
            unsourced=not sources and checking.needs_evidence(one, self._scheme),
            checked_by=line(self._authors.pseudonym(one.checked_by)),
            checked_at=line(one.checked),
            details=self._details(one),
            note=self._note(one),
        )

    def _quotation(self, number: int, one: Annotation) -> Quotation:
        return Quotation(
            number=number,
            passage=self._passage(one),
            names=self._who_said(one),
            verbatim=self._spoken.verbatim(one),
            note=self._note(one),
        )

    def _criticism(self, number: int, one: Criticised) -> Criticism:
        return Criticism(
            number=number,
            passage=self._passage(one.annotation),
            names=self._who_said(one.annotation),
            parties=tuple(map(line, one.parties)),
            heard=self._heard(one),
            answered=one.answered,
            when=self._text(one.when),
            replies=tuple(map(self._reply, one.where)),
        )

    def _unplaced(self, one: Recheck) -> Unplaced:
        return Unplaced(line(one.was.tag), line(one.was.text), line(one.sentence))

    def _heard(self, one: Criticised) -> Status:
        attribute = reply_of(self._scheme.tag(one.annotation.tag))
        values = attribute.values if attribute is not None else ()
        glyph = next((value.glyph for value in values if value.name == one.said), "")
        return Status(line(one.said), glyph, None)

    def _reply(self, one: Annotation) -> Reply:
        """What answers a criticism, in whichever article."""
        other = self._beside.others.get(one.article)
        if one.article == self._record.id or other is None:
            return Reply(self._passage(one), self._who_said(one))
        said = Speakers(other.records, self._scheme).of(one)
        return Reply(self._stories.of(other.article).passage(one.spans), said)

    def _history(
        self, claims: Sequence[Annotation], quotes: Sequence[Annotation]
    ) -> Iterator[Change]:
        """What became of the claims and quotations, as their numbers name them."""
        named: dict[str, tuple[Literal["claim", "quotation"], int]] = {
            one.id: ("quotation", number) for number, one in enumerate(quotes, 1)
        }
        named |= {one.id: ("claim", number) for number, one in enumerate(claims, 1)}
        for change in timeline(self._beside.edits, self._scheme):
            if change.annotation in named:
                kind, number = named[change.annotation]
                yield Change(
                    kind=kind,
                    number=number,
                    attribute=line(change.attribute),
                    was=line(change.was),
                    now=line(change.now),
                    sources=change.sources,
                    by=line(self._authors.pseudonym(change.by)),
                    at=line(change.at),
                )

    def _status(self, one: Annotation) -> Status:
        attribute = checking.status(self._scheme.tag(one.tag))
        if attribute is None:
            return Status("", "", None)
        lacking = Value(name=one.attributes.get(attribute.name, ""), key="")
        value = checking.value_of(one, attribute) or lacking
        return Status(line(value.name), value.glyph, value.rating)

    def _ratings(self) -> set[int]:
        return {
            value.rating
            for tag in self._scheme.tags
            if (attribute := checking.status(tag)) is not None
            for value in attribute.values
            if value.rating is not None
        }

    def _source(self, one: Evidence) -> Source:
        return Source(
            title=self._text(one.title),
            address=self._discreet.address(one.address),
            url=web(one.address),
            place=self._text(one.place),
            quotation=self._text(one.quotation),
            seen=line(one.seen),
            contact=self._text(one.contact) if self._disclosure.contacts else "",
        )

    def _passage(self, one: Annotation) -> Passage:
        return self._places.passage(one.spans)

    def _who_said(self, one: Annotation) -> tuple[Named, ...]:
        return tuple(Named(self._text(name), kind) for name, kind in self._speakers.of(one))

    def _details(self, one: Annotation) -> tuple[tuple[str, str], ...]:
        """The other attributes: of those in free words only when somebody was heard, unless notes
        are asked for.
        """
        tag = self._scheme.tag(one.tag)
        status = checking.status(tag)
        apart = {METHOD, SPEAKER, status.name if status else ""}
        kept = []
        for name, value in one.attributes.items():
            known = _attribute(tag, name)
            chosen = known is not None and value in {each.name for each in known.values}
            if name not in apart and (chosen or name == WHEN or self._disclosure.notes):
                kept.append((line(name), self._text(value)))
        return tuple(kept)

    def _note(self, one: Annotation) -> str:
        return self._text(one.note) if self._disclosure.notes else ""

    def _looks(self) -> Iterator[TagLook]:
        """The tags that the article has, in the scheme's order."""
        used = {one.tag for one in self._layer.annotations}
        for name in sorted(used, key=lambda name: (self._scheme.order(name), name)):
            tag = self._scheme.tag(name)
            yield TagLook(line(name), tag.glyph, tag.form, tag.colour.dark, tag.colour.light)

    def _margin(self) -> dict[str, Margin]:
        """The note beside each annotation, by its id; those that say something are numbered."""
        notes = {}
        number = 0
        for one in self._records.ordered():
            said = tuple(filter(None, self._said(one)))
            number += bool(said)
            glyph = self._scheme.tag(one.tag).glyph
            notes[one.id] = Margin(number if said else 0, line(one.tag), glyph, said)
        return notes

    def _said(self, one: Annotation) -> Iterator[str]:
        tag = self._scheme.tag(one.tag)
        if checking.status(tag):
            status = self._status(one)
            yield f"{status.glyph} {status.name}".strip()
            yield self._text(one.attributes.get(METHOD, ""))
        who = self._who_said(one) if checking.status(tag) or tag.speaker else ()
        yield ", ".join(name.name for name in who)
        yield from (f"{name}: {value}" for name, value in self._details(one))
        for source in map(self._source, self._evidence.get(one.id, ())):
            yield ", ".join(filter(None, (source.title or source.address, source.place)))
        yield self._note(one)


def _attribute(tag: Tag, name: str) -> Attribute | None:
    return next((one for one in tag.attributes if one.name == name), None)
