"""Whole comparisons: what fits, what is refused, and how sure the figures are."""

from __future__ import annotations

import sys

import pytest
from agreement.agreed import said, shared

from tui.agreement.gamma import Missing
from tui.agreement.study import Plan, study

A, B = ("claim", 0, 10), ("quote", 20, 30)
PAIR = ("Ana", "Bo")
MATERIAL = [
    shared(said(A), said(A), name="alike"),
    shared(said(A, B), said(B), name="half"),
    shared(said(), said(), name="empty"),
]


def figures(plan: Plan, material=MATERIAL, names=PAIR):
    return {one.name: one for one in study(material, names, plan).measures}


def test_figures_by_tag_pair_and_article() -> None:
    found = figures(Plan())["exact-f1"]
    assert found.value == pytest.approx(4 / 5)
    assert found.per_tag == {"claim": pytest.approx(2 / 3), "quote": 1}
    assert found.per_pair == [("Ana", "Bo", pytest.approx(4 / 5))]
    assert found.per_article == {"alike": 1, "half": pytest.approx(2 / 3), "empty": None}


def test_kappa_of_free_spans_is_refused_with_what_fits() -> None:
    report = study(MATERIAL, PAIR, Plan())
    assert {"cohen-kappa", "alpha-nominal"} <= {one.name for one in report.refused}
    with pytest.raises(ValueError, match=r"cohen-kappa does not fit: free spans .*take .*f1"):
        study(MATERIAL, PAIR, Plan(names=("cohen-kappa",)))


def test_fleiss_kappa_wants_as_many_judgements_of_each_unit() -> None:
    material = [shared(said(A), said(A), said(A)), shared(said(A), said(A), name="y")]
    report = study(material, ("Ana", "Bo", "Cy"), Plan(unit="sentences"))
    assert [one.name for one in report.refused] == ["fleiss-kappa"]
    with pytest.raises(ValueError, match=r"some units have more judgements.*alpha-nominal"):
        study(material, ("Ana", "Bo", "Cy"), Plan(unit="sentences", names=("fleiss-kappa",)))


def test_an_unknown_measure_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no measure “kappa” of these units; there are observed"):
        study(MATERIAL, PAIR, Plan(unit="tokens", names=("kappa",)))


def test_sentences_are_judged_by_the_tags_on_them() -> None:
    found = figures(Plan(unit="sentences"))
    assert found["observed"].value == pytest.approx(29 / 30)
    assert found["cohen-kappa"].per_tag["quote"] == 1


def sure(value: str):
    return "claim", 0, 10, {"certainty": value}


@pytest.mark.parametrize(
    ("level", "values", "order", "name"),
    [
        ("ordinal", ["low", "mid", "high"], ("low", "mid", "high"), "alpha-ordinal"),
        ("ordinal", ["1", "2", "10"], (), "alpha-ordinal"),
        ("interval", ["1", "2", "3"], (), "alpha-interval"),
    ],
)
def test_near_values_agree_more_than_far_ones(level, values, order, name) -> None:
    low, middle, high = values

    def value(second: str) -> float:
        ends = [shared(said(sure(one)), said(sure(one)), name=one) for one in values]
        material = [*ends, shared(said(sure(low)), said(sure(second)), name="x")]
        plan = Plan(attribute="certainty", level=level, order=order)
        found = figures(plan, material)[name].value
        assert found is not None
        return found

    assert 1 == value(low) > value(middle) > value(high)


@pytest.mark.parametrize(("level", "hint"), [("ordinal", "scheme rank"), ("interval", "numbers")])
def test_values_without_rank_are_refused(level, hint: str) -> None:
    material = [shared(said(sure("perhaps")), said(sure("2")))]
    with pytest.raises(ValueError, match=f"{hint}.*: 2, perhaps"):
        study(material, PAIR, Plan(attribute="certainty", level=level))


def test_only_annotations_made_alike_have_values_to_compare() -> None:
    other = ("claim", 40, 50, {"certainty": "2"})
    material = [shared(said(sure("1"), other), said(sure("2"), A, B))]
    report = study(material, PAIR, Plan(attribute="certainty"))
    assert report.units == 1
    assert figures(Plan(attribute="certainty"), material)["observed"].value == 0


def test_intervals_hold_the_value_and_follow_the_seed() -> None:
    material = [
        shared(said(A, B), said(A, *([B] if at % 3 else [])), name=str(at)) for at in range(20)
    ]
    one, same, other = (figures(Plan(seed=seed), material)["exact-f1"] for seed in (1, 1, 2))
    assert one.low is not None
    assert one.low < one.value < one.high < 1
    assert (one.low, one.high) == (same.low, same.high)
    assert (one.low, one.high) != (other.low, other.high)


def test_one_article_gives_no_interval() -> None:
    assert figures(Plan(), MATERIAL[:1])["exact-f1"].low is None
    assert figures(Plan(resamples=0))["exact-f1"].low is None


def test_gamma_is_computed_where_its_package_is() -> None:
    pytest.importorskip("pygamma_agreement", reason="the extra agreement is not installed")
    found = figures(Plan(names=("gamma",)))["gamma"].per_article
    assert found["alike"] == pytest.approx(1)
    assert found["half"] < 1
    assert found["empty"] is None
    figure = figures(Plan(names=("gamma",)))["gamma"]
    assert figure.value == pytest.approx((found["alike"] + found["half"]) / 2)


def test_gamma_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(Missing, match=r"pip install 'glossator\[agreement\]'"):
        study(MATERIAL, PAIR, Plan(names=("gamma",)))
