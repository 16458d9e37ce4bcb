"""What hangs on annotations: the links between them, and the evidence for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from tui.annotations.checking import by_claim
from tui.annotations.edits import Op
from tui.annotations.model import Evidence, Link

HANGS: dict[str, tuple[str, ...]] = {"links": ("source", "target"), "evidence": ("claim",)}
"""The tables of what hangs on annotations, with the fields that name these."""

Ends: TypeAlias = tuple[str, ...]
"""Ids of the annotations that something hangs on."""


class Hanging(NamedTuple):
    """Links and evidence by the id of an annotation; a link is found at both of its ends."""

    links: dict[str, list[Link]]
    evidence: dict[str, list[Evidence]]

    def on(self, id: str) -> list[Link | Evidence]:
        """What goes with an annotation when it is removed."""
        return [*self.links.get(id, ()), *self.evidence.get(id, ())]


def hanging(links: Iterable[Link], evidence: Iterable[Evidence]) -> Hanging:
    """What hangs where; links in the order in which they were made."""
    at: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(links, key=lambda one: (one.created, one.id)):
        for end in dict.fromkeys((link.source, link.target)):
            at[end].append(link)
    return Hanging(dict(at), by_claim(evidence))


def ends(op: Op) -> Ends:
    """The annotations on which an operation hangs something, or from which it takes it."""
    names = HANGS.get(op.table, ())
    record = (op.after or op.before or {}) if names else {}
    return tuple(str(record[name]) for name in names if name in record)
