"""How long until the reader shows a 5 KB article, beside a textual app with one word.

Both are started in turn in a pseudo-terminal; the time is from the start of the process to the
frame that has the text in it. Prints medians in milliseconds and their ratio. Both run from
cached bytecode, as installed programs do.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Sentinel")
Empty().run()
"""
WORD = "Sentinel"
PARAGRAPH = f"{WORD} harbour wardens counted forty-one boats on Tuesday, two more than in March. "


def first_paint(command: list[str], folder: Path) -> float:
    """Seconds until `WORD` has been painted."""
    main, side = pty.openpty()
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": "120",
        "LINES": "40",
        "XDG_STATE_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
        environment.pop(name, None)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=side, stdout=side, stderr=side, cwd=folder, env=environment
    )
    os.close(side)
    seen = b""
    try:
        while WORD.encode() not in seen:
            if not select.select([main], [], [], 20)[0]:
                raise TimeoutError(seen[-400:])
            seen += os.read(main, 65536)
        return time.perf_counter() - begun
    finally:
        process.kill()
        process.wait()
        os.close(main)


def main() -> None:
    """Measure both and compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "story.txt").write_text("\n\n".join([PARAGRAPH * 5] * 13)[:5000], "utf-8")
        commands = {
            "textual app": [sys.executable, "-c", EMPTY],
            "glossator": [sys.executable, "-m", "tui", "story.txt"],
        }
        times: dict[str, list[float]] = {label: [] for label in commands}
        for run in range(RUNS + 1):
            for label, command in commands.items():
                took = first_paint(command, folder)
                if run:  # the first warms the file cache
                    times[label].append(took)
    medians = {label: statistics.median(values) for label, values in times.items()}
    for label, value in medians.items():
        print(f"{label:12}  {value * 1000:6.0f} ms")
    print(f"{'ratio':12}  {medians['glossator'] / medians['textual app']:6.2f}")


if __name__ == "__main__":
    main()
