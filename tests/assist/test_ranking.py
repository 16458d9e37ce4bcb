from __future__ import annotations

import pytest

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


def test_the_ranking_says_what_moved_a_score() -> None:
    ranking = after((TITLED, True), (TITLED, True), (BARE, False))
    assert ranking.reasons(TITLED) == [
        "person, after a title: 2 of 2 accepted",
        "person by glossator: 2 of 3 accepted",
    ]
