"""An article as a format can carry it: what it cannot is left out, and counted.

Every writer is given fitted articles, so what the table of formats says is what happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Layer, Link, Quote
from tui.exchange.features import FORBIDDEN, RECORDS, Feature, arranged, has_metadata

UNFORESEEN = "links left out with an annotation"
"""The one loss that a format's table does not tell beforehand."""


def fit(layer: Layer, carries: Set[Feature]) -> tuple[Layer, Counter[str]]:
    """The layer with nothing in it that is not carried, and how much was changed, by sentence.

    An annotation in pieces becomes one for each piece; of annotations that may not lie on one
    another the longest from the left are kept; characters that XML forbids become U+FFFD, so
    that every offset stays.
    """
    lost: Counter[str] = Counter()
    if layer.article is None:
        return layer, lost
    article = _article(layer.article, carries, lost)
    annotations = layer.annotations
    if "annotations" not in carries:
        annotations = _dropped(annotations, lost, "annotations left out")
    if article.text != layer.article.text:
        annotations = tuple(_requoted(one, article.text) for one in annotations)
    if "discontinuous" not in carries:
        annotations = _pieces(annotations, lost)
    annotations = _placed(annotations, carries, lost)
    tables = {
        name: getattr(layer, name)
        if name in carries
        else _dropped(getattr(layer, name), lost, f"{name} left out")
        for name in ("passes", "evidence", *RECORDS)
    }
    return Layer(
        article,
        tuple(_plainer(one, carries, lost) for one in annotations),
        _links(layer.links, annotations, carries, lost),
        **tables,
    ), lost


def _article(article: ArticleRecord, carries: Set[Feature], lost: Counter[str]) -> ArticleRecord:
    changed: dict[str, object] = {}
    if "control characters" not in carries:
        text = FORBIDDEN.sub("\ufffd", article.text)
        if text != article.text:
            lost["texts with control characters, which became U+FFFD"] += 1
            changed["text"] = text
    if "document labels" not in carries and article.carried.labels:
        lost["document labels left out"] += len(article.carried.labels)
        changed["carried"] = msgspec.structs.replace(article.carried, labels=())
    if "metadata" not in carries and has_metadata(article):
        lost["articles without their metadata"] += 1
    return msgspec.structs.replace(article, **changed) if changed else article


def _requoted(one: Annotation, text: str) -> Annotation:
    quotes = tuple(Quote(text[start:end]) for start, end in one.spans)
    return msgspec.structs.replace(one, quotes=quotes)


def _pieces(annotations: tuple[Annotation, ...], lost: Counter[str]) -> tuple[Annotation, ...]:
    found: list[Annotation] = []
    for one in annotations:
        if len(one.spans) == 1:
            found.append(one)
            continue
        lost["discontinuous annotations written as one for each piece"] += 1
        for at, (span, quote) in enumerate(zip(one.spans, one.quotes, strict=True)):
            key = f"{one.id}/{at + 1}" if at else one.id
            found.append(msgspec.structs.replace(one, id=key, spans=(span,), quotes=(quote,)))
    return tuple(found)


def _placed(
    annotations: tuple[Annotation, ...], carries: Set[Feature], lost: Counter[str]
) -> tuple[Annotation, ...]:
    if {"overlapping", "nested", "stacked"} <= carries:
        return annotations
    dropped = set()
    for one, ways in arranged(annotations, carries):
        missing = ways - carries
        if missing:
            dropped.add(one.id)
            lost[f"{min(missing)} annotations left out"] += 1
    return tuple(one for one in annotations if one.id not in dropped)


def _plainer(one: Annotation, carries: Set[Feature], lost: Counter[str]) -> Annotation:
    changed: dict[str, object] = {}
    if one.attributes and "attributes" not in carries:
        lost["attributes left out"] += len(one.attributes)
        changed["attributes"] = {}
    if one.note and "notes" not in carries:
        lost["notes left out"] += 1
        changed["note"] = ""
    return msgspec.structs.replace(one, **changed) if changed else one


def _links(
    links: tuple[Link, ...],
    annotations: tuple[Annotation, ...],
    carries: Set[Feature],
    lost: Counter[str],
) -> tuple[Link, ...]:
    if not links or "relations" not in carries:
        return _dropped(links, lost, "links left out")
    if "links between articles" not in carries:
        outward = tuple(link for link in links if link.target_article)
        _dropped(outward, lost, "links to other articles left out")
        links = tuple(link for link in links if not link.target_article)
    known = {one.id for one in annotations}
    kept = tuple(
        link
        for link in links
        if link.source in known and (link.target_article or link.target in known)
    )
    if len(kept) < len(links):
        lost[UNFORESEEN] += len(links) - len(kept)
    return kept


def _dropped(records: tuple[object, ...], lost: Counter[str], what: str) -> tuple[()]:
    if records:
        lost[what] += len(records)
    return ()
