"""The mouse on a pane: placing the cursor, selecting, scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session import overview
from tui.session.effects import Effect
from tui.session.keys import KeyNameError, sequence
from tui.text import objects

if TYPE_CHECKING:
    from tui.session.workspace import Workspace


def point(
    workspace: Workspace, pane: int, offset: int, *, clicks: int, drag: bool
) -> tuple[Effect, ...]:
    """Place the cursor, extend while dragging; a second click takes the word, a third the
    sentence. What is being typed is taken as it is.
    """
    workspace.leave_typing()
    workspace.pane, workspace.focus = pane, "reader"
    reader = workspace.panes[pane]
    if drag:
        if offset != reader.cursor:
            reader.go(offset, extend=True)
        return workspace.flush()
    if clicks == 1:
        reader.clear()
        reader.go(offset)
    else:
        taken = objects.at(reader.segments, "word" if clicks == 2 else "sentence", offset)
        if taken:
            reader.select(taken[0])
    return workspace.flush()


def click(workspace: Workspace, pane: int, offset: int) -> tuple[Effect, ...]:
    """Unfold the fold whose line was clicked; anything else was done when the button went down."""
    reader = workspace.panes[pane]
    unit = reader.layout.place(offset).unit
    at_cursor = reader.selection is None and unit == reader.layout.place(reader.cursor).unit
    if reader.layout.units[unit].kind != "fold" or not at_cursor:
        return ()
    workspace.pane = pane
    return workspace.run("fold.toggle")


def keys(hint: str) -> tuple[str, ...]:
    """The keys that a hint of the key line names; none where it says something else."""
    try:
        return sequence(hint)
    except KeyNameError:
        return ()


def field(workspace: Workspace, id: str, clicks: int) -> tuple[Effect, ...]:
    """Select a field of the record; a second click changes it."""
    if clicks > 1 and workspace.panel.field == id:
        return workspace.run("field.edit")
    workspace.leave_typing()
    workspace.focus, workspace.panel.field = "record", id
    return workspace.flush()


def wheel(workspace: Workspace, pane: int, rows: int) -> tuple[Effect, ...]:
    """Scroll a pane by rows; panes that scroll together go along."""
    together = workspace.together or workspace.panes[pane].layer is not None
    for reader in workspace.panes if together else [workspace.panes[pane]]:
        reader.scroll(rows)
    return workspace.flush()


def choose(workspace: Workspace, annotation: str) -> tuple[Effect, ...]:
    """Select a row of a view over all articles; the one that is selected is gone to."""
    seen = overview.current(workspace)
    if seen is None:
        return ()
    if seen.selected == annotation:
        return workspace.run("overview.go")
    workspace.leave_typing()
    seen.selected, seen.asked = annotation, ""
    return workspace.flush()
