"""A row of the page as a strip of cells: margins, letters, words and the bar of passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.annotations import checking
from tui.annotations.model import Annotation
from tui.annotations.records import Run, Standing, outermost_first
from tui.assist.candidate import Candidate
from tui.screens.colours import Colours
from tui.screens.sending import Kept
from tui.session.coverage import body_sentences
from tui.session.reader import Reader
from tui.session.standings import DONE
from tui.session.status import summary
from tui.text import cells
from tui.text.article import Role, Span
from tui.text.direction import from_right
from tui.text.graphemes import next_boundary, previous_boundary
from tui.text.layout import Row
from tui.text.markup import markup

_FOLD_SAMPLE = 400
"""Code points of a fold in which its first telling line is looked for."""
_PROPOSED = "┊"
_BARE, _LINKED = "!", "→"
_BARS: dict[Standing, str] = {
    "annotated": "▐",
    "opinion": "▒",
    "nothing": "▕",
    "begun": "░",
    "unseen": " ",
}
"""The signs of the bar, told apart by form: heavier where more was said."""
_FROM_RIGHT = "◂"
_MARKUP = {
    "strong": Style(bold=True),
    "emphasis": Style(italic=True),
    "code": Style(),
    "link": Style(underline=True),
}


class Marks(NamedTuple):
    """What lies over the text for a while: a search's hits, candidates, letters to jump by.

    `letters` are what to press, by the offset it stands on.
    """

    hits: Sequence[Span] = ()
    proposed: Sequence[Candidate] = ()
    letters: Mapping[int, str] = {}


def draw(
    reader: Reader, row: Row, colours: Colours, key: str, marks: Marks, *, focused: bool
) -> Strip:
    """The row over the whole width of the pane; the cursor only where the pane has the focus.

    `key` is the key that unfolds, shown on a fold's line.
    """
    page, kind = reader.page, row.unit.kind
    held = row.start <= reader.cursor < max(row.end, row.start + 1)
    here = focused and held and kind not in ("headline", "summary")
    cursor = _seen(reader.article.text, reader.cursor, row.start) if here else -1
    runs = list(reader.said.runs(row.start, row.end)) if kind == "text" else []
    if kind == "fold":
        words = _fold(reader, row, colours, key, cursor)
    elif kind == "headline":
        words = [Segment(cells.clip(reader.article.title, page.measure), colours.headline)]
    elif kind == "summary":
        words = [Segment(cells.clip(summary(reader), page.measure), colours.dim)]
    elif kind == "text":
        words = list(_words(reader, row, runs, colours, marks, cursor))
    else:
        words = [Segment(" ", colours.cursor)] if cursor >= 0 else []
    line = _filled(words, page.measure, colours.base)
    if kind == "text" and marks.letters:
        line = list(_lettered(reader, row, colours, Strip(line), marks.letters))
    left: list[Segment] = []
    if kind == "text" and page.letters >= 0:
        left = _letters(reader, row, runs, colours, marks.proposed)
    pieces = [*_filled(left, page.left, colours.base), *line]
    if kind == "text" and page.bar >= 0:
        pieces.append(Segment(" " * (page.bar - page.left - page.measure), colours.base))
        pieces.append(_bar(reader, row, colours))
        if row.first and from_right(reader.article.text, row.start, row.end):
            pieces.append(Segment(_FROM_RIGHT, colours.dim))
    return Kept(_filled(pieces, page.width, colours.base), page.width)


def _filled(segments: list[Segment], width: int, style: Style) -> list[Segment]:
    """The segments, made as many cells wide as is wanted."""
    room = width
    for text, _, _ in segments:
        room -= len(text) if text.isascii() else cell_len(text)
    if room < 0:
        return list(Strip(segments).crop(0, width))
    return [*segments, Segment(" " * room, style)] if room else segments


def _seen(text: str, cursor: int, start: int) -> int:
    """The cursor's cluster; the one it is drawn on where it has no cells of its own."""
    while cursor > start and not cells.width(text[cursor : next_boundary(text, cursor)]):
        cursor = previous_boundary(text, cursor)
    return cursor


def _words(
    reader: Reader, row: Row, runs: Sequence[Run], colours: Colours, marks: Marks, cursor: int
) -> Iterator[Segment]:
    """The row's text cut into stretches of one style each."""
    text = reader.article.text
    end = reader.layout.visible_end(row)
    inked = row.start + len(text[row.start : end].rstrip())
    overlays = list(_overlays(reader, row, inked, colours, marks, cursor))
    edges = {row.start, inked, end, *(run.start for run in runs)}
    edges.update(edge for overlay in overlays for edge in overlay[:2])
    cuts = sorted(edge for edge in edges if row.start <= edge <= end)
    at = 0
    for start, stop in pairwise(cuts):
        while runs[at].end <= start:
            at += 1
        style = _role_style(row.unit.role, colours)
        if runs[at].annotations and start < inked:
            style += colours.text(tuple(one.tag for one in runs[at].annotations))
        for first, last, overlay in overlays:
            if first <= start and stop <= last:
                style += overlay
        if start == cursor:
            style += Style(reverse=not style.reverse)
        yield Segment(cells.display(text[start:stop]), style)
    if cursor >= end:
        yield Segment(" ", colours.cursor)


def _overlays(
    reader: Reader, row: Row, inked: int, colours: Colours, marks: Marks, cursor: int
) -> Iterator[tuple[int, int, Style]]:
    """What lies over the tags: Markdown's own styles, candidates up to where the row is `inked`,
    what another draft has otherwise, search hits, the selection, the cursor.
    """
    text = reader.article.text
    for block in reader.segments.blocks(row.start, row.end):
        if block.role in ("dateline", "locator"):
            yield block.start, block.end, colours.dim
        if reader.article.format == "markdown":
            for start, end, name in markup(text, block):
                yield start, end, colours.dim if name == "markup" else _MARKUP[name]
    for one in marks.proposed:
        for start, end in one.spans:
            if start < row.end and row.start < end:
                yield start, min(end, inked), colours.proposed(colours.scheme.tag(one.tag))
    yield from _differing(reader, row, colours)
    yield from _reviewed(reader, row, inked, colours)
    for start, end in marks.hits:
        if start < row.end and row.start < end:
            yield start, end, colours.hit
    if reader.selection is not None:
        yield *reader.selection, colours.selection
    if cursor >= 0:
        yield cursor, next_boundary(text, cursor), Style()


def _differing(reader: Reader, row: Row, colours: Colours) -> Iterator[tuple[int, int, Style]]:
    """What the draft beside does not have."""
    if reader.marked is not None:
        style = colours.gone if reader.marked.earlier else colours.came
        for start, end in reader.marked.within(row.start, row.end):
            yield start, end, style


def _reviewed(
    reader: Reader, row: Row, inked: int, colours: Colours
) -> Iterator[tuple[int, int, Style]]:
    """What annotators disagree about, faintly, where it is not a layer of its own; of the case
    looked at what all of them marked, and what only some did.
    """
    if reader.overlay is None:
        return
    for case in reader.overlay.within(row.start, row.end) if reader.layer is None else ():
        for one in case.comparison.present:
            for start, end in one.spans:
                yield start, min(end, inked), colours.proposed(colours.scheme.tag(one.tag))
    for (start, end), by_all in reader.overlay.shared():
        if start < row.end and row.start < end:
            yield start, min(end, inked), colours.selection if by_all else colours.some


def _role_style(role: Role | None, colours: Colours) -> Style:
    if role in ("title", "heading"):
        return colours.headline
    return colours.dim if role in ("byline", "dateline", "locator", "boilerplate") else colours.base


def _fold(reader: Reader, row: Row, colours: Colours, key: str, cursor: int) -> list[Segment]:
    lines = row.unit.lines
    said = f"· · · {lines} {'line' if lines == 1 else 'lines'} folded: "
    room = max(reader.page.measure - len(said) - len(key) - 2, 0)
    hidden = reader.article.text[row.start : row.start + _FOLD_SAMPLE].splitlines()
    telling = next((line for line in hidden if any(map(str.isalnum, line))), "")
    first = cells.clip(telling, room)
    style = colours.dim + Style(italic=True)
    head = style + Style(reverse=True) if cursor >= 0 else style
    return [
        Segment(said[0], head),
        Segment(f"{said[1:]}{first}  ", style),
        Segment(key, colours.accent),
    ]


def _lettered(
    reader: Reader, row: Row, colours: Colours, line: Strip, letters: Mapping[int, str]
) -> Strip:
    """The row with letters to jump by over its words; no other cell moves."""
    for offset, label in letters.items():
        if row.start <= offset < row.end:
            column = reader.layout.column(offset)
            left = line.crop(0, column)
            right = line.crop(column + len(label), line.cell_length)
            line = Strip([*left, Segment(label, colours.letter), *right])
    return line


def _letters(
    reader: Reader,
    row: Row,
    runs: Sequence[Run],
    colours: Colours,
    proposed: Sequence[Candidate],
) -> list[Segment]:
    """The letters of up to two tags that begin in the row, the outermost nearest to the text, and
    a sign of what is wanting or linked; those of annotators, where something begins about which
    they disagree.

    Where only candidates begin, a dotted sign in the colour of the first one.
    """
    page = reader.page
    people = reader.overlay.letters(row.start, row.end) if reader.overlay is not None else ""
    if people:
        wide = page.left - 1 if page.letters > 0 else page.letters + 1
        shown = people if len(people) <= wide and reader.layer is None else "≠"
        return [Segment(shown.rjust(wide), colours.accent)]
    here = {one.id: one for run in runs for one in run.annotations if row.start <= one.start}
    begin = sorted(here.values(), key=outermost_first)
    roomy = page.left - page.letters > 2 and page.letters > 0
    room = 2 if roomy else 1
    tags = list(dict.fromkeys(one.tag for one in begin))[:room]
    letters = [colours.scheme.tag(name) for name in reversed(tags)]
    waiting = [one for one in proposed if row.start <= one.start < row.end]
    if waiting and not letters:
        sign = Segment(_PROPOSED, colours.tag(colours.scheme.tag(waiting[0].tag)))
        return [Segment(" " * page.letters, colours.base), sign]
    pad = " " * (page.letters + 1 - len(letters))
    drawn = [Segment(tag.glyph, colours.tag(tag)) for tag in letters]
    roomy = roomy and reader.layer is None
    return [Segment(pad, colours.base), *drawn, *(_signs(reader, begin, colours) if roomy else ())]


def _signs(reader: Reader, begin: Sequence[Annotation], colours: Colours) -> list[Segment]:
    """The sign after the letters: of a status without the evidence it needs, else of a link."""
    hanging = reader.records.hanging
    for one in begin:
        if one.id not in hanging.evidence and checking.needs_evidence(one, colours.scheme):
            return [Segment(_BARE, colours.lost)]
    linked = any(one.id in hanging.links for one in begin)
    return [Segment(_LINKED, colours.dim)] if linked else []


def _bar(reader: Reader, row: Row, colours: Colours) -> Segment:
    """What has been said of the row's sentences: of several the one that says most, half a tone
    where one of them has not been dealt with.
    """
    if not reader.records.annotations and not reader.records.passes:
        return Segment(" ", colours.base)
    said = {
        reader.records.standing(reader.article.id, sentence, colours.scheme)
        for sentence in body_sentences(reader, row.start, row.end)
    }
    state: Standing = "unseen"
    if said and said <= DONE:
        state = next(one for one in _BARS if one in said)
    elif said - {"unseen"}:
        state = "begun"
    return Segment(_BARS[state], colours.good if state == "annotated" else colours.dim)
