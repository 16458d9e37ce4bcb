"""The command line, run inside the tests' own process, and a page to run it on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from tui.cli.root import main

WIRE = Path(__file__).parent.parent / "sample_articles" / "wire-island-vote.txt"
FINE, FOUND, USAGE, UNREADABLE = 0, 1, 2, 3

KEYS = "c}}'}pvwwwo"
"""On the wire page: a claim, a quotation, a name, and a selection made an organisation."""

ESCAPES = "\x1b[31m\x1b]0;owned\x07\x9b31m\u202e\x7f"
"""What a terminal would obey, or hide."""

_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def glossator(*words: object, stdin: bytes = b"") -> Outcome:
    """Run a command. Whatever it is, it neither fails with a traceback nor steers the terminal."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin, color=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    found = _OBEYED.search(result.stdout + result.stderr)
    assert found is None, f"{found!r} in {result.output!r}"
    return Outcome(result.exit_code, result.stdout, result.stderr)
