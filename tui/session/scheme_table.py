"""The `[tags]` and `[links]` tables of a keymap as a scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from tui.annotations.scheme import Attribute, LinkType, Scheme, Tag, glyph_of, is_glyph
from tui.session.keys import KeyNameError, canonical, sequence
from tui.session.tables import Report, table_at, to_struct
from tui.text.objects import OBJECTS


def read_scheme(tags: Mapping[str, object], links: Mapping[str, object], report: Report) -> Scheme:
    """The scheme that the two tables describe; what has faults keeps what is sound."""
    made = []
    for name in tags:
        path = f"tags.{name}"
        tag = _tag(name, dict(table_at(tags, name, path, report)), path, report)
        if tag is not None:
            made.append(tag)
    return Scheme(tuple(made), tuple(_links(links, {tag.name for tag in made}, report)))


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
    sound = tuple(
        value
        for number, value in enumerate(made.values)
        if _is_key(value.key, f"{path}.values[{number}].key", report)
    )
    return replace(made, values=sound)


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
