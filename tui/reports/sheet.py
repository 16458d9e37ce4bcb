"""The fact sheet of one article: all that its reports may say, and nothing else.

Every writer is handed a `Sheet` and never a record, so that none can say what the sheet does not
hold. Texts are clean (`tui.reports.cleaning`) and, but for those of the page, on one line.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tui.reports.page import Block
from tui.review.verbatim import Kind


class Disclosure(NamedTuple):
    """What a report says beyond what is meant for everybody: private notes and attributes in
    free words, authors' names, local paths, who was asked.
    """

    notes: bool = False
    authors: bool = False
    paths: bool = False
    contacts: bool = False


NOTHING_PRIVATE = Disclosure()
"""What may be handed on to anybody."""


class About(NamedTuple):
    """The article itself. `url` is its address on the web and `source` how else it is called;
    `others` are the other addresses at which it stood.
    """

    id: str
    title: str
    byline: str
    publisher: str
    agency: str
    place: str
    published: str
    language: str
    url: str
    source: str
    others: tuple[str, ...] = ()


class Coverage(NamedTuple):
    """How many sentences the story has, and what was said of them."""

    sentences: int
    annotated: int
    opinion: int
    nothing: int
    begun: int
    unseen: int

    @property
    def dealt_with(self) -> int:
        """Sentences that were annotated, are opinion or have nothing to check."""
        return self.annotated + self.opinion + self.nothing


class Signed(NamedTuple):
    """Who signed the article and when (ISO 8601), with the figures of that moment by name; whether
    the text was the one that it is now, and whether something else is said of it since.
    """

    by: str
    at: str
    figures: tuple[tuple[str, int], ...]
    same_text: bool
    changed: bool


class Named(NamedTuple):
    """Somebody who is named in the article; `kind` is the tag."""

    name: str
    kind: str


class Source(NamedTuple):
    """What a claim was checked against; see `tui.annotations.model.Evidence`.

    `url` is empty where `address` is none of the web.
    """

    title: str
    address: str
    url: str
    place: str
    quotation: str
    seen: str
    contact: str


class Passage(NamedTuple):
    """Words of the article: `before` and `after` are the rest of their sentence, with the blank
    that parts them; `where` says in words where they stand, and `link` is an address that leads
    there, empty where there is none.
    """

    words: str
    before: str
    after: str
    where: str
    link: str


class Status(NamedTuple):
    """What a claim was found to be; `rating` is its place on the scheme's scale, if it has one."""

    name: str
    glyph: str
    rating: int | None


class Claim(NamedTuple):
    """A claim and what became of it. `unsourced` says that it was settled without any source.

    `names` are those who say so in the text, `support` the words in it that do; `details` are its
    other attributes, by name.
    """

    number: int
    passage: Passage
    status: Status
    method: str
    names: tuple[Named, ...]
    sources: tuple[Source, ...]
    support: tuple[Passage, ...]
    unsourced: bool
    checked_by: str
    checked_at: str
    details: tuple[tuple[str, str], ...]
    note: str


class Verbatim(NamedTuple):
    """What came of looking for a quotation in a transcript: `kind` is exact, altered or not found,
    `difference` says in words what was altered, `said` is what stands in the transcript.
    """

    kind: Kind
    transcript: str
    difference: str
    said: Passage | None


class Quotation(NamedTuple):
    """A quotation and who is named as having said it; `verbatim` is None where no transcript is
    known.
    """

    number: int
    passage: Passage
    names: tuple[Named, ...]
    verbatim: Verbatim | None
    note: str


class Reply(NamedTuple):
    """What somebody said to a criticism."""

    passage: Passage
    names: tuple[Named, ...]


class Criticism(NamedTuple):
    """Words that criticise somebody, who said them, about whom, and what was said to that: `heard`
    is how the party was heard, `when` as it was written down.
    """

    number: int
    passage: Passage
    names: tuple[Named, ...]
    parties: tuple[str, ...]
    heard: Status
    answered: bool
    when: str
    replies: tuple[Reply, ...]


class Change(NamedTuple):
    """A value that somebody gave to an attribute of a claim or a quotation, which `kind` and
    `number` name, at a time (ISO 8601); see `tui.review.timeline.Change`.
    """

    kind: Literal["claim", "quotation"]
    number: int
    attribute: str
    was: str
    now: str
    sources: int
    by: str
    at: str


class Unplaced(NamedTuple):
    """What was annotated in an earlier draft and has no sure place in this one: the tag, the words
    and the sentence they had there.
    """

    tag: str
    words: str
    sentence: str


class TagLook(NamedTuple):
    """How a tag is marked: its letter, its form, its colour on a dark and on a light ground."""

    name: str
    glyph: str
    form: str
    dark: str
    light: str


class Sheet(NamedTuple):
    """A fact sheet; claims, quotations and criticisms are in the order of the text, the history in
    that of time.

    `ratings` are the numbers that the scheme gives its statuses, the worst first.
    """

    about: About
    coverage: Coverage
    signed: tuple[Signed, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]
    criticisms: tuple[Criticism, ...]
    unplaced: tuple[Unplaced, ...]
    history: tuple[Change, ...]
    ratings: tuple[int, ...]
    looks: tuple[TagLook, ...]
    page: tuple[Block, ...]
