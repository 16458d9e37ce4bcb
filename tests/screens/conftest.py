"""Putting the application together for a test: real store, real host, no terminal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tui.cli.options import shipped_config
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.screens.app import Glossator
from tui.session.effects import Open
from tui.session.keys import script
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.disk import Disk
from tui.store.tinydb_store import TinyDBStore

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"

MakeApp = Callable[..., Glossator]

CLOCK = world()._replace(now=lambda: "2024-05-15T12:30:00Z")
"""A clock that stands still, so that pictures stay what they are."""


async def saved(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    app = pilot.app
    assert isinstance(app, Glossator)
    while app.workspace.unsaved or app.workspace.waiting or app.host.is_gathering:
        await pilot.pause(0.01)
    await pilot.pause()


def pressing(keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What presses the keys of a script one after the other, then rests until the screen is still,
    which must show all there is to show: nothing waits for the next key.
    """

    async def press(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Glossator)
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key in script(keys):
            if len(app.screen_stack) > 1:
                await pilot.press(key)
            else:
                app.press(key)
                await saved(pilot)
        await app.workers.wait_for_complete()
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        app.rest()
        shown = await still(pilot)
        app.sync()
        assert await still(pilot) == shown

    return press


async def still(pilot: Pilot[None]) -> str:
    """The picture of the screen when it no longer changes."""
    before = ""
    while (now := pilot.app.export_screenshot()) != before:
        before = now
        await pilot.pause(0.05)
    return now


def maker(folder: Path) -> MakeApp:
    """A function of sources and settings that gives an application with its first article open,
    whose database is in a folder.
    """

    def make(
        *sources: str | Path, heading: str = "stories", disk: Disk | None = None, **settings: object
    ) -> Glossator:
        config = shipped_config()
        wanted = replace(config.settings, which_key_delay=0.01, **settings)
        config = config._replace(settings=wanted)
        host = Host(TinyDBStore(folder / "annotations.json", disk), None, Opening(Sources()))
        items = library(listing([str(source) for source in sources]))
        workspace = Workspace(config, items, CLOCK, "reader")
        if items.selected:
            host.open(workspace, Open(items.selected))
        workspace.focus = "reader" if len(items) == 1 else "library"
        return Glossator(workspace, host, heading)

    return make


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """Applications whose database is the test's own."""
    return maker(tmp_path)
