"""What goes into a dataset: the articles that are done with, one author's annotations or those of
the majority.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from tui.annotations.labels import carried, majority
from tui.annotations.model import Annotation, Layer
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme
from tui.annotations.signatures import of_layer
from tui.exchange.features import RECORDS
from tui.sources.shapes import in_blocks
from tui.text.segments import Segments


def is_complete(layer: Layer, scheme: Scheme) -> bool:
    """Whether every sentence of the story is annotated, or somebody said that nothing is to check.

    An annotation counts whose tag covers its sentence, as in the reader.
    """
    article = layer.shaped
    if article is None:
        return False
    records = Records()
    records.load(layer)
    return all(
        records.standing(article.id, sentence, scheme) not in ("unseen", "begun")
        for sentence in Segments(in_blocks(article.read)).story()
    )


def is_signed(layer: Layer) -> bool:
    """Whether somebody has signed the article and nothing was said otherwise since."""
    return of_layer(layer) == "signed"


def by_author(layer: Layer, author: str) -> Layer:
    """What one author annotated, the links between that, and what they said of the whole."""
    made = _only(layer, (one for one in layer.annotations if one.author == author))
    tables = {
        name: tuple(one for one in getattr(layer, name) if one.author == author)
        for name in ("passes", *RECORDS)
    }
    return msgspec.structs.replace(made, **tables)


def by_majority(layer: Layer) -> Layer:
    """The annotations that more than half of the article's authors made: same tag, same words;
    and the labels of the whole that more than half of those gave who gave any.

    Each is given once, as the first of them made it. Nobody has signed that, or decided about it.
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
    voted = msgspec.structs.replace(_only(layer, kept), tasks=majority(layer.tasks))
    return msgspec.structs.replace(carried(voted), **dict.fromkeys(RECORDS, ()))


def _only(layer: Layer, annotations: Iterable[Annotation]) -> Layer:
    kept = tuple(annotations)
    ids = {one.id for one in kept}
    links = tuple(
        one
        for one in layer.links
        if one.source in ids and (one.target_article or one.target in ids)
    )
    evidence = tuple(one for one in layer.evidence if one.claim in ids)
    return msgspec.structs.replace(layer, annotations=kept, links=links, evidence=evidence)
