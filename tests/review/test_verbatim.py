from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.review.verbatim import Transcript

SAID = (
    "Reed: We will not build that road, not this year. [00:40] Some of the families have been "
    "here for a long time, and they're not leaving. Nobody asked them. The bridge stays."
)


@pytest.mark.parametrize(
    ("parts", "kind", "found", "difference"),
    [
        (["We will not build that road,"], "exact", "We will not build that road", ""),
        (["“we will not build that road”"], "exact", "We will not build that road", ""),
        (["they’re\n not  leaving"], "exact", "they're not leaving", ""),
        (["We will not … this year."], "exact", "We will not build that road, not this year", ""),
        (["We will not ... this year."], "exact", "We will not build that road, not this year", ""),
        (
            ["We will not build [the causeway], not this year"],
            "exact",
            "We will not build that road, not this year",
            "",
        ),
        (["Nobody asked them", "the bridge stays"], "exact",
         "Nobody asked them. The bridge stays", ""),
        (["We will build that road, not this year"], "altered",
         "We will not build that road, not this year", "left out “not”"),
        (["We will never build that road"], "altered",
         "We will not build that road", "“never” for “not”"),
        (["families have been here for a very long time"], "altered",
         "families have been here for a long time", "added “very”"),
        (["Many families have been here for a long time"], "altered",
         "the families have been here for a long time", "“Many” for “the”"),
        (["The harbour was empty at dawn"], "not found", "", ""),
        (["of the"], "exact", "of the", ""),
        (["…"], "not found", "", ""),
        ([""], "not found", "", ""),
        ([], "not found", "", ""),
    ],
)  # fmt: skip
def test_a_quotation_is_checked(parts: list[str], kind: str, found: str, difference: str) -> None:
    verdict = Transcript(SAID).check(parts)
    assert verdict.kind == kind
    assert SAID[slice(*verdict.span)] == found if verdict.span else not found
    assert verdict.difference == difference


def test_what_is_not_among_the_parts_is_not_said() -> None:
    start = SAID.index("Nobody")
    assert Transcript(SAID, [(start, len(SAID))]).check(["build that road"]).kind == "not found"
    whole = [(0, SAID.index("[")), (SAID.index("Some"), len(SAID))]
    words = ["not this year. Some of the families"]
    assert Transcript(SAID).check(words).kind == "altered"
    assert Transcript(SAID, whole).check(words).kind == "exact"


def test_languages_without_spaces() -> None:
    said = Transcript("市長は「橋は建てません」と述べた。")
    assert said.check(["橋は建てません"]).kind == "exact"
    assert said.check(["橋は必ず建てません"]).difference == "added “必ず”"


words = st.lists(
    st.sampled_from(["harbour", "road", "bridge", "tax", "boats", "wardens", "left", "stayed"])
)


@given(words, words.filter(bool), words)
def test_what_was_said_is_exact_wherever_it_stands(
    before: list[str], quoted: list[str], after: list[str]
) -> None:
    text = " ".join((*before, *quoted, *after))
    verdict = Transcript(text).check([" ".join(quoted).upper()])
    assert verdict.kind == "exact"
    assert verdict.span is not None
    assert text[slice(*verdict.span)] == " ".join(quoted)


@given(words, words)
def test_a_verdict_is_sound_for_any_words(said: list[str], quoted: list[str]) -> None:
    text = ". ".join(said)
    verdict = Transcript(text).check([" ".join(quoted)])
    assert (verdict.kind == "not found") == (verdict.span is None)
    assert (verdict.kind == "altered") == bool(verdict.changes)
    if verdict.span is not None:
        assert 0 <= verdict.span[0] < verdict.span[1] <= len(text)
