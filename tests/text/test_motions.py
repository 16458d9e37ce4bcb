from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import parse, segments, texts
from tui.text.graphemes import clusters, floor_boundary
from tui.text.motions import MOTIONS, next_end, previous_end

ROWS = [
    ("char.next", "a┃e\u0301b", "ae\u0301┃b"),
    ("char.next", "a\r┃\nb", "a\r\n┃b"),
    ("char.next", "ab┃c", "ab┃c"),
    ("char.previous", "ae\u0301┃b", "a┃e\u0301b"),
    ("char.previous", "┃ab", "┃ab"),
    ("word.next", "O┃ne, two.", "One, ┃two."),
    ("word.next", "One ┃two.\n\n“Three.”", "One two.\n\n“┃Three.”"),
    ("word.next", "One ┃two.", "One two┃."),
    ("word.previous", "One.\n\n┃Two", "┃One.\n\nTwo"),
    ("word.previous", "One tw┃o", "One ┃two"),
    ("sentence.next", "One┃ is. “Two is.”", "One is. ┃“Two is.”"),
    ("sentence.previous", "One is. T┃wo is.", "One is. ┃Two is."),
    ("sentence.previous", "One is.\n\n┃Two is.", "┃One is.\n\nTwo is."),
    ("paragraph.next", "On┃e.\n\n\n Two.\n\nThree.", "One.\n\n\n ┃Two.\n\nThree."),
    ("paragraph.next", "One.\n\nT┃wo.", "One.\n\nTwo┃."),
    ("paragraph.previous", "One.\n\nTw┃o.", "One.\n\n┃Two."),
    ("paragraph.previous", "One.\n\n┃Two.", "┃One.\n\nTwo."),
    ("article.start", "One.┃", "┃One."),
    ("article.end", "┃One", "On┃e"),
]


@pytest.mark.parametrize(("name", "before", "after"), ROWS)
def test_motion(name: str, before: str, after: str) -> None:
    row = parse(before)
    moved = MOTIONS[name](segments(row.text), row.cursor)
    assert row.text[:moved] + "┃" + row.text[moved:] == after


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("word", "O┃ne two", "On┃e two"),
        ("word", "On┃e two", "One tw┃o"),
        ("word", "┃ae\u0301 b", "a┃e\u0301 b"),
        ("sentence", "┃One is. Two.", "One is┃. Two."),
        ("paragraph", "┃One is. Two. \n\nThree.", "One is. Two┃. \n\nThree."),
    ],
)
def test_next_end(unit: str, before: str, after: str) -> None:
    row = parse(before)
    moved = next_end(segments(row.text), unit, row.cursor)
    assert row.text[:moved] + "┃" + row.text[moved:] == after


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("word", "One t┃wo", "On┃e two"),
        ("sentence", "One is. T┃wo.", "One is┃. Two."),
        ("paragraph", "One is. Two. \n\nTh┃ree.", "One is. Two┃. \n\nThree."),
    ],
)
def test_previous_end(unit: str, before: str, after: str) -> None:
    row = parse(before)
    moved = previous_end(segments(row.text), unit, row.cursor)
    assert row.text[:moved] + "┃" + row.text[moved:] == after


@pytest.mark.parametrize("name", MOTIONS)
@pytest.mark.parametrize("text", ["", " ", "\r\n"])
def test_a_text_without_words_holds_the_cursor(name: str, text: str) -> None:
    assert MOTIONS[name](segments(text), 0) == 0


@given(texts)
def test_walking_visits_every_cluster_once_and_back(text: str) -> None:
    parts = segments(text)
    forward = [0]
    while (reached := MOTIONS["char.next"](parts, forward[-1])) != forward[-1]:
        forward.append(reached)
    assert forward == ([start for start, _ in clusters(text, 0, len(text))] or [0])
    backward = [forward[-1]]
    while (reached := MOTIONS["char.previous"](parts, backward[-1])) != backward[-1]:
        backward.append(reached)
    assert backward == forward[::-1]


@given(texts, st.sampled_from(sorted(MOTIONS)), st.data())
def test_a_motion_ends_on_a_cluster_in_its_direction(
    text: str, name: str, data: st.DataObject
) -> None:
    offset = floor_boundary(text, data.draw(st.integers(0, max(0, len(text) - 1))))
    moved = MOTIONS[name](segments(text), offset)
    assert moved == floor_boundary(text, moved)
    assert 0 <= moved < max(1, len(text))
    if name.endswith((".next", ".end")):
        assert moved >= offset
    else:
        assert moved <= offset
