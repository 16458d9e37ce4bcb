"""The programs that are compared, and how each does the same piece of work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from latency.texts import NEAR, SOUGHT, Files

SLATE = "1.1.3"
"""The version that is measured."""
WORD = "Sentinel"
_ONE_WORD = f"""
from textual.app import App
from textual.widgets import Static
class OneWord(App):
    def compose(self):
        yield Static("{WORD}")
OneWord().run()
"""


class Steps(NamedTuple):
    """The keys of a piece of work in one program; none where it cannot be done.

    `before` opens a round and `after` closes it, `lead` comes before each press; none of these is
    timed. The keys are pressed in turn.
    """

    keys: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lead: str = ""


class Work(NamedTuple):
    """A piece of work in both programs; where it is `joined`, SLATE's keys are one answer."""

    name: str
    ours: Steps
    slate: Steps = Steps(())
    joined: bool = False


WORKS: tuple[Work, ...] = (  # “… and back” is the same on every text, from its beginning.
    Work("character", Steps(("l",)), Steps((";",))),
    Work("line", Steps(("j",)), Steps(("o",))),
    Work("word", Steps(("w",)), Steps((";",))),
    Work("sentence", Steps((")",)), Steps(("o",))),
    Work("page", Steps((" ", " ", " ", "\x1b[5~")), Steps(("}", "}", "}", "{"))),
    Work(
        "page and back",
        Steps((" ", "\x1b[5~"), ("gg",)),
        Steps(("}", "{"), ("I",)),
    ),
    Work("ends", Steps(("G", "gg")), Steps(("O", "I"))),
    Work("tag", Steps(("c",), lead=")"), Steps((" ", "a"), lead=";"), joined=True),
    Work("undo", Steps(("u",), lead=")c"), Steps(("u",), lead="; a")),
    Work(
        "search hit",
        Steps(("n",), (f"/{SOUGHT}\r",), ("\x1b",)),
        Steps(("n",), ("|", "\\", *SOUGHT, "?")),
    ),
    Work(
        "hit and back",
        Steps(("n", "N"), ("gg", f"/{NEAR}\r"), ("\x1b",)),
        Steps(("n", "p"), ("I", "|", "\\", *NEAR, "?")),
    ),
    Work("typing a search", Steps((*SOUGHT[:4], "\x15"), ("/",), ("\x1b",))),
    Work("typing a filter", Steps((*"boar", "\x15"), ("ga", "/"), ("\x1b", "\x1b"))),
    Work("next annotation", Steps((">",))),
    Work("next candidate", Steps(("\t",), after=("\x1b",))),
    Work("nothing to check", Steps(("0",))),
    Work("next unseen", Steps(("gu",))),
    Work("widen", Steps(("+",), ("w",), ("\x1b",))),
    Work("boilerplate", Steps(("gz", "u"), ("}",))),
    Work("pane opened, closed", Steps(("|", "\x17q"))),
    Work("pane switch", Steps(("\x17w",), ("|", "\x17w", "\x17w"), ("\x17q",))),
)
"""SLATE moves by words and lines: those stand for a character's and a sentence's way too."""
HOME, SLATE_HOME = "gg", "I"
"""Keys that go to the text's beginning."""


def ours(files: Files) -> list[str]:
    """The reader on the article with its database."""
    return [
        sys.executable,
        "-m",
        "tui",
        "--db",
        str(files.database),
        "--author",
        "reader",
        str(files.article),
    ]


def one_word() -> list[str]:
    """A textual app that shows one word."""
    return [sys.executable, "-c", _ONE_WORD]


def slate(home: Path, files: Files) -> list[str]:
    """SLATE on the same text wrapped at 80; its annotations are where it looks for them."""
    shutil.copyfile(files.labels, f"{files.wrapped}.annotations")
    script = home / "bin" / "slate"
    return [str(script), str(files.wrapped), "-t", "categorical", "-s", "token", "-o"]


def install_slate(home: Path) -> None:
    """Put SLATE into an environment of its own, once."""
    if (home / "bin" / "slate").exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", f"slate-nlp=={SLATE}"], check=True)
