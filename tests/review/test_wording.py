from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import PIECES
from tui.review.likeness import resemblance, sketch
from tui.review.wording import marked, wording


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It costs €1,912.", "It costs €1,921.", "It costs €[-1,912-]{+1,921+}."),
        ("Bell left at six.", "Bell left.", "Bell left[- at six-]."),
        ("Bell left.", "Bell left at six.", "Bell left{+ at six+}."),
        ("Bell left.", "Bell left.", "Bell left."),
        ("渡し船は六時に出る。", "渡し船は七時に出る。", "渡し船は[-六-]{+七+}時に出る。"),
        ("", "Bell left.", "{+Bell left.+}"),
    ],
)
def test_what_changed_is_marked(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


TEXTS = st.lists(st.sampled_from([*PIECES, "Bell", "left", "six"]), max_size=30).map("".join)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_from_the_marks(old: str, new: str) -> None:
    parts = wording(old, new)
    assert "".join(words for part, words in parts if part != "gone") == new
    kept = "".join(words for part, words in parts if part != "came")
    assert "".join(kept.split()) == "".join(old.split())


def test_a_revised_text_resembles_the_one_before_and_another_does_not() -> None:
    story = [
        f"On day {day} the ferry {day * 7} sailed with {day + 3} on board." for day in range(40)
    ]
    revised = [*story[:30], "A storm came up.", *story[35:]]
    other = [
        f"The council of {day} voted {day % 7} to {day % 5} on road {day}." for day in range(40)
    ]
    one, two, three = sketch(story), sketch(revised), sketch(other)
    assert resemblance(one, one) == 1.0
    assert resemblance(one, two) > 0.6
    assert resemblance(one, three) < 0.1
    assert resemblance(sketch([]), sketch([])) == 0.0
