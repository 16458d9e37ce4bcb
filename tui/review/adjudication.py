"""Where annotators disagree, a reviewer decides: what is to be decided, and what comes of it.

A decision is one edit: the ruling, and the annotations and links of the gold file that it makes or
takes away. So what is still open follows from the annotators' layers and the rulings alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from tui.agreement.material import Said
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, Link, Record, Ruling
from tui.annotations.records import Records
from tui.review.comparison import Comparison, Tie, Version, compare
from tui.review.saying import links as links_said

ORIGIN = "review"
"""What the gold file's annotations say of where they come from."""


class Case(NamedTuple):
    """What annotators, by name, said of one thing; `id` stays as long as they are the same
    annotations.
    """

    id: str
    article: str
    names: tuple[str, ...]
    comparison: Comparison

    @property
    def about(self) -> dict[str, tuple[Annotation, ...]]:
        """What everybody said, by name."""
        members = zip(self.names, self.comparison.members, strict=True)
        return {name: (one,) if one is not None else () for name, one in members}

    @property
    def is_agreed(self) -> bool:
        """Whether all said the same."""
        return not self.comparison.differences

    def settled(self, ruling: Ruling | None) -> bool:
        """Whether a ruling is about what is said now."""
        return ruling is not None and _said(ruling.about) == _said(self.about)

    def called(self, version: Version) -> tuple[str, ...]:
        """The names of those whose version it is."""
        return tuple(self.names[at] for at in version.layers)


class Reviewer(NamedTuple):
    """Who decides, when (ISO 8601, UTC), and what they say of it."""

    author: str
    now: str
    reason: str = ""
    comment: str = ""


def cases(article: str, names: tuple[str, ...], layers: Sequence[Said]) -> list[Case]:
    """What annotators said of an article, thing by thing, in the order of the text; also that of
    which they said the same.
    """
    often: Counter[str] = Counter()
    made = []
    for comparison in compare(layers):
        key = "/".join([article, *sorted(one.id for one in comparison.present)])
        often[key] += 1
        digest = blake2b(f"{key}/{often[key]}".encode(), digest_size=8).hexdigest()
        made.append(Case(digest, article, names, comparison))
    return made


def merged(number: int, among: Sequence[Case], into: Records, reviewer: Reviewer) -> tuple[Op, ...]:
    """What takes the version of a case that all, or most, have into the gold file, unless that is
    there or something was decided about it.
    """
    case, change = among[number], _Change(into)
    version = case.comparison.majority
    if version is None or _about(case, into):
        return ()
    _keep(number, among, [version], change, reviewer)
    return change.ops()


def decided(
    number: int,
    among: Sequence[Case],
    taken: Sequence[Version],
    into: Records,
    reviewer: Reviewer,
) -> tuple[Op, ...]:
    """What decides the case of this number among those of its article for these versions; for none
    where nobody is right. What was decided about the same annotations before gives way.
    """
    case, change = among[number], _Change(into)
    kept = [version for version in taken if version.annotation is not None]
    before = _about(case, into)
    for one in before:
        change.put("rulings", one.id, None)
    stale = {id for one in before for id in one.gold}
    stale.update(gold_id(case, version) for version in case.comparison.versions)
    for id in stale:
        change.remove(id)
    ruling = _ruling(case, taken, reviewer)
    change.put("rulings", ruling.id, ruling)
    _keep(number, among, kept, change, reviewer)
    return change.ops()


def gold_id(case: Case, version: Version) -> str:
    """The id that a version of a case has in the gold file."""
    return f"{case.id}{version.layers[0] + 1}"


class _Change:
    """What is to become of a gold file's records."""

    def __init__(self, into: Records) -> None:
        self.into = into
        self._after: dict[tuple[str, str], Record | None] = {}

    def put(self, table: str, id: str, record: Record | None) -> None:
        """Have a record be this one afterwards, or be gone."""
        self._after[table, id] = record

    def remove(self, annotation: str) -> None:
        """Take an annotation away, with the links that hang on it."""
        if annotation not in self.into.annotations:
            return
        self.put("annotations", annotation, None)
        for link in self.into.links.values():
            if annotation in (link.source, link.target):
                self.put("links", link.id, None)

    def holds(self, table: str, id: str) -> bool:
        """Whether the record is there afterwards."""
        if (table, id) in self._after:
            return self._after[table, id] is not None
        return self.into.held(table, id) is not None

    def ops(self) -> tuple[Op, ...]:
        """What makes it so."""
        made = []
        for (table, id), record in self._after.items():
            held = self.into.held(table, id)
            after = plain(record) if record is not None else None
            if held != after:
                made.append(Op(table, id, held, after))
        return tuple(made)


def _ruling(case: Case, taken: Sequence[Version], reviewer: Reviewer) -> Ruling:
    differences = case.comparison.differences
    said = {name: links_said(case.comparison, at) for at, name in enumerate(case.names)}
    return Ruling(
        id=case.id,
        article=case.article,
        kind=differences[0] if differences else "same",
        about=case.about,
        links={name: links for name, links in said.items() if links},
        taken=tuple(name for version in taken for name in case.called(version)),
        gold=tuple(gold_id(case, one) for one in taken if one.annotation is not None),
        reason=reviewer.reason,
        comment=reviewer.comment,
        author=reviewer.author,
        created=reviewer.now,
    )


def _keep(
    number: int,
    among: Sequence[Case],
    versions: Sequence[Version],
    change: _Change,
    reviewer: Reviewer,
) -> None:
    """Put versions of a case into the gold file, with the links from and to them."""
    case = among[number]
    fresh = []
    for version in versions:
        id = gold_id(case, version)
        if version.annotation is not None and not change.holds("annotations", id):
            change.put("annotations", id, _gold(id, version.annotation, reviewer))
            fresh.append(id)
    for link in _links(number, among, change):
        new = link.source in fresh or link.target in fresh
        if new and not change.holds("links", link.id):
            made = replace(link, author=reviewer.author, created=reviewer.now)
            change.put("links", link.id, made)


def _links(number: int, among: Sequence[Case], change: _Change) -> Iterator[Link]:
    """The links from and to what the gold file has of a case, as those say whose versions it has.

    Where somebody has only one end of a link, the others are believed.
    """
    for at, source in enumerate(among):
        made = source.comparison.ties
        for tie in sorted({tie for ties in made for tie in ties if number in (at, tie.target)}):
            for version, id in _held(source, change):
                said = any(tie in source.comparison.ties[layer] for layer in version.layers)
                if said or tie not in source.comparison.disputed:
                    yield from _to(tie, version, id, among[tie.target], change)


def _to(tie: Tie, version: Version, source: str, target: Case, change: _Change) -> Iterator[Link]:
    """A link to what the gold file has of its target: to the version of the same annotators, if
    it has several.
    """
    held = _held(target, change)
    same = [id for other, id in held if set(other.layers) & set(version.layers)]
    for id in [*same, *(id for _, id in held)][:1]:
        key = f"{tie.type}/{source}/{id}"
        made = blake2b(key.encode(), digest_size=8).hexdigest()
        yield Link(id=made, article=target.article, type=tie.type, source=source, target=id)


def _held(case: Case, change: _Change) -> list[tuple[Version, str]]:
    """The versions of a case that the gold file has, with their ids there."""
    versions = ((version, gold_id(case, version)) for version in case.comparison.versions)
    return [(version, id) for version, id in versions if change.holds("annotations", id)]


def _gold(id: str, annotation: Annotation, reviewer: Reviewer) -> Annotation:
    return replace(
        annotation,
        id=id,
        author=reviewer.author,
        origin=ORIGIN,
        created=reviewer.now,
        updated=reviewer.now,
        revision=0,
    )


def _about(case: Case, into: Records) -> list[Ruling]:
    """The rulings that are about any of the annotations of a case."""
    members = zip(case.names, case.comparison.members, strict=True)
    ids = {(name, one.id) for name, one in members if one is not None}
    return [
        ruling
        for ruling in into.rulings.values()
        if any((name, one.id) in ids for name, made in ruling.about.items() for one in made)
    ]


def _said(about: Mapping[str, tuple[Annotation, ...]]) -> object:
    """What is compared of versions: not when they were written, nor their notes."""
    return {
        name: [(one.tag, one.spans, one.attributes) for one in made] for name, made in about.items()
    }
