"""spaCy's JSON of version 3, as `Doc.to_json` writes it, and pairs of text and `entities`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found
from tui.exchange.faults import Fault
from tui.exchange.inputs import Item, items, shaped
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_array
from tui.exchange.spacy_docs import Placed, doc_of, group_span, take_labels
from tui.exchange.tokens import sound
from tui.text.article import Span

_FORMAT = "spacy-json"


class _Place(msgspec.Struct):
    start: int
    end: int


class _Entity(_Place):
    label: str = ""


class _Doc(msgspec.Struct):
    text: str
    ents: list[_Entity] = []
    sents: list[_Place] = []
    tokens: list[_Place] = []
    cats: dict[str, float] = {}
    spans: dict[str, list[_Entity]] = {}


class _Said(msgspec.Struct):
    entities: list[tuple[int, int, str]] = []
    cats: dict[str, float] = {}
    spans: dict[str, list[tuple[int, int, str]]] = {}


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """A text for each document."""
    for item in items(path):
        doc = item if isinstance(item, Fault) else _document(item, path)
        if isinstance(doc, Fault):
            yield doc
            continue
        line = item.line
        unit = reading.unit("code points")
        draft = Draft(doc.text, format_id=_FORMAT, file=str(path), line=line, unit=unit)
        for at, one in enumerate(doc.ents):
            draft.annotate(one.label, [(one.start, one.end)], field=f"ents[{at}]")
        for group, spans in doc.spans.items():
            for at, one in enumerate(spans):
                group_span(draft, group, at, (one.start, one.end), one.label)
        labels, rest = take_labels(doc.cats)
        places = _places(draft, "tokens", doc.tokens)
        tokens = [span for span in places if not draft.text[slice(*span)].isspace()]
        if tokens and not sound(draft.text, tokens):
            draft.fault("tokens", "do not hold the text in order, and are left out")
            tokens = []
        yield from draft.finish(
            labels=labels,
            tokens=tokens,
            sentences=_places(draft, "sents", doc.sents) if tokens else (),
            rest=rest,
        )


def _document(item: Item, path: Path) -> _Doc | Fault:
    """The document of a row; a pair of a text and what is said of it is one too."""
    if not isinstance(item.value, list):
        return shaped(item, _Doc, path)
    pair = shaped(item, tuple[str, _Said], path)
    if isinstance(pair, Fault):
        return pair
    text, said = pair
    groups = {key: [_Entity(*one) for one in spans] for key, spans in said.spans.items()}
    return _Doc(text, [_Entity(*one) for one in said.entities], cats=said.cats, spans=groups)


def _places(draft: Draft, name: str, places: list[_Place]) -> list[Span]:
    found = (
        draft.span(one.start, one.end, f"{name}[{at}]")
        for at, one in enumerate(places)
        if one.start != one.end
    )
    return [span for span in found if span is not None]


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A JSON array with a document for each text."""
    return json_array(_row(layer, writing) for layer in layers if layer.article)


def _row(layer: Layer, writing: Writing) -> dict[str, object]:
    article = layer.article
    if article is None:
        raise ValueError("a layer without an article has no text")
    doc = doc_of(layer, article, _FORMAT, writing)

    def places(placed: list[Placed]) -> list[dict[str, object]]:
        return [
            {"start": doc.tokens[first][0], "end": doc.tokens[last - 1][1], "label": label}
            for first, last, label in placed
        ]

    starts = [doc.tokens[at][0] for at in sorted(doc.starts)]
    ends = [doc.tokens[at - 1][1] for at in sorted(doc.starts - {0})] + [doc.tokens[-1][1]]
    row: dict[str, object] = {
        "text": article.text,
        "ents": places(doc.entities),
        "sents": [
            {"start": start, "end": end}
            for start, end in zip(starts, ends[-len(starts) :], strict=True)
        ],
        "tokens": [
            {"id": at, "start": start, "end": end} for at, (start, end) in enumerate(doc.tokens)
        ],
    }
    if doc.labels:
        row["cats"] = doc.labels
    if doc.groups:
        row["spans"] = {
            name: [{**place, "kb_id": ""} for place in places(placed)]
            for name, placed in doc.groups.items()
        }
    return row
