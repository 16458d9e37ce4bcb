"""Where copied text goes besides the clipboard.

No terminal says whether it took a text to the clipboard (OSC 52), and tmux, screen and consoles do
not by default. So what was copied last is kept in a file too.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path


def keep(text: str) -> str:
    """Write a text to the user's state folder, over the one before; the file's name as people
    write it, or the empty string where it cannot be written.
    """
    path = user_state_path("glossator") / "copied.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.unlink()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text + "\n")
    except OSError:
        return ""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
