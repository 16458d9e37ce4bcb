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

from tui.annotations.model import Annotation, Link
from tui.text.anchors import tokens

ALIKE = 0.6
"""The share of words, from 0 to 1, from which on two claims are the same."""
SAME = "same"
"""The type of the link by which a person says so."""


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
