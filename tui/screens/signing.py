"""Before an article is signed: what is open, in the two lines below the text."""

from __future__ import annotations

from collections.abc import Iterator

from tui.annotations.outstanding import KINDS
from tui.screens.colours import Colours
from tui.screens.lines import Styled
from tui.session import coverage, signing
from tui.session.keyline import Hint
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text.cells import clip, width

_ENDS = ("signing.sign", "signing.leave")


def rows(
    workspace: Workspace, reader: Reader, colours: Colours, room: int, most: int = 1
) -> list[Styled]:
    """How much is dealt with, and how much of each kind is open with the key that goes there; in
    at most `most` rows, of which the last has the keys that sign and leave if it is not the only
    one. Where there is no room the signature is left out: it stands in the top line, too.
    """
    hints, ends = list(_hints(workspace, reader)), [_hint(workspace, id) for id in _ENDS]
    head = [_covered(workspace, reader), signing.signature(reader.records)]
    if not hints:
        head.insert(1, "nothing is open")
    made = _packed([part for part in head if part], hints, colours, room)
    if len(made) > 1:
        made = _packed(head[:1], hints, colours, room)
    if len(made) > 1 or most == 1:
        made = _packed(head[:1], [*hints, *ends], colours, room)
    return made[:most]


def _covered(workspace: Workspace, reader: Reader) -> str:
    known = coverage.standings(reader, workspace.scheme)
    count = len(known.each)
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    return f"{signing.percent(known.share)} of {sentences} dealt with" if count else "no sentences"


def _hints(workspace: Workspace, reader: Reader) -> Iterator[Hint]:
    for kind, spots in signing.open_here(workspace, reader).items():
        key = workspace.config.keymap.key(f"open.{kind}")
        yield Hint(key, f"{KINDS[kind]} {len(spots)}")


def _hint(workspace: Workspace, id: str) -> Hint:
    return Hint(workspace.config.keymap.key(id), workspace.config.commands[id].label)


def _packed(head: list[str], hints: list[Hint], colours: Colours, room: int) -> list[Styled]:
    """The hints after the head, in as many rows as they take."""
    said = clip(" · ".join(head), room - 2)
    made = [Styled(" ", colours.bar).append(said, colours.bar_words)]
    for hint in hints:
        last = made[-1]
        if width(last.plain) + width(hint.key) + width(hint.label) + 4 > room:
            made.append(Styled("", colours.base))
            last = made[-1]
        key, word = colours.bar_key, colours.bar
        if len(made) > 1:
            key, word = colours.accent, colours.dim
        gap = "   " if len(last.plain) else " "
        last.append(f"{gap}{hint.key}", key).append(f" {hint.label}", word)
    return made
