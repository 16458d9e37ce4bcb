"""Repeating: the last tag with its attributes, and macros."""

from __future__ import annotations

import pytest

from tests.session.notation import CONFIG, SHIPPED, desk, show
from tui.session import config

ROWS = [
    ("┃One is. Two is.", "c=v).", "{claim=verified:One is.} {claim=verified:┃Two is.}"),
    ("┃Ada is. Bo is.", "c=vp).", "{claim=verified:{person:Ada} is.} {person:┃Bo} is."),
    ("┃One is. Two is. Three is.", "@rc)@r@@", "{claim:One is.} {claim:Two is.} ┃Three is."),
    ("┃One is. Two is.", "@rc=v@r)@@", "{claim=verified:One is.} {claim=verified:┃Two is.}"),
    ("┃One is. Two is.", "@r/two<enter>@rgg@@", "One is. ┃Two is."),
    ("┃One is. Two is.", "@n", "{claim=disputed:One is.} ┃Two is."),
    ("┃One is. Two is.", "@n@n", "{claim=disputed:One is.} {claim=disputed:Two is┃.}"),
]

MINE = """
[macros.doubt]
press = "c=d)"
keys = ["@ n"]
summary = "a disputed claim, and on"

[macros.round]
press = "@n@o"
keys = ["@ o"]
"""


@pytest.mark.parametrize(("before", "keys", "after"), ROWS)
def test_keys_are_repeated(before: str, keys: str, after: str) -> None:
    made = desk(before, conf=config.load([SHIPPED, config.Source("mine.toml", MINE)]))
    made.press(keys)
    assert show(made.reader) == after


def test_a_macro_does_not_run_for_ever() -> None:
    made = desk("┃One is.", conf=config.load([SHIPPED, config.Source("mine.toml", MINE)]))
    made.press("@o")
    assert "another" in made.said


def test_a_recording_does_not_play_itself() -> None:
    made = desk("┃One is.")
    made.press("@rl@@")
    assert "end it first" in made.said


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ('[macros.a]\npress = "<nokey>"', "mine.toml: macros.a.press: there is no key"),
        ('[macros.a]\nkeys = ["@ a"]', "mine.toml: macros.a.press: is missing"),
        ('[macros.a]\npress = "c"\nkeys = ["c"]', "already runs tag.claim"),
        ("macros = 1", "mine.toml: macros: should be a table"),
        ('[macros.a]\npress = "c"\nfoo = 1', "mine.toml: macros.a.foo: unknown"),
    ],
)
def test_a_faulty_macro_is_reported(toml: str, fault: str) -> None:
    (found,) = config.load([SHIPPED, config.Source("mine.toml", toml)]).faults
    assert fault in str(found)


def test_the_shipped_keymap_has_no_faults() -> None:
    assert CONFIG.faults == ()
