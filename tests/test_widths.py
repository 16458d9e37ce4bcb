"""Terminals that give a text other widths than textual does: nothing beside the text moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unicodedata import category, normalize

import pyte
import pytest
import wcwidth
from cli_samples import WIRE
from terminal import Start

SAMPLES = WIRE.parent


def lavish(char: str) -> int:
    """Vowel signs and skin tones have cells of their own, as in xterm and tmux."""
    if category(char) == "Mc":
        return 1
    return 2 if "🏻" <= char <= "🏿" else wcwidth.wcwidth(char)


def sparing(char: str) -> int:
    """Nothing is wide, as on a console that knows only Latin letters."""
    return min(lavish(char), 1)


@pytest.fixture(autouse=True)
def _marks_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal draws every mark that has no cell, also those without a combining class."""
    drawn = SimpleNamespace(combining=lambda char: category(char)[0] == "M", normalize=normalize)
    monkeypatch.setattr(pyte.screens, "unicodedata", drawn)


@pytest.mark.parametrize("widths", [lavish, sparing])
def test_hairlines_and_bars_stay_in_their_columns(
    start: Start, monkeypatch: pytest.MonkeyPatch, widths: Callable[[str], int]
) -> None:
    monkeypatch.setattr(pyte.screens, "wcwidth", widths)
    terminal = start(f"exec glossator {SAMPLES}", (120, 30))
    terminal.wait("Against the bridge")
    terminal.press("/hindi\r\r")
    terminal.wait("sentence 1 of")
    terminal.press("c}c0c\x1b")
    terminal.wait("claim · ")
    assert terminal.column(27)[1:-2] == "│" * 27, terminal.text
    bars = [column for column in range(28, 120) if set("▐░") & set(terminal.column(column))]
    assert bars == [111], terminal.text


def test_rows_of_vowel_signs_stay_in_their_pane(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyte.screens, "wcwidth", lavish)
    (tmp_path / "story.txt").write_text("कौशिकी नौका " * 60 + "\n\n" + "कौ" * 400 + "\n", "utf-8")
    terminal = start("exec glossator story.txt", (40, 12))
    terminal.wait("sentence 1 of")
    for keys in ("", "G", "ggvw", "cG"):
        terminal.press(keys)
        terminal.wait(lambda: len(terminal.cursor) > 0)
        assert terminal.column(39)[1:-2].strip() == "", terminal.text
