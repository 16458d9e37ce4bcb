"""Carrying annotations into the next draft, and going through what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.effects import Effect, Open, Revise
from tui.session.stored import noting_draft
from tui.text.cells import clip, in_marks

if TYPE_CHECKING:
    from tui.annotations.model import Recheck
    from tui.review.carrying import Signed
    from tui.review.changes import SentenceChange
    from tui.session.reader import Reader
    from tui.session.revision import Revision
    from tui.session.workspace import Workspace

_WORDS = 40
"""Cells of an annotation's words in a message."""


def found(workspace: Workspace, wanted: Revise, revision: Revision | None) -> tuple[Effect, ...]:
    """Go on with what was wanted now that the earlier draft is known, or that there is none."""
    reader = workspace.reader
    if revision is None:
        workspace.say("the database has no annotated earlier draft of this article", "warning")
    elif reader is not None and reader.article.id == revision.rebase.new.id:
        reader.revision = revision
        if wanted.command == "draft.carry":
            carry(workspace, reader, revision)
        else:
            workspace.run_inside(wanted.command)
    return workspace.flush()


def carry(workspace: Workspace, reader: Reader, revision: Revision) -> None:
    """Make the earlier draft's annotations this one's."""
    from tui.review import carrying

    rebase = revision.rebase
    ops = carrying.carry(
        rebase,
        revision.beside,
        reader.records,
        workspace.scheme,
        signed(workspace),
        revision.gone,
    )
    if not ops:
        workspace.say("all that the earlier draft has was carried over before")
        return
    stored = reader.records.article is not None
    noted = noting_draft(workspace.record(reader), rebase.old.id, stored=stored)
    workspace.edit((*noted, *ops), f"annotations of an earlier draft: {rebase.summary}")
    keymap = workspace.config.keymap
    workspace.say(f"{rebase.summary} · {keymap.key('change.next')} goes through the changes")


def compare(workspace: Workspace, reader: Reader, revision: Revision) -> None:
    """Show the earlier draft beside, the changes marked in both; or put it away again."""
    others = [one for one in workspace.panes if one.article.id == revision.rebase.old.id]
    if reader.marked is not None:
        reader.marked = None
        for one in others:
            del workspace.panes[workspace.panes.index(one)]
        workspace.pane = workspace.panes.index(reader)
        return
    reader.marked = revision.marked(earlier=False)
    if others:
        others[0].marked = revision.marked(earlier=True)
    else:
        workspace.emit(Open(revision.path, beside=True))


def arrive(workspace: Workspace, shown: Reader) -> None:
    """Put an earlier draft that was opened for comparison on the left of the one that revises it,
    which keeps the focus.
    """
    for at, reader in enumerate(workspace.panes):
        revision = reader.revision
        if revision is None or reader.marked is None or shown is reader:
            continue
        if revision.rebase.old.id == shown.article.id:
            shown.marked = revision.marked(earlier=True)
            workspace.panes.remove(shown)
            workspace.panes.insert(at, shown)
            workspace.pane = workspace.panes.index(reader)
            workspace.library.selected = reader.path
            if reader.change is not None:
                look_at(workspace, reader, reader.change)
            return


def align(workspace: Workspace) -> None:
    """Have the other one of two drafts side by side stand where the one in focus stands."""
    leader = workspace.reader
    if leader is None or leader.marked is None:
        return
    new = next((one for one in workspace.panes if one.revision and one.marked), None)
    revision = new.revision if new is not None else None
    if new is None or revision is None:
        return
    old = next((one for one in workspace.panes if one.article.id == revision.rebase.old.id), None)
    if old is None or leader not in (old, new):
        return
    follower = old if leader is new else new
    there, here = revision.places(leader.cursor, earlier=leader is old)
    change = changed_here(new)
    if change is not None and leader is new:
        there, here = change.new[0], change.old[0]
    elif follower.selection is None:
        follower.cursor = here
    follower.stand_beside(leader, there, here)


def go(workspace: Workspace, reader: Reader, revision: Revision, step: int) -> None:
    """Go to the next change, or the one before."""
    here = reader.change
    number = revision.number(reader.cursor, step) if here is None else here + step
    if 0 <= number < len(revision.changes):
        look_at(workspace, reader, number)
    else:
        workspace.say("that was the last change" if step > 0 else "this is the first change")


def look_at(workspace: Workspace, reader: Reader, number: int) -> None:
    """Select what changed, here and in the earlier draft where that is open beside."""
    if reader.revision is None:
        return
    change = reader.revision.changes[number]
    _show(reader, change.new)
    reader.change = number
    for other in workspace.panes:
        if other.article.id == reader.revision.rebase.old.id:
            _show(other, change.old)


def look_again(workspace: Workspace, reader: Reader, number: int, doubts: set[str]) -> None:
    """Look at the change that puts something in doubt which, by its id, was not among the `doubts`
    before; where none does, at the one with this number.
    """
    changes = reader.revision.changes if reader.revision is not None else ()
    again = (
        at
        for at, change in enumerate(changes)
        if any(one.id not in doubts for one in doubted(reader, change))
    )
    look_at(workspace, reader, next(again, number))


def changed_here(reader: Reader) -> SentenceChange | None:
    """The change that is being looked at."""
    if reader.revision is None or reader.change is None:
        return None
    return reader.revision.changes[reader.change]


def doubted(reader: Reader, change: SentenceChange) -> list[Recheck]:
    """What the change has put in doubt: annotations to recheck, or to be given a place."""
    records = reader.records
    if change.kind == "removed":
        low, high = change.old
        return [
            one
            for one in records.orphans
            if any(start < high and low < end for start, end in one.was.spans)
        ]
    near = records.overlapping(*change.new)
    return [records.rechecks[one.id] for one in near if one.id in records.rechecks]


def placing(workspace: Workspace) -> Recheck | None:
    """What was chosen to be given a place in the article in focus."""
    reader = workspace.reader
    return reader.records.orphan(workspace.orphan) if reader is not None else None


def drop(workspace: Workspace, reader: Reader, ones: list[Recheck]) -> str:
    """Remove annotations that a change has put in doubt, or that have no place; what to say."""
    from tui.review.carrying import dropped

    workspace.edit(dropped(reader.records, ones), f"dropped: {called(ones)}")
    key = workspace.config.keymap.key("edit.undo")
    return f"dropped {called(ones)} · {key} brings it back"


def called(ones: list[Recheck]) -> str:
    """What annotations are called in a message."""
    first = f"{ones[0].was.tag} {in_marks(clip(ones[0].was.text, _WORDS))}"
    return first if len(ones) == 1 else f"{first} and {len(ones) - 1} more"


def signed(workspace: Workspace) -> Signed:
    """Who does something, and when."""
    from tui.review.carrying import Signed

    return Signed(workspace.author, workspace.world.now())


def _show(reader: Reader, span: tuple[int, int]) -> None:
    reader.clear()
    if span[0] < span[1]:
        reader.select(span)
    else:
        reader.go(span[0])
