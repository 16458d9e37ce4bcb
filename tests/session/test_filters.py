"""Filters of the annotation list: typed with what is offered, saved under keys, sorted, counted."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.session.notation import CONFIG, SHIPPED, Desk, desk
from tui.session import config
from tui.session.keyline import hints
from tui.session.tallying import tally

STORY = (
    "#He┃ad\n\n{claim:One is.} {claim:Two is.} {claim:Three is.} "
    "{quote:“Four is,”} said {person:Ada}."
)


def shown(made: Desk) -> list[str]:
    """The words of what the list shows, in its order."""
    workspace = made.workspace
    groups = workspace.listing.groups(made.reader.records, workspace.scheme)
    return [one.text for group in groups for one in group.annotations]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("ga1", ["One is.", "Two is.", "Three is."]),
        ("ga11", ["One is.", "Two is.", "Three is.", "“Four is,”", "Ada"]),
        ("ga=d1", ["Two is.", "Three is."]),
        ("ga2", ["One is.", "Two is.", "Three is."]),
        ("ga3", ["One is.", "Two is.", "Three is.", "“Four is,”"]),
        ("gaCn4", ["One is."]),
        ("gaCnjCa5", ["One is."]),
        ("ga/tag:q<enter>", ["“Four is,”"]),
        ("ga/-tag:claim<enter>", ["“Four is,”", "Ada"]),
        ("ga=f/status:false<enter>", ["One is."]),
        ("ga/is -one<enter>", ["Two is.", "Three is.", "“Four is,”"]),
        ("ga/ta<tab>cl<tab><enter>", ["One is.", "Two is.", "Three is."]),
    ],
)
def test_what_the_list_shows(keys: str, words: list[str]) -> None:
    made = desk(STORY)
    made.press(keys)
    assert shown(made) == words


def test_typing_on_never_shows_less_than_typing_anew() -> None:
    made = desk(STORY)
    typed = 'ga/unchecked "two is" -status:false'
    made.press("ga/")
    for _, length in pairwise(range(3, len(typed) + 2)):
        made.workspace.type(typed[length - 1 : length])
        fresh = desk(STORY)
        fresh.press("ga/")
        assert made.workspace.prompt is not None
        fresh.workspace.type(made.workspace.prompt.text)
        assert shown(made) == shown(fresh)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sta", ["status:"]),
        ("-so", ["-sourced"]),
        ("uns", ["unsourced"]),
        ("status:", ["status:unchecked", "status:false"]),
        ("status:f", ["status:false"]),
        ("one tag:p", ["tag:person"]),
        ("note:", []),
        ("zzz", []),
    ],
)
def test_what_is_offered_while_typing(typed: str, offered: list[str]) -> None:
    made = desk(STORY)
    made.press("ga=f/")
    made.workspace.type(typed)
    terms = [hint.key for hint in hints(made.workspace)]
    assert terms[1:] == offered if offered else "enter" in terms


def test_sorting_by_place_time_and_status() -> None:
    made = desk(STORY)
    made.press("gg)=f=vga")
    assert shown(made)[:3] == ["One is.", "Two is.", "Three is."]
    made.press("oo")
    assert made.workspace.listing.order == "status"
    assert shown(made)[:3] == ["Three is.", "Two is.", "One is."]
    made.press("o")
    assert made.workspace.listing.order == "place"


def test_the_tally_counts_what_is_shown() -> None:
    made = desk(STORY)
    assert tally(made.workspace, made.reader) == "5 annotations · 3 unchecked · by place"
    made.press("ga=vggo1")
    assert tally(made.workspace, made.reader) == "2 of 5 annotations · 2 unchecked · by time"


def test_a_filter_of_ones_own() -> None:
    own = '[filters.mine]\nfilter = "author:ana"\nkeys = ["9"]\n[filters.unchecked]\nfilter = "x"'
    made = config.load([SHIPPED, config.Source("own.toml", own)])
    assert made.faults == ()
    assert made.commands["filter.mine"].context == "filter"
    assert made.keymap.keys("filter.mine") == (("9",),)


@pytest.mark.parametrize(
    ("own", "path", "reason"),
    [
        ("[filters.a]\nfilter = 'colour:red'", "filters.a.filter", "no field “colour”"),
        ("[filters.a]\nkeys = ['9']", "filters.a.filter", "is missing"),
        ("[filters.a]\nfilter = 'x'\nkeys = ['j']", "filters", "already runs list.next"),
        ("[filters.a]\nfilter = 'x'\ncolour = 1", "filters.a.colour", "unknown"),
        ("[filters]\na = 1", "filters.a", "should be a table"),
    ],
)
def test_faults_of_filters_are_told(own: str, path: str, reason: str) -> None:
    (fault, *_) = config.load([SHIPPED, config.Source("own.toml", own)]).faults
    assert fault.path.startswith(path)
    assert reason in fault.reason


def test_shipped_filters_ask_for_what_there_is() -> None:
    assert CONFIG.faults == ()
