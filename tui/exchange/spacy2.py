"""spaCy's JSON of version 2, from which `spacy train` once read: documents, paragraphs, sentences,
tokens with their `ner` tag in BILOU. A paragraph is a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found
from tui.exchange.faults import Fault
from tui.exchange.inputs import items, shaped
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_array
from tui.exchange.spacy_docs import doc_of, take_labels
from tui.exchange.tagging import runs, tags
from tui.text.article import Span

_FORMAT = "spacy2"


class _Token(msgspec.Struct):
    orth: str
    ner: str = "O"
    space: str = " "


class _Sentence(msgspec.Struct):
    tokens: list[_Token] = []


class _Category(msgspec.Struct):
    label: str
    value: float = 1.0


class _Paragraph(msgspec.Struct):
    sentences: list[_Sentence] = []
    raw: str | None = None
    cats: list[_Category] = []


class _Document(msgspec.Struct):
    paragraphs: list[_Paragraph]


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each paragraph."""
    for item in items(path):
        document = item if isinstance(item, Fault) else shaped(item, _Document, path)
        if isinstance(document, Fault):
            yield document
            continue
        for at, paragraph in enumerate(document.paragraphs):
            yield from _paragraph(paragraph, str(path), item.line, f"paragraphs[{at}]")


def _paragraph(paragraph: _Paragraph, file: str, line: int, field: str) -> Iterator[Found]:
    tokens = [token for sentence in paragraph.sentences for token in sentence.tokens]
    text = paragraph.raw
    if text is None:
        text = "".join(token.orth + token.space for token in tokens).rstrip(" ")
    draft = Draft(text, format_id=_FORMAT, file=file, line=line)
    spans = list[Span]()
    done = 0
    for token in tokens:
        at = text.find(token.orth, done)
        if at < 0 or text[done:at].strip():
            draft.fault(field, f"its raw text does not go on with the token {token.orth!a}")
            yield from draft.faults
            return
        done = at + len(token.orth)
        spans.append((at, done))
    first = 0
    edges = []
    for start, end, label in runs(token.ner for token in tokens):
        draft.annotate(label, [(spans[start][0], spans[end - 1][1])], field=field)
    for sentence in paragraph.sentences:
        last = first + len(sentence.tokens)
        if first < last:
            edges.append((spans[first][0], spans[last - 1][1]))
        first = last
    labels, rest = take_labels({one.label: one.value for one in paragraph.cats})
    solid = [span for span in spans if text[slice(*span)].strip()]
    yield from draft.finish(labels=labels, tokens=solid, sentences=edges, rest=rest)


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A JSON array with a document of one paragraph for each text."""
    rows = (_row(layer, at, writing) for at, layer in enumerate(layers) if layer.article)
    return json_array(rows)


def _row(layer: Layer, number: int, writing: Writing) -> dict[str, object]:
    article = layer.article
    if article is None:
        raise ValueError("a layer without an article has no text")
    doc = doc_of(layer, article, _FORMAT, writing)
    ner = tags(doc.entities, len(doc.tokens), "bilou")
    starts = [*sorted({0, *doc.starts}), len(doc.tokens)]
    sentences = [
        {
            "tokens": [
                {
                    "id": at,
                    "orth": article.text[slice(*doc.tokens[at])],
                    "space": " " if doc.spaces[at] else "",
                    "ner": ner[at],
                }
                for at in range(first, last)
            ],
            "brackets": [],
        }
        for first, last in pairwise(starts)
        if first < last
    ]
    cats = [{"label": name, "value": value} for name, value in doc.labels.items()]
    paragraph = {"raw": article.text, "sentences": sentences, "cats": cats}
    return {"id": number, "paragraphs": [paragraph]}
