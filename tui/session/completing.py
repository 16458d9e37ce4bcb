"""What a filter that is being typed can go on with, from what the article has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.filtering import CRITICISM, DOUBTED, STATES, Facts, fields
from tui.session import overview

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

KIND = "terms"
"""The kind of the prompt for a filter of annotations."""


class Completion(NamedTuple):
    """What the last term can become, and how many annotations that is about; 0 of a field."""

    term: str
    found: int


def completions(workspace: Workspace) -> list[Completion]:
    """What the term before the caret can become, the commonest first; nothing elsewhere."""
    prompt = workspace.prompt
    if prompt is None or prompt.kind != KIND:
        return []
    typed = prompt.text[: prompt.caret].rpartition(" ")[2]
    bare = typed.removeprefix("-")
    minus, (field, colon, value) = typed[: len(typed) - len(bare)], bare.casefold().partition(":")
    if colon:
        return [
            Completion(f"{minus}{field}:{_quoted(said)}", count)
            for said, count in _values(workspace, field)
            if said.casefold().startswith(value.lstrip('"'))
        ]
    names = [name for name in fields(workspace.scheme) if name.startswith(field)]
    states = [*STATES, *(f"un{state}" for state in STATES), CRITICISM, DOUBTED]
    made = [Completion(f"{minus}{name}:", 0) for name in names]
    return made + [Completion(minus + one, 0) for one in states if one.startswith(field)]


def helps(workspace: Workspace) -> list[tuple[str, str]]:
    """What the key line says of the completions: the key that takes the first, then each."""
    found = completions(workspace)
    if not found:
        return []
    key = workspace.config.keymap.key("prompt.complete")
    return [(key, "takes the first"), *((one.term, str(one.found or "")) for one in found)]


def complete(workspace: Workspace) -> None:
    """Take the first completion."""
    prompt, found = workspace.prompt, completions(workspace)
    if prompt is None or not found:
        return
    start = prompt.text[: prompt.caret].rfind(" ") + 1
    workspace.ask(prompt.erase(start).insert(found[0].term))


def _values(workspace: Workspace, field: str) -> list[tuple[str, int]]:
    """What a field says in this article, or in all that a view shows, and how often."""
    reader, seen = workspace.reader, overview.current(workspace)
    if field == "note":
        return []
    if seen is not None:
        return _commonest(seen.gathered.values.get(field, {}) if seen.gathered else {})
    if reader is None:
        return []
    facts = Facts(reader.records, workspace.scheme)
    counts = Counter(
        value
        for one in reader.records.annotations.values()
        for value in facts.values(one, field)
        if value
    )
    return _commonest(counts)


def _commonest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
