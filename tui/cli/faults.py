"""What is said where a command ends as nobody meant it to: one line, and the rest in a file."""

from __future__ import annotations

import platform
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from tui.cli.options import UNREADABLE, fail

OWN = 70
"""The exit code of a fault of the program itself, as in BSD's sysexits."""


def tell(error: Exception) -> NoReturn:
    """Leave with a sentence: what the system refused, or what is wrong with the program."""
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        fail(UNREADABLE, f"this was stopped by the system: {error.strerror}{where}")
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = traceback.format_exception_only(error)[-1].strip()
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    kept = _kept(error)
    report = f"; please report it with {kept}" if kept else ""
    fail(OWN, f"a fault of Glossator itself: {what} ({where}). All that was saved is safe{report}")


def _kept(error: Exception) -> str:
    """The file in the person's state folder that has all that is known of a fault; none if it
    cannot be written.
    """
    from platformdirs import user_state_path

    path = user_state_path("glossator") / "fault.txt"
    about = f"glossator {_version('glossator')}, textual {_version('textual')}"
    system = f"Python {platform.python_version()}, {platform.platform()}, {sys.argv[1:2]}"
    lines = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{about}, {system}\n\n{lines}", "utf-8", "backslashreplace")
    except OSError:
        return ""
    return str(path)


def _version(package: str) -> str:
    """A package's version; a checkout that was never installed has none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
