"""What is tried with random material. A case raises where something fails; it is made from a
number alone, so that it can be tried again.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cli_samples import FINE, FOUND, UNREADABLE, WIRE, glossator
from terminal import Terminal
from textual.app import App

from fuzz.material import data, ending, keymap, keys, obeyed, sent, text
from tests.screens.conftest import maker
from tests.session.notation import Desk
from tests.session.test_any_keys import check_reader
from tui.session import keyline, status
from tui.sources.plain import plain_article


def sources(seed: int) -> None:
    """Random bytes under a random name: read, or refused in a sentence."""
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        title = text(rng).replace("/", "").replace("\0", "").encode("utf-8", "ignore")[:60]
        path = Path(folder) / (title.decode("utf-8", "ignore").lstrip("-") + f"a{ending(rng)}")
        path.write_bytes(data(rng))
        made = glossator("show", path, "--json")
        assert made.code in (FINE, UNREADABLE)
        for row in made.rows():
            _sound(row)
        assert glossator("show", path).code == made.code


def _sound(row: dict[str, Any]) -> None:
    length = len(row["text"])
    spans = [(one["start"], one["end"]) for one in row["blocks"]]
    for ordered in (spans, row["sentences"]):
        reached = 0
        for start, end in ordered:
            assert reached <= start < end <= length
            reached = end


def settings(seed: int) -> None:
    """A random settings file: its faults are listed, or there are none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_text(keymap(Random(seed)), "utf-8")
        for more in ([], ["--json"]):
            assert glossator("keys", "--keymap", path, *more).code in (FINE, FOUND)


def notes(seed: int) -> None:
    """A dataset with random titles, tags and notes: taken in, listed, reported."""
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        body, database = f"The end. {text(rng)}", ["--db", Path(folder) / "a.json"]
        one = {"tag": text(rng)[:20] or "claim", "spans": [[0, 3]], "note": text(rng)}
        one["attributes"] = {text(rng)[:9] or "status": text(rng)}
        row = {"text": body, "meta": {"title": text(rng)}, "annotations": [one]}
        made = Path(folder) / "set.jsonl"
        made.write_text(json.dumps(row), "utf-8")
        taken = glossator("import", made, *database).code
        assert taken in (FINE, FOUND, UNREADABLE)
        for words in (["ls"], ["history"], ["check"], ["export"]) if taken == FINE else ():
            assert glossator(*words, *database).code in (FINE, FOUND)


def sessions(seed: int) -> None:
    """Random keys on a random article: every offset stays one."""
    rng = Random(seed)
    desk = Desk(plain_article(text(rng)), plain_article(f"# {text(rng)}\n\nEnd."))
    for key in keys(rng):
        desk.press_each([key])
        if rng.random() < 0.05:
            desk.carry_out(desk.workspace.type(text(rng)))
        for reader in desk.workspace.panes:
            check_reader(reader)
        for shown in (status.where, status.offers, keyline.hints):
            shown(desk.workspace)


def screens(seeds: Sequence[int]) -> None:
    """Random articles and keys in the reader: nothing that it sends is obeyed by a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_screens(Path(folder), seeds))


async def _screens(folder: Path, seeds: Sequence[int]) -> None:
    frames: list[str] = []

    def display(app: App[None], _screen: object, renderable: Any) -> None:
        if hasattr(renderable, "render_segments"):
            frames.append(renderable.render_segments(app.console))

    stories = folder / "stories"
    stories.mkdir()
    for seed in seeds:
        rng = Random(seed)
        (stories / f"{seed}.txt").write_bytes(f"{text(rng)}\n\nEnd {text(rng)}".encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "_display", display)
        app = maker(folder)(stories)
        async with app.run_test(size=(100, 30)) as pilot:
            for seed in seeds:
                rng = Random(seed)
                for key in (rng.choice(["J", "esc"]), *keys(rng)):
                    if key not in ("q", "ctrl+q", "ctrl+w ctrl+z"):
                        app.press(key)
                await pilot.pause()
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                for frame in frames:
                    assert not obeyed(frame), f"seed {seed}: {obeyed(frame)} in {frame!r}"
                frames.clear()


def terminals(seeds: Sequence[int]) -> None:
    """Random bytes from the terminal: the reader goes on, and leaves when it is asked to."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"exec {sys.executable} -m tui {WIRE}"
        terminal = Terminal(command, Path(folder), (100, 30), PYTHONPATH=str(WIRE.parent.parent))
        terminal.wait(terminal.painted)
        for seed in seeds:
            terminal.press(sent(Random(seed)))
            assert terminal.read(0.02), f"gone at {seed}\n{terminal.text}"
            assert b"Traceback" not in terminal.raw, f"at {seed}\n{terminal.text}"
        terminal.press("\x1b[201~")
        terminal.press("\x11")
        assert terminal.left() == FINE, terminal.text


CASES: dict[str, Callable[[int], None]] = {
    "bytes as files": sources,
    "settings and keymaps": settings,
    "notes, tags and titles": notes,
    "keys on articles": sessions,
}
SERIES: dict[str, Callable[[Sequence[int]], None]] = {
    "keys in the reader": screens,
    "bytes from a terminal": terminals,
}
"""Those of which many have one program between them, one after the other."""
