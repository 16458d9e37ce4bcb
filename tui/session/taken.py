"""Edits that the store refused and that were taken back: what can be made again, and what is asked.

After a conflict those that others' edits leave alone are made again. The rest is offered in the
status line until the person has decided; nothing else waits for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.edits import Edit, Op, adds_article
from tui.annotations.onto import onto, said_alike
from tui.annotations.records import Records
from tui.session.effects import Commit
from tui.text.cells import clip

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

_FEW = 40
"""Cells of an edit's summary that are enough to know it again."""
_KINDS = {
    "articles": "article",
    "links": "link",
    "passes": "sentence",
    "decisions": "candidate",
    "rechecks": "change",
    "recasts": "block",
    "evidence": "evidence",
    "signings": "signature",
    "rulings": "ruling",
    "tasks": "article",
}


class Taken(NamedTuple):
    """Edits that may be made again, in their order, and why they were taken back.

    `theirs` says that what others wrote stands in their place.
    """

    commits: tuple[Commit, ...]
    why: str
    theirs: bool


def refused(workspace: Workspace, commits: Sequence[Commit], reason: str, *, lasting: bool) -> None:
    """Say that edits could not be saved, and offer them unless the reason is a `lasting` one."""
    why = f"not saved: {_called(commits)}"
    again = ""
    if not lasting:
        _offer(workspace, commits, why, theirs=False)
        again = f" · {workspace.config.keymap.key('taken.again')} tries again"
    workspace.say(f"{why} — {reason}{again}", "error")


def overtaken(workspace: Workspace, commits: Sequence[Commit], others: Sequence[Edit]) -> None:
    """Make again what others' edits leave alone, and offer the rest; the first was refused. Of an
    article that is not open nothing is offered.
    """
    left: list[Commit] = []
    lost: list[Commit] = []
    why = ""
    for number, commit in enumerate(commits):
        records = workspace.records(commit.article)
        if records is None:  # only what was tried is known to be in the way of something
            if number:
                workspace.make(commit)
            else:
                lost.append(commit)
            continue
        again = commit._replace(ops=onto(commit.ops, records, workspace.world.now()))
        if all(map(adds_article, again.ops)):
            continue  # What stands there says the same.
        changed = [op for op in commit.ops if not _as_expected(op, records)]
        if changed or (not number and again == commit):
            left.append(commit)
            why = why or _who_did_what((changed or again.ops)[0], records, others, workspace.author)
        else:
            workspace.make(again)
    workspace.message = None
    if lost:
        workspace.say(f"not saved: {_called(lost)} — somebody changed it meanwhile", "warning")
    if left:
        _offer(workspace, left, why, theirs=True)


def again(workspace: Workspace, taken: Taken) -> int:
    """Make edits again on top of what is there now; how many of them there was anything to do."""
    done = 0
    for commit in taken.commits:
        records, ops = workspace.records(commit.article), commit.ops
        if records is not None:
            ops = onto(ops, records, workspace.world.now())
        if ops:
            workspace.make(commit._replace(ops=ops))
            done += 1
    return done


def _offer(workspace: Workspace, commits: Sequence[Commit], why: str, *, theirs: bool) -> None:
    """Offer edits together with those that are offered already."""
    before = workspace.taken.commits if workspace.taken is not None else ()
    together = (*before, *commits)
    if before:
        why = f"{why} (and {len(before)} before)"
    workspace.taken = Taken(together, why, theirs)


def _as_expected(op: Op, records: Records) -> bool:
    """Whether the record says what it said when the edit was made."""
    held = records.held(op.table, op.id)
    return said_alike(op.before, held) or (op.table == "articles" and op.before is None)


def _called(commits: Sequence[Commit]) -> str:
    said = [one.summary for one in commits if not all(map(adds_article, one.ops))]
    first = clip(said[0], _FEW) if said else "the article"
    return f"{len(said)} edits, from “{first}” on" if len(said) > 1 else first


def _who_did_what(op: Op, records: Records, others: Sequence[Edit], author: str) -> str:
    """Who changed the record of an operation meanwhile, and what that was, in a short sentence."""
    edits = [edit for edit in others if any(one.id == op.id for one in edit.ops)]
    by = edits[-1].by if edits else ""
    who = "you, in another session," if by == author else by or "somebody"
    held = records.held(op.table, op.id)
    record = op.before or op.after or {}
    kind = _KINDS.get(op.table) or str(record.get("tag", "record"))
    did = "removed" if held is None else "changed" if op.before is not None else "added"
    return f"{who} {did} this {kind} meanwhile"
