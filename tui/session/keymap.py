"""From keys to commands: a trie for each context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from tui.session.keys import shown
from tui.session.registry import Command, Context

if TYPE_CHECKING:
    from tui.session.workspace import Workspace


class Binding(NamedTuple):
    """A sequence of keys and the command it runs."""

    keys: tuple[str, ...]
    command: Command


class Keymap:
    """Which keys run which command. Nearer contexts win over farther ones."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        """Build the tries."""
        self.bindings = tuple(bindings)
        self._whole: dict[tuple[Context, tuple[str, ...]], Command] = {}
        self._begun: dict[tuple[Context, tuple[str, ...]], list[Binding]] = {}
        self._keys: dict[str, list[tuple[str, ...]]] = {}
        for binding in self.bindings:
            context = binding.command.context
            self._whole[context, binding.keys] = binding.command
            self._keys.setdefault(binding.command.id, []).append(binding.keys)
            for length in range(1, len(binding.keys)):
                self._begun.setdefault((context, binding.keys[:length]), []).append(binding)

    def command(self, contexts: Sequence[Context], keys: tuple[str, ...]) -> Command | None:
        """The command that `keys` run in these contexts, nearest first, unless a nearer one
        begins a sequence with them.
        """
        for near in contexts:
            if (near, keys) in self._whole:
                return self._whole[near, keys]
            if (near, keys) in self._begun:
                return None
        return None

    def continuations(self, contexts: Sequence[Context], keys: tuple[str, ...]) -> list[Binding]:
        """The bindings that begin with `keys` and go on."""
        return [b for near in contexts for b in self._begun.get((near, keys), ())]

    def alone(self, *contexts: Context) -> set[str]:
        """The keys that do something by themselves in one of these contexts."""
        return {keys[0] for near, keys in self._whole if near in contexts and len(keys) == 1}

    def keys(self, command: str) -> tuple[tuple[str, ...], ...]:
        """The sequences that run the command with this id, in the keymap's order."""
        return tuple(self._keys.get(command, ()))

    def key(self, command: str) -> str:
        """The first sequence of a command as it is shown, or the empty string."""
        found = self.keys(command)
        return shown(found[0]) if found else ""


def able(workspace: Workspace, bindings: Iterable[Binding]) -> list[Binding]:
    """The bindings whose commands can do something where the workspace stands now."""
    return [one for one in bindings if not one.command.refusal(workspace)]


def refusals(workspace: Workspace, bindings: Iterable[Binding]) -> list[str]:
    """Why those of the others cannot, each reason once."""
    return sorted({one.command.refusal(workspace) for one in bindings} - {""})


def clashes(bindings: Iterable[Binding]) -> Iterable[tuple[Binding, str]]:
    """Bindings that cannot work beside an earlier one, each with the reason.

    Keys of one context clash, and so do the reader's and those that work everywhere: there, a
    key that is hidden by another is a mistake. Filters clash wherever they work.
    """
    taken: dict[Context, _Taken] = {}
    for binding in bindings:
        near = _TOGETHER.get(binding.command.context, (binding.command.context,))
        places = [taken.setdefault(context, _Taken({}, {})) for context in near]
        why = next(filter(None, (place.against(binding) for place in places)), "")
        if why:
            yield binding, why
            continue
        for place in places:
            place.take(binding)


def free(bindings: Iterable[Binding]) -> list[str]:
    """The letters with which no key begins that counts in the text, small ones first."""
    taken = {
        one.keys[0]
        for one in bindings
        if "reader" in _TOGETHER.get(one.command.context, (one.command.context,))
    }
    return [letter for letter in (*ascii_lowercase, *ascii_uppercase) if letter not in taken]


_TOGETHER: dict[Context, tuple[Context, ...]] = {
    "annotation": ("reader",),
    "everywhere": ("reader",),
    "filter": ("list", "overview", "board"),
}
"""The contexts in which keys of another one are looked up, and may not be hidden."""


class _Taken(NamedTuple):
    """The sequences that run something in a context, and how they begin, by the command's id."""

    whole: dict[tuple[str, ...], str]
    begun: dict[tuple[str, ...], str]

    def against(self, binding: Binding) -> str:
        """Why a binding cannot work here; empty if it can."""
        keys, name = binding.keys, binding.command.id
        if self.whole.get(keys, name) != name:
            return f"“{shown(keys)}” already runs {self.whole[keys]}"
        if keys in self.begun:
            return f"“{shown(keys)}” already begins the keys of {self.begun[keys]}"
        shorter = next((keys[:n] for n in range(1, len(keys)) if keys[:n] in self.whole), None)
        return f"“{shown(shorter)}” alone already runs {self.whole[shorter]}" if shorter else ""

    def take(self, binding: Binding) -> None:
        """Keep a binding's keys."""
        self.whole[binding.keys] = binding.command.id
        for n in range(1, len(binding.keys)):
            self.begun.setdefault(binding.keys[:n], binding.command.id)


class Listed(TypedDict):
    """The contract of `glossator keys --json`: a command with the keys that are really bound."""

    id: str
    summary: str
    keys: list[str]
    context: Context


def listing(commands: Mapping[str, Command], keymap: Keymap) -> list[Listed]:
    """Every command, in the registry's order."""
    return [
        Listed(
            id=entry.id,
            summary=entry.summary,
            keys=[shown(keys) for keys in keymap.keys(entry.id)],
            context=entry.context,
        )
        for entry in commands.values()
    ]
