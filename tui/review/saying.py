"""What annotators said of a thing, in a few words that need no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.annotations import checking
from tui.annotations.model import Annotation
from tui.annotations.scheme import Scheme
from tui.review.comparison import Comparison, Kind
from tui.review.wording import brief
from tui.text.cells import in_marks


def words(annotation: Annotation) -> str:
    """The annotated words on one line."""
    return " ".join(annotation.text.split())


class Parted(NamedTuple):
    """Words in three: what all say first, what only these say, what all say last."""

    head: str
    own: str
    tail: str


def parted(comparison: Comparison) -> dict[int, Parted]:
    """The words of each annotator who marked any, parted where others marked fewer or more; all of
    them are `head` where there is no such difference.
    """
    there = {at: words(one) for at, one in enumerate(comparison.members) if one is not None}
    said = {at: text.split(" ") for at, text in there.items()}
    if "boundary" not in comparison.differences:
        return {at: Parted(text, "", "") for at, text in there.items()}
    head = _alike(list(said.values()))
    tail = _alike([tokens[head:][::-1] for tokens in said.values()])
    return {
        at: Parted(
            " ".join(tokens[:head]),
            " ".join(tokens[head : len(tokens) - tail]),
            " ".join(tokens[len(tokens) - tail :]),
        )
        for at, tokens in said.items()
    }


def beside(comparison: Comparison, layer: int) -> str:
    """What an annotator said beside the words: attributes, and the links that others left out."""
    one = comparison.members[layer]
    parts = [*_attributes(one), *_links(comparison, layer)] if one is not None else []
    return " · ".join(parts)


def links(comparison: Comparison, layer: int) -> tuple[str, ...]:
    """All of an annotator's links, each as its type and the words that it leads to."""
    return tuple(f"{tie.type} → {words(end)}" for tie, end in comparison.ties[layer].items())


def difference(comparison: Comparison, scheme: Scheme) -> str:
    """In what the versions differ: `claim → quote`, `+ of Varn`, `status verified → disputed`."""
    kinds = comparison.differences
    return " · ".join(said for kind in kinds if (said := _difference(comparison, kind, scheme)))


def _difference(comparison: Comparison, kind: Kind, scheme: Scheme) -> str:
    there = comparison.present
    match kind:
        case "label":
            return " → ".join(dict.fromkeys(one.tag for one in there))
        case "boundary":
            first, *others = dict.fromkeys(one.spans for one in there)
            said = {one.spans: one for one in there}
            return " → ".join(_moved(said[first], said[other]) for other in others)
        case "attribute":
            names = sorted({name for one in there for name in one.attributes})
            values = {
                name: dict.fromkeys(_value(one, name, scheme) for one in there) for name in names
            }
            differing = (name for name in names if len(values[name]) > 1)
            return " · ".join(f"{name} {' → '.join(values[name])}" for name in differing)
        case "link":
            said_by = (_links(comparison, at) for at, one in enumerate(comparison.members) if one)
            return " | ".join(", ".join(made) or "no link" for made in said_by)
        case "missing":
            return ""


def _value(one: Annotation, name: str, scheme: Scheme) -> str:
    """The value of an attribute; of a status that nobody set, what that counts as."""
    status = checking.status(scheme.tag(one.tag))
    if status is not None and status.name == name:
        return checking.said(one, status)
    return one.attributes.get(name) or "none"


def _alike(lists: Sequence[Sequence[str]]) -> int:
    """How many tokens are the same at the beginning of all lists."""
    return next(
        (at for at, tokens in enumerate(zip(*lists, strict=False)) if len(set(tokens)) > 1),
        min(map(len, lists)),
    )


def _moved(one: Annotation, other: Annotation) -> str:
    """The words that came and went; how far the edges moved where the words are the same."""
    said = brief(words(one), words(other))
    return said or f"moved by {other.start - one.start:+}"


def _attributes(one: Annotation) -> list[str]:
    return [f"{name} {value}" for name, value in sorted(one.attributes.items())]


def _links(comparison: Comparison, layer: int) -> list[str]:
    """The links of an annotator that others left out."""
    made = comparison.ties[layer].items()
    return [
        f"{tie.type} → {in_marks(words(end))}" for tie, end in made if tie in comparison.disputed
    ]
