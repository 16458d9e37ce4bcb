from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.text.alternatives import alternatives, any_case

words = st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=20)


@given(words, st.text("abc ", max_size=30))
def test_the_pattern_finds_what_a_plain_list_finds(listed: list[str], text: str) -> None:
    plain = "|".join(sorted(map(re.escape, set(listed)), key=len, reverse=True))
    assert re.findall(rf"\b(?:{alternatives(listed)})\b", text) == re.findall(
        rf"\b(?:{plain})\b", text
    )


def test_a_word_with_a_special_character() -> None:
    assert re.fullmatch(alternatives(["a.b", "a"]), "axb") is None


def test_any_case() -> None:
    found = re.findall(rf"\b{any_case(['may', 'mayo'])}\b", "may Mayo MAY mAy")
    assert found == ["may", "Mayo", "MAY"]
