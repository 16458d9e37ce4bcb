"""The page and its panes: folds, focus mode, panes side by side."""

from __future__ import annotations

from collections.abc import Iterator

from tui.annotations.edits import Op, plain
from tui.annotations.model import Recast, recast_id
from tui.session.effects import Open
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.article import Role

COMMANDS = Registry()


@COMMANDS.command("fold.toggle", "unfold the boilerplate, or fold it", label="fold")
def toggle_folds(workspace: Workspace) -> None:
    """Show or hide what was folded; the line being read stays where it is."""
    reader = workspace.reader
    if reader is None:
        return
    if all(block.role != "boilerplate" for block in reader.article.blocks):
        workspace.say("nothing here is folded")
        return
    reader.unfolded = not reader.unfolded
    reader.lay_out()


@COMMANDS.command("fold.mark", "mark as boilerplate, or as body again", label="aside")
def mark_boilerplate(workspace: Workspace) -> None:
    """Turn the selection's blocks, or the block here, into boilerplate, or back into body."""
    reader = workspace.reader
    if reader is None:
        return
    span = reader.selection or _here(reader)
    blocks = reader.article.blocks
    touched = reader.segments.indices(*span)
    if not touched:
        workspace.say("there is no paragraph here")
        return
    back = all(blocks[at].role == "boilerplate" for at in touched)
    role: Role = "paragraph" if back else "boilerplate"
    ops = [one for at in touched for one in _recast(workspace, reader, at, role)]
    reader.clear()
    said = "body again" if back else role
    count = "1 block" if len(touched) == 1 else f"{len(touched)} blocks"
    workspace.edit(tuple(ops), f"{count} marked as {said}")
    workspace.say(f"marked as {said}")


def _recast(workspace: Workspace, reader: Reader, at: int, role: Role) -> Iterator[Op]:
    """What makes a block boilerplate or body; where it was that before, nothing is said of it."""
    own, article = reader.original.blocks[at], reader.article.id
    before = reader.records.recasts.get(recast_id(article, own))
    after = None
    if (own.role == "boilerplate") != (role == "boilerplate"):
        after = Recast(
            id=recast_id(article, own),
            article=article,
            start=own.start,
            end=own.end,
            role=role,
            author=workspace.author,
            created=workspace.world.now(),
        )
    if before is not None or after is not None:
        held = (plain(one) if one is not None else None for one in (before, after))
        yield Op("recasts", recast_id(article, own), *held)


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


@COMMANDS.command(
    "article.again", "open this article again, as its file is now", label="open again"
)
def open_again(workspace: Workspace) -> None:
    """Read the file anew where it has changed; what is annotated keeps the text it was said of."""
    if workspace.reader is not None:
        workspace.emit(Open(workspace.reader.path))


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
        shown = here.original, here.records, here.history
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
