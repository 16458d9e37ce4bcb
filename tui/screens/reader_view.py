"""A pane on the screen: draws a reader's rows, and repaints those that a key has touched.

It does not use textual's scrolling: a long text's height is not known until all of it has been
wrapped, and a position that is an offset needs no height.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.assist.candidate import Candidate
from tui.screens.colours import Colours
from tui.screens.drawing import Marks, draw
from tui.screens.lines import Line, Styled
from tui.screens.painting import Ground, Still, Surface
from tui.session.hints import Hints
from tui.session.page import Page
from tui.session.reader import Reader, Shown
from tui.text.article import Article, Span
from tui.text.cells import clip
from tui.text.layout import Layout, Place, Row

_KEPT = 500
"""Drawn rows that are kept, so that scrolling by one draws one."""


class _Drawn(NamedTuple):
    """What the pane showed when it was last drawn; rows differ where this differs."""

    layout: Layout
    original: Article
    page: Page
    top: Place
    version: int
    query: object
    marked: object
    focused: bool
    letters: Hints | None
    proposed: tuple[Candidate, ...]
    cursor: int
    selection: Span | None


class ReaderView(Surface):
    """One pane."""

    class Pointed(Message):
        """The mouse did something at an offset of the text; `clicks` counts quick ones."""

        def __init__(self, view: ReaderView, offset: int, clicks: int, *, drag: bool) -> None:
            """Remember where."""
            super().__init__()
            self.view, self.at, self.clicks, self.drag = view, offset, clicks, drag

    class Clicked(Message):
        """The button came up again where it went down, at an offset of the text."""

        def __init__(self, view: ReaderView, offset: int) -> None:
            """Remember where."""
            super().__init__()
            self.view, self.at = view, offset

    class Fitted(Message):
        """The page has been laid out for another room."""

    class Wheeled(Message):
        """The wheel was turned over the pane by this many rows."""

        def __init__(self, view: ReaderView, rows: int) -> None:
            """Remember how far."""
            super().__init__()
            self.view, self.rows = view, rows

    DEFAULT_CSS = "ReaderView { width: 1fr; height: 1fr; }"

    def __init__(self, reader: Reader, colours: Colours, fold_key: str) -> None:
        """A view of `reader`; it gets its size when it is first laid out."""
        super().__init__()
        self.reader = reader
        self.colours = colours
        self.focused_pane = False
        self._fold_key = fold_key
        self._rows: list[Shown] = []
        self._starts: list[int] = []
        self._kept: dict[Row, Strip] = {}
        self._marks = Marks()
        self._drawn: _Drawn | None = None
        self._pressed = False

    def show(self, reader: Reader, colours: Colours, *, focused: bool) -> None:
        """Draw what has changed since the last time, and only that."""
        if colours is not self.colours or reader is not self.reader:
            self._drawn = None
            self._kept.clear()
        self.reader, self.colours, self.focused_pane = reader, colours, focused
        self._fit()
        new = _Drawn(
            reader.layout,
            reader.original,
            reader.page,
            reader.top,
            reader.records.version,
            reader.query,
            (reader.marked, reader.overlay),
            focused,
            reader.hints,
            self._proposed(),
            reader.cursor,
            reader.selection,
        )
        old, self._drawn = self._drawn, new
        if old == new:
            return
        if old is None or _over(old) != _over(new):
            self._kept.clear()
            self._look(new.proposed)
            self.stale()
            return
        changed = self._forget(old, new)
        moved = (old.layout, old.top) != (new.layout, new.top)
        if moved or old.proposed != new.proposed:
            self._look(new.proposed)
        if moved or changed is None:
            self.stale()
            return
        for span in (*changed, *_differences(old, new)):
            self.stale(self._numbers(span))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in a region; the first of all is asked for before the pane is told its size."""
        if self._fit():
            self.show(self.reader, self.colours, focused=self.focused_pane)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of the pane."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.colours.base)
        row = self._rows[y].row
        plain = not self._in_use(row)
        kept = self._kept.get(row) if plain else None
        if kept is not None:
            return kept
        focused = self.focused_pane
        strip = draw(self.reader, row, self.colours, self._fold_key, self._marks, focused=focused)
        if plain:
            self._kept[row] = strip
        return strip

    def _in_use(self, row: Row) -> bool:
        """Whether the cursor or the selection is on a row, which is then not kept."""
        end = max(row.end, row.start + 1)
        selection = self.reader.selection
        if selection is not None and row.start < selection[1] and selection[0] < end:
            return True
        return row.start <= self.reader.cursor < end

    def _forget(self, old: _Drawn, new: _Drawn) -> list[Span] | None:
        """Drop kept rows of which something else is said or proposed; the paragraphs that are
        concerned, or None if all may be.
        """
        spans = self.reader.records.touched(old.version)
        if spans is None:
            self._kept.clear()
            return None
        for one, others in ((old.proposed, new.proposed), (new.proposed, old.proposed)):
            spans += (span for proposed in one if proposed not in others for span in proposed.spans)
        blocks = [self.reader.segments.blocks(*span) for span in spans]
        wide = [(found[0].start, found[-1].end) for found in blocks if found]
        if old.layout is not new.layout:  # what a summary counts and a fold hides may be other text
            self._kept = {row: one for row, one in self._kept.items() if row.unit.kind == "text"}
        if wide:
            self._kept = {
                row: strip
                for row, strip in self._kept.items()
                if not any(row.start < end and start <= row.end for start, end in wide)
            }
        return wide

    def _numbers(self, span: Span) -> range:
        """The rows on the page that a span touches, and perhaps one before."""
        first = bisect_left(self._starts, span[0])
        return range(max(first - 1, 0), bisect_left(self._starts, max(span[1], span[0] + 1)))

    def notify_style_update(self) -> None:
        """Draw everything again in the new theme."""
        super().notify_style_update()
        self._drawn = None
        self._kept.clear()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the page out at its new size."""
        self.show(self.reader, self.colours, focused=self.focused_pane)
        self.pass_on()
        self.post_message(self.Fitted())

    def _look(self, proposed: tuple[Candidate, ...]) -> None:
        """Take the rows that are to be seen, and what a search finds in them."""
        self._rows = self.reader.rows()
        self._starts = [shown.row.start for shown in self._rows]
        if len(self._kept) > _KEPT:
            self._kept.clear()
        hints = self.reader.hints
        letters = hints.shown if hints is not None else {}
        self._marks = Marks(self.reader.hits(self._rows), proposed, letters)

    def _proposed(self) -> tuple[Candidate, ...]:
        """The candidates on the page, while somebody goes through them."""
        proposals = self.reader.proposals
        page = self.reader.rows() if proposals.shown else []
        return tuple(proposals.within(page[0].row.start, page[-1].row.end)) if page else ()

    def _fit(self) -> bool:
        """Give the reader the pane's size; say whether it is another."""
        page = self.reader.page
        if not self.size or self.size == (page.width, page.height):
            return False
        self.reader.resize(self.size.width, self.size.height)
        self._drawn = None
        self._kept.clear()
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Place the cursor; words and sentences come with further clicks."""
        if event.button == 1:
            self._pressed = True
            self.capture_mouse()
            self.post_message(self.Pointed(self, self._offset(event), 1, drag=False))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down."""
        if self._pressed:
            self.post_message(self.Pointed(self, self._offset(event), 1, drag=True))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The button is up again."""
        self._pressed = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A double click takes the word, a triple click the sentence."""
        if event.chain > 1:
            self.post_message(self.Pointed(self, self._offset(event), event.chain, drag=False))
        elif event.button == 1 and event.y < len(self._rows):
            self.post_message(self.Clicked(self, self._offset(event)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on."""
        event.stop()
        self.post_message(self.Wheeled(self, 3))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        self.post_message(self.Wheeled(self, -3))

    def _offset(self, event: events.MouseEvent) -> int:
        """The offset of the text under the mouse, or the nearest to it."""
        if not self._rows:
            return self.reader.cursor
        y = min(max(event.y, 0), len(self._rows) - 1)
        return self.reader.layout.offset(self._rows[y].place, event.x - self.reader.page.left)


class Pane(Vertical, Ground, Still):
    """A reader view; where there are several, with its article's title over it."""

    DEFAULT_CSS = "Pane { width: 1fr; height: 1fr; }"

    def __init__(self, view: ReaderView) -> None:
        """A pane around a view."""
        super().__init__()
        self.view = view
        self._title = Line("title")
        self._title.display = False

    def compose(self) -> ComposeResult:
        """The title, hidden while there is one pane, and the text."""
        yield self._title
        yield self.view

    @property
    def parts(self) -> tuple[Surface, ...]:
        """What is painted of it."""
        return self._title, self.view

    def show(self, reader: Reader, colours: Colours, *, focused: bool, titled: bool) -> None:
        """Show the reader; `titled` where another pane stands beside it."""
        self.set_class(titled, "beside")
        if self._title.display != titled:
            self._title.display = titled
        if titled:
            title = clip(reader.heading, self.size.width - 4)
            mark = "▌ " if focused else "  "
            style = colours.headline if focused else colours.dim
            words = Styled("", colours.base).append(mark, colours.accent)
            self._title.put(words.append(title, style))
        self.view.show(reader, colours, focused=focused)


def _over(drawn: _Drawn) -> tuple[object, ...]:
    """What changes the look of a whole page."""
    return drawn.original, drawn.page, drawn.query, drawn.letters, drawn.marked


def _differences(old: _Drawn, new: _Drawn) -> list[Span]:
    """Where a page looks different for another cursor, selection or focus."""
    spans: list[Span] = []
    if (old.cursor, old.focused) != (new.cursor, new.focused):
        spans += [(old.cursor, old.cursor + 1), (new.cursor, new.cursor + 1)]
    one, other = old.selection, new.selection
    if one == other:
        return spans
    if one is None or other is None:
        return [*spans, *(span for span in (one, other) if span is not None)]
    starts, ends = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if starts[1] >= ends[0]:
        return [*spans, one, other]
    return [*spans, (starts[0], starts[1]), (ends[0], ends[1])]
