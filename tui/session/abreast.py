"""Layers side by side: a pane for each annotator of the article that is reviewed.

All of them are panes on the gold file's article, so that keys decide the same in each; only what is
drawn is one annotator's. Where the cursor goes in one, it goes in all. Widths are cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.reader import Reader

if TYPE_CHECKING:
    from tui.session.review import Review
    from tui.session.workspace import Workspace

LEAST = 32
"""Cells that a layer needs to be read."""


def toggle(workspace: Workspace, review: Review, reader: Reader) -> None:
    """Show the layers beside each other, or over each other in one pane again."""
    if not review.abreast:
        others = sum(pane.layer is None and pane is not reader for pane in workspace.panes)
        needed = LEAST * (len(review.names) + others)
        room = sum(pane.page.width for pane in workspace.panes)
        if room < needed:
            key = workspace.config.keymap.key("focus.toggle")
            hint = "" if workspace.quiet else f"; {key} hides the lists"
            workspace.say(f"side by side takes {needed} columns, here are {room}{hint}", "warning")
            return
    review.abreast = not review.abreast


def lay(workspace: Workspace, review: Review) -> None:
    """Have a pane for each layer where that is wanted, and else one for all."""
    here = workspace.reader
    if here is None:
        return
    wanted = review.abreast and review.active and here.article.id in review.cases
    if wanted and here.layer is not None:
        return
    at = workspace.panes.index(here)
    number = sum(pane.layer is not None for pane in workspace.panes[:at])
    workspace.panes[:] = [pane for pane in workspace.panes if pane.layer is None or pane is here]
    here.layer = None
    if wanted:
        at = workspace.panes.index(here)
        here.layer = number
        layers = range(len(review.names))
        workspace.panes[at : at + 1] = [
            here if layer == number else _beside(here, layer) for layer in layers
        ]
    workspace.pane = workspace.panes.index(here)


def align(workspace: Workspace) -> None:
    """Have the other layers stand where the one in focus stands."""
    leader = workspace.reader
    if leader is not None and leader.layer is not None:
        for pane in workspace.panes:
            if pane.layer is not None and pane is not leader:
                pane.stand_as(leader)


def _beside(here: Reader, layer: int) -> Reader:
    """A pane on the same article."""
    made = Reader(
        here.path,
        here.original,
        here.records,
        here.history,
        here.settings,
        here.advice,
        as_read=here.as_read,
        twin=here,
    )
    made.layer = layer
    made.resize(here.page.width, here.page.height)
    return made
