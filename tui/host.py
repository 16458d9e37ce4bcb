"""What the session asks of the world, carried out: opening sources, committing edits.

The reader and `glossator replay` use the same host, so a script does what a person does. It is
put together by the command line from the store and the reading positions; it knows no terminal.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from tui.annotations.history import History
from tui.annotations.model import ArticleRecord, Decision
from tui.annotations.records import Records
from tui.session import coverage
from tui.session.effects import Commit, Effect, Open
from tui.session.library import Item, Library
from tui.session.workspace import Workspace, World
from tui.sources.errors import Unreadable
from tui.sources.folders import Entry
from tui.sources.opening import STDIN, Sources
from tui.store.positions import Position, Positions
from tui.store.protocol import Conflict, Store, StoreError
from tui.text.article import Article

_STORED = "stored:"
"""How the path of an article begins that is read from the database and not from a file."""

_AT_ONCE = 0.02
"""Seconds: where writing the database file takes less, it follows each edit at once, so that
other programs see it; else it waits until nobody is pressing keys.
"""


class Opening(NamedTuple):
    """What opens sources, and those articles that have been read, by path.

    Of the latter each is taken once, but `-` again and again: a pipe gives its text only once.
    """

    sources: Sources
    ready: dict[str, Article] | None = None


def world() -> World:
    """The real clock and real randomness."""
    return World(
        now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        milliseconds=lambda: time.time_ns() // 1_000_000,
        random=lambda: secrets.randbits(32),
    )


def library(entries: Iterable[Entry]) -> Library:
    """A library of what can be opened; nothing is read yet."""
    return Library(Item(path=entry.path, name=entry.name) for entry in entries)


def stored_library(store: Store) -> Library:
    """A library of the articles that the database holds."""
    return Library(
        Item(
            path=_STORED + shelf.id,
            name=shelf.source.rsplit("/", 1)[-1] or shelf.id[:12],
            title=shelf.title,
            annotations=shelf.annotations,
        )
        for shelf in store.articles()
    )


class Host:
    """Opens sources into a workspace and makes its edits durable."""

    def __init__(self, store: Store, positions: Positions | None, opening: Opening) -> None:
        """Keep the store, and the positions where they are to be remembered."""
        self.store = store
        self._positions = positions
        self._opening = opening
        self._ready = dict(opening.ready or {})
        self._seen = store.seq
        self._own: set[int] = set()
        self._warned = set(store.warnings)
        self._reason = ""
        self._outrun = False

    def article(self, path: str, warn: Callable[[str], None] | None = None) -> Article:
        """The article at a path; `warn` is told in a sentence of what could not be decoded.

        Raises:
            Unreadable: it cannot be read; the text says why.
        """
        if path.startswith(_STORED):
            return self._stored(path)
        if path in self._ready:
            return self._ready[path] if path == STDIN else self._ready.pop(path)
        return self._opening.sources.article(path, warn=warn)

    def carry_out(self, workspace: Workspace, effects: Iterable[Effect]) -> None:
        """Do what needs no terminal: commit and open; everything else is left.

        After an edit that is refused, the later ones of the same keys, which build on it, are not
        tried; they are taken back in their turn, the last first.
        """
        failed: list[Commit] = []
        for effect in effects:
            if isinstance(effect, Open):
                self.open(workspace, effect)
            elif isinstance(effect, Commit) and (failed or not self._commit(workspace, effect)):
                failed.append(effect)
        for effect in reversed(failed):
            workspace.refused(effect, self._reason)
        if failed and self._outrun:
            self.catch_up(workspace)
            self.carry_out(workspace, workspace.retry(failed[0]))
        self._warn(workspace)

    def open(self, workspace: Workspace, effect: Open) -> None:
        """Show a source in the workspace, or say why it cannot be."""
        self.remember(workspace)
        try:
            article = self._open_already(workspace, effect.path) or self.article(
                effect.path, lambda text: workspace.say(text, "warning")
            )
        except Unreadable as error:
            workspace.library.update(effect.path, fault=str(error))
            workspace.say(str(error), "error")
            return
        self.catch_up(workspace)  # What is loaded now is not to be learnt a second time.
        layer = self.store.load(article.id)
        records = Records()
        records.load(layer.article, layer.annotations, layer.links, layer.passes, layer.decisions)
        edits = self.store.history(article.id) if layer.article else ()
        history = History(tuple(edit for edit in edits if edit.by == workspace.author))
        left = self._positions.get(article.id) if self._positions else None
        workspace.show(
            effect.path,
            article,
            records,
            history,
            position=left.offset if left else None,
            beside=effect.beside,
            as_read=self._opening.sources.how.raw,
        )
        known = self.seen(article, {article.id: len(layer.annotations)})
        workspace.library.update(effect.path, **known)

    def resume(self, workspace: Workspace) -> None:
        """Open what was read last, else the first article that can be read."""
        paths = {_whole(item.path): item.path for item in workspace.library.items()}
        last = self._positions.latest(paths) if self._positions is not None else ""
        for path in [*filter(None, [paths.get(last)]), *paths.values()]:
            self.open(workspace, Open(path))
            if workspace.reader is not None:
                return

    def seen(self, article: Article, counts: Mapping[str, int]) -> dict[str, object]:
        """What the library's item says of an article; `counts` are those of `counts`."""
        left = self._positions.get(article.id) if self._positions else None
        return {
            "title": article.title,
            "id": article.id,
            "fault": "",
            "annotations": counts.get(article.id, 0),
            "progress": left.progress if left else 0.0,
        }

    def counts(self) -> dict[str, int]:
        """How many annotations each stored article has, by its id."""
        return {shelf.id: shelf.annotations for shelf in self.store.articles()}

    def learned(self) -> tuple[tuple[Decision, ...], tuple[tuple[str, str], ...]]:
        """What the store can teach: decisions about candidates, and tags with their words."""
        return self.store.decisions(), self.store.surfaces()

    def catch_up(self, workspace: Workspace) -> bool:
        """Take in what other sessions have committed; say whether that was anything."""
        edits = self.store.changes(self._seen)
        foreign = any(edit.seq not in self._own for edit in edits)
        # Own edits are made again where others came before them, so that the order is the store's.
        for edit in edits if foreign else ():
            workspace.learn(edit, own=edit.seq in self._own)
        if edits:
            self._seen = edits[-1].seq
            self._own.clear()
        return self._warn(workspace) or foreign

    def remember(self, workspace: Workspace, *, count: bool = True) -> None:
        """Write down where the person is in each open article, and how far they have come.

        Counting the sentences dealt with takes long in a long article; without `count` what was
        known of it before is kept.
        """
        # The pane in focus comes last: of two on one article its place is the one to return to.
        for reader in sorted(workspace.panes, key=lambda pane: pane is workspace.reader):
            item = workspace.library.get(reader.path)
            progress = item.progress if item is not None else 0.0
            if count:
                progress = coverage.progress(reader, workspace.scheme)
            annotations = len(reader.records.annotations)
            workspace.library.update(reader.path, annotations=annotations, progress=progress)
            if self._positions is not None:
                left = Position(reader.cursor, progress, _whole(reader.path))
                self._positions.set(reader.article.id, left)
        if self._positions is not None and workspace.panes:
            self._positions.save()

    def close(self, workspace: Workspace) -> None:
        """Remember the position and bring the store to rest."""
        self.remember(workspace)
        self.store.close()

    def _commit(self, workspace: Workspace, effect: Commit) -> bool:
        """Make an edit durable; whether that could be done, else `_reason` says why not."""
        self._outrun = False
        try:
            edit = self.store.commit(
                effect.ops,
                by=workspace.author,
                summary=effect.summary,
                undoes=effect.undoes,
                group=effect.group,
            )
        except StoreError as error:
            self._reason, self._outrun = str(error), isinstance(error, Conflict)
            return False
        self._own.add(edit.seq)
        self.store.checkpoint(within=_AT_ONCE)
        workspace.committed(edit, effect.article)
        self.remember(workspace, count=False)
        return True

    def _warn(self, workspace: Workspace) -> bool:
        """Say what the store has found out since it was last asked; whether there was anything."""
        fresh = [one for one in self.store.warnings if one not in self._warned]
        self._warned.update(fresh)
        if fresh:
            workspace.say("; ".join(fresh), "warning")
        return bool(fresh)

    @staticmethod
    def _open_already(workspace: Workspace, path: str) -> Article | None:
        return next((pane.article for pane in workspace.panes if pane.path == path), None)

    def _stored(self, path: str) -> Article:
        record = self.store.load(path.removeprefix(_STORED)).article
        if record is None:
            raise Unreadable("this article is no longer in the database")
        return article_of(record)


def _whole(path: str) -> str:
    """A path that means the same from any folder."""
    return path if path == STDIN or path.startswith(_STORED) else os.path.abspath(path)


def article_of(record: ArticleRecord) -> Article:
    """The article that a record keeps."""
    known = msgspec.structs.asdict(record)
    return Article(**{name: known[name] for name in Article.__struct_fields__})
