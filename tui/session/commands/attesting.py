"""Evidence for the claim here: pasted or typed in one line."""

from __future__ import annotations

from tui.annotations import checking
from tui.annotations.citation import Citation, citation
from tui.annotations.edits import adding
from tui.annotations.model import Annotation, Evidence
from tui.session import evidence
from tui.session.choosing import fitting
from tui.session.commands.making import short
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.cells import clip, in_marks

COMMANDS = Registry()

_CELLS = 24
"""Cells of a claim's words before the evidence that is being typed."""


@COMMANDS.command(
    "evidence.add",
    "add evidence to the claim here: paste an address or a citation, or press a source's digit",
    "annotation",
    "evidence",
)
def add(workspace: Workspace) -> None:
    """Ask for evidence for the claim here."""
    found = fitting(workspace, lambda one: _checkable(workspace, one))
    if found is None:
        workspace.say("there is no claim here that evidence could be for")
        return

    def accept(workspace: Workspace, typed: str) -> None:
        claim = workspace.annotation(found.id)
        said = citation(typed, evidence.recent(workspace))
        if claim is not None and any(said):
            _add(workspace, claim, said)

    workspace.ask(Prompt("evidence", f"evidence for {in_marks(clip(found.text, _CELLS))}", accept))


def _checkable(workspace: Workspace, annotation: Annotation) -> bool:
    return checking.status(workspace.scheme.tag(annotation.tag)) is not None


def _add(workspace: Workspace, claim: Annotation, said: Citation) -> None:
    now = workspace.world.now()
    made = Evidence(
        id=workspace.new_id(),
        article=claim.article,
        claim=claim.id,
        author=workspace.author,
        created=now,
        **said._replace(seen=said.seen or now[:10])._asdict(),
    )
    # Whom one asked is said nowhere but in the record itself.
    what = said.title or said.address or ("somebody was asked" if said.contact else said.quotation)
    workspace.edit(
        (adding(made),),
        f"evidence: {short(what)}, for {short(claim.text)}",
    )
    workspace.sources += (made,)
    reader = workspace.reader
    count = len(reader.records.hanging.evidence.get(claim.id, ())) if reader is not None else 0
    workspace.say(f"source {count} for {in_marks(short(claim.text))}")
