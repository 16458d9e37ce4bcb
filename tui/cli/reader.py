"""What `open` and `replay` do: sources and keys put together with the session."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tui import memory
from tui.annotations.model import Task
from tui.annotations.records import Records
from tui.cli import terminal
from tui.cli.options import FOUND, UNREADABLE, USAGE, fail, has_database, narrate, open_database
from tui.cli.sources import article_of, opener_of
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library, stored_library
from tui.session import walking
from tui.session.config import Config
from tui.session.effects import Open, Quit, Seek
from tui.session.keys import KeyNameError, script, typed
from tui.session.labelling import Tasks
from tui.session.library import Library
from tui.session.tables import Fault
from tui.session.workspace import Workspace
from tui.sources.content import How
from tui.sources.errors import Unreadable
from tui.sources.folders import Entry
from tui.sources.opening import STDIN, Sources
from tui.store.protocol import Store

_CHROME = 3
"""Rows of the screen that are not text: the top line, the status line, the key line."""
_ENDINGS = ".txt, .md, .html, .pdf, .docx, .epub, .eml, .srt, .jsonl"


class Session:
    """How a session with the reader begins and ends: as a rule it goes on where it stopped."""

    def __init__(self, named: str = "") -> None:
        """Begin with the article at the path that was `named`, if one was."""
        self._named = named

    def library(self, items: Library, host: Host, store: Store) -> Library:  # noqa: ARG002
        """The library, put in order."""
        return items

    def begin(self, workspace: Workspace, host: Host) -> None:
        """Open the first article."""
        if self._named:
            host.open(workspace, Open(self._named))
        if workspace.reader is None:
            host.resume(workspace)
        workspace.focus = "reader" if len(workspace.library) == 1 else "library"

    def end(self, workspace: Workspace, store: Store) -> None:
        """Say what there is to say when the terminal is the shell's again."""


def run(
    sources: Sequence[str],
    config: Config,
    db: Path,
    author: str,
    how: How,
    session: Session | None = None,
) -> int:
    """Open the reader on sources, or on the database's articles where none are named.

    Returns the exit code.
    """
    memory.prepare()
    piped = STDIN in sources
    terminal.need_terminal(piped=piped)
    terminal.take_as_it_is()
    from tui.store.positions import Positions

    warnings: list[str] = []
    how = how._replace(warn=warnings.append)
    opener = opener_of(how)
    entries = _entries(sources, opener)
    ready = {
        entry.path: article_of(entry.path, opener)
        for entry in entries
        # What has come through a pipe can be read only once, and a lone source had better fail now.
        if entry.path == STDIN or len(entries) == 1
    }
    if piped:
        terminal.take_back()
    if not sources and not has_database(db):
        fail(USAGE, "there is nothing to read here yet: name files or a folder")
    store = open_database(db)
    host = Host(store, Positions.of_user(db), Opening(opener, ready))
    host.reporting.folder = db.parent
    session = session or Session(_named(sources, entries))
    items = library(entries) if sources else stored_library(store)
    items = session.library(items, host, store)
    workspace = Workspace(config, items, world(), author)
    workspace.tasks = Tasks(one for one in store.each(Task) if one.author == author)
    session.begin(workspace, host)
    for warning in (*warnings, *_summary(config.faults), *store.warnings, store.read_only):
        if warning:
            workspace.say(warning, "warning")
    try:
        return at_desk(workspace, host, _heading(sources) if sources else db.name)
    finally:
        session.end(workspace, store)


def at_desk(workspace: Workspace, host: Host, heading: str) -> int:
    """Show a workspace in the terminal until the person leaves; `heading` stands over the library.

    Returns the exit code. Raises what the program itself did wrong, once the edits are saved.
    """
    from tui.screens import themes
    from tui.screens.app import Glossator

    app = Glossator(workspace, host, heading)
    app.theme = themes.fitting(app.theme, app.console.color_system)
    terminal.when_ended(lambda code: app.call_next(app.leave, code))
    left: list[str] = []
    try:
        app.run()
    finally:
        left = host.close(workspace)
        for sentence in left:
            narrate(sentence)
    if app.fault is not None:
        raise app.fault
    return app.return_code or (FOUND if left else 0)


def _named(sources: Sequence[str], entries: Sequence[Entry]) -> str:
    """The path of the only article that is named itself, among folders as a rule; else nothing."""
    named = {str(Path(source)) for source in sources}
    found = [entry.path for entry in entries if str(Path(entry.path)) in named]
    return found[0] if len(found) == 1 else ""


def _heading(sources: Sequence[str]) -> str:
    """What stands over the library: the only folder's name, or how many sources were named."""
    named = [source for source in sources if Path(source).is_dir()] or sources
    only = Path(named[0])
    return only.name or str(only) if len(named) == 1 else f"{len(named)} sources"


def replay(
    source: str,
    keys: str,
    size: str,
    config: Config,
    db: Path,
    author: str,
    how: How,
) -> tuple[dict[str, Any], bool]:
    """Press keys, save, and say what came of it: the contract of `glossator replay --json`. Of the
    `keys`, `typed` are characters of lines that were typed or pasted.

    The second value says whether anything could not be done, such as saving.
    """
    pressed, screen = keys_of(keys), size_of(size)
    for fault in config.faults:
        narrate(str(fault))
    opener = opener_of(how)
    ready = {source: article_of(source, opener)}
    host = Host(open_database(db), None, Opening(opener, ready))
    host.reporting.folder = db.parent
    workspace = Workspace(config, library([Entry(source, source)]), world(), author)
    try:
        host.open(workspace, Open(source))
        workspace.advice.learn(*host.learned())
        workspace.sources = host.attested()
        done = press(workspace, host, pressed, screen)
    finally:
        host.close(workspace)
    return {"keys": len(pressed), "typed": done.typed, **_outcome(workspace)}, done.refused


def keys_of(written: str) -> Sequence[str]:
    """The keys of a script; wrong usage if there is no such key."""
    try:
        return script(written)
    except KeyNameError as error:
        fail(USAGE, f"KEYS: {error}")


class Pressed(NamedTuple):
    """What came of keys: whether anything could not be done, such as saving; how many of them were
    `typed`, as characters of lines.
    """

    refused: bool
    typed: int


def press(workspace: Workspace, host: Host, keys: Sequence[str], size: tuple[int, int]) -> Pressed:
    """Press keys without a terminal, on a screen of a size in cells."""
    refused, entered = False, 0
    width, height = size
    for key in keys:
        entered += bool(typed(key)) and workspace.context == "prompt"
        for reader in workspace.panes:
            reader.resize(width // len(workspace.panes), max(height - _CHROME, 1))
        effects = (*host.press(workspace, key), *host.settle(workspace, None))
        for effect in effects:
            if isinstance(effect, Seek):
                paths = filter(None, host.seek(workspace, effect))
                host.carry_out(workspace, walking.sought(workspace, effect, paths))
                host.settle(workspace, None)
        if workspace.message is not None and workspace.message.level != "plain":
            refused |= workspace.message.level == "error"
            narrate(f"{key}: {workspace.message.text}")
        elif workspace.taken is not None:
            refused = True
            narrate(f"{key}: {workspace.taken.why}")
        if any(isinstance(effect, Quit) for effect in effects):
            break
    return Pressed(refused, entered)


def _outcome(workspace: Workspace) -> dict[str, Any]:
    from tui.exchange.jsonl import annotation_fields

    reader = workspace.reader
    records = reader.records if reader is not None else Records()
    return {
        "cursor": reader.cursor if reader is not None else 0,
        "selection": reader.selection if reader is not None else None,
        "annotations": [annotation_fields(one) for one in records.ordered()],
        "links": [
            {"type": one.type, "source": one.source, "target": one.target}
            for one in sorted(records.links.values(), key=lambda one: one.id)
        ],
        "passes": [
            (one.start, one.end, one.state)
            for one in sorted(records.passes.values(), key=lambda one: one.start)
        ],
    }


def _entries(sources: Sequence[str], opener: Sources) -> list[Entry]:
    """What the sources stand for; one line for each that cannot be read."""
    found: dict[str, Entry] = {}
    for source in sources:
        try:
            entries = opener.listing([source])
        except Unreadable as error:
            narrate(str(error))
            continue
        if not entries:
            narrate(f"{source} holds no articles: no file in it ends in {_ENDINGS} or the like")
        found.update((entry.path, entry) for entry in entries)
    if sources and not found:
        sys.exit(UNREADABLE)
    return list(found.values())


def _summary(faults: Sequence[Fault]) -> Iterator[str]:
    """How many faults the keymap has and how to list them, or its only one."""
    if len(faults) > 1:
        name = faults[-1].file
        yield f"{len(faults)} faults in {name}: `glossator keys --keymap {name}` lists them"
    elif faults:
        yield str(faults[0])


def size_of(written: str) -> tuple[int, int]:
    """A screen's columns and rows; wrong usage if it is written otherwise."""
    width, cross, height = written.lower().partition("x")
    if not (cross and width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        fail(USAGE, f"--size {written}: write it as 80x24")
    return int(width), int(height)
