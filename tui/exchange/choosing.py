"""Which of an article's annotations go into a dataset: those of one author, or of the majority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from tui.annotations.model import Annotation
from tui.store.protocol import Layer


def by_author(layer: Layer, author: str) -> Layer:
    """What one author annotated, and the links between that."""
    return _only(layer, (one for one in layer.annotations if one.author == author))


def by_majority(layer: Layer) -> Layer:
    """The annotations that more than half of the article's authors made: same tag, same words.

    Each is given once, as the first of them made it.
    """
    authors = {one.author for one in layer.annotations}
    alike: dict[object, list[Annotation]] = defaultdict(list)
    for one in layer.annotations:
        alike[one.tag, one.spans].append(one)
    kept = (
        found[0]
        for found in alike.values()
        if len({one.author for one in found}) * 2 > len(authors)
    )
    return _only(layer, kept)


def _only(layer: Layer, annotations: Iterable[Annotation]) -> Layer:
    kept = tuple(annotations)
    ids = {one.id for one in kept}
    links = tuple(one for one in layer.links if one.source in ids and one.target in ids)
    return msgspec.structs.replace(layer, annotations=kept, links=links)
