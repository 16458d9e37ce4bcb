"""Labels of a dataset and tags of the scheme: what stands for what.

A mapping file has one `LABEL=TAG` a line; lines that begin with `#` are remarks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import msgspec

from tui.annotations.model import Annotation, Layer
from tui.annotations.scheme import glyph_of


def mapping(pairs: Iterable[str]) -> dict[str, str]:
    """The labels of `LABEL=TAG` pairs and the tags they become; the last `=` divides.

    Raises:
        ValueError: a pair is none, or says a second thing of a label.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        label, _, tag = (part.strip() for part in pair.rpartition("="))
        if not label or not tag:
            raise ValueError(f"“{pair}” is no mapping: write it as LABEL=TAG")
        if found.setdefault(label, tag) != tag:
            raise ValueError(f"“{label}” is mapped to both “{found[label]}” and “{tag}”")
    return found


def pairs_of(text: str) -> list[str]:
    """The pairs that stand in a mapping file."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def mapped(layer: Layer, tags: Mapping[str, str]) -> Layer:
    """The layer with other names for its tags and its document labels."""
    if not tags:
        return layer
    annotations = tuple(
        msgspec.structs.replace(one, tag=tags[one.tag]) if one.tag in tags else one
        for one in layer.annotations
    )
    article = layer.article
    if article is not None and article.carried.labels:
        labels = tuple(tags.get(label, label) for label in article.carried.labels)
        carried = msgspec.structs.replace(article.carried, labels=labels)
        article = msgspec.structs.replace(article, carried=carried)
    return msgspec.structs.replace(layer, article=article, annotations=annotations)


def unknown(annotations: Iterable[Annotation], known: Collection[str]) -> Counter[str]:
    """The labels that are no tag of the scheme, and how often each is used."""
    return Counter(one.tag for one in annotations if one.tag not in known)


def tag_tables(labels: Iterable[str]) -> str:
    """A piece of keymap.toml that makes tags of labels; they have no keys yet."""
    return "".join(
        f"[tags.{json.dumps(label, ensure_ascii=False)}]\n"
        f"summary = {json.dumps(label, ensure_ascii=False)}\n"
        f"glyph = {json.dumps(glyph_of(label), ensure_ascii=False)}\n"
        'object = "word"\n\n'
        for label in labels
    )


def unspaced(label: str, lost: Counter[str]) -> str:
    """A label without the white space that would end it; that it changes is counted."""
    safe = "_".join(label.split()) or "_"
    if safe != label:
        lost[f"times “{label}” written as “{safe}”"] += 1
    return safe
