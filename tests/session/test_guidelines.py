"""Guidelines: cut into sections, shown for what is at the cursor, in rows without marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.notation import SHIPPED, Desk, desk
from tests.session.test_labels import CONF
from tui.session import config
from tui.session.guidelines import Guidelines, lines
from tui.session.guiding import guide
from tui.text.cells import most

TEXT = """Before the first heading.

# Name ##

A *proper* name.

```
# topic
```

## Not names

Days.

# `topic`

What it is about.

# Name

A second section of one name does not count.
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name", "A *proper* name.\n\n```\n# topic\n```\n\n## Not names\n\nDays."),
        ("NAME", "A *proper* name.\n\n```\n# topic\n```\n\n## Not names\n\nDays."),
        ("not names", "Days."),
        ("topic", "What it is about."),
        ("other", ""),
        ("", ""),
    ],
)
def test_sections(name: str, expected: str) -> None:
    assert Guidelines(TEXT).of(name) == expected


def test_rows() -> None:
    text = (
        "One *line* goes\non here.\n\n"
        "- first thing to do\n- second\n  of them\n1. third\n"
        "## For **example**\n> It sails\n> at six.\nand on"
    )
    assert [(one.kind, one.text) for one in lines(text, 14)] == [
        ("plain", "One line goes"),
        ("plain", "on here."),
        ("plain", "• first thing"),
        ("plain", "  to do"),
        ("plain", "• second of"),
        ("plain", "  them"),
        ("plain", "• third"),
        ("heading", "For example"),
        ("example", "│ It sails at"),
        ("example", "│ six."),
        ("plain", "and on"),
    ]


@given(st.text("ab >-#*`1.\n\té漢", max_size=80), st.integers(8, 60))
def test_rows_fit_and_lose_nothing(text: str, cells: int) -> None:
    rows = [row.text for row in lines(text, cells)]
    assert all(most(row) <= cells for row in rows)
    assert all(text.count(char) == "".join(rows).count(char) for char in "abé漢")


@given(st.lists(st.sampled_from(["# a", "## a", "text", "```", "~~~", "# b", "", "> x", "- y"])))
def test_a_section_is_a_piece_of_its_text(rows: list[str]) -> None:
    text = "\n".join(rows)
    made = Guidelines(text)
    assert made.of("a") in text
    assert made.of("b") in text


def shown(keys: str, text: str = TEXT) -> str:
    made: Desk = desk("┃Ada Bell went.", "Bo stayed.", conf=CONF)
    made.workspace.tasks.guidelines = Guidelines(text)
    made.press(keys)
    return guide(made.workspace).title + " / " + guide(made.workspace).text.split("\n")[0]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", "name / A *proper* name."),
        ("p", "name / A *proper* name."),
        ("T", "topic / What it is about."),
        ("I", "tone / tone (I): 1 1, 2 2, 3 3"),
        (",", "topic / What it is about."),
        ("T1", "name / A *proper* name."),
    ],
)
def test_it_is_about_what_is_at_hand(keys: str, expected: str) -> None:
    assert shown(keys) == expected


def test_without_guidelines_there_are_the_values() -> None:
    made = desk("┃Ada Bell went. Bo stayed.")
    made.press("c")
    assert guide(made.workspace).title == "claim: a claim"
    assert guide(made.workspace).text.startswith("status (=): u unchecked, v verified, d disputed")
    made.press(")p")
    assert guide(made.workspace).text == "No guidelines for this."


def test_a_scheme_names_its_guidelines() -> None:
    scheme = 'guidelines = "how.md"\n[tags.name]\nkeys = ["p"]\n'
    made = config.load([SHIPPED], config.Source("scheme.toml", scheme))
    assert (made.guidelines, made.faults) == ("how.md", ())
    wrong = config.load([SHIPPED], config.Source("scheme.toml", scheme.replace('"how.md"', "3")))
    assert [(one.path, wrong.guidelines) for one in wrong.faults] == [("guidelines", "")]
