"""Layers side by side: a pane for each annotator of the article that is reviewed.

All of them are panes on the gold file's article, so that keys decide the same in each; only what is
drawn is one annotator's. Where the cursor goes in one, it goes in all. Widths are cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.page import page
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
            listed = not workspace.quiet and room >= 2 * LEAST
            hint = f"; {key} hides the lists" if listed else ""
            layers = f"{len(review.names)} layers need {needed} columns, here are {room}"
            workspace.say(layers + hint, "warning")
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
    shown = [pane for pane in workspace.panes if pane.layer is not None or pane is here]
    room = sum(pane.page.width for pane in shown)
    workspace.panes[:] = [pane for pane in workspace.panes if pane.layer is None or pane is here]
    if here.layer is not None:
        here.layer = None
        here.narrow(here.settings.measure)
    if wanted:
        at = workspace.panes.index(here)
        here.layer = number
        layers = range(len(review.names))
        here.resize(room // len(layers), here.page.height)
        workspace.panes[at : at + 1] = [
            here if layer == number else _beside(here, layer) for layer in layers
        ]
    workspace.pane = workspace.panes.index(here)


def align(workspace: Workspace) -> None:
    """Have the other layers stand where the one in focus stands."""
    leader = workspace.reader
    if leader is None or leader.layer is None:
        return
    layers = [pane for pane in workspace.panes if pane.layer is not None]
    # Where their widths differ by a cell their rows would not stand beside each other.
    pages = [page(one.page.width, one.page.height, one.settings.measure) for one in layers]
    most = min(one.measure for one in pages)
    for pane in layers:
        if pane.most != most:
            pane.narrow(most)
    for pane in layers:
        if pane is not leader:
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
