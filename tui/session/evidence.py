"""What claims were checked against: what has been cited lately, and what is being typed of it."""

from __future__ import annotations

from collections.abc import Sequence

from tui.annotations import checking
from tui.annotations.citation import Citation, citation
from tui.annotations.model import Annotation, Evidence
from tui.session import ties
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text.cells import clip, width

_MOST = 9
"""Sources that a digit can mean."""
_TIES = 2
"""Links that the status line names."""
_CELLS = 26
"""Cells that a source may take in the key line."""
_FEW, _LEAST = 5, 3
"""Cells to which words are cut before a date is, and to which all is."""
_AROUND = 4
"""Cells that part what is said from its name and from the next."""


def recent(workspace: Workspace) -> list[Citation]:
    """The sources cited last, in whatever article, the last first, each once."""
    here = {reader.article.id for reader in workspace.panes}
    cited = [one for one in workspace.sources if one.article not in here]
    for article in here:
        records = workspace.records(article)
        cited += records.evidence.values() if records is not None else ()
    cited.sort(key=lambda one: (one.created, one.id), reverse=True)
    found: dict[tuple[str, str], Citation] = {}
    for one in cited:
        about = (one.title, one.address) if one.title or one.address else ("@", one.contact)
        found.setdefault(about, Citation(one.title, one.address, contact=one.contact))
    return list(found.values())[:_MOST]


def parts(workspace: Workspace, typed: str) -> list[tuple[str, str]]:
    """What helps while evidence is being typed: before the first letter each recent source after
    its digit, then what has been understood.
    """
    sources = recent(workspace)
    if not typed.strip():
        return [(str(n), clip(name(one), _CELLS)) for n, one in enumerate(sources, 1)]
    said = citation(typed, sources)._asdict()
    return [(field, value) for field, value in said.items() if value]


def fitted(said: Sequence[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """Parts of a citation, by name, with the longest cut until all stand in `room` cells, as far
    as they can; a date is cut last.
    """
    cells = [width(value) for _, value in said]
    most = room - sum(width(name) + _AROUND for name, _ in said)
    while sum(cells) > most and max(cells) > _LEAST:
        words = [n for n, (name, _) in enumerate(said) if name != "seen" and cells[n] > _FEW]
        widest = max(words or range(len(cells)), key=cells.__getitem__)
        cells[widest] -= 1
    return [(name, clip(value, left)) for (name, value), left in zip(said, cells, strict=True)]


def remarks(workspace: Workspace, reader: Reader, annotation: Annotation) -> list[str]:
    """What the status line says of an annotation: its attributes, and what they rest on."""
    held, tag = annotation.attributes, workspace.scheme.tag(annotation.tag)
    known = [attribute.name for attribute in tag.attributes if attribute.name in held]
    said = [held[name] for name in dict.fromkeys((*known, *held))]
    count = len(reader.records.hanging.evidence.get(annotation.id, ()))
    if count:
        said.append(counted(count))
    elif checking.needs_evidence(annotation, workspace.scheme):
        said.append("no evidence")
    linked = ties.of(workspace, reader, annotation)
    said += (f"{tie.label} {tie.words}" for tie in linked[:_TIES])
    return said


def counted(sources: int) -> str:
    """A number of sources in words."""
    return "1 source" if sources == 1 else f"{sources} sources"


def name(source: Citation | Evidence) -> str:
    """What a source is called: its title, else its address, else who was asked."""
    return source.title or source.address or source.contact or source.quotation or source.place
