"""TOML tables to structs, with every fault of a table found at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Fault(NamedTuple):
    """Something wrong in a keymap file; `path` is where in it, as in `keys."word.next"`."""

    file: str
    path: str
    reason: str

    def __str__(self) -> str:
        """One line for a person."""
        return ": ".join(part for part in self if part)


Report = Callable[[str, str], None]
"""Takes the path inside the file and the reason."""


def table_at(table: Mapping[str, object], key: str, path: str, report: Report) -> dict[str, Any]:
    """The table under a key; an empty one, with a report, where something else stands there."""
    found = table.get(key, {})
    if isinstance(found, dict):
        return found
    report(path, "should be a table")
    return {}


def to_struct(kind: type[S], table: Mapping[str, object], path: str, report: Report) -> S | None:
    """The table as a struct; fields that are wrong are reported and fall back to their defaults.

    None where a required field is missing or wrong.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    sound: dict[str, Any] = {}
    for key, value in table.items():
        if key not in fields:
            report(f"{path}.{key}", f"unknown; there are {', '.join(fields)}")
            continue
        try:
            sound[fields[key].name] = msgspec.convert(value, fields[key].type)
        except msgspec.ValidationError as error:
            report(f"{path}.{key}", str(error).replace(" - at `$", " at `"))
    missing = [name for name, field in fields.items() if field.required and field.name not in sound]
    for name in missing:
        if name not in table:
            report(f"{path}.{name}", "is missing")
    return None if missing else kind(**sound)
