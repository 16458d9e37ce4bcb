"""What an annotation is linked to, as it is shown: each link read from one of its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.model import Annotation, Link

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


class Tie(NamedTuple):
    """A link as it reads from one end: `label` as in “said by”, `words` those of the other end.

    `article` and `annotation` are the other end's ids; `there` says that it is open.
    """

    link: Link
    label: str
    words: str
    article: str
    annotation: str
    there: bool


def of(workspace: Workspace, reader: Reader, annotation: Annotation) -> list[Tie]:
    """The links of an annotation, those that begin at it first."""
    held = reader.records.hanging.links.get(annotation.id, [])
    outward = sorted(held, key=lambda link: link.source != annotation.id)
    return [_tie(workspace, reader, link, annotation.id) for link in outward]


def _tie(workspace: Workspace, reader: Reader, link: Link, id: str) -> Tie:
    kind = workspace.scheme.link(link.type)
    if link.source != id:
        found = reader.records.annotations.get(link.source)
        label, article, other = kind.back or kind.summary, link.article, link.source
    else:
        label, article, other = kind.summary, link.target_article or link.article, link.target
        records = workspace.records(article)
        found = records.annotations.get(other) if records is not None else None
    words = found.text if found is not None else _elsewhere(workspace, article)
    return Tie(link, label, words, article, other, found is not None)


def _elsewhere(workspace: Workspace, article: str) -> str:
    """What is said of an annotation whose words are not at hand."""
    item = next((one for one in workspace.library.items() if one.id == article), None)
    return f"in “{item.label}”" if item is not None else "in another article"
