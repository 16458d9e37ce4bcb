"""The annotations of one draft made those of the next, and what a person says of them there.

All of it is operations: each thing done is one edit, which undo takes back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from tui.annotations.edits import Edit, Op, adding, plain, removing
from tui.annotations.model import (
    Annotation,
    Decision,
    Evidence,
    Link,
    Pass,
    Quote,
    Recheck,
    Record,
    decision_id,
    pass_id,
)
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme
from tui.review.rebase import Outcome, Rebase
from tui.text.anchors import select
from tui.text.article import Span

RECHECK = "recheck"
"""The value to which an attribute that has it falls back where what was checked has changed."""


class Signed(NamedTuple):
    """Who changes something, and when (ISO 8601, UTC)."""

    author: str
    now: str


class Beside(NamedTuple):
    """What an earlier draft has beside its annotations."""

    links: Sequence[Link] = ()
    passes: Sequence[Pass] = ()
    decisions: Sequence[Decision] = ()
    evidence: Sequence[Evidence] = ()


def carry(
    rebase: Rebase,
    beside: Beside,
    into: Records,
    scheme: Scheme,
    signed: Signed,
    gone: Set[str] = frozenset(),
) -> tuple[Op, ...]:
    """What makes a draft's annotations the next one's, whose records are `into`.

    What has been carried already, or has `gone` since (ids), is left out. A sentence
    that has changed is unseen again; of candidates only rejections go along, and teach nothing.
    """
    known = gone | into.annotations.keys() | into.rechecks.keys()
    names = {one.annotation.id: _named(one, rebase.new.id, into) for one in rebase.outcomes}
    fresh = [one for one in rebase.outcomes if names[one.annotation.id] not in known]
    placed = {names[one.annotation.id] for one in fresh if one.spans} | into.annotations.keys()
    made: list[Record] = [
        _placed(one, names[one.annotation.id], rebase, scheme, signed) for one in fresh if one.spans
    ]
    links, waiting = _links(beside.links, names, placed, rebase.new.id)
    for one in fresh:
        if one.fate != "moved":
            id = names[one.annotation.id]
            made.append(_recheck(one, id, rebase.new.id, tuple(waiting[id]), signed))
    made += (link for link in links if link.id not in into.links.keys() | known)
    made += (
        one
        for one in _attested(beside.evidence, names, rebase.new.id)
        if one.id not in into.evidence.keys() | gone and one.claim not in gone
    )
    made += (one for one in _passes(beside, rebase) if one.id not in into.passes.keys() | known)
    made += (one for one in _rejected(beside, rebase) if one.id not in into.decisions)
    return tuple(map(adding, made))


def removed(edits: Iterable[Edit]) -> frozenset[str]:
    """The ids of what a person has removed, in so far as that was not taken back: it is not
    carried over a second time.
    """
    gone: set[str] = set()
    for edit in edits:
        for op in edit.ops:
            if op.after is None and not edit.undoes:
                gone.add(op.id)
            else:
                gone.discard(op.id)
    return frozenset(gone)


def accepted(records: Records, rechecks: Iterable[Recheck], signed: Signed) -> tuple[Op, ...]:
    """What says that annotations still hold: what was checked of them counts again."""
    ops: list[Op] = []
    for one in rechecks:
        ops.append(removing(one))
        held = records.annotations.get(one.id)
        if held is None:
            continue
        again = {
            name: one.was.attributes[name]
            for name, value in held.attributes.items()
            if value == RECHECK and name in one.was.attributes
        }
        if again:
            new = replace(
                held,
                attributes=held.attributes | again,
                checked=one.was.checked,
                checked_by=one.was.checked_by,
                updated=signed.now,
                revision=held.revision + 1,
            )
            ops.append(Op("annotations", held.id, plain(held), plain(new)))
    return tuple(ops)


def dropped(records: Records, rechecks: Iterable[Recheck]) -> tuple[Op, ...]:
    """What removes annotations, placed or not, with the links and evidence on them."""
    doubted = list(rechecks)
    gone: list[Record] = [*doubted]
    hanging = (record for one in doubted for record in records.hanging.on(one.id))
    gone += {record.id: record for record in hanging}.values()
    gone += (records.annotations[one.id] for one in doubted if one.id in records.annotations)
    return tuple(map(removing, gone))


def placed(
    records: Records, orphan: Recheck, text: str, spans: tuple[Span, ...], signed: Signed
) -> tuple[Op, ...]:
    """What gives an orphan its place, and makes the links that waited for that."""
    found = replace(
        orphan.was,
        id=orphan.id,
        article=orphan.article,
        spans=spans,
        quotes=_quotes(text, spans),
        updated=signed.now,
        revision=0,
    )
    there = records.annotations.keys() | {orphan.id}
    links = [
        one
        for one in orphan.links
        if one.source in there and (one.target_article or one.target in there)
    ]
    return (adding(found), removing(orphan), *map(adding, links))


def _carried_id(article: str, id: str) -> str:
    """The id that a record has in the next draft: the same whenever it is carried there."""
    return blake2b(f"{article}/{id}".encode(), digest_size=10).hexdigest()


def _named(outcome: Outcome, article: str, into: Records) -> str:
    """The id of an annotation in the next draft: of one that says the same, or a new one."""
    old = outcome.annotation
    same = into.same(old.tag, outcome.spans) if outcome.spans else None
    if same is not None and (same.attributes, same.note) == (old.attributes, old.note):
        return same.id
    return _carried_id(article, old.id)


def _placed(
    outcome: Outcome, id: str, rebase: Rebase, scheme: Scheme, signed: Signed
) -> Annotation:
    old = outcome.annotation
    attributes = old.attributes if outcome.fate == "moved" else _fallen(old, scheme)
    holds = attributes == old.attributes
    return replace(
        old,
        id=id,
        article=rebase.new.id,
        spans=outcome.spans,
        quotes=_quotes(rebase.new.text, outcome.spans),
        attributes=attributes,
        checked=old.checked if holds else "",
        checked_by=old.checked_by if holds else "",
        updated=signed.now,
        revision=0,
    )


def _fallen(annotation: Annotation, scheme: Scheme) -> dict[str, str]:
    """The attributes, those that say how something was checked fallen back. An attribute's first
    value says that nobody has checked yet.
    """
    values = {
        attribute.name: [value.name for value in attribute.values]
        for attribute in scheme.tag(annotation.tag).attributes
    }
    return {
        name: RECHECK if RECHECK in values.get(name, ()) and value in values[name][1:] else value
        for name, value in annotation.attributes.items()
    }


def _recheck(
    outcome: Outcome, id: str, article: str, links: tuple[Link, ...], signed: Signed
) -> Recheck:
    return Recheck(
        id=id,
        article=article,
        was=outcome.annotation,
        sentence=outcome.before,
        links=links,
        author=signed.author,
        created=signed.now,
    )


def _links(
    links: Iterable[Link], names: Mapping[str, str], placed: Set[str], article: str
) -> tuple[list[Link], Mapping[str, list[Link]]]:
    """The links between what has a place, and those that wait for an end to have one."""
    made: list[Link] = []
    waiting: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        abroad = bool(link.target_article)
        if link.source not in names or not (abroad or link.target in names):
            continue
        source, target = names[link.source], names.get(link.target, link.target)
        id = _carried_id(article, link.id)
        one = replace(link, id=id, article=article, source=source, target=target)
        ends = (source,) if abroad else (source, target)
        missing = [end for end in ends if end not in placed]
        for end in missing:
            waiting[end].append(one)
        if not missing:
            made.append(one)
    return made, waiting


def _attested(
    evidence: Iterable[Evidence], names: Mapping[str, str], article: str
) -> Iterator[Evidence]:
    """The evidence for what is carried; for an orphan too, which has it again with its place."""
    for one in evidence:
        if one.claim in names:
            id = _carried_id(article, one.id)
            yield replace(one, id=id, article=article, claim=names[one.claim])


def _passes(beside: Beside, rebase: Rebase) -> Iterator[Pass]:
    """The passes over sentences that are the same."""
    for one in beside.passes:
        span = rebase.unchanged((one.start, one.end))
        if span is not None:
            id, (start, end) = pass_id(rebase.new.id, span), span
            yield replace(one, id=id, article=rebase.new.id, start=start, end=end)


def _rejected(beside: Beside, rebase: Rebase) -> Iterator[Decision]:
    """The rejections of candidates whose words are the same."""
    for one in beside.decisions:
        found = [span for old in one.spans if (span := rebase.unchanged(old)) is not None]
        if not one.accepted and len(found) == len(one.spans):
            spans = tuple(found)
            id = decision_id(rebase.new.id, one.tag, spans)
            yield replace(one, id=id, article=rebase.new.id, spans=spans, features=())


def _quotes(text: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
    return tuple(Quote(*select(text, span)) for span in spans)
