"""Views over all articles: the board of claims, the ledger of replies; going from there, and
carrying a claim's status to the same claim elsewhere.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.annotations.edits import Edit, inverse, plain
from tui.annotations.filtering import DIFFERING, ORDERS
from tui.review.rows import SEVERAL, Kind
from tui.session import overview
from tui.session.completing import KIND
from tui.session.effects import Commit, Open, WhenSaved
from tui.session.overview import CARRY, Overview
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.cells import clip

if TYPE_CHECKING:
    from tui.review.board import Carry

COMMANDS = Registry()

_PAGE = 10
_FAR = 1_000_000
_TITLE = 28
"""Cells of an article's title in a sentence."""


def _show(workspace: Workspace, *, kind: Kind) -> None:
    """Give a view the keys, and gather anew what it shows when all edits before are in it."""
    if workspace.unsaved:
        workspace.emit(WhenSaved(f"{kind}.show"))
        return
    workspace.quiet = False
    workspace.focus = kind
    workspace.overviews[kind].asked = ""
    overview.gather(workspace, kind)


@COMMANDS.command("overview.go", "go to it in its article", "overview", "go there")
def go(workspace: Workspace) -> None:
    """Go to the selected claim in the pane in focus, or in the one that shows its article."""
    _go(workspace, beside=False)


@COMMANDS.command("overview.beside", "go to it in a pane beside", "overview", "beside")
def go_beside(workspace: Workspace) -> None:
    """Open the selected claim's article in a further pane."""
    _go(workspace, beside=True)


@COMMANDS.command("overview.filter", "filter by words, status:… -sourced", "overview", "filter")
def ask_filter(workspace: Workspace) -> None:
    """Narrow what is seen while words are typed."""
    made = _current(workspace)
    if made is None:
        return
    before, selected = made.filter, made.selected

    def changed(workspace: Workspace, text: str) -> None:
        made.filter = text
        overview.sift(workspace, made)

    def cancelled(workspace: Workspace, _text: str) -> None:
        made.selected = selected
        changed(workspace, before)

    def accepted(_workspace: Workspace, _text: str) -> None:
        """It is narrowed already."""

    workspace.ask(Prompt(KIND, "filter", accepted, before, len(before), changed, cancelled))


@COMMANDS.command("overview.sort", "sort by place, by time, by status", "overview", "sort")
def sort(workspace: Workspace) -> None:
    """Go on to the next order."""
    made = _current(workspace)
    if made is not None:
        made.order = ORDERS[(ORDERS.index(made.order) + 1) % len(ORDERS)]
        overview.sift(workspace, made)


@COMMANDS.command("overview.leave", "back to the text", "overview", "back")
def leave(workspace: Workspace) -> None:
    """Drop the filter, else give the keys back to the text."""
    made = _current(workspace)
    if made is not None and made.filter:
        made.filter = ""
        overview.sift(workspace, made)
    else:
        workspace.focus = "reader" if workspace.panes else "library"


@COMMANDS.command("board.differing", "only claims checked in several ways", "board", "differing")
def show_differing(workspace: Workspace) -> None:
    """Narrow the board to claims that have several statuses, or show all again."""
    overview.toggle(workspace, workspace.overviews["board"], DIFFERING)


@COMMANDS.command("board.several", "only claims of several stories", "board", "several")
def show_several(workspace: Workspace) -> None:
    """Narrow the board to claims that stand in several stories, or show all again."""
    overview.toggle(workspace, workspace.overviews["board"], SEVERAL)


@COMMANDS.command(
    "board.carry", "carry its status to the same claim elsewhere; asks first", "board", "carry"
)
def ask_carry(workspace: Workspace) -> None:
    """Say to which claims the status of the selected one would be carried, and wait for a yes."""
    from tui.review.board import differing

    made = workspace.overviews["board"]
    row = made.row
    if row is None:
        return
    group = {one.annotation.id: one for one in made.group(row)}
    others = differing(row.annotation, (one.annotation for one in group.values()), workspace.scheme)
    if not others:
        alone = "is in no other story" if len(group) == 1 else f"is “{row.said}” wherever it stands"
        workspace.say(f"there is nothing to carry: this claim {alone}")
        return
    made.asked = row.annotation.id
    key = workspace.config.keymap.key("carry.confirm")
    there = (group[one.id] for one in others)
    said = ", ".join(f"{one.said} in “{clip(one.title, _TITLE)}”" for one in there)
    workspace.say(f"“{row.said}” also for what is {said}? {key} carries it")


@COMMANDS.command("carry.confirm", "yes, carry the status", "carrying", "carry it")
def carry(workspace: Workspace) -> None:
    """Carry the selected claim's status to the others of its group, an edit in each article."""
    from tui.review.board import carries

    made = workspace.overviews["board"]
    row, made.asked = made.row, ""
    if row is None:
        return
    group = [one.annotation for one in made.group(row)]
    now, name = workspace.world.now(), f"{CARRY}{workspace.new_id()}"
    found = carries(row.annotation, group, row.title, workspace.scheme, workspace.author, now)
    for one in found:
        workspace.make(Commit(one.article, one.ops, one.summary, group=name))
    key = workspace.config.keymap.key("board.undo")
    workspace.say(f"“{row.said}” carried to {_counted(found)} · {key} takes it back")


@COMMANDS.command("carry.leave", "no, leave the others as they are", "carrying", "leave")
def leave_carrying(workspace: Workspace) -> None:
    """Carry nothing."""
    workspace.overviews["board"].asked = ""


@COMMANDS.command("board.undo", "take back what was carried last", "board", "undo")
def undo(workspace: Workspace) -> None:
    """Take the last carried status back, in every article where it still stands."""
    made = workspace.overviews["board"]
    if workspace.unsaved:
        # What there is to undo is known when the store has given it its number.
        workspace.emit(WhenSaved("board.undo"))
        return
    if not made.carried:
        workspace.say("nothing was carried from here; an article's own edits are undone there")
        return
    edits = made.carried[-1]
    left = [edit for edit in edits if _stands(made, edit)]
    for edit in left:
        article, summary = str((edit.ops[0].after or {}).get("article")), f"undid {edit.summary}"
        workspace.make(Commit(article, inverse(edit.ops), summary, edit.seq, edit.group))
    said = f"undone: {edits[0].summary}"
    if len(left) < len(edits):
        # What others changed may stand again one day; what was carried before comes first now.
        made.carried.insert(0, made.carried.pop())
        said = f"{len(edits) - len(left)} of {len(edits)} changed since and left as they are"
    workspace.say(said, "plain" if len(left) == len(edits) else "warning")


def _current(workspace: Workspace) -> Overview | None:
    """The view that has the keys; what was asked there is not waited for any more."""
    made = overview.current(workspace)
    if made is not None:
        made.asked = ""
    return made


def _stands(made: Overview, edit: Edit) -> bool:
    """Whether all that an edit carried is as it left it."""
    rows = ((made.find(op.id), op) for op in edit.ops)
    return all(row is not None and plain(row.annotation) == op.after for row, op in rows)


def _go(workspace: Workspace, *, beside: bool) -> None:
    made = _current(workspace)
    row = made.row if made is not None else None
    if row is None:
        return
    panes = enumerate(workspace.panes)
    number = next((n for n, one in panes if one.article.id == row.annotation.article), None)
    if number is None:
        workspace.bound = row.annotation.id
        workspace.emit(Open(row.path, beside))
        return
    found = workspace.panes[number].records.annotations.get(row.annotation.id)
    if found is None:
        workspace.say("this has been removed meanwhile")
        return
    workspace.pane, workspace.focus = number, "reader"
    workspace.panes[number].clear()
    workspace.panes[number].go(found.start)


def _counted(found: list[Carry]) -> str:
    claims = sum(len(one.ops) for one in found)
    return "1 claim" if claims == 1 else f"{claims} claims"


def _move(workspace: Workspace, *, steps: int) -> None:
    """Select another row."""
    made = _current(workspace)
    if made is not None:
        made.move(steps)


for _id, _summary, _steps in (
    ("overview.next", "next in the list", 1),
    ("overview.previous", "previous in the list", -1),
    ("overview.page_down", "ten further down", _PAGE),
    ("overview.page_up", "ten further up", -_PAGE),
    ("overview.first", "first in the list", -_FAR),
    ("overview.last", "last in the list", _FAR),
):
    COMMANDS.command(_id, _summary, "overview")(partial(_move, steps=_steps))
COMMANDS.command("board.show", "all claims, the same ones together", "everywhere", "board")(
    partial(_show, kind="board")
)
COMMANDS.command("ledger.show", "all criticism, and who was heard", "everywhere", "ledger")(
    partial(_show, kind="ledger")
)
