"""The command line on a disk that takes as long to sync as there is a file `held` in the folder."""

from __future__ import annotations

import time
from pathlib import Path

from tui.cli.root import main
from tui.store import system

_flush = system.flush


def flush(handle: int) -> None:
    while Path("held").exists():
        time.sleep(0.01)
    _flush(handle)


system.flush = flush
main()
