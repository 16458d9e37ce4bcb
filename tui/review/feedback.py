"""What an annotator can learn from a review: which of their annotations were decided otherwise.

It follows from the gold file alone, which keeps with each ruling what everybody had said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.annotations.model import Annotation, Layer, Ruling


class Remark(NamedTuple):
    """A ruling that is not what the annotator had; `gold` is what there is instead."""

    article: str
    title: str
    ruling: Ruling
    mine: tuple[Annotation, ...]
    gold: tuple[Annotation, ...]


class Feedback(NamedTuple):
    """How many of an annotator's disagreements were decided, and the remarks on those decided
    otherwise, in the order of the articles and the text.
    """

    annotator: str
    decided: int
    remarks: tuple[Remark, ...]


def annotators(layers: Iterable[Layer]) -> list[str]:
    """Whose annotations were reviewed."""
    return list(
        dict.fromkeys(name for layer in layers for one in layer.rulings for name in one.about)
    )


def feedback(annotator: str, layers: Iterable[Layer]) -> Feedback:
    """What was decided about an annotator's annotations in a gold file."""
    decided = 0
    remarks: list[Remark] = []
    for layer in layers:
        mine = [one for one in layer.rulings if annotator in one.about]
        decided += len(mine)
        remarks += sorted(_remarks(annotator, mine, layer), key=_place)
    return Feedback(annotator, decided, tuple(remarks))


def _remarks(annotator: str, rulings: Iterable[Ruling], layer: Layer) -> Iterator[Remark]:
    held = {one.id: one for one in layer.annotations}
    article = layer.article
    for ruling in rulings:
        mine = ruling.about[annotator]
        gold = tuple(held[id] for id in ruling.gold if id in held)
        if annotator in ruling.taken and (not mine or _said(mine[0]) in map(_said, gold)):
            continue
        title = (article.title or article.source) if article is not None else ""
        yield Remark(ruling.article, title, ruling, mine, gold)


def _said(one: Annotation) -> object:
    return one.tag, one.spans, one.attributes


def _place(remark: Remark) -> int:
    made = (
        *remark.mine,
        *remark.gold,
        *(one for had in remark.ruling.about.values() for one in had),
    )
    return min((one.start for one in made), default=0)
