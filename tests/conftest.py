"""Every test is cut off from the machine's own settings, state and database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_samples import WIRE
from hypothesis import settings
from terminal import Start, Terminal

# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_UNSET = ("GLOSSATOR_DB", "GLOSSATOR_AUTHOR", "NO_COLOR")


@pytest.fixture(autouse=True)
def _cut_off(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    # rich keeps with a style what a terminal is sent for it, whatever the next test's terminal is.
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the command line in a terminal of its own, in a folder of its own."""
    begun: list[Terminal] = []

    def start(words: str, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
        command = words.replace("glossator", f"{sys.executable} -m tui")
        begun.append(Terminal(command, tmp_path, size, **env))
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.end()


@pytest.fixture
def wire(start: Start) -> Terminal:
    """The wire page, open and painted at 80×24."""
    terminal = start(f"exec glossator {WIRE}")
    terminal.wait("sentence 1 of")
    return terminal
