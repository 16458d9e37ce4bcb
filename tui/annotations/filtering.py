"""A small language that says which annotations are wanted: `status:false speaker:Telle -sourced`.

A filter is a row of terms that must all hold. A word has to stand in the annotation (its tag, its
words, its note, its attributes); `field:value` has a field begin with a value; a state (`sourced`,
or `unsourced`) says what has been done. A minus before a term turns it round; quotation marks keep
several words together and make a word of what would be a state or a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, Protocol, TypeAlias

from tui.annotations import checking
from tui.annotations.catalogue import words_of
from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.replying import Replies
from tui.annotations.sayers import NOWHERE, Sayers
from tui.annotations.scheme import Scheme

_TERM = re.compile(r'(-?)(?:([^\s":]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+))')

FIELDS = ("tag", "author", "speaker", "note")
"""The fields that every annotation has; its attributes are further ones."""

STATES: dict[str, str] = {
    "linked": "claims and quotes with a link",
    "sourced": "what was checked against evidence",
    "checked": "what has been checked",
    "answered": "criticism that was answered",
}
"""What can have been done with an annotation; “un” before it says that it has not."""

CRITICISM = "criticism"
"""As a state: what is marked as criticism of somebody."""

DOUBTED = "to-look-over"
"""As a state: what came along from an earlier draft whose sentence there was another."""


DIFFERING = "≠"
"""As a word: only what is tagged, or was checked, in several ways."""

Order: TypeAlias = Literal["place", "time", "status"]
"""What annotations can be sorted by."""

ORDERS: tuple[Order, ...] = ("place", "time", "status")


class Term(NamedTuple):
    """One condition: a `field` or a state begins with or is the value; `holds` unless turned
    round. Of a word the field is empty, of a state it is “is”.
    """

    field: str
    value: str
    holds: bool = True


def terms(text: str, scheme: Scheme) -> tuple[Term, ...]:
    """What a filter's text says."""
    known = fields(scheme)
    return tuple(_term(match, known) for match in _TERM.finditer(text.casefold()))


def fields(scheme: Scheme) -> list[str]:
    """The fields that a filter can ask for: those of every annotation, and attributes."""
    attributes = (one.name.casefold() for tag in scheme.tags for one in tag.attributes)
    return list(dict.fromkeys((*FIELDS, *attributes)))


def unknown_fields(text: str, scheme: Scheme) -> list[str]:
    """What stands before a colon in a filter and is no field."""
    asked = (match[2] for match in _TERM.finditer(text.casefold()))
    return [field for field in asked if field is not None and field not in fields(scheme)]


def unknown_values(text: str, scheme: Scheme) -> list[str]:
    """A sentence about each value in a filter that the scheme does not give its field, with those
    it gives.
    """
    values = {"tag": [tag.name for tag in scheme.tags]}
    free = set[str]()
    for one in (one for tag in scheme.tags for one in tag.attributes):
        values.setdefault(one.name.casefold(), []).extend(value.name for value in one.values)
        free |= set() if one.values else {one.name.casefold()}
    return [
        f"the scheme has no {term.field} “{term.value}”, only {', '.join(dict.fromkeys(named))}"
        for term in terms(text, scheme)
        if (named := values.get(term.field)) and term.value and term.field not in free
        if not any(name.casefold().startswith(term.value) for name in named)
    ]


def _term(match: re.Match[str], known: Collection[str]) -> Term:
    minus, field, inside, value, quoted, word = match.groups()
    if field is not None and field not in known:
        return Term("", match.group()[len(minus) :], not minus)
    if field is not None:
        return Term(field, inside if inside is not None else value, not minus)
    if quoted is not None:
        return Term("", quoted, not minus)
    state = word.removeprefix("un")
    if state in STATES:
        return Term("is", state, (state == word) != bool(minus))
    return Term("is" if word in (CRITICISM, DOUBTED) else "", word, not minus)


class Asked(Protocol):
    """What a filter asks about an annotation."""

    def words(self, annotation: Annotation) -> str:
        """What a word is looked for in, without regard to case."""

    def state(self, annotation: Annotation, state: str) -> bool | None:
        """Whether something has been done with it; None where it is not to be."""

    def values(self, annotation: Annotation, field: str) -> Iterable[str]:
        """What a field says."""


class Known(NamedTuple):
    """The answers about one annotation, found out beforehand: they need no records."""

    said: str
    states: Mapping[str, bool | None]
    fields: Mapping[str, tuple[str, ...]]

    def words(self, _annotation: Annotation) -> str:
        """What a word is looked for in."""
        return self.said

    def state(self, _annotation: Annotation, state: str) -> bool | None:
        """Whether something has been done with it."""
        return self.states[state]

    def values(self, _annotation: Annotation, field: str) -> tuple[str, ...]:
        """What a field says."""
        return self.fields.get(field, ())


class Facts:
    """What is known of an article's annotations beside themselves, found out when it is asked."""

    def __init__(
        self, records: Records, scheme: Scheme, elsewhere: Mapping[str, Annotation] = NOWHERE
    ) -> None:
        """Look at these records; `elsewhere` are annotations of other articles, by id."""
        self.records, self.scheme, self._elsewhere = records, scheme, elsewhere

    @cached_property
    def sayers(self) -> Sayers:
        """Who said what is annotated."""
        return Sayers(self.records, self.scheme, self._elsewhere)

    def said_by(self, annotation: Annotation) -> tuple[str, ...]:
        """The words for who said it; nobody said what has no place in the article."""
        if annotation.id not in self.records.annotations:
            return ()
        return tuple(dict.fromkeys(one.text for one in self.sayers.of(annotation)))

    @cached_property
    def sourced(self) -> set[str]:
        """What there is evidence for."""
        links = self.records.links.values()
        linked = {one.source for one in links if one.type == "evidence"}
        return linked | {one.claim for one in self.records.evidence.values()}

    @cached_property
    def linked(self) -> set[str]:
        """What hangs on a link."""
        links = self.records.links.values()
        return {id for one in links for id in (one.source, one.target)}

    @cached_property
    def replies(self) -> Replies:
        """What criticises somebody, and what was answered."""
        return Replies(self.scheme, self.records.links.values())

    def words(self, annotation: Annotation) -> str:
        """What a word is looked for in."""
        return words_of(annotation)

    def state(self, annotation: Annotation, state: str) -> bool | None:
        """Whether something has been done with an annotation; None where it is not to be."""
        tag = self.scheme.tag(annotation.tag)
        match state:
            case "linked":
                return annotation.id in self.linked if tag.covers else None
            case "answered":
                criticism = self.replies.is_criticism(annotation)
                return self.replies.is_answered(annotation) if criticism else None
            case "criticism":
                return self.replies.is_criticism(annotation)
            case "to-look-over":
                return annotation.id in self.records.rechecks
        if checking.status(tag) is None:
            return None
        if state == "sourced":
            return annotation.id in self.sourced
        return not checking.is_open(annotation, self.scheme)

    def known(self, annotation: Annotation, *more: str) -> Known:
        """All that a filter can ask about an annotation; a word is looked for in `more`, too."""
        states = {state: self.state(annotation, state) for state in (*STATES, CRITICISM, DOUBTED)}
        named = {field: tuple(self.values(annotation, field)) for field in fields(self.scheme)}
        said = "\n".join((self.words(annotation), *more)).casefold()
        return Known(said, states, named)

    def values(self, annotation: Annotation, field: str) -> Iterator[str]:
        """What a field of an annotation says."""
        match field:
            case "tag":
                yield annotation.tag
            case "author":
                yield annotation.author
            case "note":
                yield annotation.note
            case "speaker":
                yield from (one.casefold() for one in self.said_by(annotation) or ("",))
            case _:
                said = annotation.attributes.get(field, "")
                status = checking.status(self.scheme.tag(annotation.tag))
                is_status = status is not None and status.name == field
                yield said or (checking.unset(status) if status and is_status else "")


def passes(annotation: Annotation, wanted: tuple[Term, ...], facts: Asked) -> bool:
    """Whether an annotation is wanted."""
    return all(_holds(annotation, term, facts) for term in wanted)


def passing(tag: str, wanted: tuple[Term, ...], facts: Facts) -> Sequence[Annotation]:
    """The annotations of a tag that are wanted, in order."""
    words = [(term.value, term.holds) for term in wanted if not term.field]
    rest = tuple(term for term in wanted if term.field)
    catalogue = facts.records.catalogue
    found = catalogue.holding(tag, words) if words else catalogue.of(tag)
    return [one for one in found if passes(one, rest, facts)] if rest else found


def _holds(annotation: Annotation, term: Term, facts: Asked) -> bool:
    if term.field == "is":
        found = facts.state(annotation, term.value)
        return found is not None and found == term.holds
    if not term.field:
        return (term.value in facts.words(annotation)) == term.holds
    inside = term.field in ("speaker", "note")
    test: Callable[[str], bool] = (
        (lambda said: term.value in said) if inside else (lambda said: said.startswith(term.value))
    )
    values = (value.casefold() for value in facts.values(annotation, term.field))
    return any(map(test, values)) == term.holds
