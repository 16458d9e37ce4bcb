from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.assist.candidate import Candidate
from tui.assist.ranking import Ranking

TITLED = Candidate(
    tag="person", spans=((0, 4),), text="Bell", score=0.6, features=("after a title",)
)
BARE = Candidate(tag="person", spans=((9, 13),), text="Noor", score=0.6, features=("capitals",))


def after(*decisions: tuple[Candidate, bool]) -> Ranking:
    ranking = Ranking()
    for candidate, accepted in decisions:
        ranking = ranking.learn(candidate, accepted=accepted)
    return ranking


def test_without_decisions_a_score_is_the_candidates_own() -> None:
    assert Ranking().score(TITLED) == TITLED.score


def test_what_was_rejected_sinks_and_what_was_accepted_rises() -> None:
    ranking = after((TITLED, True), (TITLED, True), (BARE, False), (BARE, False))
    assert ranking.score(TITLED) > TITLED.score
    assert ranking.score(BARE) < BARE.score


@pytest.mark.parametrize("accepted", [True, False])
def test_a_score_stays_between_nought_and_one(accepted: bool) -> None:
    ranking = after(*[(TITLED, accepted)] * 500)
    assert 0 < ranking.score(TITLED) < 1


WEAK = Candidate(tag="person", spans=((20, 24),), text="Take", score=0.4, features=("one capital",))
STRONG = Candidate(
    tag="place", spans=((30, 38),), text="Tolmarch", score=0.85, features=("in the dateline",)
)


@pytest.mark.parametrize("accepted", [TITLED, WEAK])
def test_a_weak_one_stays_below_a_strong_one_whatever_is_accepted(accepted: Candidate) -> None:
    ranking = after(*[(accepted, True)] * 500)
    assert WEAK.score < ranking.score(WEAK) < 0.7 < ranking.score(STRONG)


def test_strong_ones_that_are_always_rejected_sink_below_the_others() -> None:
    ranking = after(*[(STRONG, False)] * 30)
    assert ranking.score(STRONG) < 0.4


DECISIONS = st.lists(
    st.tuples(
        st.builds(
            Candidate,
            tag=st.just("claim"),
            spans=st.just(((0, 4),)),
            text=st.just("word"),
            score=st.floats(0, 1),
            features=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        ),
        st.booleans(),
    ),
    max_size=40,
)


@given(DECISIONS, DECISIONS.filter(bool))
def test_no_score_is_raised_by_more_than_one_in_log_odds(
    decisions: list[tuple[Candidate, bool]], scored: list[tuple[Candidate, bool]]
) -> None:
    ranking = after(*decisions)
    for candidate, _ in scored:
        own = min(max(candidate.score, 0.02), 0.98)
        most = 1 / (1 + (1 - own) / own * exp(-1))
        assert 0 <= ranking.score(candidate) <= max(most, candidate.score) + 1e-9


def test_the_ranking_says_what_moved_a_score() -> None:
    ranking = after((TITLED, True), (TITLED, True), (BARE, False))
    assert ranking.reasons(TITLED) == [
        "person, after a title: 2 of 2 accepted",
        "person by glossator: 2 of 3 accepted",
    ]
