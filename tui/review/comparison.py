"""What annotators said of the same article, compared: where they agree, and in what they differ.

Annotations are put together one to one (`agreement/grouping.py`). Notes say nothing about the text
and are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from tui.agreement.grouping import Group, grouped
from tui.agreement.material import Said
from tui.annotations.model import Annotation

Kind: TypeAlias = Literal["label", "boundary", "attribute", "link", "missing"]
"""In what annotations of the same thing can differ: their tags, their spans, their attributes,
the links from them; or that somebody has none.
"""

KINDS: tuple[Kind, ...] = ("label", "boundary", "attribute", "link", "missing")
"""The kinds, that which weighs most first."""


class Tie(NamedTuple):
    """A link as it can be compared: its type, and the number of the comparison it leads to."""

    type: str
    target: int


class Version(NamedTuple):
    """What some of the annotators, by their numbers, said alike; None for no annotation."""

    layers: tuple[int, ...]
    annotation: Annotation | None


class Comparison:
    """What each annotator said of one thing, and the links from that.

    `ties` are the links of each annotator, with the annotations that they lead to. Of those,
    `disputed` are the ones that somebody left out who has both of its ends: where an end is
    missing, the link is not missed a second time.
    """

    def __init__(
        self, members: Group, ties: Sequence[Mapping[Tie, Annotation]], disputed: frozenset[Tie]
    ) -> None:
        """Take what was found out."""
        self.members = members
        self.ties = ties
        self.disputed = disputed

    @property
    def present(self) -> list[Annotation]:
        """The annotations that there are."""
        return [one for one in self.members if one is not None]

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return min(one.start for one in self.present)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """What was said in different ways, in the order of the annotators."""
        alike: dict[Hashable, list[int]] = defaultdict(list)
        for at, one in enumerate(self.members):
            alike[self._said(at, one)].append(at)
        return tuple(Version(tuple(who), self.members[who[0]]) for who in alike.values())

    @property
    def majority(self) -> Version | None:
        """What more than half of the annotators said; None where that is nothing."""
        most = max(self.versions, key=lambda version: len(version.layers))
        return most if 2 * len(most.layers) > len(self.members) else None

    @cached_property
    def differences(self) -> tuple[Kind, ...]:
        """In what they differ, the weightiest first; empty where all say the same."""
        there = self.present
        differing = {
            "label": len({one.tag for one in there}) > 1,
            "boundary": len({one.spans for one in there}) > 1,
            "attribute": any(one.attributes != there[0].attributes for one in there),
            "link": bool(self.disputed),
            "missing": len(there) < len(self.members),
        }
        return tuple(kind for kind in KINDS if differing[kind])

    def _said(self, at: int, one: Annotation | None) -> Hashable:
        """What is compared of an annotator's annotation."""
        if one is None:
            return None
        links = self.ties[at].keys() & self.disputed
        return one.tag, one.spans, frozenset(one.attributes.items()), frozenset(links)


def compare(layers: Sequence[Said]) -> list[Comparison]:
    """What annotators said of an article, thing by thing, in the order of the text."""
    groups = grouped([said.annotations for said in layers])
    number: list[dict[str, int]] = [{} for _ in layers]
    for at, group in enumerate(groups):
        for layer, one in enumerate(group):
            if one is not None:
                number[layer][one.id] = at
    ties: list[list[dict[Tie, Annotation]]] = [[{} for _ in layers] for _ in groups]
    for layer, said in enumerate(layers):
        for link in said.links:
            source, target = (number[layer].get(end) for end in (link.source, link.target))
            end = groups[target][layer] if target is not None else None
            if source is not None and target is not None and end is not None:
                ties[source][layer][Tie(link.type, target)] = end
    return [
        Comparison(group, made, frozenset(_disputed(group, made, groups)))
        for group, made in zip(groups, ties, strict=True)
    ]


def _disputed(
    group: Group, made: Sequence[Mapping[Tie, Annotation]], groups: Sequence[Group]
) -> Iterator[Tie]:
    """The links that somebody left out who has both of their ends."""
    for tie in {tie for links in made for tie in links}:
        both = zip(group, groups[tie.target], strict=True)
        able = [at for at, ends in enumerate(both) if None not in ends]
        if any(tie not in made[at] for at in able):
            yield tie
