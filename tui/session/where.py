"""Where the next key is looked up: in the prompt, at an offer, on a candidate, in the text…"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session import reviewing, revising
from tui.session.registry import Context

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


def context(workspace: Workspace) -> Context:
    """The context of a workspace's next key."""
    if workspace.prompt is not None:
        return "prompt"
    if workspace.linking is not None:
        return "link"
    if workspace.offer is not None:
        return "speaker"
    reader = workspace.reader
    if workspace.focus == "board" and workspace.overviews["board"].asked:
        return "carrying"
    if workspace.focus != "reader" or reader is None:
        return workspace.focus
    return _in_text(workspace, reader)


def _in_text(workspace: Workspace, reader: Reader) -> Context:
    if reader.hints is not None:
        return "hints"
    if reader.editing:
        return "edit"
    if reader.candidate is not None:
        return "candidate"
    if reader.change is not None:
        return "change"
    if reviewing.case_of(workspace) is not None:
        return "review"
    if revising.placing(workspace) is not None:
        return "place"
    return "signing" if reader.signing else "reader"
