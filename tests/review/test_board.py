from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.model import Annotation, Link, Quote
from tui.review.board import ALIKE, grouped


def claim(id: str, words: str) -> Annotation:
    quotes = (Quote(words),)
    return Annotation(id=id, article=id, tag="claim", spans=((0, len(words)),), quotes=quotes)


def ids(groups: list[list[Annotation]]) -> list[str]:
    return [" ".join(one.id for one in group) for group in groups]


def test_nearly_the_same_words_stand_together() -> None:
    claims = [
        claim("a", "The island loses about 40 centimetres of shore a year."),
        claim("b", "Nine boats sank in March."),
        claim("c", "The island loses some 40 centimetres of shore a year, he said."),
        claim("d", "NINE boats sank in March!"),
    ]
    assert ids(grouped(claims)) == ["a c", "b d"]


def test_what_a_person_says_is_the_same_stands_together() -> None:
    claims = [claim("a", "It rains."), claim("b", "Water falls from the sky.")]
    link = Link(id="l", article="a", type="same", source="a", target="b")
    assert ids(grouped(claims)) == ["a", "b"]
    assert ids(grouped(claims, [link])) == ["a b"]


words = st.lists(
    st.sampled_from(["tax", "road", "boats", "port", "rose", "sank", "nine", "ten"]), max_size=6
)


@given(st.lists(words, max_size=8))
def test_groups_are_what_comparing_all_pairs_gives(said: list[list[str]]) -> None:
    claims = [claim(str(number), " ".join(each)) for number, each in enumerate(said)]
    found = {one.id: number for number, group in enumerate(grouped(claims)) for one in group}
    leader = list(range(len(said)))
    for _ in said:
        for a, mine in enumerate(map(set, said)):
            for b, theirs in enumerate(map(set, said)):
                if mine and len(mine & theirs) >= ALIKE * len(mine | theirs):
                    leader[a] = leader[b] = min(leader[a], leader[b])
    for a in range(len(said)):
        for b in range(len(said)):
            assert (leader[a] == leader[b]) == (found[str(a)] == found[str(b)])
