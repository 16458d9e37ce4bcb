"""Annotators for tests: what they said of articles, written as short rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tui.agreement.material import Cut, Said, Shared, Tally
from tui.annotations.model import Annotation, Link, Quote

Mark = tuple[str, int, int] | tuple[str, int, int, dict[str, str]]
"""A tag on `[start, end)`, with attributes."""


def annotation(number: int, mark: Mark) -> Annotation:
    tag, start, end, *attributes = mark
    return Annotation(
        id=f"a{number}",
        article="x",
        tag=tag,
        spans=((start, end),),
        quotes=(Quote("…"),),
        attributes=attributes[0] if attributes else {},
    )


def said(*marks: Mark, links: Sequence[tuple[str, int, int]] = ()) -> Said:
    """Annotations, and links between them by their numbers."""
    made = tuple(
        Link(id=f"l{at}", article="x", type=kind, source=f"a{first}", target=f"a{second}")
        for at, (kind, first, second) in enumerate(links)
    )
    return Said(tuple(annotation(at, mark) for at, mark in enumerate(marks)), made)


def shared(*by: Said, name: str = "x", length: int = 100, token: int = 1) -> Shared:
    """An article whose tokens are all as long, with ten of them in a sentence."""
    tokens = tuple((at, min(at + token, length)) for at in range(0, length, token))
    sentences = tuple(
        (tokens[at][0], tokens[at : at + 10][-1][1]) for at in range(0, len(tokens), 10)
    )
    return Shared(name, name, length, dict(enumerate(by)), lambda: Cut(tokens, sentences))


def units(rows: Sequence[Sequence[object]]) -> Mapping[int, list[tuple[str, ...] | None]]:
    """Judgements, a row for each unit, as columns of annotators; None is a missing one."""
    return {
        who: [None if value is None else (str(value),) for value in column]
        for who, column in enumerate(zip(*rows, strict=True))
    }


def total(tallies: Iterable[Tally]) -> Tally:
    """What was counted in several articles."""
    found: Tally = Counter()
    for tally in tallies:
        found.update(tally)
    return found


def contingency(rows: Sequence[Sequence[int]]) -> Counter[tuple[int, int]]:
    return Counter({(i, j): n for i, row in enumerate(rows) for j, n in enumerate(row)})
