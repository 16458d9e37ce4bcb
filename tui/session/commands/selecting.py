"""Selecting: extending, widening and narrowing to text objects, mending the edges."""

from __future__ import annotations

from functools import partial

from tui.session.commands.moving import move
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.graphemes import next_boundary

COMMANDS = Registry()


@COMMANDS.command(
    "select.extend", "extend a selection from here, or stop extending", label="extend"
)
def toggle_extending(workspace: Workspace) -> None:
    """Begin extending; with a selection that is being extended, keep it as it is."""
    reader = workspace.reader
    if reader is None:
        return
    if reader.mark is None:
        reader.mark = reader.cursor
    reader.extending = not reader.extending


@COMMANDS.command("select.sentence", "select the sentence; again, the next one too")
def select_sentence(workspace: Workspace) -> None:
    """Select the sentence at the cursor; with a selection, take in the sentence after it."""
    reader = workspace.reader
    if reader is None:
        return
    if reader.selection is not None:
        move(reader, "sentence.next", extend=True)
        return
    sentence = reader.segments.sentence_at(reader.cursor)
    if sentence is not None and not reader.folded:
        reader.select(sentence)


@COMMANDS.command(
    "select.wider", "widen to the enclosing word, name, clause, sentence…", label="wider"
)
def widen(workspace: Workspace) -> None:
    """Select the smallest text object around the selection."""
    reader = workspace.reader
    if reader is None:
        return
    if reader.selection is None:
        reader.pivot = reader.cursor
    word = None if reader.selection else objects.at(reader.segments, "word", reader.cursor)
    here = reader.cursor, next_boundary(reader.article.text, reader.cursor)
    reader.select(word[0] if word else objects.wider(reader.segments, reader.selection or here))


@COMMANDS.command("select.narrower", "narrow to the text object inside", label="narrower")
def narrow(workspace: Workspace) -> None:
    """Select the largest text object within the selection, around where widening began."""
    reader = workspace.reader
    if reader is None or reader.selection is None:
        return
    start, end = reader.selection
    around = start if reader.pivot is None or not start <= reader.pivot < end else reader.pivot
    reader.select(objects.narrower(reader.segments, reader.selection, around))


@COMMANDS.command("select.swap", "go to the selection's other edge", label="other edge")
def swap(workspace: Workspace) -> None:
    """Exchange the cursor and the selection's other end."""
    reader = workspace.reader
    if reader is not None and reader.mark is not None:
        reader.mark, target = reader.cursor, reader.mark
        reader.go(target, extend=True)


@COMMANDS.command("select.clear", "drop the selection", label="drop")
def clear(workspace: Workspace) -> None:
    """Drop the selection and the marks of the last search."""
    reader = workspace.reader
    if reader is None:
        return
    if reader.mark is None:
        reader.query = None
    reader.clear()


def _extend(workspace: Workspace, *, motion: str) -> None:
    if workspace.reader is not None:
        move(workspace.reader, motion, extend=True)


def _extend_line(workspace: Workspace, *, rows: int) -> None:
    if workspace.reader is not None:
        workspace.reader.line(rows, extend=True)


for _id, _summary, _motion, _label in (
    ("select.next_word", "move the active edge a word on", "word.next", "word on"),
    ("select.previous_word", "move the active edge a word back", "word.previous", "word back"),
    ("select.char_next", "extend by a character", "char.next", "extend"),
    ("select.char_previous", "extend back by a character", "char.previous", "extend"),
):
    COMMANDS.command(_id, _summary, label=_label)(partial(_extend, motion=_motion))
COMMANDS.command("select.line_next", "extend by a row")(partial(_extend_line, rows=1))
COMMANDS.command("select.line_previous", "extend back by a row")(partial(_extend_line, rows=-1))
