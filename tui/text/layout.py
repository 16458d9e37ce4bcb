"""The page: an article's text as rows of a given measure, computed as far as it is looked at.

A *unit* is what is wrapped as one: a paragraph, a stretch of blank lines, a fold. Units without
text of their own are a gap (an empty row between paragraphs that have none), a headline that the
text does not have, and the summary. Rows
of a unit are computed when first asked for, so that opening a long text costs only its units.
Positions on the page are `Place(unit, row)`; offsets are code points, widths are cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from tui.text import cells
from tui.text.article import MAX_BLOCK, Article, Block, Role, Span
from tui.text.graphemes import clusters
from tui.text.wrap import balanced, wrap

_Key = TypeVar("_Key")
_Made = TypeVar("_Made")
UnitKind: TypeAlias = Literal["text", "blank", "fold", "gap", "headline", "summary"]

_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_KEPT = 2_000
"""Units, and rows, of which it is remembered how they are laid out."""
_break = re.compile(f"[{_BREAKS}]").search


class Unit(NamedTuple):
    """Something that is wrapped as one. A fold's `lines` counts the lines it hides."""

    start: int
    end: int
    kind: UnitKind
    role: Role | None = None
    lines: int = 0


class Row(NamedTuple):
    """One row of the page; `first` and `last` say whether it begins or ends its unit."""

    start: int
    end: int
    unit: Unit
    first: bool
    last: bool


class Place(NamedTuple):
    """A row of the page: the unit's index and the row's within the unit."""

    unit: int
    row: int


class Cell(NamedTuple):
    """A cluster as it stands in a row: its span, its column and its width in cells."""

    start: int
    end: int
    column: int
    width: int


class Layout:
    """An article laid out at a measure of `measure` cells.

    Where it is `folded`, boilerplate is drawn as one line. `summary` puts one empty row of kind
    `summary` below the headline for the screen to fill; above everything where the text has none,
    and a row of kind `headline` before it where the article has one all the same.
    """

    def __init__(
        self, article: Article, measure: int, *, folded: bool = False, summary: bool = True
    ) -> None:
        """Lay out `article`; only the list of units is computed now."""
        self.article = article
        self.folded = folded
        self.units = list(_units(article, (0, len(article.text)), folded=folded))
        self._summary = summary
        if summary:
            self._insert_summary()
        self._starts = [unit.start for unit in self.units]
        self._begin(measure)

    def _insert_summary(self) -> None:
        title = _title(self.units)
        if title is not None:
            self.units.insert(self.units.index(title) + 1, _empty(title.end, "summary"))
            return
        above: list[UnitKind] = ["headline"] if self.article.title else []
        below: list[UnitKind] = ["gap"] if self.units[0].kind != "blank" else []
        self.units[:0] = (_empty(0, kind) for kind in (*above, "summary", *below))

    def _begin(self, measure: int) -> None:
        """Nothing is wrapped yet."""
        self.measure = max(measure, 1)
        self._rows: dict[int, tuple[Row, ...]] = {}
        self._cells: dict[Span, tuple[Cell, ...]] = {}

    def at(self, measure: int) -> Layout:
        """The same units at another measure; a long text's are not found again."""
        other = copy(self)
        other._begin(measure)
        return other

    def recast(self, article: Article, changed: Span) -> Layout:
        """The same text, whose blocks have other roles within `changed`; only what stands there
        and beside it is laid out anew.
        """
        low, high = self._around(changed)
        stale = self.units[low : high + 1]
        fresh = list(_units(article, (stale[0].start, stale[-1].end), folded=self.folded))
        title = _title(stale)
        if title != _title(fresh):
            return Layout(article, self.measure, folded=self.folded, summary=self._summary)
        if title is not None:
            at = fresh.index(title) + 1
            fresh[at:at] = (unit for unit in stale if unit.kind == "summary")
        other = self.at(self.measure)
        other.article = article
        other.units, other._starts = self.units.copy(), self._starts.copy()
        other.units[low : high + 1] = fresh
        other._starts[low : high + 1] = (unit.start for unit in fresh)
        return other

    def _around(self, changed: Span) -> tuple[int, int]:
        """The first and the last unit of those that may change with blocks in `changed`: those
        with a block in it and what stands beside them; whole lines in any case.
        """
        low = self._beside(self._unit(changed[0]), -1)
        while not self._parted(low) and (before := self._beside(low, -1)) < low:
            low = before
        high = self._beside(self._beside(self._unit(changed[1] - 1), 1), 1)
        while not self._parted(high + 1) and (after := self._beside(high, 1)) > high:
            high = after
        return low, high

    def _parted(self, unit: int) -> bool:
        """Whether a unit begins a line."""
        start = self._starts[unit] if unit < len(self.units) else 0
        return not start or self.article.text[start - 1] in _BREAKS

    def _beside(self, unit: int, step: int) -> int:
        """The next unit before or after that holds blocks; itself if there is none."""
        others = range(unit + step, len(self.units) if step > 0 else -1, step)
        found = (other for other in others if self.units[other].kind in ("text", "fold"))
        return next(found, unit)

    def _unit(self, offset: int) -> int:
        """The index of the unit that holds an offset."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return index - 1 if self.units[index].kind == "summary" and index > 0 else index

    def rows(self, unit: int) -> tuple[Row, ...]:
        """The rows of the unit with this index; never empty."""
        return _kept(self._rows, unit, self._wrap)

    def row(self, place: Place) -> Row:
        """The row at a place."""
        return self.rows(place.unit)[place.row]

    def place(self, offset: int) -> Place:
        """Where the row that holds `offset` is."""
        index = self._unit(offset)
        rows = self.rows(index)
        for number, row in enumerate(rows):
            if offset < row.end:
                return Place(index, number)
        return Place(index, len(rows) - 1)

    def move(self, place: Place, rows: int) -> Place:
        """The place `rows` rows on (or back, if negative), stopping at the ends."""
        unit, row = place.unit, place.row + rows
        while row < 0 and unit > 0:
            unit -= 1
            row += len(self.rows(unit))
        while row >= len(self.rows(unit)) and unit + 1 < len(self.units):
            row -= len(self.rows(unit))
            unit += 1
        return Place(unit, min(max(row, 0), len(self.rows(unit)) - 1))

    def distance(self, start: Place, end: Place, limit: int) -> int:
        """How many rows `end` is after `start` (negative: before), looking at most `limit` far."""
        if end < start:
            return -self.distance(end, start, limit)
        rows = end.row - start.row
        for unit in range(start.unit, end.unit):
            rows += len(self.rows(unit))
            if rows - end.row > limit:
                return limit
        return min(rows, limit)

    def walk(self, place: Place) -> Iterator[tuple[Place, Row]]:
        """Rows from a place onwards."""
        first = place.row
        for unit in range(place.unit, len(self.units)):
            rows = self.rows(unit)
            for number in range(first, len(rows)):
                yield Place(unit, number), rows[number]
            first = 0

    @property
    def end(self) -> Place:
        """The last row's place."""
        last = len(self.units) - 1
        return Place(last, len(self.rows(last)) - 1)

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The clusters of a row of text with their columns; empty for other rows."""
        if row.unit.kind != "text":
            return ()
        return _kept(self._cells, (row.start, row.end), self._measure)

    def visible_end(self, row: Row) -> int:
        """Where a row ends without the line break after it."""
        return _without_break(self.article.text, row.start, row.end)

    def column(self, offset: int) -> int:
        """The column, in cells from the row's left edge, at which `offset` is drawn."""
        found = self.cells(self.row(self.place(offset)))
        index = bisect_right(found, offset, key=lambda cell: cell.start) - 1
        return found[index].column if index >= 0 else 0

    def offset(self, place: Place, column: int) -> int:
        """The start of the cluster drawn at `column` of a row, or of the row's last cluster."""
        row = self.row(place)
        end = self.visible_end(row)
        found = [cell for cell in self.cells(row) if cell.start < end]
        if not found:
            return row.start
        index = bisect_right(found, max(column, 0), key=lambda cell: cell.column) - 1
        return found[index].start

    def _measure(self, span: Span) -> tuple[Cell, ...]:
        start, end = span
        text, column, made = self.article.text, 0, []
        for first, last in clusters(text, start, end):
            wide = cells.width(text[first:last])
            made.append(Cell(first, last, column, wide))
            column += wide
        return tuple(made)

    def _wrap(self, index: int) -> tuple[Row, ...]:
        unit = self.units[index]
        if unit.kind != "text":
            return (Row(unit.start, unit.end, unit, first=True, last=True),)
        text = self.article.text
        spans: list[Span] = []
        if unit.role == "preformatted":
            for start, end in _lines(text, unit.start, unit.end):
                spans += wrap(text, start, end, self.measure)
        else:
            end = _without_break(text, unit.start, unit.end)
            fit = balanced if unit.role in ("title", "heading") else wrap
            spans = fit(text, unit.start, end, self.measure)
            spans[-1] = (spans[-1][0], unit.end)
        last = len(spans) - 1
        return tuple(
            Row(start, end, unit, first=number == 0, last=number == last)
            for number, (start, end) in enumerate(spans)
        )


def _kept(held: dict[_Key, _Made], key: _Key, make: Callable[[_Key], _Made]) -> _Made:
    """What is held under a key, made where it is not. A method that remembers by itself would hold
    its layout, and a long text's old one would stay until the collector finds it.
    """
    found = held.get(key)
    if found is None:
        if len(held) >= _KEPT:
            held.clear()
        found = held[key] = make(key)
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _without_break(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(_BREAKS))


def _title(units: Iterable[Unit]) -> Unit | None:
    return next((unit for unit in units if unit.role == "title"), None)


def _empty(at: int, kind: UnitKind) -> Unit:
    return Unit(at, at, kind)


def folds(blocks: Iterable[Block]) -> list[Span]:
    """The stretches of boilerplate, neighbours joined."""
    made: list[Span] = []
    joined = False
    for block in blocks:
        if block.role == "boilerplate":
            made.append((made.pop()[0] if joined else block.start, block.end))
        joined = block.role == "boilerplate"
    return made


def _units(article: Article, within: Span, *, folded: bool) -> Iterator[Unit]:
    """Units from the article's blocks `within` a stretch of whole units: every character is in
    exactly one.

    A unit runs from a block's line to its line break, with blocks on the same line (a dateline
    and its paragraph) taken together; what lies between two units is blank.
    """
    text, (begin, end) = article.text, within
    low, high = (
        bisect_left(article.blocks, edge, key=lambda block: block.start) for edge in within
    )
    blocks = article.blocks[low:high]
    at = begin
    fold = iter((*(folds(blocks) if folded else ()), (end + 1, end + 1)))
    hidden = next(fold)
    previous: Role | None = None
    for first, stop, role in _paragraphs(text, blocks):
        if stop <= at:
            continue
        start = max(first, at)
        while hidden[1] <= start:
            hidden = next(fold)
        if at < start:
            yield Unit(at, start, "blank")
        elif _wants_gap(previous, role) and at > within[0] and text[at - 1] in _BREAKS:
            yield _empty(at, "gap")
        previous = role
        if hidden[0] < stop:
            at = _line_end(text, hidden[1])
            yield Unit(start, at, "fold", "boilerplate", _count_lines(text, start, at))
        else:
            yield Unit(start, stop, "text", role)
            at = stop
    if at < end or not text:
        yield Unit(at, end, "blank")


def _wants_gap(previous: Role | None, role: Role) -> bool:
    return "paragraph" in (previous, role) and "preformatted" not in (previous, role)


def _paragraphs(text: str, blocks: Iterable[Block]) -> Iterator[tuple[int, int, Role]]:
    """Blocks widened to their line break, those sharing a line joined but for boilerplate."""
    joined: tuple[int, int, Role] | None = None
    for block in blocks:
        if joined is not None:
            alike = (joined[2] == "boilerplate") == (block.role == "boilerplate")
            short = block.end - joined[0] <= MAX_BLOCK
            if alike and short and _same_line(text, joined[1], block):
                role = "paragraph" if joined[2] in ("dateline", "locator") else joined[2]
                joined = (joined[0], block.end, role)
                continue
            yield joined[0], _line_end(text, joined[1]), joined[2]
        joined = (_line_start(text, block.start), block.end, block.role)
    if joined is not None:
        yield joined[0], _line_end(text, joined[1]), joined[2]


def _same_line(text: str, end: int, block: Block) -> bool:
    return block.start - end < 200 and _break(text, end, block.start) is None


def _line_start(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1] not in _BREAKS and text[offset - 1].isspace():
        offset -= 1
    return offset


def _line_end(text: str, offset: int) -> int:
    """Past the white space and the one line break that follow `offset`."""
    while offset < len(text) and text[offset] not in _BREAKS and text[offset].isspace():
        offset += 1
    if text.startswith("\r\n", offset):
        return offset + 2
    return offset + 1 if offset < len(text) and text[offset] in _BREAKS else offset


def _count_lines(text: str, start: int, end: int) -> int:
    return sum(1 for line in text[start:end].splitlines() if line.strip())
