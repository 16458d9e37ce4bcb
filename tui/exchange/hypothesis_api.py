"""Hypothesis, as its API gives annotations: for every text a `.txt` and a `.json` file with rows.

Positions are UTF-16, as a browser counts them. The first tag is the tag, one with a colon is an
attribute and its value, the comment is the note. A row without a selector labels the whole text;
replies are left aside. What else a row has is kept and written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tui.annotations.model import Annotation, Layer
from tui.exchange.beside import beside
from tui.exchange.drafts import Draft, Found, carried_rest, native_name
from tui.exchange.faults import Fault
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text, named
from tui.text.anchors import anchor

_FORMAT = "hypothesis"
_PLAIN = "annotation"
"""The tag of a row that has none."""


class _Selector(msgspec.Struct):
    type: str = ""
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""


class _Target(msgspec.Struct):
    source: str = ""
    selector: list[_Selector] = []


class _Row(msgspec.Struct):
    id: str = ""
    user: str = ""
    text: str = ""
    tags: list[str] = []
    created: str = ""
    updated: str = ""
    target: list[_Target] = []
    references: list[str] = []


class _Rows(msgspec.Struct):
    rows: list[_Row]


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """The texts of a folder, or of one file."""
    for one in beside(path, (".json",)):
        draft = one.draft(_FORMAT, reading.unit("utf-16"))
        if isinstance(draft, Fault):
            yield draft
            continue
        labels: list[str] = []
        came: dict[str, object] = {}
        for file in one.notes:
            try:
                found = msgspec.json.decode(file.read_bytes())
                rows = msgspec.convert(found, _Rows | list[_Row])
            except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
                draft.fault("", f"is not what the API gives: {error}")
                continue
            raw = found["rows"] if isinstance(found, dict) else found
            rows = rows.rows if isinstance(rows, _Rows) else rows
            for at, row in enumerate(rows):
                labels += _take(draft, row, f"rows[{at}]")
                if (made := draft.known(row.id)) is not None:
                    came[row.id] = {"row": raw[at], "at": list(made.spans[0])}
        yield from draft.finish(
            source=one.source, labels=labels, rest={"rows": came} if came else None
        )


def _take(draft: Draft, row: _Row, field: str) -> list[str]:
    """Take a row; if it is of the whole text, its labels."""
    selectors = {one.type: one for target in row.target for one in target.selector}
    attributes = dict(tag.split(":", 1) for tag in row.tags if ":" in tag)
    tags = [tag for tag in row.tags if ":" not in tag]
    if row.references:
        draft.fault(field, "is a reply, which has no place here")
        return []
    if not selectors:
        return tags
    quoted = selectors.get("TextQuoteSelector", _Selector())
    position = selectors.get("TextPositionSelector")
    if position is None and quoted.exact:
        found = anchor(draft.text, quoted.exact, quoted.prefix, quoted.suffix, 0)
        out = Offsets(draft.text, "utf-16").outward
        if found is not None and found.exact:
            position = _Selector(start=out(found.span[0]), end=out(found.span[1]))
    if position is None:
        draft.fault(field, "has no selector by which its words can be found in the text")
        return []
    more = {f"tag {at}": tag for at, tag in enumerate(tags[1:], 2)}
    draft.annotate(
        tags[0] if tags else _PLAIN,
        [(position.start, position.end)],
        field=field,
        native=row.id,
        stated=quoted.exact,
        attributes=attributes | more,
        note=row.text,
        author=_author(row.user),
        created=row.created,
        updated=row.updated,
    )
    return []


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.txt` and a `.json` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.txt", article.text.encode()
        out = Offsets(article.text, writing.unit("utf-16"))
        came = carried_rest(layer, _FORMAT).get("rows", {})
        rows = [
            _as_it_came(one, _row(one, f"{name}.txt", article.text, out), came, writing)
            for one in layer.annotations
        ]
        rows += [
            {"tags": [label], "text": "", "target": [{"source": f"{name}.txt"}]}
            for label in article.carried.labels
        ]
        yield f"{name}.json", json_text({"total": len(rows), "rows": rows}).encode() + b"\n"


def _as_it_came(
    one: Annotation, made: dict[str, object], came: Mapping[str, Any], writing: Writing
) -> dict[str, object]:
    """A row with what else it had when it came; where it stands only if that has not changed."""
    known = came.get(native_name(one.id, one.origin, _FORMAT))
    if known is None:
        return made
    row = known["row"]
    kept = {"uri"} if "uri" in row else set()
    if known["at"] == list(one.spans[0]) and writing.offsets is None:
        kept.add("target")
    if _author(row.get("user", "")) == one.author:
        kept.add("user")
    return {**row, **{name: value for name, value in made.items() if name not in kept}}


def _author(user: str) -> str:
    """The name of an account such as `acct:ana@example.org`."""
    return user.removeprefix("acct:").partition("@")[0]


def _row(one: Annotation, source: str, text: str, offsets: Offsets) -> dict[str, object]:
    extra = [value for name, value in one.attributes.items() if name.startswith("tag ")]
    pairs = [f"{name}:{value}" for name, value in one.attributes.items() if name[:4] != "tag "]
    selector = [
        {
            "type": "TextPositionSelector",
            "start": offsets.outward(one.start),
            "end": offsets.outward(one.end),
        },
        {
            "type": "TextQuoteSelector",
            "exact": one.quotes[0].exact,
            "prefix": text[max(0, one.start - 32) : one.start],
            "suffix": text[one.end : one.end + 32],
        },
    ]
    row: dict[str, object] = {
        "id": native_name(one.id, one.origin, _FORMAT) or one.id,
        "uri": source,
        "tags": [*([] if one.tag == _PLAIN else [one.tag]), *extra, *pairs],
        "text": one.note,
        "target": [{"source": source, "selector": selector}],
    }
    if one.author:
        row["user"] = f"acct:{one.author}@localhost"
    times = {"created": one.created, "updated": one.updated}
    return row | {name: time for name, time in times.items() if time}
