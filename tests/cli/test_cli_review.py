"""`glossator review` and `feedback`: sixty things that two annotators marked become a gold file."""

from __future__ import annotations

import json
import signal
from contextlib import closing
from pathlib import Path

import pytest
import reviewed
from cli_samples import FINE, FOUND, UNREADABLE, USAGE, glossator
from terminal import Start

from tui.annotations.model import Layer
from tui.session.keys import script
from tui.store.tinydb_store import open_store

DECISIONS = ["rwb", "rga", "cno<enter>a", "a", "b", "a", "+", "a", "rma", "x", "rsb", "cok<enter>a"]
"""Twelve decisions: four reasons, two comments, one time both and one time neither."""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The annotators' databases."""
    return reviewed.two(tmp_path)


def layers(path: Path) -> list[Layer]:
    """What a database holds of each article."""
    with closing(open_store(path)) as store:
        return [store.load(shelf.id) for shelf in store.articles()]


def test_forty_keys_make_a_gold_file(two, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    before = {path: path.read_bytes() for path in two}
    pairs = glossator("compare", *two, "--json").rows()
    assert (len(pairs), sum(row["kind"] == "same" for row in pairs)) == (60, 48)
    keys = "".join(DECISIONS) + "SSKSS"
    assert len(script(keys)) <= 40
    outcome = glossator("review", *two, "--into", gold, "--keys", keys, "--json", "--author", "Rea")
    assert outcome.code == FINE
    assert outcome.json()["left"] == 0
    assert "48 annotations taken over that they agree on, 12 to decide" in outcome.err
    assert "decisions go to " in outcome.err
    found = layers(gold)
    rulings = [one for layer in found for one in layer.rulings]
    assert len(rulings) == 12
    assert [[one.author for one in layer.signings] for layer in found] == [["Rea"], ["Rea"]]
    assert {one.author for one in rulings} == {"Rea"}
    assert all(one.created and one.about.keys() == {"ana", "ben"} for one in rulings)
    assert sum(not one.taken for one in rulings) == 1
    assert sorted(one.reason for one in rulings if one.reason) == [
        "guidelines",
        "missed",
        "slip",
        "words",
    ]
    assert sorted(one.comment for one in rulings if one.comment) == ["no", "ok"]
    assert {path: path.read_bytes() for path in two} == before


def test_it_goes_on_where_it_was_left(two, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.json", tmp_path / "parts.json"
    glossator("review", *two, "--into", whole, "--keys", "".join(DECISIONS))
    for decision in DECISIONS:
        glossator("review", *two, "--into", parts, "--keys", decision)
    assert said(whole) == said(parts)


def said(path: Path) -> object:
    """What a gold file says, whenever that was said."""
    return [
        (
            {(one.id, one.tag, one.spans) for one in layer.annotations},
            {(one.type, one.source, one.target) for one in layer.links},
            {(one.id, one.taken, one.reason, one.comment) for one in layer.rulings},
        )
        for layer in layers(path)
    ]


def test_a_killed_review_goes_on_with_the_next_key(two, tmp_path: Path, start: Start) -> None:
    begun = start("exec glossator review ana.json ben.json --into gold.json")
    begun.wait("12 left")
    for left, key in enumerate("abx", 1):
        begun.press(key)
        begun.wait(f"{12 - left} left")
    begun.wait("saved")
    begun.signal(signal.SIGKILL)
    assert begun.left() == -signal.SIGKILL
    again = start("exec glossator review ana.json ben.json --into gold.json")
    again.wait("9 left")
    again.wait("41 passengers")
    again.press("a")
    again.wait("8 left")
    again.press("\x03")
    assert again.left() == FINE
    rulings = [one.taken for layer in layers(tmp_path / "gold.json") for one in layer.rulings]
    assert sorted(rulings) == [(), ("ana",), ("ana",), ("ben",)]


def test_only_gold_is_exported(two, tmp_path: Path) -> None:
    gold, out = tmp_path / "gold.json", tmp_path / "gold.jsonl"
    glossator("review", *two, "--into", gold, "--keys", "abx")
    assert glossator("export", "--db", gold, "--out", out).code == FINE
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    made = [one for row in rows for one in row["annotations"]]
    assert len(made) == 50
    assert {one["origin"] for one in made} == {"review"}
    assert "Marit Oln" not in [one["text"] for one in made]


def test_nothing_is_merged_where_that_is_not_wanted(two, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    outcome = glossator(
        "review", *two, "--into", gold, "--no-merge-agreed", "--keys", "a", "--json"
    )
    assert outcome.json()["left"] == 59
    assert sum(len(layer.annotations) for layer in layers(gold)) == 1


def test_what_was_removed_from_gold_stays_away(two, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    glossator("review", *two, "--into", gold, "--keys", "<esc>ggx")
    assert sum(len(layer.annotations) for layer in layers(gold)) == 47
    outcome = glossator("review", *two, "--into", gold, "--keys", "")
    assert "0 annotations taken over" in outcome.err
    assert sum(len(layer.annotations) for layer in layers(gold)) == 47


def test_of_three_what_most_say_may_be_taken_over(two, tmp_path: Path) -> None:
    third = tmp_path / "cy.json"
    glossator("merge", third, two[0])
    gold = tmp_path / "gold.json"
    words = ("review", *two, third, "--into", gold)
    assert glossator(*words, "--keys", "", "--json").json()["left"] == 12
    assert glossator(*words, "--majority", "--keys", "", "--json").json()["left"] == 0
    pairs = glossator("compare", two[0], gold, "--json").rows()
    assert {row["kind"] for row in pairs} == {"same"}


def test_filters_and_what_they_do_not_know(two, tmp_path: Path) -> None:
    words = ("review", *two, "--into", tmp_path / "gold.json", "--json")
    only = glossator(*words, "--kind", "boundary", "--tag", "time", "--keys", "aaa")
    assert only.json()["kinds"] == {"boundary": 2}
    odd = glossator(*words, "--kind", "colour", "--keys", "")
    assert odd.code == USAGE
    assert "colour" in odd.err
    assert glossator(*words, "--keys", "<nokey>").code == USAGE


def test_an_edit_uses_the_scheme_that_they_labelled_with(two, tmp_path: Path) -> None:
    gold, scheme = tmp_path / "gold.json", tmp_path / "scheme.toml"
    scheme.write_text('[tags.source]\nkeys = ["o"]\n', "utf-8")
    words = ("review", *two, "--into", gold, "--keys", "eo<enter>")
    assert glossator(*words, "--tags", tmp_path / "none.toml").code == UNREADABLE
    assert not gold.exists()
    assert glossator(*words, "--tags", scheme).code == FINE
    made = [one.tag for layer in layers(gold) for one in layer.annotations]
    assert made.count("source") == 1


def test_what_cannot_be_reviewed(two, tmp_path: Path) -> None:
    ana, ben = two
    assert glossator("review", ana, "--keys", "").code == USAGE
    assert glossator("review", ana, ben, "--into", ben, "--keys", "").code == USAGE
    assert glossator("review", ana, tmp_path / "no.json", "--keys", "").code == UNREADABLE
    assert glossator("review", ana, ben).code == USAGE
    other = tmp_path / "other.json"
    story = tmp_path / "story.txt"
    story.write_text("One claim is here.")
    glossator("replay", story, "c", "--db", other)
    apart = glossator("review", ana, other, "--into", tmp_path / "gold.json", "--keys", "")
    assert apart.code == FOUND
    assert "--alone" in apart.err


def test_feedback_says_what_was_decided_otherwise(two, tmp_path: Path) -> None:
    gold, out = tmp_path / "gold.json", tmp_path / "told"
    glossator("review", *two, "--into", gold, "--keys", "".join(DECISIONS))
    told = glossator("feedback", gold, "--to", "ana", "--json").json()
    assert (told["annotator"], told["decided"]) == ("ana", 12)
    first = told["otherwise"][0]
    assert (first["kind"], first["reason"]) == ("boundary", "words")
    assert [one["text"] for one in first["yours"]] == ["next April"]
    assert [one["text"] for one in first["gold"]] == ["April"]
    assert glossator("feedback", gold, "--out", out).code == FINE
    assert sorted(path.name for path in out.iterdir()) == [
        "ana.json",
        "ana.md",
        "ben.json",
        "ben.md",
    ]
    text = (out / "ben.md").read_text("utf-8")
    assert "## The ferry" in text
    assert "- **label**: place “Sund Line” → organisation “Sund Line”" in text
    assert "  - because: guidelines" in text
    assert "  - ok" in text
    assert "48" not in text
    assert glossator("feedback", gold, "--to", "cy").code == USAGE
    assert glossator("feedback", two[0]).code == FOUND
