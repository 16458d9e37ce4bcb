"""Links from the annotation here: to what a letter stands on, in any pane; to their other end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tui.annotations.edits import adding, removing
from tui.annotations.model import Annotation
from tui.annotations.scheme import LinkType
from tui.session import linking, ties
from tui.session.choosing import fitting
from tui.session.commands import speaking
from tui.session.commands.making import annotation, link, short
from tui.session.effects import Open
from tui.session.hints import labels
from tui.session.linking import Choice, Linking
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.ties import Tie
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span

COMMANDS = Registry()


@COMMANDS.command(
    "link.make",
    "link the annotation here to what a letter stands on; elsewhere: the words here said the "
    "quotation tagged last",
    "annotation",
    "link",
)
def make(workspace: Workspace) -> None:
    """Show a letter on all that the annotation here can be linked to.

    Of a quotation, those who may have said it are offered by digit as well. Where a quotation
    waits for its speaker, the selected words or the name at the cursor said it.
    """
    reader = workspace.reader
    if reader is None:
        return
    kinds = workspace.scheme.links
    begins = {tag for kind in kinds for tag in kind.source}
    source = fitting(workspace, lambda one: one.tag in begins, beside=False)
    selecting = reader.selection is not None and not reader.editing
    if source is None or selecting or _awaits(workspace, reader, source):
        speaking.said_here(workspace, reader)
        return
    reader.clear()
    speaking.offer(workspace, source)
    _ask(workspace, reader, source)


@COMMANDS.command("link.leave", "leave the letters", "link", "leave")
def leave(workspace: Workspace) -> None:
    """Take the letters away."""
    linking.leave(workspace)


@COMMANDS.command("link.follow", "go to the other end of the link here", "annotation", "other end")
def follow(workspace: Workspace) -> None:
    """Go to what the annotation here is linked to; there, the same key comes back."""
    reader = workspace.reader
    held = reader.records.hanging.links if reader is not None else {}
    found = fitting(workspace, lambda one: one.id in held)
    if reader is None or found is None:
        workspace.say("nothing here is linked")
        return
    go(workspace, ties.of(workspace, reader, found)[0])


def go(workspace: Workspace, tie: Tie) -> None:
    """Go to the other end of a link, wherever that is."""
    panes = workspace.panes
    near = sorted(range(len(panes)), key=lambda number: number != workspace.pane)
    number = next((n for n in near if panes[n].article.id == tie.article), None)
    if number is not None:
        found = panes[number].records.annotations.get(tie.annotation)
        if found is None:
            workspace.say("the other end of this link has been removed")
            return
        workspace.pane = number
        if workspace.focus == "list":
            workspace.listing.selected = found.id
        elif workspace.focus == "record":
            workspace.panel.show(found.id)
        panes[number].clear()
        panes[number].go(found.start)
        return
    item = next((one for one in workspace.library.items() if one.id == tie.article), None)
    if item is None:
        workspace.say("the other end is in an article that is not in the library")
        return
    workspace.bound = tie.annotation
    workspace.emit(Open(item.path, beside=True))


def remove(workspace: Workspace, tie: Tie) -> None:
    """Remove a link."""
    workspace.edit((removing(tie.link),), f"no longer {tie.label} {short(tie.words)}")
    key = workspace.config.keymap.key("edit.undo")
    workspace.say(f"no longer {tie.label} “{short(tie.words)}” · {key} brings it back")


def _awaits(workspace: Workspace, reader: Reader, source: Annotation) -> bool:
    """Whether another quotation, the last one tagged, waits for the name at the cursor."""
    asked = reader.unsaid
    if asked is None or workspace.focus != "reader" or asked.quote == source.id or reader.editing:
        return False
    waits = asked.quote in reader.records.annotations
    waits &= asked.quote not in speaking.said_by(reader.records)
    return waits and bool(objects.at(reader.segments, "name", reader.cursor))


def _ask(workspace: Workspace, reader: Reader, source: Annotation) -> None:
    """Put letters on the ends; say so where there are none."""
    found: dict[tuple[int, int], dict[str, Choice]] = {}
    for choice in _choices(workspace, reader, source):
        at = choice.pane, choice.spans[0][0]
        others = found.setdefault(at, {})
        other = others.get(choice.type.name)
        if other is None or _length(choice) < _length(other):  # the innermost is meant
            others[choice.type.name] = choice
    if not found:
        if workspace.offer is None:
            workspace.say("nothing in view can be linked to this; tag it first")
        return
    order = sorted(found, key=lambda at: (at[0] != workspace.pane, abs(at[1] - reader.cursor)))
    made = labels(len(order), workspace.config.keymap.alone("link", "speaker"))
    ends = {label: tuple(found[at].values()) for label, at in zip(made, order, strict=False)}
    linking.begin(workspace, Linking(ends, partial(_link, source=source.id)))


def _length(choice: Choice) -> int:
    return choice.spans[-1][1] - choice.spans[0][0]


def _choices(workspace: Workspace, reader: Reader, source: Annotation) -> Iterator[Choice]:
    """All links that can be made from an annotation to something in view."""
    kinds = [kind for kind in workspace.scheme.links if source.tag in kind.source]
    for number, pane in enumerate(workspace.panes):
        own = pane.article.id == reader.article.id
        if own and pane is not reader:
            continue  # its letters stand in the pane in focus
        rows = [shown.row for shown in pane.rows() if shown.row.unit.kind == "text"]
        if not rows:
            continue
        view = rows[0].start, rows[-1].end
        for one in pane.records.overlapping(*view):
            if view[0] <= one.start and one.id != source.id:
                for kind in kinds:
                    if one.tag in kind.target:
                        yield Choice(kind, number, one.tag, one.spans, one.id)
        if own:
            yield from _names(workspace, reader, number, view, kinds)


def _names(
    workspace: Workspace, reader: Reader, number: int, view: Span, kinds: list[LinkType]
) -> Iterator[Choice]:
    """Links to names in view that nobody has tagged yet."""
    segments, records = reader.segments, reader.records
    first, last = segments.block_index(view[0]), segments.block_index(view[1] - 1)
    for index in range(first, last + 1):
        proposed = {one.spans[0]: one.tag for one in reader.proposals.of_block(index)}
        for span in segments.names(index):
            seen = view[0] <= span[0] and span[1] <= view[1]
            if not seen or _tagged(workspace, records.at(span[0])):
                continue
            for kind in kinds:
                named = [tag for tag in kind.target if workspace.scheme.tag(tag).object == "name"]
                tag = proposed.get(span, "")
                if named:
                    yield Choice(kind, number, tag if tag in named else named[0], (span,))


def _tagged(workspace: Workspace, annotations: list[Annotation]) -> bool:
    """Whether one of these annotations names something."""
    return any(workspace.scheme.tag(one.tag).object == "name" for one in annotations)


def _link(workspace: Workspace, choice: Choice, *, source: str) -> None:
    """Make the link that was chosen, or take it away where it is made already."""
    reader, held = workspace.reader, workspace.annotation(source)
    if reader is None or held is None:
        return
    if choice.id:
        target = workspace.panes[choice.pane].records.annotations.get(choice.id)
        ops = []
    else:
        target = annotation(workspace, reader, choice.tag, choice.spans)
        ops = [adding(target)]
    if target is None:
        return
    kind, before = choice.type, reader.records.hanging.links.get(held.id, [])
    same = [one for one in before if one.type == kind.name and one.source == held.id]
    gone = [one for one in same if kind.single or one.target == target.id]
    ops += map(removing, gone)
    said = f"{kind.summary} {short(target.text)}"
    if any(one.target == target.id for one in gone):
        said = f"no longer {said}"
    else:
        ops.append(adding(link(workspace, kind.name, held, target)))
    workspace.edit(tuple(ops), f"{said}: {short(held.text)}")
    workspace.say(f"“{short(held.text)}” {said}")
