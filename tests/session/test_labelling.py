"""Labelling article by article: done, skipped, flagged, what is missing, and where keys lead."""

from __future__ import annotations

import pytest

from tests.session.notation import CONFIG, SHIPPED, Desk, desk
from tui.session import config, keyline
from tui.session.labelling import Tasks

SCHEME = """
[tags.name]
summary = "a name"
keys = ["p"]
glyph = "n"
object = "name"

[tags.name.attributes.kind]
key = "="
required = true
values = [{ name = "person", key = "p" }, { name = "place", key = "l" }]

[tags.date]
summary = "a date"
keys = ["d"]
glyph = "d"
object = "time"
"""
NAMES = config.load([SHIPPED], config.Source("scheme.toml", SCHEME))
STORIES = ("┃Ada Bell went.", "Bo Reed stayed.", "Una Moss sang.", "Ida Crane ran.")


def stories(keys: str = "", conf: config.Config = NAMES) -> Desk:
    made = desk(*STORIES, conf=conf)
    made.press(keys)
    return made


def states(made: Desk) -> str:
    """How each article was left, by its first letter, in order."""
    ids = [one.id for one in made.articles.values()]
    return "".join(made.workspace.tasks.state(id)[0] for id in ids)


@pytest.mark.parametrize(
    ("keys", "expected", "at"),
    [
        (",", "dooo", "2"),
        (",,", "ddoo", "3"),
        (",,,", "dddo", "4"),
        (",,,,", "dddd", "4"),
        ("J,", "odoo", "3"),
        ("JJJ,", "oood", "1"),
        ("_too short<enter>", "sooo", "2"),
        ("_<enter>", "sooo", "2"),
        ("_<esc>", "oooo", "1"),
        ("!unclear<enter>", "fooo", "2"),
        ("#n", "oooo", "2"),
        ("#N", "oooo", "4"),
        ("J,#N", "odoo", "1"),
        (",K#n", "dooo", "2"),
        (",K,", "dooo", "2"),
        (",K#o", "oooo", "1"),
        ("!late<enter>K_no text<enter>", "sooo", "2"),
        # Undo leads back to the article that was left, unless something was done since.
        (",u", "oooo", "1"),
        (",,u", "dooo", "2"),
        (",,uu", "dooo", "2"),
        (",uU", "dooo", "1"),
        ("_dull<enter>u", "oooo", "1"),
        (",pu", "dooo", "2"),
        (",puu", "oooo", "1"),
        (",#nu", "dooo", "3"),
        (",,,,u", "dddo", "4"),
    ],
)
def test_where_keys_lead(keys: str, expected: str, at: str) -> None:
    made = stories(keys)
    assert (states(made), made.reader.path) == (expected, f"{at}.txt")


def test_an_article_is_not_done_while_something_required_is_missing() -> None:
    made = stories("pG,")
    assert states(made) == "oooo"
    assert made.reader.cursor == 0
    assert made.said == "not done yet: name “Ada Bell” has no kind (=)"
    made.press("=p,")
    assert states(made) == "dooo"
    assert made.reader.path == "2.txt"


def test_why_is_kept_and_offered_again() -> None:
    made = stories("_too short<enter>!who is this<enter>!")
    assert [(one.key, one.label) for one in keyline.hints(made.workspace)] == [
        ("1", "who is this"),
        ("2", "too short"),
    ]
    made.press("2")
    tasks = sorted(
        (one["created"], one["state"], one["reason"])
        for (table, _), one in made.ledger.held.items()
        if table == "tasks"
    )
    assert [said for _, *said in tasks] == [
        ["skipped", "too short"],
        ["flagged", "who is this"],
        ["flagged", "too short"],
    ]
    made.press("!3 times the same<enter>")
    assert states(made) == "sfff"


def test_a_text_that_is_done_elsewhere_is_passed_over() -> None:
    made = desk("Ada Bell went.", "Bo Reed stayed.", "Ada Bell went.", "Una Moss sang.", conf=NAMES)
    made.press(",,")
    assert made.reader.path == "4.txt"
    made.press("u")
    assert made.reader.path == "2.txt"


def test_only_ones_own_tasks_count() -> None:
    made = stories(",,")
    other = Desk(*made.articles.values(), ledger=made.ledger, author="ben", conf=NAMES)
    other.press(",")
    assert states(other) == "dooo"
    made.catch_up()
    assert states(made) == "ddoo"
    same = Desk(*made.articles.values(), ledger=made.ledger, conf=NAMES)
    same.press("JJ,")
    made.catch_up()
    assert states(made) == "dddo"


def test_how_far_one_has_come_is_said_only_when_asked() -> None:
    made = stories()
    made.workspace.tasks = Tasks(began=0)
    clock = iter(range(0, 10_000_000, 600_000))
    made.workspace.world = made.workspace.world._replace(milliseconds=lambda: next(clock))
    made.press("#p")
    assert made.said == "0 of 4 articles done · 4 open"
    made.press(",_dull<enter>")
    assert "hour" not in made.said
    made.press("#p")
    assert made.said == "1 of 4 articles done · 1 skipped · 2 open · 12 an hour · about 10 min left"


def test_no_time_is_left_where_nothing_is_open() -> None:
    made = stories(",,,,K#ou")
    made.workspace.tasks.began = 0
    assert states(made) == "dddd"
    made.press("#p")
    assert made.said.startswith("4 of 4 articles done · ")
    assert "left" not in made.said


def test_an_article_opened_again_and_that_taken_back_is_counted() -> None:
    made = stories(",,K#o")
    assert made.workspace.tasks.dealt == ["done"]
    made.press("u")
    assert made.workspace.tasks.dealt == ["done", "done"]


FREE = """
[tags.name.attributes.stance]
key = "I"
required = true
"""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", []),
        ("p", [("=", "kind"), ("I", "stance")]),
        ("p=p", [("I", "stance")]),
        ("pIfor<enter>", [("=", "kind")]),
        ("p=pIfor<enter>", []),
        ("=p", []),
    ],
)
def test_what_an_annotation_still_needs_is_offered(
    keys: str, expected: list[tuple[str, str]]
) -> None:
    both = config.load([SHIPPED], config.Source("scheme.toml", SCHEME + FREE))
    assert not both.faults
    shown = keyline.hints(stories(keys, both).workspace)
    assert [(one.key, one.label) for one in shown if one.label in ("kind", "stance")] == expected


def test_a_key_that_is_taken_is_said_with_keys_that_are_free() -> None:
    taken = config.Source("scheme.toml", SCHEME.replace('"p"]', '"f"]'))
    (fault,) = config.load([SHIPPED], taken).faults
    assert fault.reason == (
        "“f” already runs hints.jump; free are a, c, m, o, p, r; "
        "[keys] in a keymap of yours frees others"
    )
    own = config.Source("own.toml", '[keys]\n"hints.jump" = ["g f"]')
    assert not config.load([SHIPPED, own], taken).faults


def test_the_scheme_takes_the_place_of_the_shipped_tags() -> None:
    assert [tag.name for tag in NAMES.scheme.tags] == ["name", "date"]
    assert not NAMES.faults
    assert not NAMES.commands.keys() & {"tag.claim", "set.status.verified"}
    assert "tag.claim" in CONFIG.commands


def test_keys_of_ones_own_for_shipped_tags_are_no_fault_of_the_scheme() -> None:
    own = config.Source("own.toml", '[keys]\n"tag.claim" = ["C"]\n"word.nxt" = ["W"]')
    made = config.load([SHIPPED, own], config.Source("scheme.toml", SCHEME))
    assert [(one.file, one.path) for one in made.faults] == [("own.toml", 'keys."word.nxt"')]


def test_every_fault_of_a_scheme_is_found() -> None:
    wrong = (
        SCHEME.replace('"p"]', '"w"]').replace('"time"', '"date"') + "[keys]\n[tags.x]\nhue = 1\n"
    )
    made = config.load([SHIPPED], config.Source("scheme.toml", wrong))
    assert {(one.file, one.path) for one in made.faults} == {
        ("scheme.toml", "tags (the keys of tag.name)"),
        ("scheme.toml", "tags.date.object"),
        ("scheme.toml", "keys"),
        ("scheme.toml", "tags.x.hue"),
    }


def test_the_key_line_shows_the_queue_only_in_a_queue() -> None:
    made = stories()
    assert "done, next" not in [hint.label for hint in keyline.hints(made.workspace)]
    made.workspace.tasks = Tasks(began=0)
    assert [hint.label for hint in keyline.hints(made.workspace)][:3] == [
        "done, next",
        "skip",
        "flag",
    ]
