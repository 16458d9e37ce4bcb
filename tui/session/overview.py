"""Views over all articles: the board of claims and the ledger of replies, and what is seen of them.

What they show is gathered and sifted in the background. Until that has answered, a view shows what
it showed before; no key waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from tui.annotations.edits import Edit, Op
from tui.annotations.filtering import Order
from tui.annotations.model import Annotation
from tui.review.rows import Gathered, Kind, Row, Sifted
from tui.session.effects import Sift

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

KINDS: tuple[Kind, ...] = ("board", "ledger")
CARRY = "carry "
"""How the groups of edits begin that carry a status, each with a name of its own."""
_NOTHING = Sifted((), {}, {})


class Overview:
    """One of the views: what was `gathered` last, which of it is `asked_for`, and which `rows` are
    seen.

    `selected` is an annotation's id, `asked` that of the claim whose status is about to be carried.
    `carried` are the edits that each carrying made. `told` says how far gathering has come,
    `version` counts how often other rows were seen.
    """

    def __init__(self, kind: Kind) -> None:
        """Nothing is known yet."""
        self.kind: Kind = kind
        self.gathered: Gathered | None = None
        self.rows: Sequence[Row] = ()
        self.asked_for: Sift | None = None
        self.sifted = _NOTHING
        self.filter = ""
        self.order: Order = "place"
        self.selected = ""
        self.asked = ""
        self.told = ""
        self.version = 0
        self.carried: list[list[Edit]] = []
        self._numbers: dict[str, int] = {}

    @property
    def row(self) -> Row | None:
        """The selected row."""
        place = self.sifted.places.get(self.selected)
        return self.rows[self.sifted.shown[place]] if place is not None else None

    def move(self, steps: int) -> None:
        """Select the row `steps` further on, stopping at the ends."""
        shown = self.sifted.shown
        if shown:
            at = self.sifted.places.get(self.selected, 0) + steps
            self.selected = self.rows[shown[min(max(at, 0), len(shown) - 1)]].annotation.id

    def group(self, row: Row) -> list[Row]:
        """The rows of a claim, which are seen together or not at all."""
        return [one for one in self.rows if one.group == row.group]

    def find(self, annotation: str) -> Row | None:
        """What is known of an annotation, by its id, whether it is seen or not."""
        number = self._numbers.get(annotation)
        return self.gathered.rows[number] if number is not None and self.gathered else None

    def take(self, gathered: Gathered) -> None:
        """Take what has been gathered; it is seen once it has been sifted."""
        self.gathered, self.told = gathered, ""
        self._numbers = {row.annotation.id: at for at, row in enumerate(gathered.rows)}

    def put(self, row: Row) -> None:
        """Put a row in the place of the one of its annotation."""
        if self.gathered is not None:
            rows = list(self.gathered.rows)
            rows[self._numbers[row.annotation.id]] = row
            self.gathered = self.gathered._replace(rows=tuple(rows))


def current(workspace: Workspace) -> Overview | None:
    """The view that has the keys."""
    focus = workspace.focus
    return workspace.overviews[focus] if focus == "board" or focus == "ledger" else None


def sift(workspace: Workspace, overview: Overview) -> None:
    """Ask which rows pass the filter now; before anything is gathered there is nothing to ask."""
    if overview.gathered is not None:
        rows = overview.gathered.rows
        overview.asked_for = Sift(overview.kind, rows, overview.filter, overview.order)
        workspace.emit(overview.asked_for)


def toggle(workspace: Workspace, overview: Overview, wanted: str) -> None:
    """Narrow a view to what a filter asks for, or show all again."""
    overview.asked = ""
    overview.filter = "" if overview.filter == wanted else wanted
    sift(workspace, overview)


def gathered(workspace: Workspace, kind: Kind, made: Gathered) -> None:
    """Take what has been gathered for a view."""
    workspace.overviews[kind].take(made)
    sift(workspace, workspace.overviews[kind])


def sifted(workspace: Workspace, sift: Sift, made: Sifted) -> None:
    """Show the rows that have passed a view's filter, unless something else is asked for since."""
    overview = workspace.overviews[sift.kind]
    if sift is not overview.asked_for:
        return
    overview.rows, overview.sifted = sift.rows, made
    overview.version += 1
    overview.move(0)


def follow(workspace: Workspace, ops: Iterable[Op]) -> None:
    """Show what operations make of the claims on the board, while that is looked at."""
    board = workspace.overviews["board"]
    if current(workspace) is not board:
        return
    from tui.review.overview import changed

    fresh = False
    for op in ops:
        row = board.find(op.id) if op.table == "annotations" and op.after is not None else None
        if row is not None:
            board.put(changed(row, msgspec.convert(op.after, Annotation), workspace.scheme))
            fresh = True
    if fresh:
        sift(workspace, board)


def committed(workspace: Workspace, edit: Edit) -> None:
    """Remember an edit that carries a status, so that the board can take it back."""
    if not edit.group.startswith(CARRY) or edit.undoes:
        return
    carried = workspace.overviews["board"].carried
    if carried and carried[-1][0].group == edit.group:
        carried[-1].append(edit)
    else:
        carried.append([edit])
