"""Views over all articles: the board of claims and the ledger of replies, and what is seen of them.

What they show is gathered and sifted in the background. Until that has answered, a view shows what
it showed before; no key waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import msgspec

from tui.annotations.edits import Edit, Op, Plain
from tui.annotations.filtering import Order
from tui.annotations.model import Annotation
from tui.review.rows import Gathered, Kind, Row, Sifted
from tui.session.effects import Gather, Sift

if TYPE_CHECKING:
    from tui.annotations.scheme import Scheme
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
    `version` counts how often other rows were seen. `fresh` are changed annotations, by id, whose
    rows do not say so yet.
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
        self.fresh: dict[str, Plain] = {}
        self._since: dict[str, Plain] | None = None
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
        """The rows of the claim of one that is seen; they stand together."""
        place, end = self.sifted.places[row.annotation.id], len(self.sifted.shown)

        def along(places: range) -> Iterator[Row]:
            rows = (self.rows[self.sifted.shown[place]] for place in places)
            return takewhile(lambda one: one.group == row.group, rows)

        before = list(along(range(place - 1, -1, -1)))
        return [*reversed(before), *along(range(place, end))]

    def find(self, annotation: str) -> Row | None:
        """What is known of an annotation, by its id, whether it is seen or not."""
        number = self._numbers.get(annotation)
        return self.gathered.rows[number] if number is not None and self.gathered else None

    def ask(self) -> None:
        """What is changed from now on may be missing from what is being gathered."""
        self._since = {}

    def take(self, gathered: Gathered) -> None:
        """Take what has been gathered; it is seen once it has been sifted."""
        self.gathered, self.told = gathered, ""
        self._numbers = {row.annotation.id: at for at, row in enumerate(gathered.rows)}
        self.fresh = {**(self._since or {}), **self.fresh}
        self._since = None

    def note(self, ops: Iterable[Op]) -> None:
        """Take note of the annotations that operations change, if they have rows, or may have."""
        for op in ops:
            may = self._since is not None or op.id in self._numbers
            if may and op.table == "annotations" and op.after is not None:
                self.fresh[op.id] = op.after

    def renew(self, scheme: Scheme) -> bool:
        """Let the rows say what has changed; whether anything has. All rows are copied once,
        however many have changed.
        """
        if self.gathered is None or not self.fresh:
            return False
        from tui.review.overview import changed

        rows = list(self.gathered.rows)
        for id, after in self.fresh.items():
            number = self._numbers.get(id)
            if number is not None:
                rows[number] = changed(rows[number], msgspec.convert(after, Annotation), scheme)
        self.gathered = self.gathered._replace(rows=tuple(rows))
        if self._since is not None:
            self._since |= self.fresh
        self.fresh = {}
        return True


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


def gather(workspace: Workspace, kind: Kind) -> None:
    """Ask what a view shows now, when all edits before are durable."""
    workspace.overviews[kind].ask()
    workspace.emit(Gather(kind))


def gathered(workspace: Workspace, kind: Kind, made: Gathered) -> None:
    """Take what has been gathered for a view; what has changed since it was asked for is newer."""
    overview = workspace.overviews[kind]
    overview.take(made)
    overview.renew(workspace.scheme)
    sift(workspace, overview)


def sifted(workspace: Workspace, sift: Sift, made: Sifted) -> None:
    """Show the rows that have passed a view's filter, unless something else is asked for since."""
    overview = workspace.overviews[sift.kind]
    if sift is not overview.asked_for:
        return
    overview.rows, overview.sifted = sift.rows, made
    overview.version += 1
    overview.move(0)


def follow(workspace: Workspace, ops: Iterable[Op]) -> None:
    """Take note of what operations make of the claims on the board."""
    workspace.overviews["board"].note(ops)


def renew(workspace: Workspace) -> None:
    """Show what has become of the claims on the board, if that is looked at."""
    board = workspace.overviews["board"]
    if current(workspace) is board and board.renew(workspace.scheme):
        sift(workspace, board)


def committed(workspace: Workspace, edit: Edit) -> None:
    """Remember an edit that carries a status, so that the board can take it back; forget it when
    the board has.
    """
    if not edit.group.startswith(CARRY):
        return
    carried = workspace.overviews["board"].carried
    if edit.undoes:
        left = ([one for one in edits if one.seq != edit.undoes] for edits in carried)
        carried[:] = filter(None, left)
    elif carried and carried[-1][0].group == edit.group:
        carried[-1].append(edit)
    else:
        carried.append([edit])
