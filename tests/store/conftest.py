"""A busy machine must not decide what a test of the store sees."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _checkpoints_follow_edits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small databases are checkpointed with the edit, however slow the disk is just now."""
    monkeypatch.setattr("tui.store.tinydb_store.SYNCHRONOUS", 60.0)
