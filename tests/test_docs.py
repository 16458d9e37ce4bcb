"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli_options import shipped_config

ROOT = Path(__file__).parent.parent


def test_keys_page_is_made_from_the_registry() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "make_keys.py"), "--check"])
    assert done.returncode == 0, "docs/keys.md is out of date: make docs"


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


def test_every_entry_of_the_readme_table_is_bound_as_it_says() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("| key | what it does |")[1].split("\n\n")[0]
    keys = {key for row in table.splitlines()[2:] for key in re.findall(r"`([^`]+)`", row)}
    bound = {key for binding in shipped_config().keymap.bindings for key in binding.keys}
    assert keys <= bound
