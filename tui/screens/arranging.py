"""Which parts of the desk are to be seen, and how wide the lists are. Widths are cells."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Size

from tui.screens.guide import height
from tui.screens.versions import MOST as VERSIONS
from tui.session.overview import current
from tui.session.workspace import Workspace

_TEXT_FIRST = 64
"""Cells that the text keeps before a list may stand beside it."""
_RECORD = 0.42
"""How much of a narrow screen's height the record takes below the text."""
_STATUS_LINE = 1
_TOP_LINE, _KEY_LINE = 8, 14
"""Rows of the screen from which on there is a top line, and a key line."""


class Side(NamedTuple):
    """How a list is shown: at all, over the text or beside it, and how wide; with a `height` it
    is shown below the text.
    """

    seen: bool
    over: bool
    width: int
    height: int = 0


class Arrangement(NamedTuple):
    """The whole desk on a screen of a size with so many panes; `guide` is in rows, and `rows` are
    those of the text's row of parts. The `table` of a
    view over all articles lies over lists and panes.
    """

    size: Size
    panes: int
    top: bool
    keys: bool
    library: Side
    annotations: Side
    record: Side
    versions: int
    guide: int
    table: bool
    rows: int


def arranged(workspace: Workspace, size: Size) -> Arrangement:
    """Decide what is shown on a screen of this size.

    The list that has the focus comes first; the other gives way where both have no room. The
    record takes the annotation list's place; where that has no room, one below the text, so that
    it hides nothing.
    """
    settings, panes = workspace.config.settings, len(workspace.panes)
    wanted = {
        "library": workspace.sides["library"] and len(workspace.library) != 1,
        "list": workspace.sides["list"],
    }
    widths = {"library": settings.library_width, "list": settings.annotations_width}
    made: dict[str, Side] = {}
    left = size.width
    first = "list" if workspace.focus == "record" else workspace.focus
    for name in sorted(widths, key=lambda name: name != first):
        focused = name == workspace.focus
        fits = panes > 0 and left - widths[name] >= _TEXT_FIRST * panes
        seen = not workspace.quiet and (focused or (wanted[name] and fits))
        made[name] = Side(seen, focused and not fits, widths[name] if fits else size.width)
        left -= widths[name] if seen and fits else 0
    beside, quiet = made["list"], workspace.quiet
    record = Side(False, False, 0)
    if workspace.focus == "record":
        room = left if beside.seen else left - widths["list"]
        record = Side(True, False, widths["list"])
        if room < _TEXT_FIRST * panes:
            record = Side(True, False, size.width, max(round(size.height * _RECORD), 1))
        made["list"] = beside._replace(seen=False)
    top = not quiet and size.height >= _TOP_LINE
    keys = size.height >= _KEY_LINE and (not quiet or bool(workspace.pending))
    versions = _versions(workspace) if size.height >= _KEY_LINE else 0
    guide = height(workspace, size)
    return Arrangement(
        size,
        panes,
        top,
        keys,
        made["library"],
        made["list"],
        record,
        versions,
        guide,
        current(workspace) is not None,
        size.height - top - keys - versions - guide - _STATUS_LINE,
    )


def _versions(workspace: Workspace) -> int:
    """Rows for what annotators say, as many whatever they say; none where nothing is reviewed."""
    review = workspace.review
    return min(len(review.names), VERSIONS) if review is not None else 0
