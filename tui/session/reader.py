"""One pane: an article, where in it the person is, and what is selected.

The cursor and the selection's other end are offsets (code points) of the text, always on cluster
boundaries; what is on screen follows from `top`. Nothing here knows a terminal or a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import convert

from tui.annotations.edits import Op, Storing
from tui.annotations.history import History
from tui.annotations.records import Records
from tui.session.advice import Advice
from tui.session.hints import Hints
from tui.session.offer import Offer
from tui.session.page import Page, page
from tui.session.proposals import Proposals
from tui.session.settings import Settings
from tui.session.standings import Standings
from tui.session.stored import recasting, revised
from tui.text.article import APART, Article, Span
from tui.text.graphemes import ceil_boundary, floor_boundary, next_boundary, previous_boundary
from tui.text.layout import Layout, Place, Row
from tui.text.search import Query, QueryError, matches
from tui.text.segments import Segments

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate
    from tui.session.review import Overlay
    from tui.session.revision import Marked, Revision

_DRAWING = 0.05
"""Seconds that a search may take of a paint."""
_LANDING = 3
"""A far jump puts its target one part in this many down the page."""


class Shown(NamedTuple):
    """A row that is on the page now."""

    place: Place
    row: Row


class Reader:
    """A pane on one article.

    `mark` is the selection's other end, or None without a selection; a selection holds the
    clusters at both ends. `pivot` is where widening began, to which narrowing leads back. While
    `extending`, moving the cursor keeps the mark. `goal` is the column that moving by lines tries
    to keep. `editing` is the id of the annotation being edited, whose span `mended` is then the
    selection: without a selection nothing is being edited. In the same way the span `mended`
    of `candidate`, which is being looked at, is the selection. `hints` are letters to jump by.
    `revision` is the draft before this one, once it was asked for, `change` the number of the one
    of its changes that is being looked at, and `marked` what two drafts side by side differ in.
    `overlay` is what annotators say of the article where they are reviewed; with a `layer` only
    what that one of them says is shown.
    `most` is how many cells wide its text may be. `kept` is a span that stays in sight as a whole,
    if it can, while the cursor is on it.
    `unsaid` is the quotation tagged last, with the speakers that were offered for it.
    `standings` are those of the sentences when they were last asked for; while `signing`, what is
    open is gone through. `storing` is what will store the article.
    `original` is the article as its source, or the store, has it; in `article` blocks are what a
    person says. `as_read` says that its blocks are those of `--raw` and not to be kept.
    """

    def __init__(
        self,
        path: str,
        article: Article,
        records: Records,
        history: History,
        settings: Settings,
        advice: Advice,
        *,
        as_read: bool = False,
        twin: Reader | None = None,
    ) -> None:
        """Open the article from `path` at its first paragraph; `resize` gives the page its size.

        A `twin` has the same article open already: what it knows of that is shared.
        """
        self.path = path
        self.as_read = as_read
        self.original = article
        self.article: Article = recasting(article, records) if twin is None else twin.article
        self.records = records
        self.history = history
        self.settings = settings
        self.advice = advice
        self.segments: Segments = Segments(self.article) if twin is None else twin.segments
        self.proposals = Proposals(self.article, self.segments, records, advice)
        self.unfolded = False
        self.mark: int | None = None
        self.pivot: int | None = None
        self.extending = False
        self.editing = ""
        self.candidate: Candidate | None = None
        self.hints: Hints | None = None
        self.revision: Revision | None = None
        self.change: int | None = None
        self.marked: Marked | None = None
        self.overlay: Overlay | None = None
        self.layer: int | None = None
        self.unsaid: Offer | None = None
        self.standings: Standings | None = twin.standings if twin is not None else None
        self.storing: Storing | None = None
        self.signing = False
        self.kept: Span = (0, 0)
        self.mended: Span = (0, 0)
        self.query: Query | None = None
        self.goal: int | None = None
        self.most = settings.measure
        self.page: Page = page(80, 24, self.most)
        self.layout: Layout = self._laid_out(twin.layout if twin is not None else None)
        self.cursor = self.first
        self.top = Place(0, 0)

    @property
    def first(self) -> int:
        """Where reading begins: the first block of the body below the title, else the first."""
        blocks = self.article.blocks
        title = next((n for n, block in enumerate(blocks) if block.role == "title"), -1)
        body = (block.start for block in blocks[title + 1 :] if block.role not in APART)
        return next(body, blocks[0].start if blocks else 0)

    @property
    def heading(self) -> str:
        """What stands over the pane beside others."""
        layer = self.overlay.called if self.overlay is not None else ""
        title = self.article.title or self.article.source
        earlier = self.marked is not None and self.marked.earlier
        return layer or (f"earlier draft · {title}" if earlier else title)

    @property
    def said(self) -> Records:
        """The records that are shown."""
        shown = self.overlay.records if self.overlay is not None else None
        return self.records if shown is None else shown

    @cached_property
    def story(self) -> list[Span]:
        """The sentences of the story itself, in order."""
        return self.segments.story()

    @property
    def selection(self) -> Span | None:
        """The selected span, or None."""
        if self.mark is None:
            return None
        low, high = sorted((self.mark, self.cursor))
        return low, next_boundary(self.article.text, high)

    @property
    def folded(self) -> bool:
        """Whether the cursor is on the line of a fold."""
        return self.layout.units[self.layout.place(self.cursor).unit].kind == "fold"

    def resize(self, width: int, height: int) -> None:
        """Take a new size in cells and rows; the line being read stays where it is on screen."""
        old = self.page
        self.page = page(width, height, self.most)
        if self.page.measure != old.measure:
            self.lay_out()
        else:
            self._show_cursor()

    def narrow(self, most: int) -> None:
        """Let the text be so many cells wide at most."""
        self.most = most
        self.resize(self.page.width, self.page.height)

    def lay_out(self, changed: Span | None = None) -> None:
        """Lay the article out anew, only around the blocks that have `changed` where that is said;
        the line being read stays where it is on screen.
        """
        limit = 10 * self.page.height
        below = self.layout.distance(self.top, self.layout.place(self.cursor), limit)
        self.layout = self._laid_out(self.layout, changed)
        self.cursor = self._out_of_folds(self.cursor)
        self.top = self.layout.move(self.layout.place(self.cursor), -below)
        self._show_cursor()

    def follow(self, ops: Iterable[Op]) -> None:
        """Go along with what has been recorded: of what is being edited, and of blocks."""
        edited = self.records.annotations.get(self.editing)
        if self.editing and (edited is None or self.mended not in edited.spans):
            self.clear()
        tables = {op.table for op in ops}
        if "articles" in tables and not self.as_read:
            self.original = revised(self.original, self.records)
        if not tables.isdisjoint(("articles", "recasts")):
            said = [op.after or op.before or {} for op in ops if op.table == "recasts"]
            self._recast([convert((one["start"], one["end"]), Span) for one in said])

    def _recast(self, blocks: list[Span]) -> None:
        """Take these blocks in the roles that they have now, or all where others are the blocks."""
        old, article = self.article, recasting(self.original, self.records)
        if article.blocks == old.blocks:
            return
        alike = bool(blocks) and len(article.blocks) == len(old.blocks)
        changed = (min(blocks)[0], max(blocks)[1]) if alike else None
        shown = self.proposals.shown
        self.article = article
        self.segments = self.segments.recast(article, changed) if changed else Segments(article)
        self.proposals = Proposals(article, self.segments, self.records, self.advice)
        self.proposals.shown = shown
        self.__dict__.pop("story", None)
        self.lay_out(changed)

    def rows(self) -> list[Shown]:
        """The rows on the page, from its top; fewer than its height at the article's end."""
        shown: list[Shown] = []
        for place, row in self.layout.walk(self.top):
            if len(shown) == self.page.height:
                break
            shown.append(Shown(place, row))
        return shown

    def hits(self, shown: list[Shown]) -> list[Span]:
        """What the search finds in these rows. An expression too slow to draw is given up."""
        if self.query is None or not shown:
            return []
        first, last = shown[0].row.unit.start, shown[-1].row.end
        try:
            return matches(self.query, self.article.text, first, last, timeout=_DRAWING)
        except QueryError:
            self.query = None
            return []

    def go(self, offset: int, *, extend: bool = False, keep_goal: bool = False) -> None:
        """Put the cursor at an offset; drops the selection unless it is being extended.

        With `extend` the cursor takes the selection's active edge along, or begins a selection.
        """
        if extend and self.mark is None:
            self.mark = self.cursor
        text = self.article.text
        offset = min(max(offset, 0), previous_boundary(text, len(text)))
        self.cursor = self._out_of_folds(floor_boundary(text, offset))
        if not (extend or self.extending):
            self.clear()
        if not keep_goal:
            self.goal = None
        self._show_cursor()

    def select(self, span: Span) -> None:
        """Select a span, with the cursor on its last cluster."""
        start = floor_boundary(self.article.text, span[0])
        self.mark = start
        self.goal = None
        self.cursor = max(previous_boundary(self.article.text, span[1]), start)
        self._show_cursor()

    def look_at(self, candidate: Candidate) -> None:
        """Select a candidate's first span, to accept, mend or reject it."""
        self.clear()
        self.proposals.shown = True
        self.select(candidate.spans[0])
        self.candidate, self.mended = candidate, candidate.spans[0]

    def choose(self, letter: str) -> bool:
        """Take a letter to jump by, the last one goes there; say whether it is one."""
        left = self.hints.press(letter) if self.hints is not None else None
        self.hints = left if left is not None and left.labels else None
        if left is not None and "" in left.shown.values():
            self.hints = None
            self.go(next(iter(left.shown)), extend=left.extend)
        return left is not None and bool(left.labels)

    def stand_as(self, other: Reader) -> None:
        """Have the cursor, what is selected and folded, and the page as another pane on the same
        article has them.
        """
        if self.unfolded != other.unfolded:
            self.unfolded = other.unfolded
            self.lay_out()
        self.cursor, self.mark, self.goal = other.cursor, other.mark, other.goal
        self.stand_beside(other, other.cursor, self.cursor)
        if self.selection is None:
            self._show_cursor()

    def stand_beside(self, other: Reader, there: int, here: int) -> None:
        """Have the row of an offset at the height that an offset `there` has in another pane."""
        place = other.layout.place(there)
        below = other.layout.distance(other.top, place, 3 * other.page.height)
        self.top = self._clamped(self.layout.move(self.layout.place(here), -below))

    def clear(self) -> None:
        """Drop the selection, and leave the annotation or candidate that it was of as it is.

        A cursor that the page had left behind with its selection is in sight again.
        """
        dropped, self.mark = self.mark is not None, None
        self.pivot = None
        self.extending = False
        self.editing = ""
        self.candidate = None
        self.change = None
        if dropped:
            self._show_cursor()

    def line(self, rows: int, *, extend: bool = False) -> None:
        """Move the cursor by rows of text, keeping its column as far as rows allow."""
        place = self.layout.place(self.cursor)
        if self.goal is None:
            self.goal = self.layout.column(self.cursor)
        target = self.layout.move(place, rows)
        step = 1 if rows > 0 else -1
        while self.layout.units[target.unit].kind in ("headline", "summary", "gap"):
            beyond = self.layout.move(target, step)
            if beyond == target:
                target = place
                break
            target = beyond
        self.go(self.layout.offset(target, self.goal), extend=extend, keep_goal=True)

    def scroll(self, rows: int) -> None:
        """Move the page by rows under the cursor, which comes along only at its edges.

        A selection stays as it is, also where it leaves the page.
        """
        self.top = self._clamped(self.layout.move(self.top, rows))
        if self.selection is not None:
            return
        margin = self._margin
        place = self.layout.place(self.cursor)
        below = self.layout.distance(self.top, place, 2 * self.page.height)
        inside = min(max(below, margin), self.page.height - 1 - margin)
        if inside != below:
            self.line(inside - below)

    def turn(self, pages: float) -> None:
        """Move page and cursor together by a part of the page's height."""
        rows = round(pages * self.page.height) or (1 if pages > 0 else -1)
        if abs(pages) >= 1 and self.page.height > 4:
            rows -= 2 if rows > 0 else -2
        self.top = self._clamped(self.layout.move(self.top, rows))
        self.line(rows)

    @property
    def read(self) -> float:
        """How far through the article the cursor is, from 0 to 1."""
        end = previous_boundary(self.article.text, len(self.article.text))
        return self.cursor / end if end else 1.0

    @property
    def _margin(self) -> int:
        return min(self.settings.scroll_margin, (self.page.height - 1) // 2)

    def _laid_out(self, before: Layout | None, changed: Span | None = None) -> Layout:
        """The article at the page's measure, from what was laid out `before` where blocks differ
        only in what has `changed`.
        """
        if before is not None and before.folded != self.unfolded:
            if changed is not None:
                return before.recast(self.article, changed)
            if before.article.blocks == self.article.blocks:
                return before.at(self.page.measure)
        return Layout(self.article, self.page.measure, folded=not self.unfolded)

    def _out_of_folds(self, offset: int) -> int:
        """The first cluster of the fold for an offset that a fold hides."""
        unit = self.layout.units[self.layout.place(offset).unit]
        return ceil_boundary(self.article.text, unit.start) if unit.kind == "fold" else offset

    def _clamped(self, top: Place) -> Place:
        if top.unit + self.page.height < len(self.layout.units):
            return top  # A unit has a row at least; nothing at the end need be wrapped to know.
        return min(top, self.layout.move(self.layout.end, 1 - self.page.height))

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor into view; centre it after a far jump."""
        height, margin = self.page.height, self._margin
        place = self.layout.place(self.cursor)
        below = self.layout.distance(self.top, place, 2 * height)
        if abs(below) >= 2 * height:
            self.top = self._clamped(self.layout.move(place, -(height // _LANDING)))
        elif below < margin:
            self.top = self.layout.move(self.top, below - margin)
        elif below > height - 1 - margin:
            self.top = self._clamped(self.layout.move(self.top, below - (height - 1 - margin)))
        self.top = self._clamped(self.top)
        if self.kept[0] <= self.cursor < self.kept[1]:
            self._show(self.kept)

    def keep(self, span: Span) -> None:
        """Keep a span in sight as a whole while the cursor is on it."""
        self.kept = span
        self._show_cursor()

    def _show(self, span: Span) -> None:
        """Scroll as little as brings a span into view, if the page can hold all of it."""
        height = self.page.height
        first, last = self.layout.place(span[0]), self.layout.place(span[1] - 1)
        if self.layout.distance(first, last, height) >= height:
            return
        hidden = self.layout.distance(self.top, last, 3 * height) - height + 1
        if hidden > 0:
            self.top = self.layout.move(self.top, hidden)
        elif first < self.top:
            self.top = first
