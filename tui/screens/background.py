"""What goes on in threads while a person reads: looking through the library."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.session import walking
from tui.session.effects import Seek
from tui.sources.errors import Unreadable
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate
    from tui.screens.app import Glossator

_NEWS = 0.25
"""Seconds between two words on how far a search has come."""


def look(app: Glossator) -> None:
    """Learn what the store teaches, then find out the titles of the library's articles."""
    worker, host, workspace = get_current_worker(), app.host, app.workspace
    app.call_from_thread(workspace.advice.learn, *host.learned())
    for reader in workspace.panes:
        _warm(reader.article)
    counts = host.counts()
    for item in workspace.library.items():
        if worker.is_cancelled:
            return
        if item.id:
            continue
        found: dict[str, object]
        try:
            found = host.seen(host.article(item.path), counts)
        except Unreadable as error:
            found = {"fault": str(error)}
        app.call_from_thread(app.found, item.path, found)


def ask(app: Glossator, article: Article) -> None:
    """Ask each suggester that the keymap names about an article; say what they do wrong."""
    from tui.suggesters.answers import Fault
    from tui.suggesters.asking import asked

    worker, config = get_current_worker(), app.workspace.config
    tags = [tag.name for tag in config.scheme.tags]
    said: list[str] = []
    for name, suggester in config.suggesters.items():
        app.call_from_thread(app.tell, f"asking {name}…")
        found: list[Candidate] = []
        for answer in asked(name, suggester, article, tags):
            if worker.is_cancelled:
                return
            if isinstance(answer, Fault):
                said.append(f"{answer.suggester} {answer.text}")
            else:
                found.append(answer)
        app.call_from_thread(app.workspace.propose, article.id, found)
        said.append(f"{name} proposes {len(found)}")
    app.call_from_thread(app.tell, "; ".join(said))


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
