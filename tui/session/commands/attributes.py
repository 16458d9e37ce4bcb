"""Attributes of annotations by key: a status, which leads on to what is open, or any other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from tui.annotations import checking
from tui.annotations.catalogue import key_of
from tui.annotations.model import Annotation
from tui.annotations.scheme import Attribute, Scheme
from tui.session.choosing import chosen, fitting
from tui.session.commands.making import short
from tui.session.commands.tagging import change
from tui.session.evidence import counted
from tui.session.prompt import Prompt
from tui.session.registry import Command, Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


def attribute_commands(scheme: Scheme) -> Iterable[Command]:
    """A command for each value of each attribute, and one for each free attribute."""
    for attribute in _attributes(scheme).values():
        for value in attribute.values:
            yield Command(
                f"set.{attribute.name}.{value.name}",
                f"set {attribute.name} to {value.name}",
                "annotation",
                partial(_set, attribute=attribute.name, value=value.name),
                value.name,
                partial(_refusal, attribute=attribute.name),
            )
        if not attribute.values:
            yield Command(
                f"set.{attribute.name}",
                f"write {attribute.name}",
                "annotation",
                partial(_ask, attribute=attribute.name),
                attribute.name,
                partial(_refusal, attribute=attribute.name),
            )


def attribute_keys(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The attributes' keys, by command id."""
    made: dict[str, tuple[str, ...]] = {}
    for attribute in _attributes(scheme).values():
        for value in attribute.values:
            made[f"set.{attribute.name}.{value.name}"] = (f"{attribute.key} {value.key}",)
        if not attribute.values:
            made[f"set.{attribute.name}"] = (attribute.key,)
    return made


def begun(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The keys after which the letter of an attribute's value is waited for; none where the
    attribute has no values, or they have no keys.
    """
    keymap, values = workspace.config.keymap, f"set.{name}."
    ids = (id for id in workspace.config.commands if id.startswith(values))
    return next((keys[0][:-1] for id in ids if (keys := keymap.keys(id))), ())


def keys(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The keys with which an attribute is set, but for the letter of a value; none without keys."""
    free = workspace.config.keymap.keys(f"set.{name}")
    return free[0] if free else begun(workspace, name)


@COMMANDS.command(
    "status.next", "go to the next annotation that is still to be checked", "annotation", "next"
)
def go_to_open(workspace: Workspace) -> None:
    """Go to the next open annotation after the one here, from the end to the first."""
    reader = workspace.reader
    if reader is None:
        return
    here = workspace.annotation(chosen(workspace))
    place = key_of(here) if here is not None else (reader.cursor, 0, "")
    left = list(checking.open_ones(reader.records, workspace.scheme))
    if left:
        _go_to(workspace, next((one for one in left if key_of(one) > place), left[0]))
    workspace.say(f"{len(left)} left to check" if left else "nothing is left to check")


def _attributes(scheme: Scheme) -> dict[str, Attribute]:
    """Attributes by name; one that several tags have counts as the first says."""
    made: dict[str, Attribute] = {}
    for tag in scheme.tags:
        for attribute in tag.attributes:
            made.setdefault(attribute.name, attribute)
    return made


def _with(workspace: Workspace, attribute: str) -> Annotation | None:
    """The annotation here whose tag has the attribute."""

    def has(annotation: Annotation) -> bool:
        tag = workspace.scheme.tag(annotation.tag)
        return any(one.name == attribute for one in tag.attributes)

    return fitting(workspace, has)


def _refusal(workspace: Workspace, *, attribute: str) -> str:
    """That nothing here has an attribute, and what has; empty where something has."""
    if _with(workspace, attribute) is not None:
        return ""
    tags = workspace.scheme.tags
    owners = ", ".join(
        tag.plural or tag.name for tag in tags if attribute in {a.name for a in tag.attributes}
    )
    return f"nothing here has a {attribute}: it belongs to {owners}"


def _set(workspace: Workspace, *, attribute: str, value: str) -> None:
    found = _with(workspace, attribute)
    if found is None:
        workspace.say(_refusal(workspace, attribute=attribute))
        return
    tag = workspace.scheme.tag(found.tag)
    attributes = {**found.attributes, attribute: value}
    state = checking.status(tag)
    if state is not None and state.name == attribute:
        _check(workspace, found, state, value)
        return
    before = found.attributes.get(attribute, "")
    summary = f"{attribute}: {before} → {value}" if before else f"{attribute}: {value}"
    change(workspace, found, f"{summary}: {short(found.text)}", attributes=attributes)
    workspace.say(summary)


def _check(workspace: Workspace, found: Annotation, state: Attribute, value: str) -> None:
    """Say how an annotation was checked, and go on to the next that is open."""
    reader = workspace.reader
    if reader is None:
        return
    count = len(reader.records.hanging.evidence.get(found.id, ()))
    sources = f", {counted(count)}" if count else ""
    summary = f"{state.name}: {checking.said(found, state)} → {value}{sources}"
    fields = checking.checked(found, state, value, workspace.author, workspace.world.now())
    change(workspace, found, f"{summary}: {short(found.text)}", **fields)
    workspace.say(summary)
    if fields["checked"] and reader.selection is None:
        left = list(checking.open_ones(reader.records, workspace.scheme))
        _go_to(workspace, next((one for one in left if key_of(one) > key_of(found)), None))
        workspace.say(f"{summary} · {len(left)} left to check" if left else f"{summary} · all done")


def unset(workspace: Workspace, found: Annotation, name: str) -> None:
    """Take an attribute's value away."""
    if name not in found.attributes:
        workspace.say(f"there is no {name} to remove")
        return
    rest = {one: value for one, value in found.attributes.items() if one != name}
    changes: dict[str, object] = {"attributes": rest}
    state = checking.status(workspace.scheme.tag(found.tag))
    if state is not None and state.name == name:
        changes |= {"checked": "", "checked_by": ""}
    change(workspace, found, f"no {name}: {short(found.text)}", **changes)


def _go_to(workspace: Workspace, annotation: Annotation | None) -> None:
    """Put the cursor on an annotation, and show it where one is shown."""
    if annotation is not None and workspace.reader is not None:
        if workspace.focus == "list":
            workspace.listing.selected = annotation.id
        elif workspace.focus == "record":
            workspace.panel.show(annotation.id)
        workspace.reader.clear()
        workspace.reader.go(annotation.start)


def _ask(workspace: Workspace, *, attribute: str) -> None:
    found = _with(workspace, attribute)
    if found is None:
        workspace.say(_refusal(workspace, attribute=attribute))
        return
    id, before = found.id, found.attributes.get(attribute, "")

    def accept(workspace: Workspace, text: str) -> None:
        current = workspace.annotation(id)
        if current is None:
            return
        rest = {name: value for name, value in current.attributes.items() if name != attribute}
        said = {attribute: text} if text else {}
        change(workspace, current, f"{attribute}: {text}", attributes={**rest, **said})

    workspace.ask(Prompt("attribute", attribute, accept, before, len(before)))
