"""Making annotations: what is selected, as spans, quote selectors and a record."""

from __future__ import annotations

from collections.abc import Mapping

from tui.annotations.model import Annotation, Link, Quote
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text.article import Span, bare


def annotation(
    workspace: Workspace,
    reader: Reader,
    tag: str,
    spans: tuple[Span, ...],
    *,
    origin: str = "person",
    attributes: Mapping[str, str] | None = None,
) -> Annotation:
    """A new annotation of the pane's article, not yet committed."""
    now = workspace.world.now()
    return Annotation(
        id=workspace.new_id(),
        article=reader.article.id,
        tag=tag,
        spans=spans,
        quotes=quotes(reader.article.text, spans),
        attributes=dict(attributes or {}),
        author=workspace.author,
        origin=origin,
        created=now,
        updated=now,
    )


def link(workspace: Workspace, kind: str, source: Annotation, target: Annotation) -> Link:
    """A new link, not yet committed; it belongs to the article of its source."""
    return Link(
        id=workspace.new_id(),
        article=source.article,
        type=kind,
        source=source.id,
        target=target.id,
        target_article="" if target.article == source.article else target.article,
        author=workspace.author,
        created=workspace.world.now(),
    )


def quotes(text: str, spans: tuple[Span, ...]) -> tuple[Quote, ...]:
    """A quote selector for each span."""
    from tui.text.anchors import select

    return tuple(Quote(*select(text, span)) for span in spans)


def selected(reader: Reader) -> Span | None:
    """The selection without white space around it; None where nothing is left of it."""
    start, end = bare(reader.article.text, reader.selection or (0, 0))
    return (start, end) if start < end else None


def mended(reader: Reader, spans: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """The spans, with what is selected in the place of the one being mended.

    None where no words are selected, or they overlap another of the spans.
    """
    chosen = selected(reader)
    others = [one for one in spans if one != reader.mended]
    if chosen is None or any(start < chosen[1] and chosen[0] < end for start, end in others):
        return None
    return tuple(sorted((*others, chosen)))


def here(reader: Reader) -> Annotation | None:
    """The innermost annotation at the cursor."""
    found = reader.records.at(reader.cursor)
    return found[0] if found else None


def short(text: str) -> str:
    """Words for a message: at most 40 code points."""
    return text if len(text) <= 40 else text[:39] + "…"
