"""What reviewing looks like. Each picture has been looked at; `make snapshots` keeps new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import reviewed
from msgspec.structs import replace

from tests.screens.conftest import pressing
from tui.cli.options import shipped_config
from tui.hosting.adjudicating import Plan, prepare
from tui.hosting.host import Host, world
from tui.hosting.layers import Layers
from tui.hosting.shelves import Opening, stored_library
from tui.screens.app import Glossator
from tui.session import reviewing
from tui.session.workspace import Workspace
from tui.sources.opening import Sources
from tui.store.tinydb_store import TinyDBStore


class Screen(NamedTuple):
    """A screen of the two annotators' review: its size, the keys pressed, the theme."""

    size: tuple[int, int] = (80, 24)
    keys: str = ""
    theme: str = "glossator-dark"
    mono: bool = False


SCREENS = {
    "boundary-80x24": Screen(),
    "attribute-no-colour": Screen(keys="nnnn", mono=True),
    "missing-light": Screen((120, 40), "abnnnrgcno<enter>", "glossator-light"),
    "link-reason": Screen(keys="aaaaaaaaar"),
    "edit-blind": Screen((120, 40), "gbne"),
    "all-decided": Screen(keys="aaaaaabbbbbb"),
    "narrow": Screen((40, 12), "n"),
    "abreast-80x24": Screen(keys="|nn"),
    "abreast-blind-light": Screen((120, 40), "gb|nna", "glossator-light"),
    "abreast-no-colour": Screen(keys="|n", mono=True),
    "abreast-next-article": Screen((200, 60), "|aaaaaan"),
    "abreast-too-narrow": Screen((40, 12), "|"),
}


def application(folder: Path, theme: str) -> Glossator:
    """The reader on a gold file, with both annotators laid over it."""
    config = shipped_config()
    wanted = replace(config.settings, which_key_delay=0.01, theme=theme)
    store = TinyDBStore(folder / "gold.json")
    begun = prepare(store, Layers(reviewed.two(folder)), Plan(), "2026-11-20T12:00:00Z").review
    host = Host(store, None, Opening(Sources()))
    workspace = Workspace(
        config._replace(settings=wanted), stored_library(store), world(), "reviewer"
    )
    host.carry_out(workspace, reviewing.begin(workspace, begun))
    host.settle(workspace, None)
    return Glossator(workspace, host, "gold.json")


@pytest.mark.parametrize("name", SCREENS)
def test_screen(
    name: str, snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = SCREENS[name]
    if screen.mono:
        monkeypatch.setenv("NO_COLOR", "1")
    app = application(tmp_path, screen.theme)

    assert snap_compare(app, terminal_size=screen.size, run_before=pressing(screen.keys))
