"""From what is recorded about an article to its fact sheet. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tui.annotations import checking
from tui.annotations.model import Annotation, ArticleRecord, Evidence, Layer, Signing
from tui.annotations.records import Records
from tui.annotations.scheme import Attribute, Scheme, Tag, Value
from tui.exchange.privacy import Anonymiser
from tui.reports.citation import page_of
from tui.reports.cleaning import blanks, last_part, line, pathless, web
from tui.reports.fragments import Passages
from tui.reports.page import Margin, page
from tui.reports.sheet import (
    NOTHING_PRIVATE,
    About,
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
)
from tui.reports.speakers import SPEAKER, Speakers
from tui.sources.opening import STDIN
from tui.sources.shapes import in_blocks
from tui.text.article import APART
from tui.text.locators import locator
from tui.text.segments import Segments

METHOD = "method"
"""The attribute that says how a claim was checked."""

SUPPORT, CRITICISM, REPLY = "evidence", "criticism", "reply"
"""The links from a claim to words that support it, from words to whom they criticise, and from
those words to what was said to them.
"""

_NOWHERE = {"title": "headline", "byline": "byline", "dateline": "dateline", "heading": "heading"}


def fact_sheet(
    record: ArticleRecord,
    layer: Layer,
    scheme: Scheme,
    disclosure: Disclosure = NOTHING_PRIVATE,
    url: str = "",
) -> Sheet:
    """The sheet of an article; `url` is its address on the web where its source is none."""
    return _Maker(record, layer, scheme, disclosure, url).sheet()


class _Maker:
    """Makes one sheet."""

    def __init__(
        self,
        record: ArticleRecord,
        layer: Layer,
        scheme: Scheme,
        disclosure: Disclosure,
        url: str,
    ) -> None:
        self._record, self._layer = record, layer
        self._scheme, self._disclosure = scheme, disclosure
        self._article = in_blocks((layer.shaped or record).read)
        self._segments = Segments(self._article)
        self._records = Records()
        self._records.load(layer)
        self._authors = Anonymiser(keep_authors=disclosure.authors)
        addresses = (url, record.source, *record.sources)
        self._urls = list(dict.fromkeys(filter(None, map(page_of, addresses))))
        self._passages = Passages(self._segments) if self._urls else None
        self._paragraphs = {
            block.start: number
            for number, block in enumerate(
                (one for one in self._article.blocks if one.role not in APART), 1
            )
        }
        self._evidence = checking.by_claim(layer.evidence)
        self._speakers = Speakers(self._records, scheme)

    def sheet(self) -> Sheet:
        found = [(one, self._scheme.tag(one.tag)) for one in self._records.ordered()]
        claims = [one for one, tag in found if checking.status(tag)]
        quotes = [one for one, tag in found if tag.speaker]
        return Sheet(
            about=self._about(),
            coverage=self._coverage(),
            signed=tuple(map(self._signed, self._layer.signings)),
            claims=tuple(self._claim(at, one) for at, one in enumerate(claims, 1)),
            quotations=tuple(self._quotation(at, one) for at, one in enumerate(quotes, 1)),
            criticisms=tuple(self._criticisms()),
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
            source=self._text(record.source if self._disclosure.paths else _name(record.source)),
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
        return Quotation(number, self._passage(one), self._who_said(one), self._note(one))

    def _criticisms(self) -> Iterator[Criticism]:
        found = (one for one in self._records.ordered() if self._speakers.linked(one, CRITICISM))
        for number, one in enumerate(found, 1):
            yield Criticism(
                number=number,
                passage=self._passage(one),
                names=self._who_said(one),
                criticised=tuple(
                    Named(line(each.text), each.tag)
                    for each in self._speakers.linked(one, CRITICISM)
                ),
                replies=tuple(
                    Reply(self._passage(each), self._who_said(each))
                    for each in self._speakers.linked(one, REPLY)
                ),
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
        address = one.address if self._disclosure.paths else _name(one.address)
        return Source(
            title=self._text(one.title),
            address=self._text(address),
            url=web(one.address),
            place=self._text(one.place),
            quotation=self._text(one.quotation),
            seen=line(one.seen),
            contact=self._text(one.contact) if self._disclosure.contacts else "",
        )

    def _passage(self, one: Annotation) -> Passage:
        text = self._article.text
        first = self._segments.sentence_at(one.start) or (one.start, one.start)
        last = self._segments.sentence_at(max(one.end - 1, 0)) or (one.end, one.end)
        link = ""
        if self._passages is not None:
            link = self._passages.link(self._urls[0], one.spans)
        return Passage(
            words=line(" … ".join(text[slice(*span)] for span in one.spans)),
            before=blanks(text[first[0] : one.start]).lstrip(),
            after=blanks(text[one.end : last[1]]).rstrip(),
            where=self._where(one.start),
            link=link,
        )

    def _where(self, offset: int) -> str:
        block = self._segments.block(offset)
        if block is None:
            return ""
        sentences = self._segments.sentences(self._segments.block_index(offset))
        number = sum(start <= offset for start, _ in sentences)
        if block.start in self._paragraphs:
            parts = [f"paragraph {self._paragraphs[block.start]}"]
            parts += [f"sentence {number}"] if len(sentences) > 1 else []
        else:
            parts = [_NOWHERE.get(block.role, block.role)]
        source = line(locator(self._article, offset))
        return ", ".join([*([source] if source else []), *parts])

    def _who_said(self, one: Annotation) -> tuple[Named, ...]:
        return tuple(Named(self._text(name), kind) for name, kind in self._speakers.of(one))

    def _details(self, one: Annotation) -> tuple[tuple[str, str], ...]:
        """The other attributes: those in free words only where notes are asked for."""
        tag = self._scheme.tag(one.tag)
        status = checking.status(tag)
        apart = {METHOD, SPEAKER, status.name if status else ""}
        kept = []
        for name, value in one.attributes.items():
            known = _attribute(tag, name)
            chosen = known is not None and value in {each.name for each in known.values}
            if name not in apart and (chosen or self._disclosure.notes):
                kept.append((line(name), self._text(value)))
        return tuple(kept)

    def _note(self, one: Annotation) -> str:
        return self._text(one.note) if self._disclosure.notes else ""

    def _text(self, text: str) -> str:
        """What a person has written, as far as a report may say it."""
        return line(text if self._disclosure.paths else pathless(text))

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


def _name(address: str) -> str:
    """What is called by an address without saying where that is."""
    return web(address) or ("" if address == STDIN else last_part(address.strip()))
