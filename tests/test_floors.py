"""The floors: imports go down only, and the pure ones load neither a screen nor a database."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"
FLOORS = {
    "text": 0,
    "memory": 0,
    "annotations": 1,
    "agreement": 2,
    "assist": 2,
    "review": 2,
    "statistics": 2,
    "exchange": 3,
    "reports": 3,
    "sources": 3,
    "store": 3,
    "suggesters": 3,
    "session": 4,
    "hosting": 5,
    "screens": 6,
    "cli": 7,
    "__main__": 8,
}
PURE = ("text", "annotations", "agreement", "assist", "review", "statistics", "session")
MODULES = sorted(TUI.rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(TUI.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides its floor"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def part(name: str) -> str:
    pieces = name.split(".")
    return pieces[1] if len(pieces) > 1 and pieces[0] == "tui" else ""


def test_every_part_has_a_floor() -> None:
    parts = {part(module_name(path)) for path in MODULES} - {""}
    assert parts == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_go_down(path: Path) -> None:
    here = part(module_name(path))
    for imported in imports(path):
        there = part(imported)
        if not here or not there or there == here:
            continue
        assert FLOORS[there] <= FLOORS[here], f"{module_name(path)} imports {imported}"


@pytest.mark.parametrize(("library", "parts"), [("textual", {"screens"}), ("tinydb", {"store"})])
def test_a_library_has_one_floor(library: str, parts: set[str]) -> None:
    importers = {
        part(module_name(path))
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert importers == parts


@pytest.mark.parametrize("floor", PURE)
def test_pure_floors_load_neither_screen_nor_database(floor: str) -> None:
    names = [module_name(path) for path in MODULES if part(module_name(path)) == floor]
    script = f"""
import importlib, sys
for name in {names!r}:
    importlib.import_module(name)
heavy = {{"textual", "tinydb", "tui.store.tinydb_store"}}
sys.exit(" ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_help_loads_nothing_heavy() -> None:
    script = """
import sys
from tui.cli.root import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"textual", "tinydb", "regex", "sentencex", "charset_normalizer", "markdown_it"}
sys.exit(" ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_reader_loads_before_its_first_paint_only_what_it_draws(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.screens.conftest import SAMPLES, maker
maker(Path(sys.argv[1]))(SAMPLES / "wire-island-vote.txt")
late = ("agreement", "exchange", "reports", "review", "statistics", "suggesters")
light = {"tui.review.likeness", "tui.review.rows", "tui.suggesters.settings"}
heavy = {"sqlite3", "charset_normalizer", "markdown_it", "lxml", "trafilatura", "urllib.request"}
heavy |= {name for part in late for name in sys.modules if name.startswith(f"tui.{part}.")}
sys.exit(" ".join(sorted((heavy & set(sys.modules)) - light)) or 0)
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=TUI.parent)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_file_knows_one_thing(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 420
