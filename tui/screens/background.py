"""What goes on in threads while a person reads: looking through the library."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.worker import get_current_worker

from tui.session import walking
from tui.session.effects import Seek
from tui.sources.errors import Many, Unreadable
from tui.sources.opening import is_web
from tui.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.host import Host
    from tui.screens.app import Glossator

Sight: TypeAlias = tuple[str, str, int]
"""What decides which articles are in sight: the selected one, the filter, how many there are."""

LOOK = "look"
"""The threads that look through the library."""

_AT_ONCE = 8
"""Articles that are looked into before it is asked again which are in sight."""

_NEWS = 0.25
"""Seconds between two words on how far a search has come."""


def begin(app: Glossator) -> None:
    """Learn what the store teaches, then look around."""
    host, workspace = app.host, app.workspace
    app.call_from_thread(workspace.advice.learn, *host.learned())
    for reader in workspace.panes:
        _warm(reader.article)
    look(app)


def look_around(app: Glossator) -> None:
    """Begin to look into what has come into sight in the library, unless that is under way."""
    library = app.workspace.library
    sight = (library.selected, library.filter, len(library))
    if sight == app.sight or any(one.group == LOOK and not one.is_finished for one in app.workers):
        return
    app.sight = sight
    if library.unknown():
        app.run_worker(partial(look, app), thread=True, group=LOOK)


def look(app: Glossator) -> None:
    """Find out the titles of the articles in sight, until all are known.

    Those far from the selected one wait until it comes near them, so that a library of many
    thousands costs no more than one of a few.
    """
    worker, host, library = get_current_worker(), app.host, app.workspace.library
    counts = host.counts()
    while items := library.unknown()[:_AT_ONCE]:
        for item in items:
            if worker.is_cancelled:
                return
            app.call_from_thread(app.found, item.path, _looked_into(host, item.path, counts))


def _looked_into(host: Host, path: str, counts: Mapping[str, int]) -> dict[str, object]:
    """What can be known of an article without asking the web; nothing of what holds many."""
    if is_web(path):
        return {"looked": True}
    try:
        return {"looked": True, **host.seen(host.article(path), counts)}
    except Many:
        return {"looked": True}
    except Unreadable as error:
        return {"fault": str(error)}


def _warm(article: Article) -> None:
    """Have the rules for candidates ready, whose patterns take long to make, before a key asks."""
    from tui.assist.suggest import suggest

    next(suggest(article), None)


def seek(app: Glossator, wanted: Seek) -> None:
    """Find the articles that hold some words; a walk that was left is looked for no longer."""
    worker, total = get_current_worker(), len(app.workspace.library)
    paths, said = [], time.monotonic()
    for number, path in enumerate(app.host.seek(app.workspace, wanted), 1):
        if worker.is_cancelled or not walking.goes_on(app.workspace, wanted):
            return
        if path:
            paths.append(path)
        if time.monotonic() - said > _NEWS:
            said = time.monotonic()
            app.call_from_thread(app.tell, f"looked through {number} of {total} articles")
    app.call_from_thread(lambda: app.carry_out(walking.sought(app.workspace, wanted, paths)))
