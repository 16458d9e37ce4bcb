"""What goes on in threads while a person reads: asking suggesters, looking for words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.session import walking
from tui.session.effects import Seek
from tui.text.article import Article, Block
from tui.text.objects import near
from tui.text.segments import Segments

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate
    from tui.screens.app import Glossator

_NEWS = 0.25
"""Seconds between two words on how far a search has come."""


def warm(app: Glossator) -> None:
    """Try every tag's text object once: the patterns for it take many frames to make."""
    text = "Ana."
    segments = Segments(Article(text=text, blocks=(Block("paragraph", 0, len(text)),)))
    for tag in app.workspace.scheme.tags:
        near(segments, tag.object, 0)
    app.call_from_thread(app.ready)


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


def count(app: Glossator) -> None:
    """Count what the database holds, and show it."""
    from tui.screens.statistics import Statistics

    app.call_from_thread(app.tell, "counting…")
    counts, titles = app.host.counted()
    app.call_from_thread(app.tell, "")
    app.call_from_thread(app.push_screen, Statistics(counts, titles, app.colours))


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
