"""Write docs/keys.md from the registry and the shipped keymap; `--check` only compares."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from tui.session.config import Source, load
from tui.session.keymap import Listed, listing
from tui.session.registry import HEADINGS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "keys.md"


def page() -> str:
    """The page as it should be."""
    config = load([Source("keymap.toml", (ROOT / "keymap.toml").read_text("utf-8"))])
    entries = listing(config.commands, config.keymap)
    order = list(HEADINGS)
    entries.sort(key=lambda entry: order.index(entry["context"]))
    lines = ["# Keys", "", "Made from the registry of commands by `make docs`; do not edit.", ""]
    for context, group in groupby(entries, key=lambda entry: entry["context"]):
        lines += [f"## {HEADINGS[context]}", "", "| keys | what | command |", "|---|---|---|"]
        lines += [_row(entry) for entry in group]
        lines.append("")
    return "\n".join(lines)


def _row(entry: Listed) -> str:
    keys = " · ".join(_code(key) for key in entry["keys"])
    return f"| {keys} | {entry['summary']} | `{entry['id']}` |"


def _code(key: str) -> str:
    return f"`{key}`".replace("|", "\\|")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != page())
    PAGE.write_text(page(), "utf-8")
