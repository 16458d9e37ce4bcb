"""Label Studio's JSON: tasks with `annotations` (once `completions`) and `predictions`.

A region of type `labels` is an annotation; `choices` and `textarea` for the same region are its
attributes and its note, `choices` without a region label the whole text, `relation` is a link.
Each annotator's result is told apart by its author. Predictions are candidates: they are kept as
they are and written back.

Since October 2021 offsets are code points, before they were UTF-16; where the regions state
their text, the unit that agrees with it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from tui.exchange.drafts import Draft, Found, remainder
from tui.exchange.faults import Fault
from tui.exchange.inputs import Item, items
from tui.exchange.labelstudio_output import NOTE, write
from tui.exchange.offsets import Offsets, Unit
from tui.exchange.options import Reading

__all__ = ["read", "write"]

_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
_RESULTS = ("annotations", "completions")

_Row = Mapping[str, object]


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """A text for each task; `path` is the file, or the folder in which `tasks.json` is."""
    file = path / "tasks.json" if path.is_dir() else path
    for item in items(file):
        if isinstance(item, Fault):
            yield item
        else:
            yield from _task(file, item, reading)


def _task(file: Path, item: Item, reading: Reading) -> Iterator[Found]:
    row = item.value
    data = row.get("data", row) if isinstance(row, dict) else None
    name, text = _text(data) if isinstance(data, dict) else ("", "")
    if not isinstance(row, dict) or not isinstance(data, dict) or not name:
        yield Fault(str(file), item.line, "data", "has no text")
        return
    results = [(kind, at, one) for kind in _RESULTS for at, one in enumerate(_listed(row, kind))]
    unit = reading.offsets or _unit(text, [one for _, _, one in results])
    draft = Draft(text, format_id="labelstudio", file=str(file), line=item.line, unit=unit)
    labels: list[str] = []
    for kind, at, one in results:
        labels += _Result(draft, one, f"{kind}[{at}]", at).take()
    rest: dict[str, object] = {"row": remainder(row, "data", *_RESULTS), "text": name}
    if "data" in row:
        rest["data"] = remainder(data, name)
    rest["results"] = [remainder(one, "result", "completed_by") for _, _, one in results]
    yield from draft.finish(labels=list(dict.fromkeys(labels)), rest=rest)


def _text(data: _Row) -> tuple[str, str]:
    """The field of the text and the text: `text`, else the longest there is."""
    found = {name: value for name, value in data.items() if isinstance(value, str)}
    if "text" in found:
        return "text", found["text"]
    name = max(found, key=lambda one: len(found[one]), default="")
    return name, found.get(name, "")


def _listed(row: _Row, name: str) -> list[dict[str, object]]:
    value = row.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _value(region: _Row) -> dict[str, object]:
    value = region.get("value")
    return value if isinstance(value, dict) else {}


def _unit(text: str, results: list[dict[str, object]]) -> Unit:
    """Code points, unless the stated texts agree with UTF-16 and not with them."""
    units: tuple[Unit, Unit] = ("code points", "utf-16")
    agreed = dict.fromkeys(units, 0)
    for unit in units:
        offsets = Offsets(text, unit)
        for result in results:
            for value in map(_value, _listed(result, "result")):
                start, end = value.get("start"), value.get("end")
                if isinstance(start, int) and isinstance(end, int) and "text" in value:
                    first, last = offsets.inward(start), offsets.inward(end)
                    if first is not None and last is not None:
                        agreed[unit] += text[first:last] == value["text"]
    return "utf-16" if agreed["utf-16"] > agreed["code points"] else "code points"


class _Result:
    """What one annotator said of a text."""

    def __init__(self, draft: Draft, row: _Row, field: str, number: int) -> None:
        self._draft = draft
        self._row = row
        self._field = field
        self._number = number

    def take(self) -> list[str]:
        """Take every region, then what is said of the regions; the labels of the whole text."""
        regions = _listed(self._row, "result")
        if self._row.get("was_cancelled"):
            return []
        labels: list[str] = []
        for at, region in enumerate(regions):
            if region.get("type") in _LABELS:
                self._region(region, f"{self._field}.result[{at}]")
        for at, region in enumerate(regions):
            field = f"{self._field}.result[{at}]"
            kind = region.get("type")
            if kind == "relation":
                self._relation(region, field)
            elif kind == "choices" and "start" not in _value(region):
                labels += [str(one) for one in _names(_value(region), "choices")]
            elif kind in ("choices", "textarea"):
                self._detail(region, str(kind), field)
            elif kind not in _LABELS:
                self._draft.fault(field, f"“{kind}” is no type of result that a text has")
        return labels

    def _native(self, name: object) -> str:
        return f"{self._number}.{name}"

    def _region(self, region: _Row, field: str) -> None:
        value = _value(region)
        stated = value.get("text")
        names = next((found for kind in _LABELS if (found := _names(value, kind))), [])
        name = str(region.get("id", field))
        for at, label in enumerate(names or [None]):
            self._draft.annotate(
                label,
                [(value.get("start"), value.get("end"))],
                field=field,
                native=self._native(f"{name}#{at}" if at else name),
                stated=stated if isinstance(stated, str) and stated else None,
                author=_author(self._row.get("completed_by")),
                created=str(self._row.get("created_at") or ""),
                updated=str(self._row.get("updated_at") or ""),
            )

    def _relation(self, region: _Row, field: str) -> None:
        ends = [self._native(region.get(name)) for name in ("from_id", "to_id")]
        if region.get("direction") == "left":
            ends.reverse()
        kind = next(iter(_names(region, "labels")), "related")
        self._draft.link(kind, *ends, field=field)

    def _detail(self, region: _Row, kind: str, field: str) -> None:
        """Give an annotation an attribute or a note."""
        one = self._draft.known(self._native(region.get("id")))
        value = _value(region)
        said = [str(each) for each in _names(value, "choices" if kind == "choices" else "text")]
        if one is None or not said:
            self._draft.fault(field, f"no region is called {region.get('id')!a}")
        elif kind == "textarea" and region.get("from_name") == NOTE:
            self._draft.replace(msgspec.structs.replace(one, note="\n".join(said)))
        else:
            name = str(region.get("from_name"))
            attributes = {**one.attributes, name: "; ".join(said)}
            self._draft.replace(msgspec.structs.replace(one, attributes=attributes))


def _names(value: _Row, name: str) -> list[object]:
    found = value.get(name)
    return found if isinstance(found, list) else [found] if isinstance(found, str) else []


def _author(given: object) -> str:
    """Who made an annotation: an id, or the address of an account."""
    if isinstance(given, dict):
        given = given.get("email") or given.get("id")
    return str(given) if given else ""
