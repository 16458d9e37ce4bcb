"""The example script marks up the wire story wholly, with few keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.assist.gold import gold, story
from tui.sources.opening import open_source

EXAMPLE = Path(__file__).parent.parent / "docs" / "example"
NAME = "wire-island-vote"


def glossator(*arguments: str) -> bytes:
    """What the command writes to stdout."""
    done = subprocess.run([sys.executable, "-m", "tui", *arguments], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_example_marks_up_the_story_wholly_with_few_keys(tmp_path: Path) -> None:
    path, db = str(story(NAME)), str(tmp_path / "a.json")
    keys = (EXAMPLE / f"{NAME}.keys").read_text("utf-8")
    own = ("--keymap", str(EXAMPLE / "keymap.toml"), "--db", db)
    pressed = json.loads(glossator("replay", path, keys, *own, "--json"))["keys"]

    wanted = gold(NAME, open_source(path))
    (line,) = glossator("export", "--to", "jsonl", "--db", db).splitlines()
    made = json.loads(line)
    spans = {one["id"]: tuple(map(tuple, one["spans"])) for one in made["annotations"]}
    tagged = {(one["tag"], spans[one["id"]]) for one in made["annotations"]}
    assert tagged == {(one.tag, one.spans) for one in wanted}
    said = {(spans[one["from"]], spans[one["to"]]) for one in made["links"]}
    assert said == {(one.spans, (one.speaker,)) for one in wanted if one.speaker is not None}
    assert pressed / len(wanted) <= 2.3
