"""Parts of a dataset: what belongs together is in one part, and the division can be repeated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.annotations.model import ArticleRecord
from tui.exchange.splits import Divider, names, shares
from tui.text.article import Article

WORDS = ["harbour", "council", "vote", "island", "ferry", "warden", "bridge", "winter", "school"]


def article(number: int, *, agency: str = "", more: str = "") -> ArticleRecord:
    """One of many texts that have little in common."""
    words = (WORDS[(number * 7 + at * at * (number % 5 + 1)) % len(WORDS)] + str(number * at % 97)
             for at in range(60))  # fmt: skip
    text = " ".join(words) + more
    return ArticleRecord(id=Article(text=text).id, text=text, agency=agency)


def divided(articles: list[ArticleRecord], field: str = "", seed: int = 0) -> dict[str, str]:
    divider = Divider(field)
    for one in articles:
        divider.add(one)
    return divider.divided((80, 10, 10), seed)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(3, 60))
def test_the_shares_are_kept_and_a_division_can_be_repeated(seed: int, number: int) -> None:
    articles = [article(at) for at in range(number)]
    found = divided(articles, seed=seed)
    assert found == divided(articles, seed=seed)
    assert set(found) == {one.id for one in articles}
    for name, share in zip(names((80, 10, 10)), (0.8, 0.1, 0.1), strict=True):
        assert abs(list(found.values()).count(name) - number * share) <= 1


def test_the_seed_makes_another_division() -> None:
    articles = [article(at) for at in range(50)]
    assert divided(articles, seed=1) != divided(articles, seed=2)


def test_articles_with_one_agency_stay_together() -> None:
    articles = [article(at, agency=f"agency {at % 9}") for at in range(90)]
    found = divided(articles, "agency")
    for one in range(9):
        assert len({found[each.id] for each in articles if each.agency == f"agency {one}"}) == 1


@pytest.mark.parametrize("seed", range(8))
def test_nearly_equal_texts_stay_together(seed: int) -> None:
    articles = [article(at) for at in range(40)]
    drafts = [article(at, more=" and one more line") for at in range(40)]
    found = divided([*articles, *drafts], seed=seed)
    for one, draft in zip(articles, drafts, strict=True):
        assert found[one.id] == found[draft.id]


def test_short_texts_that_differ_are_not_alike() -> None:
    texts = ["A ferry.", "The vote.", "A bridge.", "The mayor."]
    articles = [ArticleRecord(id=text, text=text) for text in texts]
    divider = Divider("")
    for one in articles:
        divider.add(one)
    assert sorted(divider.divided((50, 50), 0).values()) == ["test", "test", "train", "train"]


@pytest.mark.parametrize("written", ["", "80", "80/0/20", "a/b", "1/2/3/4", "80/10/-10"])
def test_what_is_no_division(written: str) -> None:
    with pytest.raises(ValueError, match="is no division"):
        shares(written)
