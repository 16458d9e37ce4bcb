"""What each annotator said of the case that is looked at, a row a version, below the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from tui.screens.colours import Colours
from tui.screens.lines import Styled
from tui.screens.painting import Surface
from tui.session.review import Review, letter
from tui.text.cells import clip, display, width

if TYPE_CHECKING:
    from tui.review.adjudication import Case
    from tui.review.comparison import Version
    from tui.review.saying import Parted

MOST = 4
"""Rows at most; the last one then says how many versions more there are."""
_WHO = 20
"""Cells of the annotators' names at most."""
_TAG = 14
_SHARED = 16
"""Cells of the words before a difference at least, where there are so many."""


class Versions(Surface):
    """The rows; without a case they are empty, and stay, so that the text does."""

    DEFAULT_CSS = "Versions { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        """No rows."""
        super().__init__(id="versions")
        self._rows: list[Styled] = []
        self._bar = Style()

    def put(self, rows: Sequence[Styled], ground: Style) -> None:
        """Show these rows; those that are the same are not repainted."""
        old, self._rows = self._rows, list(rows)
        changed = self._bar != ground or len(old) != len(self._rows)
        self._bar = ground
        for y in range(self.size.height):
            before, now = (rows[y].segments if y < len(rows) else [] for rows in (old, self._rows))
            if changed or before != now:
                self.stale((y,))

    def render_line(self, y: int) -> Strip:
        """One of the rows."""
        segments = self._rows[y].segments if y < len(self._rows) else []
        return Strip(segments).adjust_cell_length(self.size.width, self._bar)


def rows(review: Review, case: Case, colours: Colours, room: int) -> list[Styled]:
    """A row for each version: whose it is, its tag, its words, and what else is said."""
    from tui.review import saying  # not needed where nothing is reviewed

    found = saying.parted(case.comparison)
    who = [_who(review, version) for version in case.comparison.versions]
    wide = min(max(map(width, who)), _WHO)
    made = []
    for version, called in zip(case.comparison.versions, who, strict=True):
        row = Styled(" ", colours.bar).append(
            _padded(called, wide), colours.bar + colours.on_sheet(colours.accent)
        )
        one = version.annotation
        if one is None:
            made.append(row.append("  marked nothing", colours.bar))
            continue
        tag = colours.scheme.tag(one.tag)
        row.append(f"  {_padded(one.tag, _TAG)}", colours.offer(tag))
        more = saying.beside(case.comparison, version.layers[0])
        left = room - width(row.plain) - 1
        more = clip(more, left // 2)
        left -= width(more) + 3 if more else 0
        _words(row, found[version.layers[0]], colours, left)
        made.append(row.append(f" · {more}" if more else "", colours.bar_words))
    if len(made) > MOST:
        over = len(made) - MOST + 1
        made[MOST - 1 :] = [Styled(" ", colours.bar).append(f"and {over} more", colours.bar)]
    return made


def _who(review: Review, version: Version) -> str:
    if len(version.layers) == 1:
        return review.called(version.layers[0])
    letters = "".join(map(letter, version.layers))
    names = ", ".join(review.names[at] for at in version.layers)
    return letters if review.blind else f"{letters} {names}"


def _words(row: Styled, words: Parted, colours: Colours, room: int) -> None:
    """The words in so many cells: what is not shared stands out and is cut last."""
    if not words.own and not words.tail:
        row.append(clip(words.head, room), colours.bar)
        return
    own = clip(words.own or "–", room)
    tail = clip(words.tail, max(room - width(own) - _SHARED, 0))
    head = _end(words.head, room - width(own) - width(tail) - 2)
    row.append(f"{head} " if head else "", colours.bar)
    row.append(own, colours.bar_words + Style(underline=True))
    row.append(f" {tail}" if tail else "", colours.bar)


def _end(words: str, room: int) -> str:
    """The last of some words, in so many cells."""
    text = display(words)
    if width(text) <= room:
        return text
    while text and width(text) >= room:
        text = text[text.find(" ") + 1 :] if " " in text else ""
    return f"… {text}" if text else ""


def _padded(text: str, cells: int) -> str:
    shown = clip(text, cells)
    return shown + " " * (cells - width(shown))
