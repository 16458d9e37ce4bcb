"""Draw docs/screen.svg: the real reader on the wire story, after a few keys."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from tui.cli.options import shipped_config
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.screens.app import Glossator
from tui.session.keys import script
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.tinydb_store import open_store

ROOT = Path(__file__).parent.parent
SIZE = (132, 36)
STEPS = ("enter", *script("camt)cm)c=v)0'p}pt')c=uwwww"))


async def draw(folder: Path) -> str:
    """The screen as SVG, with the reader's font left to the one who looks."""
    samples = ROOT / "sample_articles"
    entries = {entry.path: entry for entry in listing([str(samples / "wire-island-vote.txt")])}
    entries |= {entry.path: entry for entry in listing([str(samples)])}
    host = Host(open_store(folder / "annotations.json"), None, Opening(Sources()))
    workspace = Workspace(shipped_config(), library(entries.values()), world(), "reader")
    app = Glossator(workspace, host, "sample_articles")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1)
        for key in STEPS:
            app.press(key)
        await pilot.pause()
        picture = app.export_screenshot(title="glossator sample_articles")
    host.close(workspace)
    return re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        (ROOT / "docs" / "screen.svg").write_text(asyncio.run(draw(Path(folder))), "utf-8")
