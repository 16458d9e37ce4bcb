"""Where the next key is looked up: in the prompt, at an offer, on a candidate, in the text…"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session import reviewing, revising
from tui.session.registry import Context

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


def asked(workspace: Workspace) -> tuple[object, ...]:
    """What keys decide about now, to be told from what they decided about before; empty where
    nothing is to be decided.
    """
    reader, found = workspace.reader, reviewing.case_of(workspace)
    if reader is None or workspace.focus != "reader":
        return ()
    case, orphan = found[1].id if found is not None else "", revising.placing(workspace)
    made = (reader.candidate, reader.change, case, orphan)
    return (reader.path, *made) if made != (None, None, "", None) else ()


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
    if reviewing.at_end(workspace):
        return "review"
    return "signing" if reader.signing else "reader"
