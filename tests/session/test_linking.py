"""Links by letter: which are offered, what is made of them, and going along them."""

from __future__ import annotations

import pytest

from tests.session.notation import CONFIG, Desk, desk, show
from tui.session import keyline, status

STORY = "{quote:“It ┃went,”} said {person:Ada Bell} of {organisation:Orsk Ltd}."
CLAIMS = "{claim:┃One is.} {claim:Two is.} {person:Ada} says it."


def links(made: Desk) -> list[tuple[str, str, str]]:
    """The links of the article in focus: type, and the words at both ends."""
    words = {
        one.id: one.text
        for reader in made.workspace.panes
        for one in reader.records.annotations.values()
    }
    held = sorted(made.reader.records.links.values(), key=lambda one: one.created)
    return [(one.type, words[one.source], words[one.target]) for one in held]


def letter(made: Desk, words: str) -> str:
    """The letter that stands on words, in whatever pane."""
    for reader in made.workspace.panes:
        shown = reader.hints.shown if reader.hints is not None else {}
        for offset, label in shown.items():
            if reader.article.text.startswith(words, offset):
                return label
    raise AssertionError(f"no letter stands on {words}")


MADE = [
    (STORY, "Ada", "s", ("speaker", "“It went,”", "Ada Bell")),
    (STORY, "Orsk", "s", ("speaker", "“It went,”", "Orsk Ltd")),
    (STORY, "Orsk", "c", ("criticism", "“It went,”", "Orsk Ltd")),
    (CLAIMS, "Two", "m", ("same", "One is.", "Two is.")),
    (CLAIMS, "Two", "e", ("evidence", "One is.", "Two is.")),
    (CLAIMS, "Ada", "a", ("source", "One is.", "Ada")),
]


@pytest.mark.parametrize(("text", "to", "key", "link"), MADE)
def test_a_letter_and_a_type_make_a_link(
    text: str, to: str, key: str, link: tuple[str, str, str]
) -> None:
    made = desk(text)
    made.press("L")
    made.press(letter(made, to) + key)
    assert links(made) == [link]
    assert made.workspace.context == "reader"
    made.press("u")
    assert links(made) == []


def test_where_one_type_fits_it_is_not_asked_for() -> None:
    made = desk("{quote:“O┃ne.”} {quote:“Two.”}")
    made.press("L")
    made.press(letter(made, "“Two"))
    assert links(made) == [("reply", "“One.”", "“Two.”")]


def test_the_types_that_fit_are_shown_with_their_letters() -> None:
    made = desk("{claim:┃One is.} {quote:“Two.”}")
    made.press("L")
    made.press(letter(made, "“Two"))
    assert [tuple(hint) for hint in keyline.hints(made.workspace)] == [
        ("a", "according to"),
        ("e", "supported by"),
        ("r", "answered by"),
        ("esc", "leave"),
    ]


def test_a_name_that_nobody_tagged_is_tagged_with_its_link() -> None:
    made = desk("{claim:┃One is.} So says Una Moss.")
    made.press("L")
    made.press(letter(made, "Una") + "a")
    assert show(made.reader) == "{claim:┃One is.} So says {person:Una Moss}."
    assert links(made) == [("source", "One is.", "Una Moss")]
    made.press("u")
    assert show(made.reader) == "{claim:One is.} So says ┃Una Moss."


def test_the_same_link_again_removes_it() -> None:
    made = desk(CLAIMS)
    for _ in range(2):
        made.press("L")
        made.press(letter(made, "Two") + "m")
    assert links(made) == []
    assert "no longer the same as Two is." in made.said


def test_a_quotation_has_one_speaker() -> None:
    made = desk(STORY)
    for name in ("Orsk", "Ada"):
        made.press("L")
        made.press(letter(made, name) + "s")
    assert links(made) == [("speaker", "“It went,”", "Ada Bell")]


def test_speakers_are_offered_by_digit_beside_the_letters() -> None:
    made = desk("{quote:“It w┃ent,”} said Ada Bell.")
    made.press("L")
    assert made.workspace.offer is not None
    made.press("1")
    assert links(made) == [("speaker", "“It went,”", "Ada Bell")]
    assert made.reader.hints is None


LEFT = [
    ("L<esc>", "", "reader"),
    ("L9", "no letter 9 is shown", "reader"),
]


@pytest.mark.parametrize(("keys", "said", "context"), LEFT)
def test_leaving_the_letters(keys: str, said: str, context: str) -> None:
    made = desk(CLAIMS)
    made.press(keys)
    assert (made.said, made.workspace.context) == (said, context)
    assert made.reader.hints is None
    assert links(made) == []


def test_a_letter_that_stands_for_no_type_links_nothing() -> None:
    made = desk(CLAIMS)
    made.press("L")
    made.press(letter(made, "Two") + "z")
    assert made.said == "no link has the letter z"
    assert made.workspace.context == "reader"


def test_what_can_be_linked_to_nothing_says_so() -> None:
    made = desk("{claim:┃one is.}")
    made.press("L")
    assert "nothing in view can be linked" in made.said


def test_labels_leave_out_the_keys_that_choose_a_speaker() -> None:
    keymap = CONFIG.keymap
    assert {"enter", "1", "x", "esc"} <= keymap.alone("link", "speaker")


FOLLOWED = "{quote:“It ┃went,”} said {person:Ada Bell}. One. Two."


def test_one_key_goes_to_the_other_end_and_back() -> None:
    made = desk(FOLLOWED)
    made.press("L")
    made.press(letter(made, "Ada") + "s" + "%")
    assert show(made.reader) == "{quote:“It went,”} said {person:┃Ada Bell}. One. Two."
    made.press("%")
    assert show(made.reader) == "{quote:┃“It went,”} said {person:Ada Bell}. One. Two."
    assert "said by Ada Bell" in status.where(made.workspace).remark


def test_nothing_to_follow() -> None:
    made = desk(FOLLOWED)
    made.press("%")
    assert made.said == "nothing here is linked"


def test_a_link_goes_with_either_end() -> None:
    for keys in ("x", "%x"):
        made = desk(FOLLOWED)
        made.press("L")
        made.press(letter(made, "Ada") + "s" + keys)
        assert links(made) == []
        made.press("u")
        assert links(made) == [("speaker", "“It went,”", "Ada Bell")]


OTHER = "{claim:Six is.} {person:Bo} says."


def beside() -> Desk:
    """A story with a claim, and another one in the second pane."""
    made = desk("{claim:┃One is.} Two.", OTHER)
    made.press("|J<c-w>w")
    return made


def test_links_across_panes() -> None:
    made = beside()
    made.press("L")
    made.press(letter(made, "Six") + "m")
    assert links(made) == [("same", "One is.", "Six is.")]
    (link,) = made.reader.records.links.values()
    assert link.target_article == made.workspace.panes[1].article.id != link.article
    assert "the same as Six is." in status.where(made.workspace).remark
    made.press("%")
    assert made.workspace.pane == 1
    assert show(made.reader) == "{claim:┃Six is.} {person:Bo} says."


def test_the_other_end_is_opened_beside_where_it_is_not() -> None:
    made = beside()
    made.press("L")
    made.press(letter(made, "Six") + "m" + "<c-w>w<c-w>q")
    assert len(made.workspace.panes) == 1
    made.workspace.library.update("2.txt", id="")
    made.press("%")
    assert [one.path for one in made.workspace.panes] == ["1.txt"]
    assert "not in the library" in made.said
    made.workspace.library.update("2.txt", id=made.articles["2.txt"].id)
    assert "in “2.txt”" in status.where(made.workspace).remark
    made.press("%")
    assert [one.path for one in made.workspace.panes] == ["1.txt", "2.txt"]
    assert show(made.reader) == "{claim:┃Six is.} {person:Bo} says."


def test_an_end_removed_in_another_article_is_said() -> None:
    made = beside()
    made.press("L")
    made.press(letter(made, "Six") + "m" + "<c-w>wx<c-w>w" + "%")
    assert made.said == "the other end of this link has been removed"
    assert status.where(made.workspace).remark
