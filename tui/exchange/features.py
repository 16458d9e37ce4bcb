"""What a dataset can hold beside text and labelled spans, and what an article uses of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Literal, TypeAlias, get_args

from tui.annotations.model import Annotation, ArticleRecord, Layer

Feature: TypeAlias = Literal[
    "annotations",
    "discontinuous",
    "overlapping",
    "nested",
    "stacked",
    "inside words",
    "relations",
    "links between articles",
    "evidence",
    "attributes",
    "notes",
    "document labels",
    "candidates",
    "passes",
    "signings",
    "tasks",
    "rulings",
    "decisions",
    "rechecks",
    "recasts",
    "authors",
    "times",
    "metadata",
    "whitespace",
    "control characters",
]
FEATURES: tuple[Feature, ...] = get_args(Feature)

RECORDS: tuple[Feature, ...] = ("signings", "tasks", "rulings", "decisions", "rechecks", "recasts")
"""The features that are a table of records about people's work."""

MEANING: dict[Feature, str] = {
    "annotations": "annotations of words",
    "discontinuous": "one annotation on several pieces of text",
    "overlapping": "annotations that cross",
    "nested": "an annotation inside another",
    "stacked": "several annotations on the same words",
    "inside words": "annotations that begin or end inside a word",
    "relations": "links between annotations",
    "links between articles": "links to annotations of another text",
    "evidence": "what claims were checked against",
    "attributes": "attributes of annotations and their values",
    "notes": "notes on annotations",
    "document labels": "labels of a whole text",
    "candidates": "proposals that nobody has accepted yet, given back as they came",
    "passes": "sentences in which there was nothing to check",
    "signings": "who signed a text, and how much was dealt with",
    "tasks": "how an annotator left a text: done, skipped, flagged",
    "rulings": "what a reviewer decided between annotators",
    "decisions": "which proposals were accepted or rejected",
    "rechecks": "what a later draft has put in doubt",
    "recasts": "what a person said that a block of the text is",
    "authors": "who made an annotation",
    "times": "when an annotation was made",
    "metadata": "title, date and source of a text",
    "whitespace": "the text exactly, with every space and line break",
    "control characters": "characters that XML forbids",
}


BECOMES: dict[Feature, str] = {
    "discontinuous": "each piece becomes one",
    "control characters": "they become U+FFFD",
}
"""What is made of those that a format cannot carry; the others are left out."""


FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 does not allow in any form; two of them are no characters at all."""


def used(layer: Layer) -> Counter[Feature]:
    """How many things in a layer need each feature that its annotations can need."""
    spans = layer.annotations
    counts: Counter[Feature] = Counter(
        {
            "annotations": len(spans),
            "discontinuous": sum(len(one.spans) > 1 for one in spans),
            "relations": sum(not one.target_article for one in layer.links),
            "links between articles": sum(bool(one.target_article) for one in layer.links),
            "evidence": len(layer.evidence),
            "attributes": sum(bool(one.attributes) for one in spans),
            "notes": sum(bool(one.note) for one in spans),
            "passes": len(layer.passes),
            "authors": sum(bool(one.author) for one in spans),
            "times": sum(bool(one.created) for one in spans),
            **{name: len(getattr(layer, name)) for name in RECORDS},
        }
    )
    if layer.article is not None:
        counts["document labels"] = len(layer.article.carried.labels)
        counts["metadata"] = int(has_metadata(layer.article))
        counts["control characters"] = int(FORBIDDEN.search(layer.article.text) is not None)
    counts.update(way for _, ways in arranged(spans) for way in ways)
    return +counts


def has_metadata(article: ArticleRecord) -> bool:
    """Whether anything is known of a text beside its source and language."""
    known = (article.title, article.byline, article.agency, article.place, article.published)
    return any(known)


def arranged(
    annotations: Sequence[Annotation], carries: Set[Feature] = frozenset(FEATURES)
) -> Iterator[tuple[Annotation, set[Feature]]]:
    """Each annotation, from the left and the longer first, and how it lies on those before it.

    One that lies in a way that is not carried is not in the way of those after it.
    """
    live: list[Annotation] = []
    for one in sorted(annotations, key=lambda each: (each.start, -each.end)):
        live = [other for other in live if other.end > one.start]
        ways = {way for other in live if (way := _way(other, one))}
        if ways <= carries:
            live.append(one)
        yield one, ways


def _way(first: Annotation, second: Annotation) -> Feature | None:
    """How two annotations lie on one another, if they share any text."""
    if first.spans == second.spans:
        return "stacked"
    if not any(a < d and c < b for a, b in first.spans for c, d in second.spans):
        return None
    return "nested" if _inside(first, second) or _inside(second, first) else "overlapping"


def _inside(outer: Annotation, inner: Annotation) -> bool:
    return all(any(a <= c and d <= b for a, b in outer.spans) for c, d in inner.spans)
