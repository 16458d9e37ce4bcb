"""The `[tags]`, `[links]` and `[labels]` tables of a keymap as a scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from tui.annotations.scheme import (
    Attribute,
    Label,
    LinkType,
    Scheme,
    Tag,
    Value,
    glyph_of,
    is_glyph,
)
from tui.session.keys import KeyNameError, canonical, sequence
from tui.session.tables import Report, table_at, to_struct
from tui.text.objects import OBJECTS


def read_scheme(table: Mapping[str, object], report: Report) -> Scheme:
    """The scheme that the three tables describe; what has faults keeps what is sound."""
    tags, labels = (table_at(table, part, part, report) for part in ("tags", "labels"))
    made = (
        _tag(name, dict(table_at(tags, name, f"tags.{name}", report)), f"tags.{name}", report)
        for name in tags
    )
    sound = tuple(tag for tag in made if tag is not None)
    links = _links(table_at(table, "links", "links", report), {tag.name for tag in sound}, report)
    said = (
        _label(name, table_at(labels, name, f"labels.{name}", report), f"labels.{name}", report)
        for name in labels
    )
    return Scheme(sound, tuple(links), tuple(label for label in said if label is not None))


def _links(table: Mapping[str, object], tags: set[str], report: Report) -> Iterator[LinkType]:
    """The link types; one that no key or no tag is left of is left out."""
    keys: dict[str, str] = {}
    for name in table:
        path = f"links.{name}"
        one = to_struct(
            LinkType,
            {"summary": name, **table_at(table, name, path, report), "name": name},
            path,
            report,
        )
        if one is None or not _is_key(one.key, f"{path}.key", report):
            continue
        if one.key in keys:
            report(f"{path}.key", f"“{one.key}” already stands for {keys[one.key]}")
            continue
        for field, named in (("from", one.source), ("to", one.target)):
            for tag in named:
                if tag not in tags:
                    report(
                        f"{path}.{field}", f"no tag “{tag}”; there are {', '.join(sorted(tags))}"
                    )
        source = tuple(tag for tag in one.source if tag in tags)
        target = tuple(tag for tag in one.target if tag in tags)
        if source and target:
            keys[one.key] = name
            yield replace(one, source=source, target=target)


def _label(name: str, table: Mapping[str, object], path: str, report: Report) -> Label | None:
    """A label of the whole article; of values that are only named, each has its number as key."""
    values = table.get("values", ())
    if isinstance(values, list):
        named = enumerate(values, 1)
        values = [{"name": v, "key": str(n)} if isinstance(v, str) else v for n, v in named]
    made = to_struct(Label, {**table, "values": values, "name": name}, path, report)
    if made is None or not _is_key(made.key, f"{path}.key", report):
        return None
    if ":" in name:
        report(path, "should have no colon in its name: one stands before the value in a dataset")
    if bool(made.values) is (made.kind == "text"):
        wrong = "are given, and its text is free" if made.values else "are missing"
        report(f"{path}.values", wrong)
    return replace(made, values=_sound(made.values, path, report))


def _tag(name: str, table: dict[str, Any], path: str, report: Report) -> Tag | None:
    attributes = table_at(table, "attributes", f"{path}.attributes", report)
    table["attributes"] = ()
    usual = {"summary": name, "glyph": glyph_of(name), "object": "word"}
    tag = to_struct(Tag, {**usual, **table, "name": name}, path, report)
    if tag is None:
        return None
    if tag.object not in OBJECTS:
        report(f"{path}.object", f"no text object “{tag.object}”; there are {', '.join(OBJECTS)}")
        tag = replace(tag, object="word")
    if not is_glyph(tag.glyph):
        report(f"{path}.glyph", "should be one character that takes one cell")
        tag = replace(tag, glyph=glyph_of(name))
    keys = tuple(key for key in tag.keys if _is_sequence(key, f"{path}.keys", report))
    found = (
        _attribute(
            attribute, table_at(attributes, attribute, f"{path}.attributes", report), path, report
        )
        for attribute in attributes
    )
    return replace(tag, keys=keys, attributes=tuple(one for one in found if one is not None))


def _attribute(
    name: str, table: Mapping[str, object], path: str, report: Report
) -> Attribute | None:
    path = f"{path}.attributes.{name}"
    made = to_struct(Attribute, {**table, "name": name}, path, report)
    if made is None or not _is_key(made.key, f"{path}.key", report):
        return None
    return replace(made, values=_sound(made.values, path, report))


def _sound(values: tuple[Value, ...], path: str, report: Report) -> tuple[Value, ...]:
    """The values whose keys are keys."""
    return tuple(
        value
        for number, value in enumerate(values)
        if _is_key(value.key, f"{path}.values[{number}].key", report)
    )


def _is_key(written: str, path: str, report: Report) -> bool:
    try:
        canonical(written)
    except KeyNameError as error:
        report(path, str(error))
        return False
    return True


def _is_sequence(written: str, path: str, report: Report) -> bool:
    try:
        sequence(written)
    except KeyNameError as error:
        report(path, str(error))
        return False
    return True
