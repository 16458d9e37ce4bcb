"""In which order articles are labelled: what is wanting in them decides, or chance.

What cannot be told of an article comes as if nothing were recorded about it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from itertools import combinations
from statistics import fmean
from typing import Literal, TypeAlias

from tui.agreement.material import Said, Shared
from tui.agreement.spans import exact_f1, tally
from tui.annotations.model import Annotation, Layer, Task
from tui.session.library import Item, Library

Order: TypeAlias = Literal["given", "shuffled", "least-covered", "disagreement"]


def ordered(
    items: Iterable[Item], order: Order, seed: int, layer: Callable[[str], Layer]
) -> Library:
    """The items as a queue; those that are alike stay in the order given.

    `layer` gives what is recorded about an article, by its id. The shuffle is the same for the
    same `seed` and items.
    """
    found = list(items)
    if order == "shuffled":
        random.Random(seed).shuffle(found)  # noqa: S311 (a shuffle that can be repeated)
    elif order == "least-covered":
        found.sort(key=lambda item: coverage(layer(item.id)))
    elif order == "disagreement":
        found.sort(key=lambda item: -disagreement(layer(item.id)))
    return Library(found)


def sampled(tasks: Iterable[Task], share: float) -> list[Task]:
    """A share of the tasks, from 0 to 1: of each it is the same whatever others there are, and who
    asks for more later gets these among them.
    """
    return [one for one in tasks if _number(one.id) < share]


def _number(id: str) -> float:
    """A number from 0 to 1 that follows from an id alone."""
    return int.from_bytes(blake2b(id.encode(), digest_size=7).digest(), "big") / (1 << 56)


def coverage(layer: Layer) -> tuple[int, float]:
    """How many annotators an article had, and how many annotations and sentences passed over
    there are for each of its code points.
    """
    done = (task for task in layer.tasks if task.state == "done")
    hands = {one.author for part in (layer.annotations, layer.passes, done) for one in part}
    length = len(layer.article.text) if layer.article is not None else 0
    return len(hands), (len(layer.annotations) + len(layer.passes)) / max(length, 1)


def disagreement(layer: Layer) -> float:
    """How far an article's annotators disagree, from 0 to 1: what their F1 of tag and words lacks
    of 1, as the mean over each two of them. Of an article that one has annotated nothing is known.
    """
    by: dict[str, list[Annotation]] = defaultdict(list)
    for one in layer.annotations:
        by[one.author].append(one)
    for author in {task.author for task in layer.tasks if task.state == "done"} - by.keys():
        by[author] = []
    pairs = [Shared("", "", 0, {0: _said(a), 1: _said(b)}) for a, b in combinations(by.values(), 2)]
    # Where neither has annotated anything they agree, and there is no F1.
    found = [exact_f1(tally(shared)) for shared in pairs]
    return fmean(0.0 if one is None else 1 - one for one in found) if found else 0.0


def _said(annotations: list[Annotation]) -> Said:
    return Said(tuple(annotations))
