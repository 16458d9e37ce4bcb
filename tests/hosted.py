"""A person at a keyboard with a real database, for the tests of what a host does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.session.notation import CONFIG, show
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.session.effects import Open
from tui.session.keys import script
from tui.session.library import Library
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.positions import Positions
from tui.store.protocol import Store
from tui.store.tinydb_store import open_store

STORY = "Ada Bell left. Bo came at six.\n\n“It went,” he said.\n"

PATIENCE = 20.0
"""Seconds until an answer that does not come is a failure."""


class Hosted:
    """A workspace and its host, and what is to be seen there."""

    host: Host
    workspace: Workspace

    @property
    def reader(self) -> Reader:
        """The pane in focus."""
        assert self.workspace.reader is not None
        return self.workspace.reader

    @property
    def said(self) -> str:
        """The message that is shown now, or the empty string."""
        return self.workspace.message.text if self.workspace.message else ""


class Session(Hosted):
    """A person at a keyboard: a desk, and the files beneath."""

    def __init__(
        self,
        folder: Path,
        author: str = "ana",
        items: Callable[[Store], Library] | None = None,
        opening: Opening | None = None,
    ) -> None:
        self.store = open_store(folder / "annotations.json")
        positions = Positions(folder / f"{author}.json")
        self.host = Host(self.store, positions, opening or Opening(Sources()))
        found = items(self.store) if items else library(listing([str(folder / "story.txt")]))
        self.workspace = Workspace(CONFIG, found, world(), author)

    def open(self, path: str = "") -> Session:
        """Open a source, the one selected in the library if none is named."""
        self.host.open(self.workspace, Open(path or self.workspace.library.selected))
        return self

    def press(self, keys: str) -> None:
        """Press the keys of a script."""
        for key in script(keys):
            self.host.press(self.workspace, key)
            self.host.settle(self.workspace, None)

    def catch_up(self) -> bool:
        """Take in what others wrote; whether that was anything."""
        return self.host.catch_up(self.workspace, patience=PATIENCE)

    def close(self) -> None:
        """Leave."""
        self.host.close(self.workspace)

    @property
    def shown(self) -> str:
        """The text with what is recorded, without the cursor."""
        return show(self.reader).replace("┃", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    return tmp_path


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    store = open_store(folder / "annotations.json")
    store.checkpoint()
    store.close()
    with TinyDB(folder / "annotations.json") as database:
        return [dict(row) for row in database.table(table)]
