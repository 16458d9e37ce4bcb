"""doccano's JSON Lines, in both shapes: `label` with triples or names, and `entities` with
`relations`. Its offsets are those of JavaScript, UTF-16.

A name in `label`, and a key of `cats`, is a label of the whole text. Other fields of a row are
kept and written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tui.annotations.model import Annotation, Layer
from tui.exchange.drafts import Draft, Found, carried_rest, native_name, remainder
from tui.exchange.faults import Fault
from tui.exchange.inputs import items
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text

_LABELS = ("label", "labels", "cats")
_KNOWN = ("text", "data", "entities", "relations", *_LABELS)


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """A text for each row that has one."""
    for item in items(path):
        if isinstance(item, Fault):
            yield item
            continue
        row = item.value
        field = "data" if isinstance(row, dict) and "data" in row else "text"
        if not isinstance(row, dict) or not isinstance(row.get(field), str):
            yield Fault(str(path), item.line, "", "has no text")
            continue
        draft = Draft(
            row[field],
            format_id="doccano",
            file=str(path),
            line=item.line,
            unit=reading.unit("utf-16"),
        )
        _entities(draft, row)
        labels = _labels(draft, row)
        yield from draft.finish(labels=labels, rest={"row": remainder(row, *_KNOWN)})


def _entities(draft: Draft, row: Mapping[str, object]) -> None:
    for at, one in enumerate(_listed(draft, row, "entities")):
        field = f"entities[{at}]"
        if not isinstance(one, dict):
            draft.fault(field, "is no object")
            continue
        place = one.get("start_offset"), one.get("end_offset")
        draft.annotate(one.get("label"), [place], field=field, native=str(one.get("id", f"n{at}")))
    for at, one in enumerate(_listed(draft, row, "relations")):
        field = f"relations[{at}]"
        if not isinstance(one, dict):
            draft.fault(field, "is no object")
            continue
        ends = str(one.get("from_id")), str(one.get("to_id"))
        draft.link(one.get("type"), *ends, field=field, native=str(one.get("id", "")))


def _labels(draft: Draft, row: Mapping[str, object]) -> list[str]:
    found: list[str] = []
    for name in _LABELS:
        value = row.get(name)
        if name == "cats" and isinstance(value, dict):
            value = list(value)
        if isinstance(value, str):
            value = [value]
        for at, one in enumerate(_listed(draft, {name: value}, name)):
            if isinstance(one, str):
                found.append(one)
            elif isinstance(one, list) and len(one) == 3:
                draft.annotate(one[2], [(one[0], one[1])], field=f"{name}[{at}]")
            else:
                draft.fault(f"{name}[{at}]", "is neither a name nor start, end and name")
    return found


def _listed(draft: Draft, row: Mapping[str, object], name: str) -> list[object]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        draft.fault(name, "is no list")
        return []
    return value


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A row for each text, in the shape it came in, else with `entities` and `relations`."""
    for layer in layers:
        if layer.article is not None:
            yield "", json_text(_row(layer, writing)).encode() + b"\n"


def _row(layer: Layer, writing: Writing) -> dict[str, object]:
    if layer.article is None:
        raise ValueError("a layer without an article has no text")
    row: dict[str, object] = dict(carried_rest(layer, "doccano").get("row", {}))
    out = Offsets(layer.article.text, writing.unit("utf-16")).outward
    row["data" if "data" in row else "text"] = layer.article.text
    named = [name for name in _LABELS if name in row]
    triples = "entities" not in row and named and not layer.links
    labels = list(layer.article.carried.labels)
    places = [(out(one.start), out(one.end), one.tag) for one in layer.annotations]
    if triples:
        row[named[0]] = [*places, *labels]
        return row
    ids = _ids(layer.annotations)
    row["entities"] = [
        {"id": ids[one.id], "label": tag, "start_offset": start, "end_offset": end}
        for one, (start, end, tag) in zip(layer.annotations, places, strict=True)
    ]
    row["relations"] = [
        {"id": at, "from_id": ids[link.source], "to_id": ids[link.target], "type": link.type}
        for at, link in enumerate(layer.links)
    ]
    if labels or "cats" in row:
        row["cats"] = dict.fromkeys(labels, 1.0)
    return {name: value for name, value in row.items() if name not in ("label", "labels")}


def _ids(annotations: Iterable[Annotation]) -> dict[str, int]:
    """A number for each annotation: the one it came with, else the next that is free."""
    made: dict[str, int] = {}
    waiting = []
    for one in annotations:
        native = native_name(one.id, one.origin, "doccano")
        if native.isdecimal() and int(native) not in made.values():
            made[one.id] = int(native)
        else:
            waiting.append(one.id)
    number = max(made.values(), default=-1)
    made.update((key, number + 1 + at) for at, key in enumerate(waiting))
    return made
