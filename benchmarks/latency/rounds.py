"""Measuring one load: the programs take turns, so that a busy machine is busy for all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from latency import programs
from latency.programs import WORD, Steps, Work
from latency.terminal import PATIENCE, Silent, Terminal
from latency.texts import FIRST, Files

PRESSES = 5
"""Presses in one turn of one program."""
SLOW = 8.0
"""Seconds of answers to one key after which a program is not asked again."""
_SILENCE = 1.0
_REST = 0.7


class Plan(NamedTuple):
    """How much to measure: `rounds` of `PRESSES` for each work, `starts` of each program."""

    rounds: int
    starts: int
    works: tuple[Work, ...]
    slate: Path | None


class Answers(NamedTuple):
    """What one program said to one kind of key: seconds and bytes of each answer."""

    seconds: list[float]
    sizes: list[int]


class Start(NamedTuple):
    """Seconds from the start to the first paint, to the answer to a key pressed right then, and
    that the first tag takes; megabytes resident after that, and at most. Lists over all starts.
    """

    painted: list[float]
    answered: list[float]
    tag: list[float]
    resident: list[float]
    peak: list[float]


class Measured(NamedTuple):
    """One load: starts and keys by program; `after` is ours resident when all keys were pressed."""

    starts: dict[str, Start]
    keys: dict[str, dict[str, Answers]]
    after: tuple[float, float]


class Player:
    """One program, and how to press a piece of work's keys in it.

    A key without an answer within `patience` seconds had nothing to do, as at a text's end.
    """

    def __init__(self, terminal: Terminal, home: str, patience: float) -> None:
        """Play on a program that has been painted; `home` goes to the text's beginning."""
        self.terminal = terminal
        self.answers: dict[str, Answers] = {}
        self._home = home
        self._patience = patience

    def begin(self, work: str) -> None:
        """Go to where every piece of work begins."""
        self.answers[work] = Answers([], [])
        self._quietly(self._home)

    def turn(self, work: str, steps: Steps, *, joined: bool = False, anew: bool = False) -> None:
        """One round of presses; begun `anew` where every piece of work begins."""
        if anew:
            self._quietly(self._home)
        self._quietly(*steps.before)
        groups = [steps.keys] if joined else [(key,) for key in steps.keys]
        for group in islice(cycle(groups), PRESSES):
            if steps.lead:
                self._quietly(steps.lead)
            try:
                frames = [self.terminal.press(key, self._patience) for key in group]
            except Silent:
                self._quietly(self._home)
                continue
            self.answers[work].seconds.append(sum(frame.seconds for frame in frames))
            self.answers[work].sizes.append(sum(len(frame.data) for frame in frames))
        self._quietly(*steps.after)

    def _quietly(self, *keys: str) -> None:
        for key in keys:
            with suppress(Silent):
                self.terminal.press(key, self._patience)


def measure(files: Files, folder: Path, plan: Plan, say: Callable[[str], None]) -> Measured:
    """Measure one load."""
    starts = _starts(files, folder, plan)
    say("  started")
    own = _opened(programs.ours(files), folder, FIRST)
    slate = plan.slate
    other = _opened(programs.slate(slate, files), folder, FIRST) if slate is not None else None
    try:
        return Measured(starts, _keys(own, other, plan, say), own.memory())
    finally:
        own.end()
        if other is not None:
            other.end()


def abreast(loads: Mapping[str, Files], plan: Plan) -> dict[str, dict[str, Answers]]:
    """Measure keys in our reader on several texts, by load and work. The readers take turns, so
    that a machine that is slow for a while is so for all texts, and what only moves begins each
    round at the text's beginning, so that it is the same work on every text.
    """
    terminals = {
        name: _opened(programs.ours(f), f.article.parent, FIRST) for name, f in loads.items()
    }
    players = [Player(one, programs.HOME, _SILENCE) for one in terminals.values()]
    try:
        for work in plan.works:
            for player in players:
                player.begin(work.name)
            for number in range(plan.rounds):
                first = number % len(players)
                for player in (*players[first:], *players[:first]):
                    player.turn(work.name, work.ours, anew=not work.ours.lead)
    finally:
        for terminal in terminals.values():
            terminal.end()
    return {name: one.answers for name, one in zip(terminals, players, strict=True)}


def _opened(command: list[str], folder: Path, word: str) -> Terminal:
    terminal = Terminal(command, folder)
    terminal.painted(word)
    terminal.settle(_REST)
    return terminal


def _keys(
    own: Terminal, other: Terminal | None, plan: Plan, say: Callable[[str], None]
) -> dict[str, dict[str, Answers]]:
    us = Player(own, programs.HOME, _SILENCE)
    them = Player(other, programs.SLATE_HOME, PATIENCE) if other is not None else None
    for work in plan.works:
        able = them if work.slate.keys else None
        us.begin(work.name)
        if able is not None:
            able.begin(work.name)
        for _ in range(plan.rounds):
            us.turn(work.name, work.ours)
            if able is not None and sum(able.answers[work.name].seconds) < SLOW:
                able.turn(work.name, work.slate, joined=work.joined)
        say(f"  {work.name}")
    return {"glossator": us.answers} | ({"slate": them.answers} if them is not None else {})


def _starts(files: Files, folder: Path, plan: Plan) -> dict[str, Start]:
    """Start each program in turn, again and again; the first round warms the file cache."""
    commands = {
        "textual": (programs.one_word(), WORD, ""),
        "glossator": (programs.ours(files), FIRST, ")"),
    }
    if plan.slate is not None:
        commands["slate"] = (programs.slate(plan.slate, files), FIRST, "o")
    kept = files.database.read_bytes()
    made = {name: Start([], [], [], [], []) for name in commands}
    for number in range(plan.starts + 1):
        for name, (command, word, key) in commands.items():
            if sum(made[name].painted) > SLOW:
                continue
            _fresh(files, kept)
            terminal = Terminal(command, folder)
            try:
                painted = terminal.painted(word)
                if number:
                    made[name].painted.append(painted.seconds)
                    _begin(terminal, made[name], key)
            finally:
                terminal.end()
    _fresh(files, kept)
    return made


def _begin(terminal: Terminal, start: Start, key: str) -> None:
    """Press a key at once and, after a moment, the first tag; note the memory."""
    if key:
        pressed = terminal.begun
        terminal.press(key)
        start.answered.append(terminal.last - pressed)
        terminal.settle(_REST)
        tag = ("c",) if key == ")" else (" ", "a")
        start.tag.append(sum(terminal.press(one).seconds for one in tag))
    now, most = terminal.memory()
    start.resident.append(now)
    start.peak.append(most)


def _fresh(files: Files, database: bytes) -> None:
    """Take back what a run has stored."""
    for path in files.database.parent.glob(f"{files.database.stem}.*"):
        path.unlink()
    shutil.rmtree(files.database.parent / "glossator", ignore_errors=True)
    files.database.write_bytes(database)
