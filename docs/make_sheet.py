"""Write the example's fact sheet: what the script that checks the wire story comes to.

With --check nothing is written; the exit code says whether the stored one is up to date.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "example"
NAME = "wire-island-vote"
SHEET = EXAMPLE / f"{NAME}-checked.md"
REPORT = "#rm"
"""The keys that write the report."""


def sheet() -> str:
    """The fact sheet, as if all was checked on one morning."""
    keys = (EXAMPLE / f"{NAME}-checked.keys").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        story = ROOT / "sample_articles" / f"{NAME}.txt"
        own = ["--keymap", str(EXAMPLE / "desk.toml"), "--db", f"{folder}/a.json"]
        command = [sys.executable, "-m", "tui", "replay", str(story), keys + REPORT, *own]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603 (own)
        text = (Path(folder) / f"{NAME}.md").read_text("utf-8")
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2024-05-15 09:30 UTC", text)
    return re.sub(r"seen \d{4}-\d\d-\d\d", "seen 2024-05-15", text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(sheet() != SHEET.read_text("utf-8"))
    SHEET.write_text(sheet(), "utf-8")
