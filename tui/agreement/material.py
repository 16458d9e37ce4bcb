"""What is compared: articles that several annotators have read, and what each said of them.

Annotators are numbers, in the order in which they are named. Spans are `[start, end)` in code
points of the article's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import NamedTuple, TypeAlias

from tui.annotations.model import Annotation, Link
from tui.text.article import Span

Pair: TypeAlias = tuple[int, int]
"""Two annotators, the one named first first."""

Tally: TypeAlias = Counter[tuple[object, ...]]
"""What was counted in an article. Those of several articles are added, so that a measure of all of
them, or of a sample of them, is a function of one tally.
"""


class Said(NamedTuple):
    """What one annotator said of an article."""

    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()


class Cut(NamedTuple):
    """The tokens and the sentences of an article, sorted and disjoint."""

    tokens: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()


class Shared(NamedTuple):
    """An article that at least two annotators have read, also where they found nothing.

    `length` is that of its text in code points; `cut` takes its time when it is first asked.
    """

    article: str
    title: str
    length: int
    by: Mapping[int, Said]
    cut: Callable[[], Cut] = Cut

    @property
    def pairs(self) -> list[Pair]:
        """Each two of those who have read it."""
        return list(combinations(sorted(self.by), 2))


def tags_of(shared: Shared) -> set[str]:
    """The tags that anybody used in the article."""
    return {one.tag for said in shared.by.values() for one in said.annotations}
