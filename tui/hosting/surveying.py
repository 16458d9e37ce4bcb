"""Gathers what the views over all articles show, and sifts it, in threads of their own.

The store is asked for one article at a time, so that edits made meanwhile wait for no more than
that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from tui.hosting.archive import Archive
from tui.hosting.shelves import earlier_drafts, stored_path, whole
from tui.session import overview
from tui.session.effects import Effect, Gather, Sift
from tui.session.workspace import Workspace
from tui.store.protocol import Shelf, Store, StoreError

if TYPE_CHECKING:
    from tui.annotations.scheme import Scheme
    from tui.review.rows import Gathered, Story

_PATIENCE = 0.003
"""Seconds: what is answered by then is seen in the frame of the key that asked."""
_GIVE_WAY = 0.0005
"""Seconds after which a thread that is at work gives way to a key."""
_OVER = "nobody waits for this any more"


class Surveying:
    """Answers `Gather` and `Sift`, of each kind and view the last one. `answered` is called, from
    any thread, when `take` has something to give.
    """

    def __init__(self, archive: Archive, answered: Callable[[], object]) -> None:
        """Ask the archive."""
        self._archive, self._answered = archive, answered
        self._threads = ThreadPoolExecutor(2, "overview")
        self._asked: dict[tuple[type[Effect], str], tuple[Gather | Sift, Future[Any]]] = {}
        self._told: dict[str, str] = {}
        self._wanted: dict[str, Gather] = {}
        self._leaving = False
        self._until = 0.0
        self._at_rest = sys.getswitchinterval()

    def begin(self, workspace: Workspace, effects: Iterable[Effect]) -> list[Effect]:
        """Begin what is to be gathered and sifted; the other effects are given back."""
        rest: list[Effect] = []
        for effect in effects:
            if isinstance(effect, Gather):
                self._ask(effect, self._gathering(workspace, effect))
            elif isinstance(effect, Sift):
                self._ask(effect, partial(_sifted, effect, workspace.scheme))
            else:
                rest.append(effect)
        return rest

    def follow(self, workspace: Workspace) -> None:
        """Begin what others' edits give to sift; what else is asked for is left to be asked for."""
        for effect in self.begin(workspace, workspace.flush()):
            workspace.emit(effect)

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to be answered."""
        return bool(self._asked)

    def take(self, workspace: Workspace, *, whole: bool) -> list[Effect]:
        """Hand over what is answered, also what was only just begun if that is quick; with `whole`
        all, however long it takes. The effects are for others to carry out.
        """
        due: list[Effect] = []
        while self._asked:
            waited = [future for _, future in self._asked.values()]
            wait(waited, None if whole else max(self._until - monotonic(), 0), "FIRST_COMPLETED")
            ready = [key for key, (_, future) in self._asked.items() if future.done()]
            if not ready:
                break
            for key in ready:
                effect, future = self._asked.pop(key)
                self._end(workspace, effect, future)
            due += self.begin(workspace, workspace.flush())
            if not self._asked:
                sys.setswitchinterval(self._at_rest)
        return due

    def tell(self, workspace: Workspace) -> bool:
        """Say how far gathering has come; whether that is further than before."""
        news = False
        for kind, seen in workspace.overviews.items():
            going = (Gather, kind) in self._asked
            told = self._told.get(kind, "") if going else ""
            news |= told != seen.told
            seen.told = told
        return news

    def close(self) -> None:
        """Leave what is under way, and begin nothing more."""
        self._leaving = True
        self._threads.shutdown(cancel_futures=True)
        self._asked.clear()
        sys.setswitchinterval(self._at_rest)

    def _ask(self, effect: Gather | Sift, work: Callable[[], object]) -> None:
        """Have some work done; the same for an earlier effect is not waited for any more."""
        if self._leaving:
            return
        key = (type(effect), effect.kind)
        if key in self._asked:
            self._asked[key][1].cancel()
        sys.setswitchinterval(_GIVE_WAY)
        future = self._threads.submit(work)
        self._until = monotonic() + _PATIENCE
        self._asked[key] = effect, future
        future.add_done_callback(lambda _done: self._answered())

    def _end(self, workspace: Workspace, effect: Gather | Sift, future: Future[Any]) -> None:
        try:
            answer = future.result()
        except (StoreError, OSError) as error:
            workspace.say(f"the articles cannot be looked through: {error}", "error")
            return
        if isinstance(effect, Gather):
            overview.gathered(workspace, effect.kind, answer)
        else:
            overview.sifted(workspace, effect, answer)

    def _gathering(self, workspace: Workspace, effect: Gather) -> Callable[[], Gathered]:
        paths = [item.path for item in workspace.library.items()]
        self._told[effect.kind], self._wanted[effect.kind] = "", effect
        return partial(self._gathered, effect, paths, workspace.scheme)

    def _gathered(self, effect: Gather, paths: Iterable[str], scheme: Scheme) -> Gathered:
        from tui.review.overview import gathered

        return gathered(effect.kind, self._stories(effect, paths), scheme)

    def _stories(self, effect: Gather, paths: Iterable[str]) -> Iterator[Story]:
        """The stored articles one by one, each with the path at which the library has it; in its
        order, and what it has not after that.
        """
        there = {whole(path): (number, path) for number, path in enumerate(paths)}
        shelves = self._archive.ask(_newest).result()
        placed = sorted(
            ((_place(shelf, there), shelf) for shelf in shelves), key=lambda one: one[0][0]
        )
        for number, ((_, path), shelf) in enumerate(placed, 1):
            if self._leaving or self._wanted[effect.kind] is not effect:
                raise StoreError(_OVER)
            if shelf.annotations:
                yield self._archive.ask(partial(_story, shelf, path)).result()
            self._told[effect.kind] = f"{number:,} of {len(shelves):,} articles looked through"


def _newest(store: Store) -> list[Shelf]:
    """The stored articles, of drafts the newest."""
    shelves = store.articles()
    drafts = earlier_drafts(shelves)
    return [shelf for shelf in shelves if shelf.id not in drafts]


def _place(shelf: Shelf, there: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """Which article of the library a stored one is, and the path at which it can be opened."""
    places = (whole(one) for one in (shelf.source, *shelf.sources) if one)
    found = next((there[one] for one in places if one in there), None)
    return found or (len(there), stored_path(shelf.id))


def _story(shelf: Shelf, path: str, store: Store) -> Story:
    """What is recorded about an article, and about those to which its links lead."""
    from tui.annotations.records import Records
    from tui.review.rows import Story

    records = Records()
    records.load(store.load(shelf.id, ""))
    others = {link.target_article for link in records.links.values()} - {""}
    layers = [store.load(id, "") for id in sorted(others)]
    elsewhere = {one.id: one for layer in layers for one in layer.annotations}
    titles = {one.id: one.title or one.source for layer in layers if (one := layer.article)}
    return Story(path, shelf.title or shelf.source, records, elsewhere, titles)


def _sifted(effect: Sift, scheme: Scheme) -> object:
    from tui.review.overview import sift

    return sift(effect.rows, effect.filter, effect.order, scheme)
