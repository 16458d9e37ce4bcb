"""Moving the cursor. While a selection is extended, forward motions take whole units."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.session.coverage import body_sentences
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.standings import DONE
from tui.session.workspace import Workspace
from tui.text.graphemes import next_boundary
from tui.text.motions import MOTIONS, next_end, previous_end

COMMANDS = Registry()

_WHOLE = ("word", "sentence", "paragraph")
_UNITS = {"char": "character", "word": "word", "sentence": "sentence", "paragraph": "paragraph"}


def move(reader: Reader, motion: str, *, extend: bool = False) -> None:
    """Move the cursor by one of the text's motions.

    With `extend`, or while a selection is being extended, the active edge goes along and takes
    whole words, sentences and paragraphs.
    """
    unit, _, way = motion.partition(".")
    if not (extend or reader.extending) or unit not in _WHOLE:
        target = _step(reader, motion)
    elif way == "next":
        target = _forward(reader, unit)
    else:
        target = _back(reader, unit)
    reader.go(target, extend=extend)


def _step(reader: Reader, motion: str) -> int:
    """Where a motion leads; it leaves a fold as if the fold were one character."""
    offset = reader.cursor
    unit = reader.layout.units[reader.layout.place(offset).unit]
    if unit.kind == "fold" and motion.endswith(".next"):
        offset = max(unit.end - 1, offset)
    return MOTIONS[motion](reader.segments, offset)


def _forward(reader: Reader, unit: str) -> int:
    """The next end of a unit; of a leftward selection, which gets smaller, the next start."""
    if reader.mark is not None and reader.cursor < reader.mark:
        return min(_step(reader, f"{unit}.next"), reader.mark)
    return next_end(reader.segments, unit, reader.cursor)


def _back(reader: Reader, unit: str) -> int:
    """The start of a unit before; of a rightward selection, which gets smaller, the end before."""
    if reader.mark is not None and reader.cursor > reader.mark:
        return max(previous_end(reader.segments, unit, reader.cursor), reader.mark)
    return _step(reader, f"{unit}.previous")


def _in_reader(act: Callable[[Reader], None], workspace: Workspace) -> None:
    if workspace.reader is not None:
        act(workspace.reader)


def _register(id: str, summary: str, act: Callable[[Reader], None], label: str = "") -> None:
    COMMANDS.command(id, summary, label=label)(partial(_in_reader, act))


def _go_row(reader: Reader, *, last: bool) -> None:
    row = reader.layout.row(reader.layout.place(reader.cursor))
    place = reader.layout.place(row.start)
    reader.go(reader.layout.offset(place, reader.page.width if last else 0))


def _go_annotation(workspace: Workspace, *, back: bool) -> None:
    reader = workspace.reader
    if reader is None:
        return
    records = reader.records
    found = records.previous(reader.cursor) if back else records.next(reader.cursor)
    if found is None:
        workspace.say("no further annotation")
        return
    reader.go(found.start)


for _unit, _word in _UNITS.items():
    _register(f"{_unit}.next", f"next {_word}", partial(move, motion=f"{_unit}.next"))
    _register(f"{_unit}.previous", f"previous {_word}", partial(move, motion=f"{_unit}.previous"))
_register("line.next", "next row", lambda reader: reader.line(1))
_register("line.previous", "previous row", lambda reader: reader.line(-1))
_register("row.start", "start of the row", partial(_go_row, last=False), "row start")
_register("row.end", "end of the row", partial(_go_row, last=True), "row end")
_register("half.down", "half a page down", lambda reader: reader.turn(0.5))
_register("half.up", "half a page up", lambda reader: reader.turn(-0.5))
_register("page.down", "page down", lambda reader: reader.turn(1))
_register("page.up", "page up", lambda reader: reader.turn(-1))
_register("article.start", "start of the article", partial(move, motion="article.start"), "start")
_register("article.end", "end of the article", partial(move, motion="article.end"))
for _way in ("next", "previous"):
    COMMANDS.command(f"annotation.{_way}", f"{_way} annotation")(
        partial(_go_annotation, back=_way == "previous")
    )


@COMMANDS.command("unseen.next", "next sentence of which nothing has been said", label="unseen")
def go_unseen(workspace: Workspace) -> None:
    """Go to the next sentence that has neither a covering annotation nor a pass."""
    reader = workspace.reader
    if reader is None:
        return
    text = reader.article.text
    for sentence in body_sentences(reader, next_boundary(text, reader.cursor), len(text)):
        standing = reader.records.standing(reader.article.id, sentence, workspace.scheme)
        if sentence[0] > reader.cursor and standing not in DONE:
            reader.go(sentence[0])
            return
    workspace.say("every sentence from here on has been dealt with")
