"""UIMA's CAS in JSON, version 0.4, as INCEpTION and dkpro-cassis write it: a file for each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tui.annotations.model import ArticleRecord, Layer
from tui.exchange.cas import ANNOTATION, SOFA, Cas, Structure, Writer, found, types_used
from tui.exchange.drafts import Found
from tui.exchange.faults import Fault
from tui.exchange.inputs import files
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text, named

_REFERENCES = ("@Governor", "@Dependent", "@target")


class _View(msgspec.Struct, rename={"sofa": "%SOFA", "members": "%MEMBERS"}):
    sofa: int | None = None
    members: list[int] = []


class _File(
    msgspec.Struct,
    rename={"types": "%TYPES", "structures": "%FEATURE_STRUCTURES", "views": "%VIEWS"},
):
    structures: list[dict[str, object]]
    types: dict[str, object] = {}
    views: dict[str, _View] = {}


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The text of a `.json` file, or of each in a folder and the folders in it."""
    for file, name in files(path, ".json"):
        yield from read_file(file, name, "")


def read_file(path: Path, source: str, author: str) -> Iterator[Found]:
    """The text of one file and what is said of it, by `author`."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        yield Fault(str(path), 1, "", f"is no CAS in JSON: {error}")
        return
    yield from found(_cas(file), path, "cas-json", source, author)


def _cas(file: _File) -> Cas:
    cas = Cas([], more={"types": file.types, "views": {}})
    for fields in file.structures:
        key, kind = fields.get("%ID"), fields.get("%TYPE")
        if isinstance(key, int) and isinstance(kind, str):
            rest = {name: one for name, one in fields.items() if name not in ("%ID", "%TYPE")}
            cas.structures.append(Structure(key, kind, rest))
    sofa = cas.sofa()
    for name, view in file.views.items():
        if sofa is not None and view.sofa == sofa.id:
            cas.members = view.members
            cas.more["view"] = name
        else:
            cas.more["views"][name] = {"%SOFA": view.sofa, "%MEMBERS": view.members}
    return cas


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.json` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.json", file_of(layer, article, writing)


def file_of(layer: Layer, article: ArticleRecord, writing: Writing) -> bytes:
    """One text as a file."""
    cas = Writer(layer, article, "cas-json", writing, "@").cas()
    types = dict(cas.more.get("types", {}))
    came = bool(cas.more)
    for name, fields in types_used(cas.structures):
        if name not in types and not (came and not name.startswith("webanno.custom.Glossator")):
            types[name] = _type(name, fields)
    sofa = next(one.id for one in cas.structures if one.type == SOFA)
    view = {"%SOFA": sofa, "%MEMBERS": cas.members}
    made = {
        "%TYPES": types,
        "%FEATURE_STRUCTURES": [
            {"%ID": one.id, "%TYPE": one.type, **one.fields} for one in cas.structures
        ],
        "%VIEWS": {cas.more.get("view", "_InitialView"): view, **cas.more.get("views", {})},
    }
    return json_text(made).encode()


def _type(name: str, fields: list[str]) -> dict[str, object]:
    features = {
        field.lstrip("@"): {
            "%NAME": field.lstrip("@"),
            "%RANGE": ANNOTATION if field in _REFERENCES else "uima.cas.String",
        }
        for field in fields
    }
    return {"%NAME": name, "%SUPER_TYPE": ANNOTATION, **features}
