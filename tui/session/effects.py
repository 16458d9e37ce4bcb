"""What the session asks of the world: the screens, or a script, carry it out.

A key changes the session's state at once; whatever needs a disk, a clipboard or a screen of its
own is said in one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tui.annotations.edits import Edit, Op

if TYPE_CHECKING:
    from tui.annotations.filtering import Order
    from tui.review.rows import Kind, Row


class Commit(NamedTuple):
    """Make an edit durable, then call `Workspace.committed` or `Workspace.refused`."""

    article: str
    ops: tuple[Op, ...]
    summary: str
    undoes: int = 0
    group: str = ""


class Open(NamedTuple):
    """Open the source at `path`, in a pane of its own if `beside`, then call `Workspace.show`."""

    path: str
    beside: bool = False


class Copy(NamedTuple):
    """Put text on the clipboard."""

    text: str


class Show(NamedTuple):
    """Show one of the screens that lie over the reader."""

    what: Literal["help", "palette", "note", "statistics", "guide"]


class NextTheme(NamedTuple):
    """Change to the next theme."""


class Press(NamedTuple):
    """Press these keys one after the other, each when what the one before asked for is done."""

    keys: tuple[str, ...]


class Suspend(NamedTuple):
    """Give the terminal back to the shell until it brings the reader to the front again."""


class Quit(NamedTuple):
    """Leave, when every edit is durable. With a `code`, of a signal for one, leave in any case."""

    code: int = 0


class Seek(NamedTuple):
    """Find the library's other articles in which the words of a walk stand, then call
    `walking.sought` with their paths.
    """

    tag: str
    words: str


class Ask(NamedTuple):
    """Ask the suggesters that the keymap names about the article in focus, then call
    `Workspace.propose` with what they say.
    """


class Revise(NamedTuple):
    """Find the draft that the article in focus revises, then call `revising.found`, which goes on
    with a command.
    """

    command: str


class WhenSaved(NamedTuple):
    """Run a command by its id when every edit before it is durable."""

    command: str


class Gather(NamedTuple):
    """Gather what a view over all articles shows, then call `overview.gathered`."""

    kind: Kind


class Sift(NamedTuple):
    """Find out which rows pass a filter, in an order, then call `overview.sifted`; one that is
    asked for the same view later makes it superfluous.
    """

    kind: Kind
    rows: Sequence[Row]
    filter: str
    order: Order


class WriteReport(NamedTuple):
    """Write the report of an article, by its id, to a file whose name says of what kind it is. A
    ClaimReview needs its `publisher`: a name, and the address at which it will stand.
    """

    article: str
    path: str
    publisher: str = ""


class News(NamedTuple):
    """An edit to be taken in: another session's, or an own one again, after one before it."""

    edit: Edit
    own: bool


Effect: TypeAlias = (
    Ask
    | Commit
    | Open
    | Copy
    | Gather
    | Show
    | NextTheme
    | Press
    | Revise
    | Suspend
    | Quit
    | Seek
    | Sift
    | WhenSaved
    | WriteReport
)
