"""What is still open in an article, as whoever signs it has to see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.annotations import checking
from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.replying import Replies
from tui.annotations.sayers import SPEAKER
from tui.annotations.scheme import Scheme
from tui.text.article import Span

KINDS: dict[str, str] = {
    "unseen": "unseen",
    "unchecked": "unchecked",
    "recheck": "to recheck",
    "unsourced": "no evidence",
    "unattributed": "no speaker",
    "unanswered": "unanswered",
    "unplaced": "no place",
    "doubted": "to look over",
}
"""What can be open, by the name in a signature's figures, and how a line says it."""


class Spot(NamedTuple):
    """Where something is open: an offset of the text, and the id of the annotation if it is one."""

    offset: int
    id: str = ""


def outstanding(
    records: Records, scheme: Scheme, unseen: Iterable[Span]
) -> dict[str, tuple[Spot, ...]]:
    """All that is open, by its kind in the order of `KINDS`, each by place; kinds of which there
    is nothing are left out. `unseen` are the sentences of which nothing has been said.
    """
    found: dict[str, list[Spot]] = {kind: [] for kind in KINDS}
    found["unseen"] = [Spot(start) for start, _ in unseen]
    said, sourced = speakers(records), {one.claim for one in records.evidence.values()}
    replies = Replies(scheme, records.links.values())
    for one in records.ordered():
        if one.id in records.rechecks:
            found["doubted"].append(Spot(one.start, one.id))
        if checking.is_open(one, scheme):
            found[_open(one, scheme)].append(Spot(one.start, one.id))
        elif checking.needs_evidence(one, scheme) and one.id not in sourced:
            found["unsourced"].append(Spot(one.start, one.id))
        if scheme.tag(one.tag).speaker and one.id not in said:
            found["unattributed"].append(Spot(one.start, one.id))
        if replies.is_criticism(one) and not replies.is_answered(one):
            found["unanswered"].append(Spot(one.start, one.id))
    found["unplaced"] = [Spot(one.was.start, one.id) for one in records.orphans]
    return {kind: tuple(spots) for kind, spots in found.items() if spots}


def figures(
    records: Records,
    scheme: Scheme,
    standings: Mapping[str, int],
    open_: Mapping[str, tuple[Spot, ...]],
) -> dict[str, int]:
    """A signature's figures: sentences by their standing, annotations by tag, what is open."""
    counted = {
        "sentences": sum(standings.values()),
        **{name: standings.get(name, 0) for name in ("annotated", "opinion", "nothing")},
    }
    catalogue = records.catalogue
    for tag in sorted(catalogue.tags, key=lambda name: (scheme.order(name), name)):
        found = scheme.tag(tag)
        counted[found.plural or found.name] = len(catalogue.of(tag))
    return counted | {kind: len(open_.get(kind, ())) for kind in KINDS}


def speakers(records: Records) -> dict[str, Annotation]:
    """Who said it, by the id of the annotation of what was said."""
    return {
        link.source: records.annotations[link.target]
        for link in records.links.values()
        if link.type == SPEAKER and link.target in records.annotations
    }


def _open(one: Annotation, scheme: Scheme) -> str:
    """Whether an open annotation was never checked, or has to be once more."""
    attribute = checking.status(scheme.tag(one.tag))
    if attribute is None:
        return "unchecked"
    first = checking.said(one, attribute) == checking.unset(attribute)
    return "unchecked" if first else "recheck"
