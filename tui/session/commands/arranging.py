"""The page and its panes: folds, focus mode, panes side by side."""

from __future__ import annotations

from msgspec.structs import replace

from tui.annotations.edits import Op, plain
from tui.session.effects import Open
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.stored import storing
from tui.session.workspace import Workspace
from tui.text.article import Block

COMMANDS = Registry()


@COMMANDS.command("fold.toggle", "unfold the boilerplate, or fold it", label="fold")
def toggle_folds(workspace: Workspace) -> None:
    """Show or hide what was folded; the line being read stays where it is."""
    reader = workspace.reader
    if reader is None:
        return
    if not reader.folds:
        workspace.say("nothing here is folded")
        return
    reader.unfolded = not reader.unfolded
    reader.lay_out()


@COMMANDS.command("fold.mark", "mark as boilerplate, or as body again", label="boilerplate")
def mark_boilerplate(workspace: Workspace) -> None:
    """Turn the selection's blocks, or the block here, into boilerplate, or back into body."""
    reader = workspace.reader
    if reader is None:
        return
    span = reader.selection or _here(reader)
    touched = [b for b in reader.article.blocks if b.start < span[1] and span[0] < b.end]
    if not touched:
        workspace.say("there is no paragraph here")
        return
    role = "paragraph" if all(b.role == "boilerplate" for b in touched) else "boilerplate"
    blocks = tuple(
        Block(role, b.start, b.end) if b in touched else b  # type: ignore[arg-type]
        for b in reader.article.blocks
    )
    record = workspace.record(reader)
    marked = Op("articles", record.id, plain(record), plain(replace(record, blocks=blocks)))
    if reader.records.article is None:
        # By itself, because what undo takes back is the marking and not the storing.
        workspace.edit((storing(record),), "article added")
    reader.clear()
    count = "1 block" if len(touched) == 1 else f"{len(touched)} blocks"
    workspace.edit((marked,), f"{count} marked as {role}")
    workspace.say(f"marked as {role}")


def _here(reader: Reader) -> tuple[int, int]:
    """The fold or the block at the cursor."""
    unit = reader.layout.units[reader.layout.place(reader.cursor).unit]
    return (unit.start, unit.end) if unit.kind == "fold" else (reader.cursor, reader.cursor + 1)


@COMMANDS.command("focus.toggle", "nothing but the text, or everything again", label="focus")
def toggle_focus(workspace: Workspace) -> None:
    """Hide or show all that is not the text."""
    workspace.quiet = not workspace.quiet


@COMMANDS.command("article.next", "next article", label="next article")
def next_article(workspace: Workspace) -> None:
    """Open the next article of the library in this pane."""
    _open_neighbour(workspace, 1)


@COMMANDS.command("article.previous", "previous article", label="previous article")
def previous_article(workspace: Workspace) -> None:
    """Open the article before this one in the library."""
    _open_neighbour(workspace, -1)


def _open_neighbour(workspace: Workspace, steps: int) -> None:
    here = workspace.reader.path if workspace.reader else workspace.library.selected
    path = workspace.library.neighbour(here, steps)
    if path:
        workspace.emit(Open(path))
    else:
        workspace.say("this is the last article" if steps > 0 else "this is the first article")


@COMMANDS.command("pane.beside", "open this article in a pane beside", label="beside")
def open_beside(workspace: Workspace) -> None:
    """Show the article a second time; the library opens others beside."""
    here = workspace.reader
    if here is not None:
        shown = here.article, here.records, here.history
        workspace.show(here.path, *shown, position=here.cursor, beside=True, as_read=here.as_read)


@COMMANDS.command("pane.close", "close the pane", label="close pane")
def close(workspace: Workspace) -> None:
    """Close the pane in focus, unless it is the only one."""
    if len(workspace.panes) < 2:
        workspace.say("this is the only pane")
        return
    del workspace.panes[workspace.pane]
    workspace.pane = max(workspace.pane - 1, 0)
    workspace.library.selected = workspace.panes[workspace.pane].path


@COMMANDS.command("pane.next", "next pane", label="next pane")
def next_pane(workspace: Workspace) -> None:
    """Move the focus to the pane on the right, from the last to the first."""
    _focus(workspace, 1)


@COMMANDS.command("pane.previous", "previous pane", label="previous pane")
def previous_pane(workspace: Workspace) -> None:
    """Move the focus to the pane on the left, from the first to the last."""
    _focus(workspace, -1)


def _focus(workspace: Workspace, steps: int) -> None:
    if len(workspace.panes) > 1:
        workspace.pane = (workspace.pane + steps) % len(workspace.panes)
        workspace.library.selected = workspace.panes[workspace.pane].path
    else:
        key = workspace.config.keymap.key("pane.beside")
        workspace.say(f"there is one pane; {key} opens another beside it")


@COMMANDS.command("pane.together", "scroll the panes together, or each by itself", label="together")
def toggle_together(workspace: Workspace) -> None:
    """Let all panes follow the scrolling of the one in focus."""
    workspace.together = not workspace.together
    workspace.say("panes scroll together" if workspace.together else "each pane scrolls by itself")
