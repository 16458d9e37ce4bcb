"""The same claim in several stories: claims whose words are nearly the same, or that are linked.

Two claims are the same if at least `ALIKE` of the different words that either has are in both
(their Jaccard resemblance), and so are claims that a third one joins. Only claims that share one of
their rarest words are compared, as many as the share allows to differ (R. J. Bayardo and others,
Scaling up all pairs similarity search, 2007), so that few of all pairs are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from msgspec.structs import replace

from tui.annotations import checking
from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, Link
from tui.annotations.scheme import Attribute, Scheme
from tui.text.anchors import tokens

ALIKE = 0.6
"""The share of words, from 0 to 1, from which on two claims are the same."""
SAME = "same"
"""The type of the link by which a person says so."""


class Carry(NamedTuple):
    """What gives claims of one article, by its id, another one's status; in words, too."""

    article: str
    ops: tuple[Op, ...]
    summary: str


def differing(claim: Annotation, group: Iterable[Annotation], scheme: Scheme) -> list[Annotation]:
    """Those of a claim's group that can have its status and have another."""
    state = checking.status(scheme.tag(claim.tag))
    wanted = checking.said(claim, state) if state is not None else ""
    return [
        one
        for one in group
        if one.id != claim.id
        and (own := checking.status(scheme.tag(one.tag))) is not None
        and any(value.name == wanted for value in own.values)
        and checking.said(one, own) != wanted
    ]


def carries(
    claim: Annotation, group: Iterable[Annotation], title: str, scheme: Scheme, by: str, at: str
) -> list[Carry]:
    """Edits that carry a claim's status to the others of its group, one for each article; `title`
    is that of the claim's own, `at` the moment in ISO 8601.
    """
    articles: dict[str, list[tuple[Op, str]]] = {}
    state = checking.status(scheme.tag(claim.tag))
    wanted = checking.said(claim, state) if state is not None else ""
    for one in differing(claim, group, scheme):
        own = checking.status(scheme.tag(one.tag))
        if own is not None:
            made = articles.setdefault(one.article, [])
            made.append((_given(one, own, wanted, by, at), checking.said(one, own)))
    return [
        Carry(
            article,
            tuple(op for op, _ in made),
            f"status: {', '.join(dict.fromkeys(said for _, said in made))} → {wanted}, "
            f"carried from {title}",
        )
        for article, made in articles.items()
    ]


def _given(one: Annotation, state: Attribute, value: str, by: str, at: str) -> Op:
    """The operation that gives a claim another status."""
    fields = checking.checked(one, state, value, by, at)
    new = replace(one, **fields, updated=at, revision=one.revision + 1)
    return Op("annotations", one.id, plain(one), plain(new))


def grouped(claims: Sequence[Annotation], links: Iterable[Link] = ()) -> list[list[Annotation]]:
    """The claims that are the same, together: groups and their members in the order of `claims`."""
    words = [_words(claim.text) for claim in claims]
    leader = list(range(len(claims)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    def join(one: int, other: int) -> None:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first

    for one, other in _alike(words):
        join(one, other)
    numbers = {claim.id: number for number, claim in enumerate(claims)}
    for link in links:
        if link.type == SAME and link.source in numbers and link.target in numbers:
            join(numbers[link.source], numbers[link.target])
    made: dict[int, list[Annotation]] = defaultdict(list)
    for number, claim in enumerate(claims):
        made[lead(number)].append(claim)
    return list(made.values())


def _words(text: str) -> frozenset[str]:
    """The different words and numbers of a text, without regard to case."""
    found = (word.casefold() for word in tokens(text))
    return frozenset(word for word in found if any(map(str.isalnum, word)))


def _alike(words: Sequence[frozenset[str]]) -> Iterable[tuple[int, int]]:
    """The numbers of the sets of words that are alike, in pairs."""
    frequent = Counter(word for each in words for word in each)
    seen: dict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(words):
        rarest = sorted(mine, key=lambda word: (frequent[word], word))
        rarest = rarest[: len(mine) - ceil(ALIKE * len(mine)) + 1]
        near = {other for word in rarest for other in seen[word]}
        for other in sorted(near):
            theirs = words[other]
            if len(mine & theirs) >= ALIKE * len(mine | theirs):
                yield other, number
        for word in rarest:
            seen[word].append(number)
