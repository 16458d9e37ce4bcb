"""What `open`, `show` and `replay` do: sources and keys put together with the session."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tui.annotations.records import Records
from tui.cli_options import UNREADABLE, USAGE, fail, open_database
from tui.exchange.jsonl import annotation_fields
from tui.host import Host, Opening, library, stored_library, world
from tui.session.config import Config
from tui.session.effects import Open, Quit
from tui.session.keys import KeyNameError, script
from tui.session.library import Library
from tui.session.workspace import Workspace
from tui.sources.errors import Unreadable
from tui.sources.opening import Entry, listing, open_source
from tui.text.article import Article
from tui.text.cells import clip
from tui.text.segments import Segments

_CHROME = 3
"""Rows of the screen that are not text: the top line, the status line, the key line."""


def run(
    sources: Sequence[str], config: Config, db: Path, author: str, *, encoding: str, raw: bool
) -> None:
    """Open the reader on sources, or on the database's articles where none are named."""
    _need_terminal(piped="-" in sources)
    from tui.store.positions import Positions

    entries = _entries(sources)
    store = open_database(db)
    opening = Opening(encoding, raw, sys.stdin.buffer)
    host = Host(store, Positions.of_user(), opening)
    items = library(entries) if sources else stored_library(store)
    workspace = Workspace(config, items, world(), author)
    if len(items) == 1 and not _can_open(host, items):
        store.close()
        sys.exit(UNREADABLE)
    _take_back_terminal(piped="-" in sources)
    from tui.screens.app import Glossator, heading

    app = Glossator(workspace, host, heading(sources) if sources else db.name)
    try:
        app.run()
    finally:
        host.close(workspace)


def read(source: str, *, encoding: str, raw: bool) -> Article:
    """The article, or leave with the reason why there is none."""
    try:
        return open_source(
            source,
            encoding=encoding,
            raw=raw,
            stdin=sys.stdin.buffer,
            warn=lambda text: print(f"glossator: {text}", file=sys.stderr),  # noqa: T201
        )
    except Unreadable as error:
        fail(UNREADABLE, str(error))


def describe(article: Article) -> dict[str, Any]:
    """The contract of `glossator show --json`."""
    segments = Segments(article)
    sentences = [s for index in range(len(article.blocks)) for s in segments.sentences(index)]
    fields = ("title", "byline", "agency", "place", "published", "language", "source")
    return {
        "id": article.id,
        **{name: getattr(article, name) for name in fields},
        "text": article.text,
        "blocks": [
            {"role": block.role, "start": block.start, "end": block.end} for block in article.blocks
        ],
        "sentences": sentences,
    }


def lines(article: Article, described: dict[str, Any]) -> Iterator[str]:
    """The same for people: metadata, then each block with its role."""
    for name in ("title", "byline", "agency", "place", "published", "language", "id"):
        if described[name]:
            yield f"{name:10}  {clip(described[name], 100)}"
    yield ""
    for block in article.blocks:
        yield f"{block.role:12}  {clip(article.text[block.start : block.end], 64)}"


def replay(
    source: str,
    keys: str,
    size: str,
    config: Config,
    db: Path,
    author: str,
    *,
    encoding: str,
    raw: bool,
) -> dict[str, Any]:
    """The contract of `glossator replay --json`: press keys, save, and say what came of it."""
    try:
        pressed = script(keys)
    except KeyNameError as error:
        fail(USAGE, f"KEYS: {error}")
    width, height = _size(size)
    store = open_database(db)
    host = Host(store, None, Opening(encoding, raw, sys.stdin.buffer))
    workspace = Workspace(config, library([Entry(source, source, 0, 0.0)]), world(), author)
    try:
        host.open(workspace, Open(source))
        if workspace.reader is None:
            fail(UNREADABLE, workspace.message.text if workspace.message else source)
        for key in pressed:
            for reader in workspace.panes:
                reader.resize(width // len(workspace.panes), max(height - _CHROME, 1))
            effects = workspace.press(key)
            host.carry_out(workspace, effects)
            if workspace.message is not None and workspace.message.level != "plain":
                print(f"glossator: {key}: {workspace.message.text}", file=sys.stderr)  # noqa: T201
            if any(isinstance(effect, Quit) for effect in effects):
                break
    finally:
        host.close(workspace)
    return _outcome(workspace, len(pressed))


def _outcome(workspace: Workspace, keys: int) -> dict[str, Any]:
    reader = workspace.reader
    records = reader.records if reader is not None else Records()
    return {
        "keys": keys,
        "cursor": reader.cursor if reader is not None else 0,
        "selection": reader.selection if reader is not None else None,
        "annotations": [annotation_fields(one) for one in records.ordered()],
        "passes": [
            (one.start, one.end, one.state)
            for one in sorted(records.passes.values(), key=lambda one: one.start)
        ],
    }


def _entries(sources: Sequence[str]) -> list[Entry]:
    """What the sources stand for; one line for each that cannot be read."""
    found: dict[str, Entry] = {}
    for source in sources:
        try:
            found.update((entry.path, entry) for entry in listing([source]))
        except Unreadable as error:
            print(f"glossator: {error}", file=sys.stderr)  # noqa: T201
    if sources and not found:
        fail(UNREADABLE, "none of these could be opened: " + ", ".join(sources))
    return list(found.values())


def _size(written: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in written.lower().split("x"))
    except ValueError:
        fail(USAGE, f"--size {written}: write it as 80x24")
    return width, height


def _can_open(host: Host, items: Library) -> bool:
    """Whether the only source can be read; says why where it cannot, before any screen opens."""
    try:
        host.article(items.selected)
    except Unreadable as error:
        print(f"glossator: {error}", file=sys.stderr)  # noqa: T201
        return False
    return True


def _need_terminal(*, piped: bool) -> None:
    """Leave with a sentence where no screen can be drawn."""
    term = os.environ.get("TERM", "")
    if not sys.stdout.isatty() or not (piped or sys.stdin.isatty()):
        fail(USAGE, "the reader needs a terminal; `glossator show SOURCE` writes to a pipe")
    if term == "dumb":
        fail(USAGE, "this terminal (TERM=dumb) cannot show the reader; `glossator show` works here")


def _take_back_terminal(*, piped: bool) -> None:
    """After a text has come through standard input, let keys come from the terminal again."""
    if piped:
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
        except OSError as error:
            fail(USAGE, f"there is no terminal to read keys from: {error}")
        os.dup2(terminal, 0)
