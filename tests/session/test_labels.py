"""Labels of an article as a whole: said by key, required, prefilled by what a dataset said."""

from __future__ import annotations

import pytest

from tests.session.notation import SHIPPED, Desk, Ledger, article, desk
from tui.annotations.edits import plain
from tui.annotations.model import Carried
from tui.session import config, keyline, labelling
from tui.session.stored import article_record

SCHEME = """
[tags.name]
keys = ["p"]

[labels.topic]
key = "T"
required = true
values = ["politics", "sport"]

[labels.audience]
key = "Y"
kind = "multiple"
values = [{ name = "young", key = "y" }, { name = "old", key = "o" }]

[labels.tone]
key = "I"
kind = "scale"
values = ["1", "2", "3"]

[labels.remark]
key = "R"
kind = "text"
required = true
"""
CONF = config.load([SHIPPED], config.Source("scheme.toml", SCHEME))
FOUR = "topic {} · audience {} · tone {} · remark {}"


def said(made: Desk) -> str:
    return labelling.described(made.workspace, made.reader)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", "– – – –"),
        ("T1", "politics – – –"),
        ("T1T2", "sport – – –"),
        ("T1T1", "– – – –"),
        ("YoYy", "– young,old – –"),
        ("YoYyYo", "– young – –"),
        ("I3I2", "– – 2 –"),
        ("Rfine<enter>", "– – – fine"),
        ("Rfine<enter>R one<enter>", "– – – fine+one"),
        ("Rfine<enter>R<c-u><enter>", "– – – –"),
        ("Rfine<enter>R<esc>", "– – – fine"),
        ("T1T2u", "politics – – –"),
        ("T1u", "– – – –"),
        ("T1uU", "politics – – –"),
    ],
)
def test_what_is_said(keys: str, expected: str) -> None:
    made = desk("Ada Bell went.", conf=CONF)
    made.press(keys)
    wanted = (one.replace(",", ", ").replace("+", " ") for one in expected.split())
    assert said(made) == FOUR.format(*wanted)


def test_what_is_required_is_asked_for_where_it_is_missing() -> None:
    made = desk("Ada Bell went.", "Bo Reed stayed.", conf=CONF)
    made.press(",")
    assert made.said == "not done yet: the article has no topic; which?"
    assert [hint.label for hint in keyline.hints(made.workspace)] == ["politics", "sport"]
    made.press("2,")
    assert made.said == "not done yet: the article has no remark (R)"
    made.press("short<enter>,")
    assert made.reader.path == "2.txt"
    held = next(one for (table, _), one in made.ledger.held.items() if table == "tasks")
    assert held["labels"] == {"topic": ["sport"], "remark": ["short"]}
    assert held["state"] == "done"


def test_what_a_dataset_said_stands_until_something_else_is_said() -> None:
    ledger, story = Ledger(), article("Ada Bell went.")
    came = Carried(labels=("topic:sport", "tone:3", "other:x", "plain"))
    record = article_record(story, "")
    ledger.held["articles", story.id] = plain(record) | {"carried": plain(came)}  # type: ignore[arg-type]
    made = Desk(story, ledger=ledger, conf=CONF)
    assert said(made) == FOUR.format("sport", "–", "3", "–")
    made.press("I3T1")
    assert said(made) == FOUR.format("politics", "–", "–", "–")
    made.press("I1Rx<enter>,")
    other = Desk(story, ledger=ledger, conf=CONF, author="ben")
    assert said(other) == FOUR.format("sport", "–", "3", "–")


def test_every_fault_of_a_label_is_found() -> None:
    wrong = """
[labels.a]
key = "hyper+x"
values = ["1"]
[labels.b]
key = "I"
[labels.c]
key = "Y"
kind = "text"
values = ["1"]
[labels."d:e"]
key = "P"
values = [{ name = "x", key = "nokey" }, 3]
[labels.f]
key = "w"
values = ["1", "1"]
"""
    made = config.load([SHIPPED], config.Source("scheme.toml", wrong))
    assert [(one.path, one.reason.split(";")[0]) for one in made.faults] == [
        ("labels.a.key", "“hyper+x” has an unknown modifier"),
        ("labels.b.values", "are missing"),
        ("labels.c.values", "are given, and its text is free"),
        ("labels.d:e.values", "Expected `object`, got `int` at `[1]`"),
        (
            "labels.d:e",
            "should have no colon in its name: one stands before the value in a dataset",
        ),
        ("labels.d:e.values", "are missing"),
        ("tags", "two commands are called label.f.1"),
        ("tags (the keys of label.f.1)", "“w” alone already runs word.next"),
    ]
