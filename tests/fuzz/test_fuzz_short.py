"""A little of the fuzzing, always the same; `make fuzz` tries ever new cases."""

from __future__ import annotations

import pytest

from fuzz.cases import CASES, SERIES


@pytest.mark.parametrize("name", CASES)
def test_random_material_fails_nowhere(name: str) -> None:
    for seed in range(40):
        CASES[name](seed)


@pytest.mark.parametrize("name", SERIES)
def test_random_material_ends_no_reader(name: str) -> None:
    SERIES[name](range(12))
