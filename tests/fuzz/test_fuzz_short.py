"""A little of the fuzzing, always the same; `make fuzz` tries ever new cases."""

from __future__ import annotations

import pytest

from fuzz.cases import CASES, screens


@pytest.mark.parametrize("name", CASES)
def test_random_material_fails_nowhere(name: str) -> None:
    for seed in range(40):
        CASES[name](seed)


def test_nothing_that_a_terminal_obeys_is_sent() -> None:
    screens(range(12))
