"""What works everywhere: help, the palette, themes, going back, leaving."""

from __future__ import annotations

from tui.session.effects import NextTheme, Quit, Show, Suspend, WhenSaved
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


@COMMANDS.command("help.show", "help: the keys that work here", "everywhere", "help")
def show_help(workspace: Workspace) -> None:
    """Show what every key does."""
    workspace.emit(Show("help"))


@COMMANDS.command("palette.show", "find a command by name", "everywhere", "commands")
def show_palette(workspace: Workspace) -> None:
    """Show all commands, filtered as one types."""
    workspace.emit(Show("palette"))


@COMMANDS.command("statistics.show", "what the database holds, counted", "everywhere", "statistics")
def show_statistics(workspace: Workspace) -> None:
    """Show the counts when every edit before is in them."""
    workspace.emit(WhenSaved("statistics.show") if workspace.unsaved else Show("statistics"))


@COMMANDS.command("theme.next", "next theme", "everywhere", "theme")
def next_theme(workspace: Workspace) -> None:
    """Change to the next theme."""
    workspace.emit(NextTheme())


def leaves(workspace: Workspace) -> bool:
    """Whether going back from the text leaves, as nothing else is open or listed."""
    return len(workspace.panes) <= 1 and len(workspace.library) <= 1


@COMMANDS.command("back", "back; from a single article, leave", "everywhere", "back")
def back(workspace: Workspace) -> None:
    """Go one step back: close a pane, go to the library, leave."""
    if workspace.focus in ("list", "board", "ledger"):
        workspace.focus = "reader" if workspace.panes else "library"
    elif workspace.focus == "reader" and len(workspace.panes) > 1:
        workspace.run_inside("pane.close")
    elif workspace.focus == "reader" and not leaves(workspace):
        workspace.run_inside("library.show")
    else:
        workspace.emit(Quit())


@COMMANDS.command("suspend", "back to the shell; `fg` comes back here", "everywhere", "suspend")
def suspend(workspace: Workspace) -> None:
    """Give the terminal back to the shell; no other session shall wait for an edit meanwhile."""
    workspace.emit(WhenSaved("suspend") if workspace.unsaved else Suspend())


@COMMANDS.command("quit", "leave; everything is saved", "everywhere", "quit")
def leave(workspace: Workspace) -> None:
    """Leave at once."""
    workspace.emit(Quit())


@COMMANDS.command("interrupt", "copy the selection; without one, leave", "everywhere")
def interrupt(workspace: Workspace) -> None:
    """Do what a key means that copies with the mouse's programs and stops the terminal's."""
    reader = workspace.reader
    if workspace.focus != "reader" or reader is None or reader.selection is None:
        workspace.emit(Quit())
        return
    workspace.run_inside("annotation.copy")
    key = workspace.config.keymap.key("quit")
    if key:
        workspace.say(f"copied with its citation; {key} leaves")
