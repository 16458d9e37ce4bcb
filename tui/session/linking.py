"""Linking: letters on all that an annotation can be linked to, in every pane, and one being chosen.

After the letter, the type is asked for by its key where several fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.scheme import LinkType
from tui.session.hints import Hints
from tui.text.article import Span

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


class Choice(NamedTuple):
    """A link that may be made: its type and its other end, which is the annotation with the `id`
    in the article of a pane, or words there that are to be tagged.
    """

    type: LinkType
    pane: int
    tag: str
    spans: tuple[Span, ...]
    id: str = ""


class Linking(NamedTuple):
    """What each label stands for, and what has been `typed` of one; `asked` are the links among
    which the type decides. `made` is called with the one that is chosen.
    """

    labels: dict[str, tuple[Choice, ...]]
    made: Callable[[Workspace, Choice], None]
    typed: str = ""
    asked: tuple[Choice, ...] = ()


def begin(workspace: Workspace, linking: Linking) -> None:
    """Show the letters."""
    workspace.linking = linking
    _show(workspace, linking)


def leave(workspace: Workspace) -> None:
    """Take the letters away."""
    if workspace.linking is not None:
        workspace.linking = None
        for reader in workspace.panes:
            reader.hints = None


def press(workspace: Workspace, key: str) -> None:
    """Take a letter: of a label, or of the link's type."""
    linking = workspace.linking
    if linking is None:
        return
    if linking.asked:
        chosen = next((one for one in linking.asked if one.type.key == key), None)
        if chosen is None:
            leave(workspace)
            workspace.say(f"no link has the letter {key}")
        else:
            _make(workspace, linking, chosen)
        return
    typed = linking.typed + key
    left = {label: ends for label, ends in linking.labels.items() if label.startswith(typed)}
    if not left:
        leave(workspace)
        workspace.say(f"no letter {key} is shown")
    elif typed not in left:
        begin(workspace, linking._replace(labels=left, typed=typed))
    elif len(left[typed]) > 1:
        begin(workspace, linking._replace(labels={}, asked=left[typed]))
    else:
        _make(workspace, linking, left[typed][0])


def arrive(workspace: Workspace, reader: Reader) -> None:
    """Go to the annotation to which a link led, in its article that has just been opened."""
    found, workspace.bound = reader.records.annotations.get(workspace.bound), ""
    if found is not None:
        reader.go(found.start)


def _make(workspace: Workspace, linking: Linking, choice: Choice) -> None:
    leave(workspace)
    workspace.offer = None
    linking.made(workspace, choice)


def _show(workspace: Workspace, linking: Linking) -> None:
    """Have each pane show its letters."""
    for number, reader in enumerate(workspace.panes):
        here = {
            label: ends[0].spans[0][0]
            for label, ends in linking.labels.items()
            if ends[0].pane == number
        }
        reader.hints = Hints(here, extend=False, typed=linking.typed) if here else None
