"""Looking through the library in a thread while a person reads: what each article is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from tui import memory
from tui.sources.errors import Many, Unreadable
from tui.sources.opening import is_web
from tui.store.protocol import Shelf
from tui.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.hosting.host import Host
    from tui.screens.app import Glossator

_AT_ONCE = 8
"""Articles that are looked into before it is asked again which are in sight."""
_LEARNT = 2_000
"""Annotations from which the rules learn in one go: keys come between."""
_NEWS = 0.1
"""Seconds for which what is found out about the library is gathered before it is shown."""


class Looking:
    """Looks into those articles of an application's library that are in sight.

    Those far from the selected one wait until it comes near them, so that a library of many
    thousands costs no more than one of a few.
    """

    def __init__(self, app: Glossator) -> None:
        """Nothing is looked into before `begin`."""
        self._app = app
        self._worker: Worker[None] | None = None
        self._sight: object = None
        self._news: Timer | None = None

    def begin(self) -> None:
        """Learn what the store teaches, then look around."""
        self._start(self._learn_and_look)

    def around(self) -> None:
        """Look into what has come into sight, unless that is under way."""
        library = self._app.workspace.library
        sight = (library.selected, library.filter, len(library))
        if self._worker is None or not self._worker.is_finished or sight == self._sight:
            return
        self._sight = sight
        if library.unknown():
            self._start(self._look)

    def _start(self, work: Callable[[], None]) -> None:
        self._worker = self._app.run_worker(work, thread=True, group="look")

    def _learn_and_look(self) -> None:
        app = self._app
        learn = app.workspace.advice.learn
        decisions, surfaces = app.host.learned()
        app.call_from_thread(learn, decisions, ())
        for first in range(0, len(surfaces), _LEARNT):
            app.call_from_thread(learn, (), surfaces[first : first + _LEARNT])
        app.workspace.sources = app.host.attested()
        memory.settle()
        for reader in app.workspace.panes:
            _warm(reader.article)
        app.call_from_thread(app.ahead.begin)
        self._look()

    def _look(self) -> None:
        worker, app = get_current_worker(), self._app
        library, shelves = app.workspace.library, app.host.shelves()
        while items := library.unknown()[:_AT_ONCE]:
            for item in items:
                if worker.is_cancelled:
                    return
                found = _looked_into(app.host, item.path, shelves)
                app.call_from_thread(self._found, item.path, found)

    def _found(self, path: str, found: Mapping[str, object]) -> None:
        """Note what is known of an article; the list is shown anew now and then."""
        self._app.workspace.library.update(path, **found)
        if self._news is None:
            self._news = self._app.set_timer(_NEWS, self._show_news)

    def _show_news(self) -> None:
        self._news = None
        self._app.sync()


def _looked_into(host: Host, path: str, shelves: Mapping[str, Shelf]) -> dict[str, object]:
    """What can be known of an article without asking the web; nothing of what holds many."""
    if is_web(path):
        return {"looked": True}
    try:
        return {"looked": True, **host.seen(host.article(path), shelves)}
    except Many:
        return {"looked": True}
    except Unreadable as error:
        return {"fault": str(error)}


def _warm(article: Article) -> None:
    """Have the rules for candidates ready, whose patterns take long to make, before a key asks."""
    from tui.assist.suggest import suggest

    next(suggest(article), None)
