"""Annotations as runs of tokens that share none, and as the tags of one sentence after another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from tui.annotations.model import Annotation
from tui.exchange.labels import unspaced
from tui.exchange.options import Tagging, Writing
from tui.exchange.tagging import Run, tags
from tui.exchange.tokens import Fitted


def levelled(
    fitted: Fitted, annotations: Iterable[Annotation], writing: Writing, levels: int = 1
) -> list[list[Run]]:
    """The runs of each level, the outermost first; what finds no place is left out and counted."""
    placed = [
        (*found, unspaced(one.tag, writing.lost))
        for one in annotations
        if (found := fitted.range(one.spans[0], writing)) is not None
    ]
    made: list[list[Run]] = [[] for _ in range(levels)]
    for run in sorted(placed, key=lambda each: (each[0], -each[1])):
        level = next((one for one in made if not one or one[-1][1] <= run[0]), None)
        if level is None:
            writing.lost["annotations left out because they share a token with another"] += 1
        else:
            level.append(run)
    return made


def sentence_tags(
    level: Sequence[Run], first: int, last: int, tagging: Tagging, writing: Writing
) -> list[str]:
    """The tags of the tokens `[first, last)`; what crosses a sentence is tagged in each."""
    here = []
    for at in range(bisect_right(level, first, key=lambda run: run[1]), len(level)):
        start, end, label = level[at]
        if start >= last:
            break
        if start < first:
            writing.lost["annotations divided where a sentence ends"] += 1
        here.append((max(start, first) - first, min(end, last) - first, label))
    return tags(here, last - first, tagging)
