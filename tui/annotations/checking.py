"""What has been checked: which annotations are open, and which say more than their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import TYPE_CHECKING, Any

from tui.annotations.catalogue import key_of
from tui.annotations.model import Annotation, Evidence
from tui.annotations.scheme import Attribute, Scheme, Tag, Value

if TYPE_CHECKING:
    from tui.annotations.records import Records


def status(tag: Tag) -> Attribute | None:
    """The attribute that says how a tag's annotations were checked: one of its values is open."""
    return next((one for one in tag.attributes if any(v.open for v in one.values)), None)


def unset(attribute: Attribute) -> str:
    """What an annotation without a value of the status counts as: the first that is open."""
    return next((value.name for value in attribute.values if value.open), "")


def said(annotation: Annotation, attribute: Attribute) -> str:
    """The name of the status that an annotation has."""
    return annotation.attributes.get(attribute.name) or unset(attribute)


def checked(
    annotation: Annotation, attribute: Attribute, value: str, by: str, at: str
) -> dict[str, Any]:
    """The fields of an annotation that is given a value of its status: who checked it and when is
    only said of one that is not open.
    """
    opened = any(one.open for one in attribute.values if one.name == value)
    return {
        "attributes": {**annotation.attributes, attribute.name: value},
        "checked": "" if opened else at,
        "checked_by": "" if opened else by,
    }


def value_of(annotation: Annotation, attribute: Attribute) -> Value | None:
    """The value of an attribute that an annotation has; None for one that the scheme lacks."""
    name = said(annotation, attribute)
    return next((value for value in attribute.values if value.name == name), None)


def is_open(annotation: Annotation, scheme: Scheme) -> bool:
    """Whether an annotation has still to be checked."""
    attribute = status(scheme.tag(annotation.tag))
    value = value_of(annotation, attribute) if attribute is not None else None
    return value is not None and value.open


def open_ones(records: Records, scheme: Scheme) -> Iterator[Annotation]:
    """The annotations that have still to be checked, by place."""
    tags = [name for name in records.catalogue.tags if status(scheme.tag(name)) is not None]
    found = merge(*map(records.catalogue.of, tags), key=key_of)
    return (one for one in found if is_open(one, scheme))


def needs_evidence(annotation: Annotation, scheme: Scheme) -> bool:
    """Whether an annotation's status says nothing without evidence, as a verdict does."""
    attribute = status(scheme.tag(annotation.tag))
    value = value_of(annotation, attribute) if attribute is not None else None
    return value is not None and value.sourced


def by_claim(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Evidence by the annotation it is for, in the order in which it was added."""
    made: dict[str, list[Evidence]] = defaultdict(list)
    for one in sorted(evidence, key=lambda one: (one.created, one.id)):
        made[one.claim].append(one)
    return dict(made)
