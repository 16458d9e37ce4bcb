"""The documentation says what the code does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.options import shipped_config
from tui.session.config import Source, load

ROOT = Path(__file__).parent.parent


def test_keys_page_is_made_from_the_registry() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "make_keys.py"), "--check"])
    assert done.returncode == 0, "docs/keys.md is out of date: make docs"


def test_formats_page_is_made_from_the_table() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "make_formats.py"), "--check"])
    assert done.returncode == 0, "docs/formats.md is out of date: make docs"


def test_the_example_comes_to_the_stored_fact_sheet() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "make_sheet.py"), "--check"])
    assert done.returncode == 0, (
        "docs/example/wire-island-vote-checked.md is out of date: make docs"
    )


def test_every_command_is_on_the_keys_page() -> None:
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    missing = [id for id in shipped_config().commands if f"`{id}`" not in page]
    assert not missing


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    for path in re.findall(r"`(tui/[\w/]+\.py|tests/[\w/]+\.py)`", text):
        assert (ROOT / path).exists(), path


def test_dependencies_each_earn_a_line() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=\[]", one)[0] for one in project["dependencies"]]
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [name for name in names if name not in page]
    assert not missing


def readme_rows() -> list[tuple[list[str], str]]:
    """The keys of each row of the README's table, and what it says of them."""
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("| key | what it does |")[1].split("\n\n")[0]
    cells = [row.strip("| ").split(" | ") for row in table.splitlines()[2:]]
    return [(re.findall(r"`([^`]+)`", keys), what) for keys, what in cells]


def test_every_key_of_the_readme_is_bound() -> None:
    bound = {key for binding in shipped_config().keymap.bindings for key in binding.keys}
    assert {key for keys, _ in readme_rows() for key in keys} <= bound


def test_every_key_of_the_review_page_is_bound_there() -> None:
    page = (ROOT / "docs" / "review.md").read_text("utf-8")
    rows = page.split("| key | what it does |")[1].split("\n\n")[0].splitlines()[2:]
    named = {key for row in rows for key in re.findall(r"`([^`]+)`", row.split("|")[1])}
    bindings = shipped_config().keymap.bindings
    assert named <= {" ".join(one.keys) for one in bindings if one.command.context == "review"}


def test_the_readme_does_on_the_shipped_story_what_it_says(tmp_path: Path) -> None:
    rows = [keys for keys, what in readme_rows() if "tags" in what]
    story = ROOT / "sample_articles" / "wire-island-vote.txt"
    command = [
        sys.executable,
        "-m",
        "tui",
        "replay",
        str(story),
        "".join(key if len(key) == 1 else f"<{key}>" for keys in rows for key in keys),
    ]
    done = subprocess.run(
        [*command, "--db", str(tmp_path / "a.json"), "--json"], capture_output=True, check=True
    )
    assert done.stderr == b""
    made = {(one["tag"], one["text"][:26]) for one in json.loads(done.stdout)["annotations"]}
    assert made == {
        ("claim", "The island of Tolmarch los"),
        ("place", "Tolmarch"),
        ("quote", "“We have been arguing abou"),
        ("person", "Berit Ansgard"),
        ("person", "Mayor Joas Telle"),
    }


def test_the_readme_keymap_has_no_faults() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    shipped = (ROOT / "keymap.toml").read_text("utf-8")
    assert load([Source("shipped", shipped), Source("readme", example)]).faults == ()
