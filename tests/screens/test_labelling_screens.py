"""What labelling and statistics look like. Each picture has been looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from tests.screens.conftest import pressing
from tui.cli.options import load_config
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, library
from tui.screens.app import Glossator
from tui.session.config import Source
from tui.session.effects import Open
from tui.session.guidelines import Guidelines
from tui.session.labelling import Tasks
from tui.session.workspace import Workspace
from tui.sources.opening import Sources, listing
from tui.store.tinydb_store import open_store

SCHEME = """
[tags.claim]
keys = ["c", "1"]
glyph = "c"
object = "sentence"
covers = true
form = "ground"
colour = { dark = "#e8a33d", light = "#a05a00" }

[tags.claim.attributes.status]
key = "="
required = true
values = [
  { name = "checked", key = "v", glyph = "√" }, { name = "open", key = "o", glyph = "?" },
]

[tags.person]
keys = ["p", "2"]
glyph = "p"
object = "name"
form = "bold"
colour = { dark = "#4fb893", light = "#00704d" }

[labels.topic]
key = "T"
required = true
values = ["the sea", "the town", "sport"]

[labels.tone]
key = "I"
kind = "scale"
values = ["calm", "warm", "sharp"]
"""

GUIDELINES = """
# Claim

What somebody could check, **with a source** that is not the speaker. Leave out opinions, and
what is only promised.

> The ferry sails at six.

- A number with its unit is part of the claim.
- Two claims in a sentence are two annotations; each takes its own clause, from the first word
  of it to the last.

## Not a claim

> She was glad.

# Topic

What most sentences are about.
"""

STORIES = (
    "The ferry sails at six. Ada Bell has sold 40 tickets, she said. It rains.",
    "Bo Reed closed the bakery. Nobody was told why.",
    "Una Moss won again. The cup stays here.",
    "Ida Crane was elected. She got 312 votes.",
)


class Screen(NamedTuple):
    """A screen: its size, the keys pressed, the theme, and whether there is colour."""

    size: tuple[int, int]
    keys: str
    theme: str = "glossator-dark"
    mono: bool = False


DONE = "c=v(pT1,_too short<enter>"

SCREENS = {
    "label-80x24": Screen((80, 24), "c=v(pT1I2"),
    "label-120x40-light": Screen((120, 40), DONE + "!who is this<enter>c=oK", "glossator-light"),
    "label-missing": Screen((80, 24), "pc=v,"),
    "label-reason": Screen((80, 24), DONE + "!"),
    "label-no-colour": Screen((120, 40), DONE + "gl", mono=True),
    "guide-80x24": Screen((80, 24), "c#g"),
    "guide-120x40-light": Screen((120, 40), "c#gp", "glossator-light"),
    "guide-no-colour": Screen((60, 20), "#gT", mono=True),
    "guide-sheet": Screen((80, 24), "c#G"),
    "statistics-80x24": Screen((80, 24), "ccp)cpJccpJcpp#s"),
    "statistics-120x40-light": Screen((120, 40), "ccp)cpJccpJcpp#s", "glossator-light"),
    "statistics-no-colour": Screen((60, 20), "cp#s", mono=True),
}


def labelling(folder: Path, theme: str) -> Glossator:
    """The application in a queue of stories."""
    rows = [{"text": text, "title": f"Story {n}"} for n, text in enumerate(STORIES, 1)]
    path = folder / "stories.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    own = folder / "own.toml"
    own.write_text("", "utf-8")
    config = load_config(own, Source("scheme.toml", SCHEME))
    settings = replace(config.settings, which_key_delay=0.01, theme=theme)
    host = Host(open_store(folder / "annotations.json"), None, Opening(Sources()))
    items = library(listing([str(path)]))
    now = world()._replace(now=lambda: "2026-05-04T10:00:00.000Z")
    workspace = Workspace(config._replace(settings=settings), items, now, "ana")
    workspace.tasks = Tasks(began=0)
    workspace.tasks.guidelines = Guidelines(GUIDELINES)
    host.open(workspace, Open(items.selected))
    return Glossator(workspace, host, path.name)


@pytest.mark.parametrize("name", SCREENS)
def test_screen(
    name: str, snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = SCREENS[name]
    if screen.mono:
        monkeypatch.setenv("NO_COLOR", "1")
    app = labelling(tmp_path, screen.theme)

    assert snap_compare(app, terminal_size=screen.size, run_before=pressing(screen.keys))
