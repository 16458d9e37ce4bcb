"""What becomes of annotations in the next draft: rows of both drafts with their spans marked."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.notation import PIECES, article, parse, show
from tui.annotations.model import Annotation, Quote
from tui.assist.suggest import suggest
from tui.review.rebase import Rebase
from tui.sources.opening import Sources
from tui.text.anchors import select
from tui.text.article import Article, Span

SAMPLES = Path(__file__).parents[2] / "sample_articles"


def annotation(on: Article, *spans: Span, id: str = "one") -> Annotation:
    quotes = tuple(Quote(*select(on.text, span)) for span in spans)
    return Annotation(id=id, article=on.id, tag="claim", spans=spans, quotes=quotes)


def rebased(marked: str, new: str) -> str:
    """What becomes of one annotation, on all that is marked, and where it stands then."""
    text, _, spans = parse(marked)
    old = article(text)
    (outcome,) = Rebase(old, article(new), [annotation(old, *spans)]).outcomes
    return f"{outcome.fate}: {show(new, outcome.spans)}"


STORY = "The ferry sails at six. Bell waits for nobody."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f"⟦{STORY}⟧", STORY, f"moved: ⟦{STORY}⟧"),
        (
            "The ferry sails at six. ⟦Bell waits for nobody.⟧",
            "It rains. The ferry sails at six. Bell waits for nobody.",
            "moved: It rains. The ferry sails at six. ⟦Bell waits for nobody.⟧",
        ),
        (
            "⟦The old ferry sails at six.⟧ Bell waits for nobody. Then it is dark in the town.",
            "Bell waits for nobody. Then it is dark in the town. The old ferry sails at six.",
            ("moved: Bell waits for nobody. Then it is dark in the town. "
             "⟦The old ferry sails at six.⟧"),
        ),
        (
            "⟦The ferry sails at six.⟧ Bell waits.",
            "The ferry sails at seven. Bell waits.",
            "recheck: ⟦The ferry sails at seven.⟧ Bell waits.",
        ),
        (
            "The ferry sails at ⟦six⟧. Bell waits.",
            "The ferry sails at seven. Bell waits.",
            "recheck: The ferry sails at ⟦seven⟧. Bell waits.",
        ),
        (
            "The ⟦ferry⟧ sails at six. Bell waits.",
            "The ferry sails at seven. Bell waits.",
            "recheck: The ⟦ferry⟧ sails at seven. Bell waits.",
        ),
        (
            "“It never waits,” said Bell, “⟦not for anybody in this town⟧.” He left.",
            ("He left. Asked about the ferry, which was late, the mayor could only repeat "
             "“not for anybody in this town” and a great many other things of that kind."),
            ("recheck: He left. Asked about the ferry, which was late, the mayor could only repeat "
             "“⟦not for anybody in this town⟧” and a great many other things of that kind."),
        ),
        ("It rains. ⟦Bell⟧ waits.", "It rains.", "orphan: It rains."),
        (
            "It rains. ⟦Bell⟧ waits for nobody.",
            "It rains. A church has lost its Bell.",
            "orphan: It rains. A church has lost its Bell.",
        ),
        (
            "⟦The ferry sails\nat six.⟧ Bell waits.",
            "The ferry sails at six. Bell waits.",
            "recheck: ⟦The ferry sails at six.⟧ Bell waits.",
        ),
        (
            "The ferry\nsails at ⟦six⟧. Bell waits.",
            "The ferry sails\nat six. Bell waits.",
            "moved: The ferry sails\nat ⟦six⟧. Bell waits.",
        ),
        (
            "⟦The ferry sails at six.⟧ Bell waits. ⟦Nobody goes.⟧",
            "The ferry sails at six. Bell waits.",
            "recheck: ⟦The ferry sails at six.⟧ Bell waits.",
        ),
        (
            "⟦The ferry sails at six. Bell waits.⟧",
            "The ferry sails at six. It rains. Bell waits.",
            "recheck: ⟦The ferry sails at six. It rains. Bell waits.⟧",
        ),
        (
            'Orrick, the nurse, said: ⟦"I will not be thinking about sand."⟧ She went.',
            '"I will not be thinking about sand," said Orrick, the nurse. She went.',
            'recheck: ⟦"I will not be thinking about sand,"⟧ said Orrick, the nurse. She went.',
        ),
        ("⟦渡し船は六時に出る。⟧誰も待たない。", "渡し船は七時に出る。誰も待たない。",
         "recheck: ⟦渡し船は七時に出る。⟧誰も待たない。"),
        ("⟦Yes.⟧ It rains.", "It rains. So it is. Yes.", "orphan: It rains. So it is. Yes."),
    ],
)  # fmt: skip
def test_where_an_annotation_goes(old: str, new: str, expected: str) -> None:
    assert rebased(old, new) == expected


def test_every_annotation_of_the_sample_is_accounted_for() -> None:
    """Thirty annotations of the first draft, with what has become of each in the second."""
    first, second = (
        Sources().article(str(SAMPLES / f"wire-island-vote{name}.txt")) for name in ("", "-draft2")
    )
    candidates = [one for one in suggest(first) if one.tag in ("claim", "quote", "amount", "time")]
    made = [
        annotation(first, *one.spans, id=str(number))
        for number, one in enumerate(candidates[:: len(candidates) // 30][:30])
    ]
    assert len(made) == 30
    outcomes = Rebase(first, second, made).outcomes
    assert [one.annotation.id for one in outcomes] == [one.id for one in made]
    for one in outcomes:
        words = [second.text[slice(*span)] for span in one.spans]
        same = words == [quote.exact for quote in one.annotation.quotes]
        assert one.fate == "moved" if one.before == one.after else one.fate != "moved"
        assert same or one.fate != "moved"
        assert bool(words) == (one.fate != "orphan")
    fates = [one.fate for one in outcomes]
    assert {fate: fates.count(fate) for fate in set(fates)} == {"moved": 9, "recheck": 21}


def test_sentences_that_came_are_new() -> None:
    old, new = article("It rains. Bell waits."), article("It rains. The ferry is late. Bell waits.")
    assert [new.text[slice(*one)] for one in Rebase(old, new, []).new_sentences] == [
        "The ferry is late."
    ]


SENTENCES = st.sampled_from(
    [
        "The ferry sails at six.",
        "Bell waits for nobody.",
        "Yes.",
        "“It never waits,” said Bell.",
        "The council voted 5 to 4 on Tuesday.",
        "渡し船は六時に出る。",
    ]
)
DRAFTS = st.lists(SENTENCES, min_size=1, max_size=12).map(" ".join)
ANY_TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(str.strip)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text after some random edits: words gone, come, changed, moved."""
    for _ in range(draw(st.integers(0, 4))):
        low = draw(st.integers(0, len(text)))
        high = draw(st.integers(low, min(len(text), low + 30)))
        to = draw(st.integers(0, len(text)))
        part, rest = text[low:high], text[:low] + text[high:]
        came = draw(st.sampled_from(["", "seven", " Then it rained.", ".", " ", "\n\n", part]))
        text = (
            rest[:to] + part + rest[to:] if draw(st.booleans()) else text[:low] + came + text[high:]
        )
    return text


@given(st.data())
def test_no_words_are_put_elsewhere_without_saying_so(data: st.DataObject) -> None:
    text = data.draw(DRAFTS | ANY_TEXT)
    old, new = article(text), article(data.draw(edited(text)))
    edges = data.draw(st.lists(st.integers(0, len(text)), unique=True, min_size=2, max_size=6))
    cuts = sorted(edges)
    made = [annotation(old, span, id=str(span)) for span in pairwise(cuts)]
    made.append(annotation(old, *list(zip(cuts[::2], cuts[1::2], strict=False))))
    outcomes = Rebase(old, new, made).outcomes
    assert [one.annotation for one in outcomes] == made
    for one in outcomes:
        assert all(0 <= start < end <= len(new.text) for start, end in one.spans)
        assert all(low[1] <= high[0] for low, high in pairwise(one.spans))
        words = [new.text[slice(*span)] for span in one.spans]
        if one.fate == "moved":
            assert words == [quote.exact for quote in one.annotation.quotes]
            assert one.before == one.after
        assert bool(words) == (one.fate != "orphan")


@given(DRAFTS | ANY_TEXT)
def test_the_same_text_keeps_everything(text: str) -> None:
    same = article(text)
    made = [annotation(same, (0, len(text)))]
    rebase = Rebase(same, same, made)
    assert [(one.fate, one.spans) for one in rebase.outcomes] == [("moved", made[0].spans)]
    assert rebase.new_sentences == []
    assert {pair.kind for pair in rebase.alignment.pairs} <= {"same"}


@given(st.lists(SENTENCES, max_size=12), st.randoms())
def test_every_sentence_of_both_drafts_is_in_one_pair(
    parts: list[str], chance: random.Random
) -> None:
    mixed = [*parts, "It rained."]
    chance.shuffle(mixed)
    alignment = Rebase(article(" ".join(parts)), article(" ".join(mixed)), []).alignment
    assert [pair.new for pair in alignment.pairs if pair.new is not None] == [*range(len(mixed))]
    assert sorted(pair.old for pair in alignment.pairs if pair.old is not None) == [
        *range(len(parts))
    ]
