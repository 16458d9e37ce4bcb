"""What a host does one after the other: effects and keys, in the order of their asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from tui.annotations.edits import Storing
from tui.session.effects import (
    Commit,
    Effect,
    Open,
    Press,
    Quit,
    Revise,
    WhenSaved,
    WriteReport,
)
from tui.session.workspace import Workspace

Errand: TypeAlias = Commit | Open | Revise | WhenSaved | WriteReport | Quit | str
"""What is done in order: effects that the store is asked for or that come after it has answered,
and keys, by name, that were pressed after one of the latter.
"""

_MUCH = 2_000_000
"""Code points."""


def in_order(effects: Iterable[Effect]) -> tuple[list[Errand], list[Effect]]:
    """What is done in order, the keys of a macro one by one, and what a screen does at once."""
    errands: list[Errand] = []
    at_once: list[Effect] = []
    for effect in effects:
        if isinstance(effect, Press):
            errands += effect.keys
        elif isinstance(effect, Errand):
            errands.append(effect)
        else:
            at_once.append(effect)
    return errands, at_once


def stores_much(errand: Errand) -> bool:
    """Whether an errand gives the store a text that takes it longer than a frame."""
    if not isinstance(errand, Commit):
        return False
    return any(isinstance(op, Storing) and is_long(op) for op in errand.ops)


def is_long(op: Storing) -> bool:
    """Whether an article is too long to be stored within a frame."""
    return len(op.record.text) > _MUCH


def waiting(errands: Collection[Errand], workspace: Workspace) -> str:
    """What keys have to wait for, in words; the empty string where they need not."""
    commits = sum(isinstance(errand, Commit) for errand in errands)
    goal = next((one for one in errands if not isinstance(one, Commit)), None)
    match goal:
        case None:
            return ""
        case str():
            then = "pressing keys…"
        case Open():
            item = workspace.library.get(goal.path)
            then = f"opening {item.name if item else goal.path}…"
        case Revise():
            then = "looking for the earlier draft…"
        case WriteReport():
            then = "writing the report…"
        case WhenSaved():
            then = f"{workspace.config.commands[goal.command].label}…"
        case _:
            then = "leaving…"
    edits = "1 edit" if commits == 1 else f"{commits} edits"
    return f"saving {edits}, then {then}" if commits else then
