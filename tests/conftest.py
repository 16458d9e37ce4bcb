"""Every test is cut off from the machine's own settings, state and database."""

from __future__ import annotations

import pytest

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
