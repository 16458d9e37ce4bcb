"""The example scripts mark up the wire story wholly, and check its claims, with few keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.assist.gold import gold, story
from tests.session.notation import CONFIG
from tui.annotations import checking
from tui.annotations.records import Records
from tui.sources.opening import open_source
from tui.store.tinydb_store import open_store

EXAMPLE = Path(__file__).parent.parent / "docs" / "example"
NAME = "wire-island-vote"
EXPORT = "#rm"
"""The keys that write the fact sheet."""


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


def test_the_story_is_marked_and_checked_with_few_keys(tmp_path: Path) -> None:
    path, db = str(story(NAME)), tmp_path / "a.json"
    keys = (EXAMPLE / f"{NAME}-checked.keys").read_text("utf-8")
    own = ("--keymap", str(EXAMPLE / "desk.toml"), "--db", str(db))
    marking, _, _ = keys.partition("\n\n")
    made = glossator("replay", path, marking + EXPORT, *own[:2], "--db", f"{db}.1", "--json")
    assert json.loads(made)["keys"] <= 30
    assert "- 12 claims: 12 unchecked\n" in (tmp_path / f"{NAME}.md").read_text("utf-8")

    done = json.loads(glossator("replay", path, keys, *own, "--json"))
    assert done["keys"] - done["typed"] + len(EXPORT) <= 110
    held = Records()
    held.load(open_store(db).load(open_source(path).id))
    claims = [one for one in held.ordered() if one.tag == "claim"]
    quotes = [one for one in held.ordered() if one.tag == "quote"]
    assert (len(claims), len(quotes), len(held.passes)) == (12, 3, 7)
    assert {link.source for link in held.links.values()} == {one.id for one in quotes}
    assert not list(checking.open_ones(held, CONFIG.scheme))
    assert len(held.hanging.evidence) == 11
    bare = [one for one in claims if one.id not in held.hanging.evidence]
    assert [one.attributes["status"] for one in bare] == ["opinion"]
    (signing,) = held.signings.values()
    assert (signing.figures["claims"], signing.figures["unchecked"]) == (12, 0)
