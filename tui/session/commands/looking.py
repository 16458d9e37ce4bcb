"""Looking at candidates: going to one, selecting it, or saying that there is none."""

from __future__ import annotations

from tui.session import walking
from tui.session.proposals import Place, Reached
from tui.session.reader import Reader
from tui.session.workspace import Workspace


def go_on(workspace: Workspace, reader: Reader, place: Place) -> None:
    """Go to the next candidate worth a look from a place on."""
    arrive(workspace, reader, reader.proposals.next(place))


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
        key = workspace.config.keymap.key("candidate.more")
        sure = f"{workspace.advice.threshold:.0%}".replace("%", " %")
        workspace.say(f"no more candidates from {sure} on; {key} proposes more")
