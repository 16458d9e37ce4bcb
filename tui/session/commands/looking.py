"""Looking at candidates: going to one, selecting it, or saying that there is none."""

from __future__ import annotations

from tui.assist.candidate import Candidate
from tui.session.proposals import Place, Reached
from tui.session.reader import Reader
from tui.session.workspace import Workspace


def look_at(reader: Reader, candidate: Candidate) -> None:
    """Go to a candidate and select its first span."""
    reader.clear()
    reader.proposals.shown = True
    reader.select(candidate.spans[0])
    reader.candidate, reader.mended = candidate, candidate.spans[0]


def go_on(workspace: Workspace, reader: Reader, place: Place) -> None:
    """Go to the next candidate worth a look from a place on."""
    arrive(workspace, reader, reader.proposals.next(place))


def arrive(workspace: Workspace, reader: Reader, reached: Reached) -> None:
    """Look at what was found, or say how far there is nothing to be found."""
    if reached.candidate is not None:
        look_at(reader, reached.candidate)
        return
    walked, reader.proposals.walk = reader.proposals.walk, None
    reader.clear()
    if walked is not None:
        workspace.say("that was the last of these words")
    elif 0 < reached.offset < len(reader.article.text):
        reader.go(reached.offset)
        key = workspace.config.keymap.key("candidate.next")
        workspace.say(f"nothing worth a look up to here; {key} looks further")
    else:
        key = workspace.config.keymap.key("candidate.more")
        sure = f"{workspace.advice.threshold:.0%}".replace("%", " %")
        workspace.say(f"no more candidates from {sure} on; {key} proposes more")
