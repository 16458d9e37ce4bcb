"""The one registry of commands.

The keymap, the key line, the which-key strip, help, the palette, `glossator keys`, docs/keys.md and
the tests all read it. A command is a function of the workspace with an id, a summary and the
context in which its keys work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

Context: TypeAlias = Literal[
    "reader",
    "annotation",
    "candidate",
    "change",
    "review",
    "place",
    "signing",
    "speaker",
    "link",
    "edit",
    "hints",
    "library",
    "list",
    "record",
    "overview",
    "board",
    "ledger",
    "carrying",
    "filter",
    "prompt",
    "taken",
    "everywhere",
]

FALLBACK: dict[Context, tuple[Context, ...]] = {
    "reader": ("reader", "annotation", "everywhere"),
    "annotation": ("annotation", "everywhere"),
    "candidate": ("candidate", "reader", "annotation", "everywhere"),
    "change": ("change", "reader", "annotation", "everywhere"),
    "review": ("review", "reader", "annotation", "everywhere"),
    "place": ("place", "reader", "annotation", "everywhere"),
    "signing": ("signing", "reader", "annotation", "everywhere"),
    "speaker": ("speaker", "reader", "annotation", "everywhere"),
    "edit": ("edit", "reader", "annotation", "everywhere"),
    "link": ("link", "speaker"),
    "hints": ("hints",),
    "library": ("library", "everywhere"),
    "list": ("list", "filter", "annotation", "everywhere"),
    "record": ("record", "annotation", "everywhere"),
    "overview": ("overview", "filter", "everywhere"),
    "board": ("board", "overview", "filter", "everywhere"),
    "ledger": ("ledger", "overview", "filter", "everywhere"),
    "carrying": ("carrying", "board", "overview", "filter", "everywhere"),
    "filter": ("filter", "everywhere"),
    "prompt": ("prompt",),
    "taken": ("taken", "everywhere"),
    "everywhere": ("everywhere",),
}
"""Where a key is looked up in a context, nearest first."""

HEADINGS: dict[Context, str] = {
    "reader": "In the text",
    "annotation": "On an annotation, in the text or in the list",
    "candidate": "Looking at a candidate",
    "change": "Looking at a change since the earlier draft",
    "review": "Deciding about a disagreement",
    "place": "Giving an annotation a place that lost its own",
    "signing": "Before signing: what is open",
    "speaker": "Where speakers are offered",
    "edit": "Editing an annotation",
    "link": "While letters are shown that make a link",
    "hints": "While letters are shown",
    "library": "In the library",
    "list": "In the annotation list",
    "record": "In the record of an annotation",
    "overview": "On the board of claims and in the ledger of replies",
    "board": "On the board of claims",
    "ledger": "In the ledger of replies",
    "carrying": "Before a status is carried to the same claim elsewhere",
    "filter": "Filters, in the annotation list, on the board and in the ledger",
    "prompt": "While typing a line",
    "taken": "After an edit was taken back",
    "everywhere": "Everywhere",
}
"""What help and the documentation call each context, in their order."""

Run: TypeAlias = Callable[["Workspace"], None]


def _never(_workspace: Workspace) -> str:
    return ""


class Command(NamedTuple):
    """Something a person can do; `label` is its word or two in the key line. `refusal` says why
    it can do nothing where the workspace stands now; empty where it can.
    """

    id: str
    summary: str
    context: Context
    run: Run
    label: str
    refusal: Callable[[Workspace], str] = _never


class Registry:
    """Commands by id."""

    def __init__(self) -> None:
        """No commands yet."""
        self._commands: dict[str, Command] = {}

    def add(self, entries: Iterable[Command]) -> None:
        """Take more commands.

        Raises:
            ValueError: an id is taken.
        """
        for entry in entries:
            if entry.id in self._commands:
                raise ValueError(f"two commands are called {entry.id}")
            self._commands[entry.id] = entry

    def command(
        self,
        id: str,
        summary: str,
        context: Context = "reader",
        label: str = "",
    ) -> Callable[[Run], Run]:
        """Register the decorated function as a command."""

        def register(run: Run) -> Run:
            self.add([Command(id, summary, context, run, label or summary)])
            return run

        return register

    def __iter__(self) -> Iterator[Command]:
        """The commands in the order in which they were added."""
        return iter(self._commands.values())
