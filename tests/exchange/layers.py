"""Random articles with everything that can be said of them, and what of it a format keeps."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import strategies as st

from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Carried,
    Evidence,
    Layer,
    Link,
    Pass,
    Quote,
    pass_id,
)
from tui.exchange.faults import Fault
from tui.exchange.features import Feature
from tui.exchange.fitting import fit
from tui.exchange.formats import FORMATS
from tui.exchange.options import Reading, Writing
from tui.exchange.tokens import Fitted, sentences
from tui.text.anchors import select
from tui.text.article import Article

NAMES = st.sampled_from(["claim", "quote", "person", "ORG", "Ort", "地名", "B-x", "a_b"])
ATTRIBUTES = st.sampled_from(["status", "Ort", "地名", "a_b"])
VALUES = st.sampled_from(
    ["verified", "cannot be checked", "ja", "0", "真", "a|b", "x=y;z", "*", "_"]
)
NOTES = st.sampled_from(["", "", "see p. 4", "two\nlines", "“so” & <b>", "emoji 👩‍👩‍👧"])
PIECES = st.text(max_size=6) | st.sampled_from(
    ["\r\n", "\n\n", "e\u0301", "👩‍👩‍👧", "\u2028", "\x85", "\x00", "𝒳", "नमस्ते", "word", " ",
     ". The ", "\ufeff", "<&]]>"]
)  # fmt: skip


@st.composite
def layers(draw: st.DrawFn, carries: frozenset[Feature] = frozenset()) -> Layer:
    """An article with overlapping, nested and discontinuous annotations, links and the rest.

    Every plane of Unicode, line breaks of all kinds, combining marks; all of it, whatever a
    format carries, as a format is given only what fits.
    """
    text = draw(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip))
    article = Article(text=text).id
    offsets = st.lists(st.integers(0, len(text)), unique=True, min_size=2, max_size=6)
    edges = draw(st.lists(offsets, max_size=5)) if len(text) > 6 else []
    spans = [[*zip(cut[::2], cut[1::2], strict=False)] for cut in map(sorted, edges)]
    author = draw(st.sampled_from(["ana", "ben"]))
    annotations = tuple(
        Annotation(
            id=f"a{at}",
            article=article,
            tag=draw(NAMES),
            spans=tuple(each),
            quotes=tuple(Quote(*select(text, span)) for span in each),
            attributes=draw(st.dictionaries(ATTRIBUTES, VALUES, max_size=2)),
            note=draw(NOTES),
            author=author,
            created="2031-05-15T06:40:00Z",
            updated="2031-05-15T06:41:00Z",
        )
        for at, each in enumerate(spans)
    )
    links = tuple(
        Link(id=f"l{at}", article=article, type=draw(NAMES), source=one.id, target=two.id)
        for at, (one, two) in enumerate(pairwise(annotations))
        if draw(st.booleans())
    )
    first = {one.spans[0] for one in annotations}
    passes = tuple(
        Pass(id=pass_id(article, span), article=article, start=span[0], end=span[1],
             state="nothing")
        for span in sorted(first)
    )  # fmt: skip
    evidence = tuple(
        Evidence(id=f"e{at}", article=article, claim=one.id, title=draw(NOTES), contact="Una")
        for at, one in enumerate(annotations)
        if draw(st.booleans())
    )
    links += tuple(
        Link(id=f"x{at}", article=article, type="same", source=one.id, target="far",
             target_article="else")
        for at, one in enumerate(annotations)
        if draw(st.booleans())
    )  # fmt: skip
    labels = tuple(draw(st.lists(NAMES, max_size=2, unique=True)))
    record = ArticleRecord(
        id=article,
        text=text,
        title=draw(st.sampled_from(["", "A title", "Ö <b>"])),
        source=f"{article[:8]}.txt",
        format="plain",
        carried=Carried(labels=labels),
    )
    return Layer(record, annotations, links, passes, evidence=evidence)


def need(format_id: str) -> None:
    """Skip a test where the library that a format needs is not installed."""
    module = {"spacy": "spacy", "datasets": "pyarrow"}.get(FORMATS[format_id].extra)
    if module is not None:
        pytest.importorskip(module)


def written(
    format_id: str, made: list[Layer], folder: Path, writing: Writing | None = None
) -> Path:
    """The dataset on the disk; the file, or the folder of its files."""
    form = FORMATS[format_id]
    writing = writing or Writing()
    for name, data in form.write(made, writing):
        path = folder / (name or f"data{form.suffix}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)
    return folder if form.layout == "folder" else folder / f"data{form.suffix}"


def read(
    format_id: str, path: Path, reading: Reading | None = None
) -> tuple[list[Layer], list[Fault]]:
    """What a file gives: articles and faults."""
    found = list(FORMATS[format_id].read(path, reading or Reading()))
    return (
        [each for each in found if isinstance(each, Layer)],
        [each for each in found if isinstance(each, Fault)],
    )


def snapped(layer: Layer, carries: frozenset[Feature]) -> Layer:
    """The layer with annotations widened to whole tokens, and again fitted."""
    assert layer.article is not None
    text = layer.article.text
    tokens = [span for group in sentences(layer.article) for span in group]
    found = []
    for one in layer.annotations:
        place = Fitted(tokens).range(one.spans[0], Writing())
        if place is not None:
            span = tokens[place[0]][0], tokens[place[1] - 1][1]
            quotes = (Quote(*select(text, span)),)
            found.append(msgspec.structs.replace(one, spans=(span,), quotes=quotes))
    return fit(msgspec.structs.replace(layer, annotations=tuple(found)), carries)[0]


def trimmed(layer: Layer, carries: frozenset[Feature]) -> Layer:
    """The layer with annotations that neither begin nor end with white space, and again fitted."""
    assert layer.article is not None
    text = layer.article.text
    found = []
    for one in layer.annotations:
        solid = [
            match.span()
            for match in re.finditer(r"\S", text)
            if one.start <= match.start() < one.end
        ]
        if solid:
            span = solid[0][0], solid[-1][1]
            quotes = (Quote(*select(text, span)),)
            found.append(msgspec.structs.replace(one, spans=(span,), quotes=quotes))
    return fit(msgspec.structs.replace(layer, annotations=tuple(found)), carries)[0]


def essence(layer: Layer, carries: frozenset[Feature] | set[Feature]) -> dict[str, object]:
    """What a layer says, whatever the ids and the order, as far as a format carries it."""
    assert layer.article is not None
    said = {
        one.id: (
            one.tag,
            one.spans,
            tuple(sorted(one.attributes.items())) if "attributes" in carries else (),
            one.note if "notes" in carries else "",
            one.author if "authors" in carries else "",
            one.created if "times" in carries else "",
        )
        for one in layer.annotations
    }
    assert all(
        quote.exact == layer.article.text[slice(*span)]
        for one in layer.annotations
        for quote, span in zip(one.quotes, one.spans, strict=True)
    )
    return {
        "text": layer.article.text,
        "annotations": Counter(said.values()),
        "links": Counter(
            (one.type, said[one.source], said.get(one.target, one.target)) for one in layer.links
        ),
        "evidence": Counter((said[one.claim], one.title, one.contact) for one in layer.evidence),
        "passes": {(one.start, one.end, one.state) for one in layer.passes},
        "labels": sorted(layer.article.carried.labels),
        "title": layer.article.title if "metadata" in carries else "",
    }
