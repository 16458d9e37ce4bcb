"""What a person with a mouse meets: copying, dragging and tagging, and what the lines say."""

from __future__ import annotations

import pytest

from tests.session.notation import desk, show
from tui.session import pointing, status
from tui.session.effects import Copy, Quit


def test_ctrl_c_copies_what_is_selected_and_else_leaves() -> None:
    made = desk("┃One two.")
    copied = made.press("vw<c-c>")
    assert isinstance(copied[-1], Copy)
    assert copied[-1].text.startswith("One")
    assert "ctrl+q leaves" in made.said
    assert made.press("<esc><c-c>") == [Quit()]


def test_ctrl_c_in_a_list_leaves_whatever_is_selected_in_the_text() -> None:
    assert desk("┃One two.").press("vwga<c-c>")[-1] == Quit()


@pytest.mark.parametrize("keys", ["/One", "c/One", "cEGull"])
def test_a_line_being_typed_is_left_by_ctrl_c_and_all_by_ctrl_q(keys: str) -> None:
    made = desk("┃One is. Two is.")
    made.press(keys)
    assert made.press("<c-c>") == []
    assert made.workspace.prompt is None
    assert desk("┃One is. Two is.").press(f"{keys}<c-q>")[-1] == Quit()


def test_leaving_keeps_the_evidence_that_is_being_typed() -> None:
    made = desk("{claim:O┃ne is.}")
    made.press("EGull report<c-q>")
    (one,) = made.reader.records.evidence.values()
    assert one.title == "Gull report"


@pytest.mark.parametrize(
    ("begin", "end", "after"),
    [
        (0, 3, "{person:On┃e} two three."),
        (3, 0, "{person:┃One} two three."),
        (7, 3, "One {person:┃two} three."),
        (3, 7, "One {person:tw┃o} three."),
    ],
)
def test_what_was_dragged_over_is_where_the_cursor_stays(begin: int, end: int, after: str) -> None:
    made = desk("┃One two three.")
    pointing.point(made.workspace, 0, begin, clicks=1, drag=False)
    pointing.point(made.workspace, 0, end, clicks=1, drag=True)
    made.press("p")
    assert show(made.reader) == after


@pytest.mark.parametrize("key", [">", "<lt>"])
def test_where_no_annotation_follows_that_is_said(key: str) -> None:
    made = desk("One {person:┃two} three.")
    made.press(key)
    assert made.said == "no further annotation"


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("┃One two.", "v", "1 character"),
        ("┃One two.", "vl", "part of a word"),
        ("┃One two.", "vll", "1 word"),
        ("┃One two.", "vllllll", "2 words"),
        ("On┃e two.", "vl", "part of a word"),
        ("┃A dog.", "v", "1 word"),
        ("┃“One” two.", "vllll", "1 word"),
        ("One┃ two.", "v", "1 character"),
        ("One┃ … two.", "vl", "2 characters"),
    ],
)
def test_how_much_is_selected(text: str, keys: str, said: str) -> None:
    made = desk(text)
    made.press(keys)
    assert status.where(made.workspace).remark.split(" · ")[0] == said


def test_on_a_fold_the_status_says_how_to_unfold() -> None:
    made = desk("~The Gull.\n\n~Harbour news.\n\n#Head\n\n┃One.")
    made.press("gg")
    assert status.where(made.workspace) == ("", "folded: z unfolds")
    made.press("z")
    assert status.where(made.workspace).words == "The"
