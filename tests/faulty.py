"""The command line with a program that fails: at the key `c`, at whatever is shown, and in the
thread that counts.
"""

from __future__ import annotations

from typing import Any

from tui.cli import sources
from tui.cli.root import run
from tui.screens import background
from tui.session.workspace import Workspace

_press = Workspace.press


def press(workspace: Workspace, key: str) -> Any:
    if key == "c":
        raise KeyError("\x1b[31mno such thing")
    return _press(workspace, key)


def describe(*_given: object) -> None:
    raise RecursionError("\x1b[31mtoo deep")


def count(*_given: object) -> None:
    raise LookupError("nothing to count")


Workspace.press = press  # type: ignore[method-assign]
sources.describe = describe  # type: ignore[assignment]
background.count = count
run()
