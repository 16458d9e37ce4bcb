"""What is noticed while a person reads: a file that changes, an article that revises another."""

from __future__ import annotations

import os
from concurrent.futures import Future

from tui.annotations.model import Layer
from tui.hosting.finding import Finder, Found
from tui.session.workspace import Workspace
from tui.text.cells import clip

_NAME = 40
"""Cells of an article's title in a message."""


class Noticing:
    """Says once what has been noticed, where nothing else is said."""

    def __init__(self, finder: Finder) -> None:
        """Ask `finder` what the files and the database say."""
        self._finder = finder
        self._outdated: set[str] = set()
        self._earlier: Future[Layer | None] | None = None

    def opened(self, found: Found) -> None:
        """Find out whether an article that nobody has begun to annotate revises another."""
        stored = found.layer.article
        begun = found.layer.annotations or (stored is not None and stored.revises)
        self._earlier = None if begun else self._finder.earlier(found.article)

    def outdated(self, workspace: Workspace, path: str) -> bool:
        """Whether the file of an open article has changed, which is now to be read again."""
        self._say_changed(workspace)
        before = path in self._outdated
        self._outdated.discard(path)
        return before

    def look(self, workspace: Workspace) -> bool:
        """Say what there is to say; whether that was anything."""
        return self._say_changed(workspace) or self._say_revised(workspace)

    def _say_changed(self, workspace: Workspace) -> bool:
        """Say which open file has changed on the disk."""
        for path in dict.fromkeys(pane.path for pane in workspace.panes):
            if self._finder.changed(path):
                self._outdated.add(path)
                key = workspace.config.keymap.key("article.again")
                opens = f"{key} opens it again" if key else "open it again"
                here = workspace.reader is not None and workspace.reader.path == path
                workspace.say(
                    f"{path} has changed on the disk: {opens if here else 'open it again'}, "
                    "to read it as it is now",
                    "warning",
                )
                return True
        return False

    def _say_revised(self, workspace: Workspace) -> bool:
        """Say that the article just opened revises one that has annotations."""
        reader = workspace.reader
        if self._earlier is None or workspace.message is not None or not self._earlier.done():
            return False
        earlier, self._earlier = self._earlier.result(), None
        if earlier is None or earlier.article is None or reader is None:
            return False
        if reader.records.annotations or reader.revision is not None:
            return False  # by now somebody has begun here
        name = clip(earlier.article.title or os.path.basename(earlier.article.source), _NAME)
        count, key = len(earlier.annotations), workspace.config.keymap.key("draft.carry")
        has = "1 annotation" if count == 1 else f"{count} annotations"
        workspace.say(f"this revises “{name}”, which has {has}: {key} carries them over")
        return True
