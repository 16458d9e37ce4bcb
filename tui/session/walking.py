"""Walks through several articles: the same words, one article after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.session.effects import Effect, Open, Seek
from tui.text.cells import in_marks

if TYPE_CHECKING:
    from tui.session.proposals import Walk
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


def goes_on(workspace: Workspace, seek: Seek) -> bool:
    """Whether the walk that asked for this still goes on."""
    walk = workspace.reader.proposals.walk if workspace.reader is not None else None
    return walk is not None and (walk.tag, walk.words) == seek


def sought(workspace: Workspace, seek: Seek, paths: Iterable[str]) -> tuple[Effect, ...]:
    """Take in which articles hold the words of the walk, if that still goes on."""
    reader = workspace.reader
    walk = reader.proposals.walk if reader is not None else None
    if reader is None or walk is None or not goes_on(workspace, seek):
        return ()
    further = tuple(path for path in paths if path != reader.path)
    reader.proposals.walk = walk._replace(further=further)
    count = "1 other article" if len(further) == 1 else f"{len(further)} other articles"
    workspace.say(f"{in_marks(walk.words)} stands in {count}")
    if reader.candidate is None:
        _begin(workspace, reader)
    return workspace.flush()


def arrive(workspace: Workspace, reader: Reader) -> None:
    """Take up in an article just opened the walk that led there."""
    walk, workspace.walk = workspace.walk, None
    if walk is not None:
        reader.proposals.walk = walk.on(reader.article, walk.further)
        _begin(workspace, reader)


def go_on(workspace: Workspace, walk: Walk) -> None:
    """Open the next article that a walk leads to, or say that it is at its end."""
    if walk.further:
        workspace.walk = walk._replace(further=walk.further[1:])
        workspace.emit(Open(walk.further[0]))
    else:
        workspace.say("that was the last of these words")


def _begin(workspace: Workspace, reader: Reader) -> None:
    """Look at the first candidate of a walk, or go on to where there is one."""
    left, walk = reader.proposals.left(), reader.proposals.walk
    if left:
        reader.look_at(left[0])
    elif walk is not None:
        reader.proposals.walk = None
        go_on(workspace, walk)
