"""What annotators say of an article as numbers, so that what is the same for many pairs of
annotators is found out once: who says the same has the same number, whom two differ about is what
is left of two sets, and which sayings come near each other is known before pairs are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from tui.text.article import Span

_S = TypeVar("_S")

Spans: TypeAlias = tuple[Span, ...]

Nearness: TypeAlias = tuple[Any, int, int]
"""What orders two sayings that come near each other, the nearest first, and their numbers."""

Ranks: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]
"""For each number the place in the order of the nearest, and the number, of all that come near."""


class Numbered(NamedTuple, Generic[_S]):
    """The `sayings` by their numbers, in ascending order, and those of each annotator, in the order
    in which they were given. What an annotator says twice has two numbers.
    """

    sayings: list[_S]
    by: dict[int, list[int]]


def numbered(by: Mapping[int, Iterable[_S]]) -> Numbered[_S]:
    """Give numbers to what each annotator says."""
    told = {who: _told_apart(said) for who, said in by.items()}
    there: list[Any] = sorted(set().union(*told.values()))
    number = {one: at for at, one in enumerate(there)}
    return Numbered(
        [said for said, _ in there],
        {who: [number[one] for one in said] for who, said in told.items()},
    )


def _told_apart(said: Iterable[_S]) -> list[tuple[_S, int]]:
    """Each with how often it was said before."""
    often: Counter[_S] = Counter()
    found = []
    for one in said:
        found.append((one, often[one]))
        often[one] += 1
    return found


def overlapping(numbers: Iterable[int], spans: Callable[[int], Spans]) -> Iterator[Nearness]:
    """How many code points two of these have in common, less than none, and their numbers, the
    lower one first; `numbers` are in the order of the text.
    """
    open_: list[tuple[int, Spans]] = []
    for at in numbers:
        own = spans(at)
        start = own[0][0]
        open_ = [entry for entry in open_ if entry[1][-1][1] > start]
        for before, others in open_:
            if common := shared_points(others, own):
                yield -common, before, at
        open_.append((at, own))


def shared_points(first: Spans, second: Spans) -> int:
    """How many code points two lists of spans have in common."""
    if len(first) == len(second) == 1:
        (a, b), (c, d) = first[0], second[0]
        return max(0, min(b, d) - max(a, c))
    return sum(max(0, min(b, d) - max(a, c)) for a, b in first for c, d in second)


def ranked(near: Iterable[Nearness]) -> Ranks:
    """Put what comes near each other in order."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for rank, (_, one, other) in enumerate(sorted(near)):
        found[one].append((rank, other))
        found[other].append((rank, one))
    return found


def paired(
    first: Collection[int], second: Collection[int], ranks: Ranks
) -> Iterator[tuple[int, int]]:
    """Pair what only the first says with what only the second says, the nearest first."""
    ours, theirs = set(first).difference(second), set(second).difference(first)
    near = [
        (rank, one, other)
        for one in ours
        if one in ranks
        for rank, other in ranks[one]
        if other in theirs
    ]
    for _, one, other in sorted(near):
        if one in ours and other in theirs:
            ours.remove(one)
            theirs.remove(other)
            yield one, other
