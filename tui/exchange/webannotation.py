"""W3C Web Annotation in JSON-LD: for every text a `.txt` and an `.jsonld` file with a page of
annotations (https://www.w3.org/TR/annotation-model/). Offsets are code points.

A tag is a body with the purpose `tagging`, an attribute one with `classifying` and a term of our
own for its name, a note one with `commenting`. A link is an annotation with the motivation
`linking`, a label of a text one without selector. An annotation that states only the words is
looked for where its prefix and suffix say; a state or a selector of another kind is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Layer, Link, Pass, pass_id
from tui.exchange.beside import beside
from tui.exchange.drafts import Draft, Found, native_name
from tui.exchange.faults import Fault
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text, named
from tui.text.anchors import anchor
from tui.text.article import Span

_FORMAT = "webannotation"
_TERMS = {
    "glossator": "https://glossator.example/ns#",
    "attribute": "glossator:attribute",
    "origin": "glossator:origin",
}
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", _TERMS]
_ID = "urn:glossator:"
_CHECKED = "nothing to check"


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """The texts of a folder, or of one file."""
    for one in beside(path, (".jsonld", ".json")):
        draft = one.draft(_FORMAT, reading.unit("code points"))
        if isinstance(draft, Fault):
            yield draft
            continue
        labels: list[str] = []
        for file in one.notes:
            labels += _page(draft, file)
        yield from draft.finish(source=one.source, labels=labels)


def _page(draft: Draft, file: Path) -> list[str]:
    """Take a file's annotations; the labels of the whole text."""
    try:
        page = msgspec.json.decode(file.read_bytes())
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        draft.fault("", f"is not JSON: {error}")
        return []
    items = list(enumerate(_items(page)))
    labels = [label for at, item in items for label in _annotation(draft, item, f"items[{at}]")]
    for at, item in items:
        if item.get("motivation") == "linking":
            _link(draft, item, f"items[{at}]")
    return labels


def _items(page: object) -> Iterator[dict[str, Any]]:
    """The annotations of a page, a collection, a graph or a list; one annotation is itself."""
    if isinstance(page, list):
        for one in page:
            yield from _items(one)
    elif isinstance(page, dict):
        inner = next((page[name] for name in ("items", "first", "@graph") if name in page), None)
        if inner is None:
            yield page
        else:
            yield from _items(inner)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bodies(item: Mapping[str, Any], purpose: str) -> list[dict[str, Any]]:
    bodies = [one for one in _listed(item.get("body")) if isinstance(one, dict)]
    return [one for one in bodies if one.get("purpose", item.get("motivation")) == purpose]


def _values(item: Mapping[str, Any], purpose: str) -> list[str]:
    return [str(one["value"]) for one in _bodies(item, purpose) if "value" in one]


def _annotation(draft: Draft, item: Mapping[str, Any], field: str) -> list[str]:
    """Take an annotation; if it is of the whole text, its labels."""
    if item.get("motivation") == "linking":
        return []
    tags = _values(item, "tagging") or [
        str(one) for one in _listed(item.get("bodyValue")) if isinstance(one, str)
    ]
    targets = _listed(item.get("target"))
    selected = [one for one in targets if isinstance(one, dict) and "selector" in one]
    if not selected:
        if not tags:
            draft.fault(field, "says of no words of the text anything that has a place here")
        return tags
    found = [_place(draft, _listed(target["selector"]), field) for target in selected]
    places = [place for place in found if place is not None]
    if len(places) < len(found):
        return []
    spans = [place.span for place in places]
    stated = [place.words for place in places if place.words is not None]
    if item.get("motivation") == "assessing" and _CHECKED in _values(item, "assessing"):
        _checked(draft, spans[0], field)
        return []
    attributes = {
        str(one.get("attribute")): str(one["value"])
        for one in _bodies(item, "classifying")
        if "attribute" in one and "value" in one
    }
    draft.annotate(
        tags[0] if tags else str(_listed(item.get("motivation") or "annotation")[0]),
        spans,
        field=field,
        native=_native(item.get("id")),
        stated=" … ".join(stated) if len(stated) == len(spans) else None,
        attributes=attributes | {f"tag {at}": one for at, one in enumerate(tags[1:], 2)},
        note="\n".join(_values(item, "commenting")),
        author=_creator(item.get("creator")),
        created=str(item.get("created", "")),
        updated=str(item.get("modified", "")),
    )
    return []


def _native(id: object) -> str:
    return unquote(str(id).removeprefix(_ID)) if id else ""


def _creator(given: object) -> str:
    if isinstance(given, dict):
        given = given.get("nickname") or given.get("name") or given.get("id")
    return str(given) if given else ""


class _Place(NamedTuple):
    """Start and end as they are given, and the words that are stated."""

    span: tuple[object, object]
    words: str | None


def _place(draft: Draft, selectors: Sequence[Any], field: str) -> _Place | None:
    """Start and end of what selectors point to, and the words they state; None, and a fault."""
    kinds = {one.get("type"): one for one in selectors if isinstance(one, dict)}
    position, quoted = kinds.get("TextPositionSelector"), kinds.get("TextQuoteSelector", {})
    exact = quoted.get("exact")
    stated = exact if isinstance(exact, str) else None
    if position is not None:
        return _Place((position.get("start"), position.get("end")), stated)
    found = None
    if stated:
        before, after = str(quoted.get("prefix") or ""), str(quoted.get("suffix") or "")
        found = anchor(draft.text, stated, before, after, 0)
    if found is None or not found.exact:
        draft.fault(field, "has no selector by which its words can be found in the text")
        return None
    return _Place(found.span, stated)


def _checked(draft: Draft, place: tuple[object, object], field: str) -> None:
    span = draft.span(*place, field)
    if span is not None:
        draft.passes.append(
            Pass(
                id=pass_id(draft.id, span),
                article=draft.id,
                start=span[0],
                end=span[1],
                state="nothing",
            )
        )


def _link(draft: Draft, item: Mapping[str, Any], field: str) -> None:
    ends = [one if isinstance(one, str) else None for one in _listed(item.get("target"))]
    for body in _bodies(item, "linking"):
        source = body.get("source") or body.get("id")
        kind = next(iter(_values(item, "tagging")), "related")
        for end in ends:
            draft.link(
                kind, _native(end), _native(source), field=field, native=_native(item.get("id"))
            )


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.txt` and a `.jsonld` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.txt", article.text.encode()
        page = _Page(layer, article, f"{name}.txt", writing)
        yield f"{name}.jsonld", json_text(page.made()).encode() + b"\n"


class _Page:
    """The annotations of one text."""

    def __init__(self, layer: Layer, article: ArticleRecord, source: str, writing: Writing) -> None:
        self._layer = layer
        self._article = article
        self._source = quote(source)
        self._out = Offsets(article.text, writing.unit("code points")).outward
        self._names = {one.id: _name(one.id, one.origin) for one in layer.annotations}

    def made(self) -> dict[str, object]:
        """The page."""
        items = [
            *map(self._annotation, self._layer.annotations),
            *map(self._link, self._layer.links),
            *map(self._pass, self._layer.passes),
            *map(self._label, self._article.carried.labels),
        ]
        return {"@context": _CONTEXT, "type": "AnnotationPage", "items": items}

    def _target(self, span: Span) -> dict[str, object]:
        text = self._article.text
        return {
            "source": self._source,
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": self._out(span[0]),
                    "end": self._out(span[1]),
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": text[slice(*span)],
                    "prefix": text[max(0, span[0] - 32) : span[0]],
                    "suffix": text[span[1] : span[1] + 32],
                },
            ],
        }

    def _annotation(self, one: Annotation) -> dict[str, object]:
        bodies = [_body("tagging", one.tag)]
        bodies += [
            {**_body("classifying", value), "attribute": name}
            for name, value in one.attributes.items()
        ]
        bodies += [_body("commenting", one.note)] if one.note else []
        made: dict[str, object] = {
            "id": self._names[one.id],
            "type": "Annotation",
            "motivation": "tagging",
            "body": bodies,
            "target": [self._target(span) for span in one.spans],
        }
        if one.author:
            made["creator"] = {"type": "Person", "nickname": one.author}
        times = {"created": one.created, "modified": one.updated}
        return made | {name: time for name, time in times.items() if time}

    def _link(self, link: Link) -> dict[str, object]:
        return {
            "id": _name(link.id, f"import:{_FORMAT}"),
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                _body("tagging", link.type),
                {
                    "type": "SpecificResource",
                    "purpose": "linking",
                    "source": self._names[link.target],
                },
            ],
            "target": self._names[link.source],
        }

    def _pass(self, one: Pass) -> dict[str, object]:
        return {
            "id": _ID + quote(one.id),
            "type": "Annotation",
            "motivation": "assessing",
            "body": [_body("assessing", _CHECKED)],
            "target": [self._target((one.start, one.end))],
        }

    def _label(self, label: str) -> dict[str, object]:
        return {
            "id": f"{_ID}{self._article.id[:16]}-{quote(label)}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [_body("tagging", label)],
            "target": self._source,
        }


def _name(id: str, origin: str) -> str:
    native = native_name(id, origin, _FORMAT)
    name = native or id
    return name if ":" in name and native else _ID + quote(name)


def _body(purpose: str, value: str) -> dict[str, object]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}
