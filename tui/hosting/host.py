"""What the session asks of the world, carried out: opening sources, committing edits.

The reader and `glossator replay` use the same host, so a script does what a person does. It is
put together by the command line from the store and the reading positions; it knows no terminal.
"""

from __future__ import annotations

import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.annotations.edits import Edit
from tui.annotations.history import History
from tui.annotations.model import Decision, Evidence
from tui.annotations.records import Records
from tui.annotations.signatures import Signature, of_layer, of_records
from tui.hosting.archive import Archive, Refusal, answered
from tui.hosting.errands import Errand, in_order, stores_much, waiting
from tui.hosting.finding import Finder, Found, Held
from tui.hosting.noticing import Noticing
from tui.hosting.reporting import Reporting
from tui.hosting.shelves import Opening, counted, item_of, stored_id, whole
from tui.hosting.surveying import Surveying
from tui.session import coverage, revising
from tui.session.effects import (
    Commit,
    Effect,
    News,
    Open,
    Quit,
    Revise,
    Seek,
    WhenSaved,
    WriteReport,
)
from tui.session.hearing import Hearing
from tui.session.library import Item
from tui.session.workspace import Workspace
from tui.session.world import Message, World
from tui.sources.errors import Unreadable
from tui.sources.opening import is_web
from tui.store.positions import Position, Positions
from tui.store.protocol import Shelf, Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.statistics.counting import Counts

_PATIENCE = 0.008
"""Seconds, half a frame: an edit that is durable by then was never seen to be pending."""
_BRIEFLY = 0.002
"""Seconds that looking for other sessions' edits may hold up the screen."""
_OPENING = 0.1
"""Seconds after which it is said that an article takes its time to open."""


def world() -> World:
    """The real clock and real randomness."""
    return World(
        now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        milliseconds=lambda: time.time_ns() // 1_000_000,
        random=lambda: secrets.randbits(32),
    )


class Host:
    """Opens sources into a workspace and makes its edits durable, in the order of the keys."""

    def __init__(self, store: Store, positions: Positions | None, opening: Opening) -> None:
        """Keep the store, and the positions where they are to be remembered.

        `answered` is called, from any thread, when `settle` has something to do that took long.
        """
        self.answered: Callable[[], object] = lambda: None
        self._archive = Archive(store)
        self._finder = Finder(opening, self._archive)
        self._noticing = Noticing(self._finder)
        self._hearing = Hearing()
        self.reporting = Reporting()
        self._surveying = Surveying(self._archive, lambda: self.answered())
        self._positions = positions
        self._warned = set(store.warnings)
        self._queue: deque[Errand] = deque()
        self._answer: Future[Any] | None = None
        self._awaited = False

    @property
    def read_only(self) -> str:
        """Why nothing can be written, or the empty string."""
        return self._archive.read_only

    @property
    def is_gathering(self) -> bool:
        """Whether what a view over all articles shows is still being found out."""
        return self._surveying.is_under_way

    def article(self, path: str, warn: Callable[[str], None] | None = None) -> Article:
        """The article at a path; `warn` is told in a sentence of what could not be decoded.

        Raises:
            Unreadable: it cannot be read; the text says why.
        """
        return self._finder.article(path, warn)

    def press(self, workspace: Workspace, key: str) -> tuple[Effect, ...]:
        """Hand a key to the session; while it waits to open or to leave, the key waits too."""
        if workspace.waiting:
            self._queue.append(key)
            return ()
        return self.carry_out(workspace, workspace.press(key))

    def carry_out(self, workspace: Workspace, effects: Iterable[Effect]) -> tuple[Effect, ...]:
        """Do what needs no terminal, in order, and give back what a screen has to do now."""
        patience = 0.0 if self._queue else _PATIENCE
        errands, at_once = in_order(effects)
        self._queue.extend(errands)
        if any(isinstance(errand, Open) for errand in errands):
            patience = max(patience, _OPENING)
        rest = self._surveying.begin(workspace, at_once)
        if any(map(stores_much, errands)):
            self.answered()  # What has been edited is shown first, and settled then.
            return tuple(rest)
        return (*rest, *self.settle(workspace, patience))

    def settle(self, workspace: Workspace, patience: float | None = 0.0) -> tuple[Effect, ...]:
        """Take in what has been answered within `patience` seconds, all where that is None; give
        back what a screen has to do now.
        """
        due: list[Effect] = []
        until = None if patience is None else time.monotonic() + patience
        while self._queue and self._has_answer(workspace, until):
            errand, answer = self._queue.popleft(), self._answer
            self._answer = None
            due += self._end(workspace, errand, answer.result() if answer else None)
        due = self._surveying.begin(workspace, due)
        due += self._surveying.take(workspace, whole=patience is None)
        workspace.waiting = waiting(self._queue, workspace)
        self._warn(workspace)
        return tuple(due)

    def open(self, workspace: Workspace, effect: Open) -> None:
        """Show a source in the workspace, or say why it cannot be; returns when that is done."""
        self._queue.append(effect)
        self.settle(workspace, None)

    def resume(
        self, workspace: Workspace, wanted: Callable[[Item], bool] = lambda _item: True
    ) -> None:
        """Open what was read last, else the first article that can be read, of those `wanted`."""
        items = filter(wanted, workspace.library.items())
        paths = {whole(item.path): item.path for item in items}
        last = self._positions.latest(paths) if self._positions is not None else ""
        for path in [*filter(None, [paths.get(last)]), *paths.values()]:
            self.open(workspace, Open(path))
            if workspace.reader is not None:
                return

    def seen(self, article: Article, shelves: Mapping[str, Shelf]) -> dict[str, object]:
        """What the library's item says of an article; `shelves` are those of `shelves`."""
        shelf = shelves.get(article.id)
        if shelf is None or not shelf.signings:
            return self._item(article, shelf.annotations if shelf is not None else 0)
        layer = self._archive.ask(lambda store: store.load(article.id, article.text)).result()
        return self._item(article, shelf.annotations, of_layer(layer))

    def shelves(self) -> dict[str, Shelf]:
        """What is known of each stored article, by its id."""
        return {one.id: one for one in self._archive.ask(lambda store: store.articles()).result()}

    def _item(
        self, article: Article, annotations: int, signature: Signature = ""
    ) -> dict[str, object]:
        left = self._positions.get(article.id) if self._positions else None
        return {
            "title": article.title,
            "id": article.id,
            "fault": "",
            "annotations": annotations,
            "signature": signature,
            "progress": left.progress if left else 0.0,
        }

    def seek(self, workspace: Workspace, seek: Seek) -> Iterator[str]:
        """The paths of the library's articles that hold the words, one after the other; those
        that do not, or cannot be read, give the empty string.
        """
        from tui.assist.same import same_words

        for item in workspace.library.items():
            if is_web(item.path):
                continue  # nobody asked for all the pages of a feed
            try:
                found = next(same_words(self.article(item.path), seek.tag, seek.words), None)
            except Unreadable:
                found = None
            yield item.path if found else ""

    def learned(self) -> tuple[tuple[Decision, ...], tuple[tuple[str, str], ...]]:
        """What the store can teach: decisions about candidates, and tags with their words."""
        return self._archive.ask(lambda store: (store.each(Decision), store.surfaces())).result()

    def attested(self) -> tuple[Evidence, ...]:
        """All evidence that the store has, for whatever article."""
        return self._archive.ask(lambda store: tuple(store.each(Evidence))).result()

    def counted(self) -> tuple[Counts, dict[str, str]]:
        """What the store holds, counted, and its articles' titles by their ids."""
        return self._archive.ask(counted).result()

    def catch_up(self, workspace: Workspace, patience: float = _BRIEFLY) -> bool:
        """Take in what other sessions have committed, as far as the store says so within
        `patience` seconds; whether that was anything.

        While own edits are under way nothing is taken in: those come first, or are refused.
        """
        news = [] if self._queue else self._archive.look(patience)
        if news:
            self._learn(workspace, news)
            self._surveying.follow(workspace)
        noticed = self._noticing.look(workspace)
        told = self._surveying.tell(workspace)
        heard = self._hearing.tell(workspace)
        return self._warn(workspace) or bool(news) or noticed or told or heard

    @property
    def is_ahead(self) -> bool:
        """Whether there are edits that the database's file was not yet told to follow."""
        return self._archive.is_ahead

    def follow(self, workspace: Workspace) -> None:
        """The screen shows what has been edited: remember the position, and bring the database up
        to date, if that is quick.
        """
        self.remember(workspace, count=False)
        self._archive.follow()

    def rest(self, workspace: Workspace) -> None:
        """Nobody is pressing keys: remember the position, and bring the database up to date."""
        self.remember(workspace)
        self._archive.rest({one.article.id: len(one.article.text) for one in workspace.panes})

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
            workspace.library.update(
                reader.path,
                annotations=len(reader.records.annotations),
                signature=of_records(reader.records),
                progress=progress,
            )
            if self._positions is not None:
                left = Position(reader.cursor, progress, whole(reader.path))
                self._positions.set(reader.article.id, left)
        if self._positions is not None and workspace.panes:
            self._positions.save()

    def close(self, workspace: Workspace) -> list[str]:
        """Wait for all edits, remember the position and bring the store to rest; what was not
        said yet, or not decided, in a sentence each.
        """
        self._surveying.close()
        self.settle(workspace, None)
        self.remember(workspace)
        self._archive.close()
        left = [workspace.taken.why] if workspace.taken is not None else []
        return left + [one for one in self._archive.warnings if one not in self._warned]

    def _has_answer(self, workspace: Workspace, until: float | None) -> bool:
        """Whether the first errand can be ended; it is begun if it was not yet."""
        if self._answer is None:
            self._answer, self._awaited = self._begin(workspace, self._queue[0]), False
        if self._answer is None:
            return True
        patience = None if until is None else max(until - time.monotonic(), 0.0)
        if answered(self._answer, patience):
            return True
        if not self._awaited:
            self._awaited = True
            self._answer.add_done_callback(lambda _answer: self.answered())
        return False

    def _begin(self, workspace: Workspace, errand: Errand) -> Future[Any] | None:
        """Put what an errand needs to know to the store; None where that is nothing."""
        if isinstance(errand, Commit):
            return self._archive.commit(errand, workspace.author)
        if isinstance(errand, Open):
            self.remember(workspace)
            outdated = self._noticing.outdated(workspace, errand.path)
            panes = [] if outdated else workspace.panes
            shown = (pane.article for pane in panes if pane.path == errand.path)
            return self._finder.find(errand.path, next(shown, None))
        if isinstance(errand, Revise) and workspace.reader is not None:
            return self._finder.revision(workspace.reader.article)
        if isinstance(errand, WriteReport):
            return self._archive.ask(self.reporting.writing(errand, workspace.scheme))
        return None

    def _end(self, workspace: Workspace, errand: Errand, answer: Any) -> tuple[Effect, ...]:
        """Do what an errand is about, now that the store has answered."""
        match errand, answer:
            case Commit(), Edit():
                workspace.committed(answer, errand.article)
                self._archive.made(answer)
            case Commit(), Refusal():
                return self._refuse(workspace, errand, answer)
            case Open(), Found():
                self._learn(workspace, self._archive.take(answer.news))
                self._show(workspace, errand, answer)
                return self._first(workspace.flush())
            case Open(), Held():
                workspace.library.expand(errand.path, map(item_of, answer.entries))
                workspace.focus = "library"
            case Open(), _:
                workspace.library.update(errand.path, fault=str(answer))
                workspace.say(str(answer), "error")
            case Revise(), Unreadable():
                workspace.say(str(answer), "error")
            case Revise(), _:
                return self._first(revising.found(workspace, errand, answer))
            case WriteReport(), Message():
                workspace.say(answer.text, answer.level)
            case WhenSaved(), _:
                return self._first(workspace.run(errand.command))
            case str(), _:
                return self._first(workspace.press(errand))
            case _:
                return (errand,)
        return ()

    def _first(self, effects: Iterable[Effect]) -> tuple[Effect, ...]:
        """Put errands before those that wait; the rest is given back."""
        errands, at_once = in_order(effects)
        self._queue.extendleft(reversed(errands))
        return tuple(at_once)

    def _refuse(self, workspace: Workspace, commit: Commit, refusal: Refusal) -> tuple[Effect, ...]:
        """Take an edit back and those after it, which build on it; what came next is not done.

        Only who is made to leave leaves all the same.
        """
        later = [one for one in self._queue if isinstance(one, Commit)]
        leaving = [one for one in self._queue if isinstance(one, Quit) and one.code]
        self._queue = deque(leaving)
        news = self._archive.take(refusal.news) if refusal.conflicts else None
        lasting = bool(self.read_only)
        return self._first(
            workspace.refused((commit, *later), refusal.reason, news, lasting=lasting)
        )

    def _learn(self, workspace: Workspace, news: Iterable[News]) -> None:
        heard = list(news)
        for edit, own in heard:
            workspace.learn(edit, own=own)
        self._hearing.take(workspace.author, [edit for edit, own in heard if not own])

    def _show(self, workspace: Workspace, effect: Open, found: Found) -> None:
        records = Records()
        records.load(found.layer)
        own = tuple(edit for edit in found.edits if edit.by == workspace.author)
        left = self._positions.get(found.article.id) if self._positions else None
        workspace.show(
            effect.path,
            found.article,
            records,
            History(own),
            position=left.offset if left else None,
            beside=effect.beside,
            as_read=self._finder.raw,
        )
        self._archive.prepare(filter(None, map(workspace.storing, workspace.panes)))
        self._noticing.opened(found)
        count, signature = len(found.layer.annotations), of_layer(found.layer)
        if workspace.library.get(effect.path) is None and stored_id(effect.path):
            name = os.path.basename(found.article.source) or found.article.id[:12]
            workspace.library.update(effect.path, name=name)
        workspace.library.update(effect.path, **self._item(found.article, count, signature))
        for warning in found.warnings:
            workspace.say(warning, "warning")

    def _warn(self, workspace: Workspace) -> bool:
        """Say what the store has found out since it was last asked, unless something else is said
        already; whether there was anything.
        """
        if workspace.message is not None:
            return False
        fresh = [one for one in self._archive.warnings if one not in self._warned]
        self._warned.update(fresh)
        if fresh:
            workspace.say("; ".join(fresh), "warning")
        return bool(fresh)
