"""The annotation list: going to annotations, editing and removing them from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from tui.annotations.filtering import DIFFERING, ORDERS
from tui.annotations.model import Annotation, Recheck
from tui.session import overview, revising
from tui.session.commands import editing, making, tagging
from tui.session.completing import KIND
from tui.session.prompt import Prompt
from tui.session.registry import Command, Registry
from tui.session.settings import Filter
from tui.session.workspace import Workspace

COMMANDS = Registry()

_FAR = 1_000_000


@COMMANDS.command("list.show", "go to the annotation list", "everywhere", "list")
def show(workspace: Workspace) -> None:
    """Give the annotation list the focus, at the annotation by the cursor."""
    reader = workspace.reader
    if reader is None:
        return
    workspace.quiet = False
    workspace.sides["list"] = True
    workspace.focus = "list"
    found = making.here(reader) or reader.records.next(reader.cursor)
    orphans = reader.records.orphans
    workspace.listing.selected = found.id if found else orphans[0].id if orphans else ""
    _move(workspace, steps=0)


@COMMANDS.command("list.go", "go to it in the text", "list", "go there")
def go(workspace: Workspace) -> None:
    """Give the focus to the text, at the selected annotation; or to give it a place there."""
    workspace.focus = "reader"
    orphan = _orphan(workspace)
    if orphan is not None:
        workspace.orphan = orphan.id


@COMMANDS.command("list.edit", "edit it", "list", "edit")
def edit(workspace: Workspace) -> None:
    """Edit the selected annotation in the text."""
    found = _selected(workspace)
    if found is not None and workspace.reader is not None:
        editing.begin(workspace, workspace.reader, found)


@COMMANDS.command("list.remove", "remove it", "list", "remove")
def remove(workspace: Workspace) -> None:
    """Remove the selected annotation and select the next."""
    found, orphan = _selected(workspace), _orphan(workspace)
    if workspace.reader is None or (found is None and orphan is None):
        return
    selected = workspace.listing.selected
    _move(workspace, steps=1)
    if workspace.listing.selected == selected:
        _move(workspace, steps=-1)
    if found is not None:
        tagging.remove(workspace, workspace.reader, found)
    elif orphan is not None:
        workspace.say(revising.drop(workspace, workspace.reader, [orphan]))


@COMMANDS.command("list.filter", "filter by words, status:… speaker:… -sourced", "list", "filter")
def ask_filter(workspace: Workspace) -> None:
    """Narrow the list while words are typed."""
    before, selected = workspace.listing.filter, workspace.listing.selected

    def changed(workspace: Workspace, text: str) -> None:
        workspace.listing.filter = text
        _move(workspace, steps=0)

    def cancelled(workspace: Workspace, _text: str) -> None:
        workspace.listing.selected = selected
        changed(workspace, before)

    def accepted(_workspace: Workspace, _text: str) -> None:
        """The list is narrowed already."""

    workspace.ask(Prompt(KIND, "filter", accepted, before, len(before), changed, cancelled))


def filter_commands(filters: Mapping[str, Filter]) -> Iterable[Command]:
    """A command for each filter that a keymap names."""
    for name, one in filters.items():
        summary = one.summary or f"only {one.filter}; again: all"
        run = partial(_toggle, wanted=one.filter)
        yield Command(f"filter.{name}", summary, "filter", run, name)


def _toggle(workspace: Workspace, *, wanted: str) -> None:
    """Narrow the list, or the view over all articles, to what a filter asks for, or show all."""
    seen = overview.current(workspace)
    if seen is not None:
        overview.toggle(workspace, seen, wanted)
        return
    listing = workspace.listing
    listing.filter = "" if listing.filter == wanted else wanted
    _move(workspace, steps=0)


@COMMANDS.command("list.sort", "sort by place, by time, by status", "list", "sort")
def sort(workspace: Workspace) -> None:
    """Go on to the next order of the list."""
    listing = workspace.listing
    listing.order = ORDERS[(ORDERS.index(listing.order) + 1) % len(ORDERS)]


@COMMANDS.command(
    "list.differing", "only words that are tagged in several ways", "list", "differing"
)
def show_differing(workspace: Workspace) -> None:
    """Narrow the list to words that carry several tags, or show all again."""
    _toggle(workspace, wanted=DIFFERING)


@COMMANDS.command("list.leave", "back to the text", "list", "back")
def leave(workspace: Workspace) -> None:
    """Drop the filter, else give the focus back to the text."""
    if workspace.listing.filter:
        workspace.listing.filter = ""
    else:
        workspace.focus = "reader"


def _selected(workspace: Workspace) -> Annotation | None:
    reader = workspace.reader
    return reader.records.annotations.get(workspace.listing.selected) if reader else None


def _orphan(workspace: Workspace) -> Recheck | None:
    reader = workspace.reader
    return reader.records.orphan(workspace.listing.selected) if reader else None


def _move(workspace: Workspace, *, steps: int) -> None:
    """Select another annotation; the text follows."""
    reader = workspace.reader
    if reader is None:
        return
    workspace.listing.move(reader.records, workspace.scheme, steps)
    found = _selected(workspace)
    if found is not None:
        reader.clear()
        reader.go(found.start)


for _id, _summary, _steps in (
    ("list.next", "next annotation in the list", 1),
    ("list.previous", "previous annotation in the list", -1),
    ("list.first", "first annotation in the list", -_FAR),
    ("list.last", "last annotation in the list", _FAR),
):
    COMMANDS.command(_id, _summary, "list")(partial(_move, steps=_steps))
