"""The coefficients, held against what is printed in the literature."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from agreement.agreed import contingency, units
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement import coding
from tui.agreement.coefficients import (
    alpha,
    cohen_kappa,
    fleiss_kappa,
    observed,
    scott_pi,
)


def rows(text: str) -> list[str]:
    """A row of judgements for each unit; a point is a missing one."""
    return text.split()


STATEMENTS = contingency([[20, 20], [10, 50]])
"""Artstein and Poesio 2008, Computational Linguistics 34(4), example 1."""

COHEN_1960 = contingency([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
SKEWED = contingency([[12, 18, 18], [0, 14, 18], [0, 0, 20]])
"""Krippendorff 2004, p. 246: annotators who use the categories differently."""

EVEN = contingency([[12, 9, 9], [9, 14, 9], [9, 9, 20]])
"""The same page: as much disagreement, between annotators who use them alike."""


@pytest.mark.parametrize(
    ("value", "table", "printed"),
    [
        (observed, STATEMENTS, 0.7),
        (cohen_kappa, STATEMENTS, 0.348),
        (scott_pi, STATEMENTS, 0.341),
        (cohen_kappa, COHEN_1960, 0.492),
        (observed, EVEN, 0.460),
        (scott_pi, EVEN, 0.186),
        (cohen_kappa, EVEN, 0.186),
        (observed, SKEWED, 0.460),
        (scott_pi, SKEWED, 0.186),
        (cohen_kappa, SKEWED, 0.258),
    ],
)
def test_two_annotators_as_printed(value, table, printed: float) -> None:
    assert value(table) == pytest.approx(printed, abs=0.0005)


DICHOTOMY = ["00", "11", "01", "00", "00", "01", "00", "01", "10", "00"]
"""Krippendorff 1980, p. 133."""

THREE = ["111", "122", "222", "444", "144", "222", "123", "333", "222"]
"""Krippendorff 1980, p. 139."""

MISSING = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222"]
MISSING += [".555", "..11", "..3."]
"""Krippendorff 2004, p. 230: four annotators, of whom some left units out."""

RANKS = rows(
    """
    112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223
    111.1 111.1 212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212.
    1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
    """
)
"""Hayes and Krippendorff 2007, p. 84: how aggressive newspapers' columns are, from 0 to 3."""

PSYCHIATRY = rows(
    """
    444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333
    144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224
    111155 224444 133333 555555
    """
)
"""Fleiss 1971, table 1: thirty patients, each diagnosed by six psychiatrists."""


@pytest.mark.parametrize(
    ("judged", "name", "printed"),
    [
        (DICHOTOMY, "observed", 0.600),
        (DICHOTOMY, "alpha-nominal", 0.095),
        (THREE, "observed", 0.740),
        (THREE, "alpha-nominal", 0.642),
        (THREE, "alpha-interval", 0.547),
        (MISSING, "observed", 0.800),
        (MISSING, "alpha-nominal", 0.743),
        (MISSING, "alpha-interval", 0.849),
        (RANKS, "alpha-ordinal", 0.7598),
        (PSYCHIATRY, "observed", 0.5556),
        (PSYCHIATRY, "fleiss-kappa", 0.430),
    ],
)
def test_many_annotators_as_printed(judged: list[str], name: str, printed: float) -> None:
    tally = coding.tally(units([[None if one == "." else one for one in row] for row in judged]))
    last_place = 10 ** -(len(str(printed)) - 2)  # Some of these books cut digits off.
    value = measure(name, set("".join(judged)) - {"."})(tally)
    assert value == pytest.approx(printed, abs=last_place)


@pytest.mark.parametrize(("category", "printed"), [(1, 0.248), (3, 0.517), (4, 0.470), (5, 0.566)])
def test_fleiss_of_one_category(category: int, printed: float) -> None:
    """Fleiss 1971, p. 381; the second category's printed figure is a slip."""
    tally = coding.of_tag(coding.tally(units(PSYCHIATRY)), str(category))
    assert measure("fleiss-kappa", "12345")(tally) == pytest.approx(printed, abs=0.005)


def measure(name: str, values, annotators: int = sys.maxsize):
    level = name.partition("-")[2]
    found = [one for one in coding.nominal(annotators) if one.name == name]
    return (found or [coding.scaled(level, sorted(values))])[0].of


def approximately(value: float | None):
    return value if value is None else pytest.approx(value)


JUDGEMENTS = st.integers(2, 5).flatmap(
    lambda annotators: st.lists(
        st.lists(st.sampled_from("abcd"), min_size=annotators, max_size=annotators),
        min_size=1,
        max_size=30,
    )
)
NAMES = [one.name for one in coding.nominal(2)]


@given(JUDGEMENTS)
def test_annotators_who_say_the_same_agree_wholly(rows: list[list[str]]) -> None:
    alike = coding.tally(units([[row[0]] * len(row) for row in rows]))
    several = len({row[0] for row in rows}) > 1
    for name in NAMES:
        value = measure(name, "abcd", len(rows[0]))(alike)
        assert value == (pytest.approx(1) if several or name == "observed" else None), name


@given(JUDGEMENTS, st.data())
def test_what_everybody_judged_is_counted_once_and_means_the_same(rows, data) -> None:
    missing = st.sampled_from([*range(len(rows[0])), None])
    gaps = [data.draw(missing) for _ in rows]
    judged = [
        [None if at == gap else value for at, value in enumerate(row)]
        for row, gap in zip(rows, gaps, strict=True)
    ]
    tally = coding.tally(units(judged))
    for name in NAMES:
        value = measure(name, "abcd", len(rows[0]))(tally)
        assert value == approximately(measure(name, "abcd")(tally)), name


@given(JUDGEMENTS, st.permutations("abcd"))
def test_names_of_categories_and_order_of_annotators_mean_nothing(rows, names) -> None:
    other = dict(zip("abcd", names, strict=True))
    tallies = [
        coding.tally(units(changed))
        for changed in (
            rows,
            [[other[value] for value in row] for row in rows],
            [row[::-1] for row in rows],
            rows[::-1],
        )
    ]
    for name in NAMES:
        values = [measure(name, "abcd")(tally) for tally in tallies]
        assert values == [approximately(values[0])] * len(tallies), name


@given(JUDGEMENTS)
def test_with_two_annotators_fleiss_is_scott_and_alpha_the_same_for_many_units(rows) -> None:
    tally = coding.tally(units([row[:2] for row in rows]))
    fleiss, scott = (measure(name, "abcd")(tally) for name in ("fleiss-kappa", "scott-pi"))
    assert fleiss == approximately(scott)
    if scott is not None:
        small = (1 - scott) / (2 * len(rows))
        assert measure("alpha-nominal", "abcd")(tally) == pytest.approx(scott + small)


def test_independent_annotators_agree_as_chance_has_it() -> None:
    """Each pair of categories comes as often as their uses have it."""
    tally = coding.tally(units([a + b for a in "aabc" for b in "abbb"]))
    assert measure("cohen-kappa", "abc")(tally) == pytest.approx(0)


def test_nothing_is_defined_of_nothing() -> None:
    for name in NAMES:
        assert measure(name, "")(Counter()) is None
    for value in (observed, cohen_kappa, scott_pi, fleiss_kappa, alpha):
        assert value({}) is None
