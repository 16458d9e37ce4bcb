"""Looking at candidates: going to one, selecting it, or saying that there is none."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import convert

from tui.annotations.edits import Op
from tui.annotations.model import Decision
from tui.assist.candidate import Candidate
from tui.session import walking
from tui.session.advice import sure
from tui.session.proposals import Place, Reached
from tui.session.reader import Reader
from tui.session.workspace import Workspace


def go_on(workspace: Workspace, reader: Reader, place: Place) -> None:
    """Go to the next candidate worth a look from a place on."""
    arrive(workspace, reader, reader.proposals.next(place))


def look_again(reader: Reader, candidate: Candidate, ops: Iterable[Op]) -> None:
    """Look at candidates again after operations that ended it: at the first that they decided
    about, or took a decision back of, and else at the same one.
    """
    decided = [convert(op.after or op.before, Decision) for op in ops if op.table == "decisions"]
    places = [(one.spans[0][0], -one.spans[-1][1], one.tag) for one in decided]
    reached = reader.proposals.next(min(places)) if places else None
    reader.look_at(reached.candidate if reached and reached.candidate else candidate)


def arrive(workspace: Workspace, reader: Reader, reached: Reached) -> None:
    """Look at what was found, or say how far there is nothing to be found."""
    if reached.candidate is not None:
        reader.look_at(reached.candidate)
        return
    walked, reader.proposals.walk = reader.proposals.walk, None
    reader.clear()
    if walked is not None:
        walking.go_on(workspace, walked)
    elif 0 < reached.offset < len(reader.article.text):
        reader.go(reached.offset)
        key = workspace.config.keymap.key("candidate.next")
        workspace.say(f"nothing worth a look up to here; {key} looks further")
    else:
        workspace.say(_nothing(workspace, reader, down=reached.offset > 0))


def _nothing(workspace: Workspace, reader: Reader, *, down: bool) -> str:
    """That no candidate is left this way, and which key finds others."""
    proposals, keymap = reader.proposals, workspace.config.keymap
    end = len(reader.article.text)
    behind = proposals.previous((end, 0, "")) if down else proposals.next((0, -end, ""))
    if behind.candidate is not None or 0 < behind.offset < end:
        if down:
            key = keymap.key("candidate.previous")
            return f"no more candidates from here on; {key} goes to those above"
        return f"no more candidates up to here; {keymap.key('candidate.next')} goes to those below"
    least, key = sure(workspace.advice.threshold), keymap.key("candidate.more")
    return f"no candidates from {least} on; {key} proposes more"
