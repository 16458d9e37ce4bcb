"""Jumping to anything in view by a letter that is shown on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tui.session.hints import Hints, labelled
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.article import Span
from tui.text.graphemes import previous_boundary

COMMANDS = Registry()


def _show(workspace: Workspace, *, extend: bool) -> None:
    """Put a letter on each candidate, name, quotation and sentence in view.

    With `extend` on where it ends, to select from the cursor to there, else on where it begins.
    """
    reader = workspace.reader
    if reader is None:
        return
    text, cursor = reader.article.text, reader.cursor
    seen = list(_in_view(reader))
    if extend:
        offsets = {previous_boundary(text, end) for start, end in seen if end > cursor}
    else:
        offsets = {start for start, _ in seen if start != cursor}
    if not offsets:
        workspace.say("there is nothing here to jump to")
        return
    reader.hints = Hints(labelled(offsets, cursor), extend)


COMMANDS.command("hints.jump", "jump: press the letter shown on a thing in view", label="jump")(
    partial(_show, extend=False)
)
COMMANDS.command("hints.extend", "select up to the end of a thing in view, by its letter")(
    partial(_show, extend=True)
)


@COMMANDS.command("hints.leave", "leave the letters", "hints", "leave")
def leave(workspace: Workspace) -> None:
    """Take the letters away."""
    if workspace.reader is not None:
        workspace.reader.hints = None


def _in_view(reader: Reader) -> Iterator[Span]:
    """Whatever may be tagged, as far as its edge that is labelled can be seen."""
    segments = reader.segments
    rows = [shown.row for shown in reader.rows() if shown.row.unit.kind == "text"]
    begun = {segments.block_index(row.start) for row in rows}
    begun |= {segments.block_index(max(row.end - 1, row.start)) for row in rows}
    if not rows:
        return
    for one in reader.proposals.within(rows[0].start, rows[-1].end):
        if segments.block_index(one.start) in begun:
            yield from one.spans
    for index in begun:
        quoted = (span for one in segments.quotations(index) for span in one.spans)
        for start, end in (*segments.sentences(index), *segments.names(index), *quoted):
            if rows[0].start <= start and end <= rows[-1].end:
                yield start, end
