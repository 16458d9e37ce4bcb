"""What stands in all articles, a row each: claims, the same ones together, or criticism with its
replies. Rows are found out once; filters and orders then need nothing but them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tui.annotations import checking
from tui.annotations.filtering import DIFFERING, Facts, Order, Term, passes, terms
from tui.annotations.model import Annotation, Link
from tui.annotations.replying import reply_of
from tui.annotations.scheme import Attribute, Scheme
from tui.review.board import grouped
from tui.review.ledger import ledger
from tui.review.rows import SEVERAL, Gathered, Kind, Row, Sifted, Story


def gathered(kind: Kind, stories: Iterable[Story], scheme: Scheme) -> Gathered:
    """The rows of all stories, in their order and by place; of the board those of one claim have
    one group.
    """
    rows: list[Row] = []
    links: list[Link] = []
    values: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        found = _claims(story, scheme) if kind == "board" else _criticisms(story, scheme)
        rows += (row._replace(group=number) for number, row in enumerate(found, len(rows)))
        links += story.records.links.values()
    for row in rows:
        for field, said in row.known.fields.items():
            values[field].update(one for one in said if one)
    if kind == "board":
        groups = enumerate(grouped([row.annotation for row in rows], links))
        number = {one.id: group for group, claims in groups for one in claims}
        rows = [row._replace(group=number[row.annotation.id]) for row in rows]
    return Gathered(tuple(rows), values)


def sift(rows: Sequence[Row], wanted: str, order: Order, scheme: Scheme) -> Sifted:
    """The rows that a filter asks for, a claim with all of its group, sorted."""
    asked = terms(wanted, scheme)
    about = [term for term in asked if not term.field and term.value in (DIFFERING, SEVERAL)]
    plain = tuple(term for term in asked if term not in about)
    groups: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[row.group].append(number)
    kept = [
        group
        for group in groups.values()
        if _holds([rows[number] for number in group], about)
        and any(passes(rows[number].annotation, plain, rows[number].known) for number in group)
    ]
    if order == "time":
        kept.sort(key=lambda group: min(rows[number].annotation.created for number in group))
    elif order == "status":
        kept.sort(key=lambda group: min(_rank(rows[number], scheme) for number in group))
    shown = tuple(number for group in kept for number in group)
    places = {rows[number].annotation.id: place for place, number in enumerate(shown)}
    return Sifted(shown, places, Counter(rows[number].said for number in shown))


def changed(row: Row, annotation: Annotation, scheme: Scheme) -> Row:
    """A claim's row after its annotation has changed, as far as that alone tells."""
    state = checking.status(scheme.tag(annotation.tag))
    if state is None:
        return row
    said = checking.said(annotation, state)
    opened = checking.is_open(annotation, scheme)
    needs = checking.needs_evidence(annotation, scheme)
    known = row.known._replace(
        states={**row.known.states, "checked": not opened},
        fields={**row.known.fields, state.name: (said,)},
    )
    return row._replace(
        annotation=annotation,
        said=said,
        glyph=_glyph(state, said),
        open=opened,
        bare=needs and not row.sources,
        known=known,
    )


def _claims(story: Story, scheme: Scheme) -> Iterator[Row]:
    facts = Facts(story.records, scheme, story.elsewhere)
    for one in story.records.ordered():
        state = checking.status(scheme.tag(one.tag))
        if state is not None:
            yield _row(story, facts, one, state, checking.said(one, state))


def _criticisms(story: Story, scheme: Scheme) -> Iterator[Row]:
    facts = Facts(story.records, scheme, story.elsewhere)
    for one in ledger(story.records, scheme, story.elsewhere):
        attribute = reply_of(scheme.tag(one.annotation.tag))
        row = _row(story, facts, one.annotation, attribute, one.said, *one.parties)
        yield row._replace(
            open=not one.answered,
            parties=one.parties,
            where=tuple(_place(story, one.annotation, reply) for reply in one.where),
            when=one.when,
        )


def _place(story: Story, criticism: Annotation, reply: Annotation) -> str:
    """The words of a reply, and the story in which they stand if that is another one."""
    if reply.article == criticism.article:
        return reply.text
    return f"{reply.text} (in “{story.titles.get(reply.article, '?')}”)"


def _row(
    story: Story,
    facts: Facts,
    one: Annotation,
    attribute: Attribute | None,
    said: str,
    *parties: str,
) -> Row:
    hanging = story.records.hanging
    sources = len(hanging.evidence.get(one.id, ()))
    return Row(
        annotation=one,
        path=story.path,
        title=story.title,
        said=said,
        glyph=_glyph(attribute, said),
        open=checking.is_open(one, facts.scheme),
        bare=not sources and checking.needs_evidence(one, facts.scheme),
        sources=sources,
        by=facts.said_by(one),
        parties=(),
        where=(),
        when="",
        group=0,
        known=facts.known(one, story.title, *parties),
    )


def _glyph(attribute: Attribute | None, said: str) -> str:
    values = attribute.values if attribute is not None else ()
    return next((value.glyph for value in values if value.name == said), "")


def _holds(group: Sequence[Row], wanted: Sequence[Term]) -> bool:
    """Whether a claim stands in several stories, or was checked in several ways, as is wanted."""
    found = {
        DIFFERING: len({row.said for row in group}) > 1,
        SEVERAL: len({row.annotation.article for row in group}) > 1,
    }
    return all(found[term.value] == term.holds for term in wanted)


def _rank(row: Row, scheme: Scheme) -> int:
    """The place of what is said of a row among all that can be said."""
    tag = scheme.tag(row.annotation.tag)
    attributes = (checking.status(tag), reply_of(tag))
    names = [value.name for one in attributes if one is not None for value in one.values]
    return names.index(row.said) if row.said in names else len(names)
