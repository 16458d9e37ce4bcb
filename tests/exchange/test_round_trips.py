"""Whatever a format claims to carry comes back from it, from any text."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from exchange.layers import essence, layers, need, read, snapped, trimmed, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.annotations.model import Layer
from tui.exchange.features import FEATURES, MEANING
from tui.exchange.fitting import fit
from tui.exchange.formats import FORMATS

EXACT = [name for name, one in FORMATS.items() if "whitespace" in one.carries and one.reads]


def sorted_essences(name: str, found: list[Layer]) -> list[dict[str, Any]]:
    """What layers say, whatever their order; SLATE links words, whatever their labels."""
    made: list[dict[str, Any]] = [essence(one, FORMATS[name].carries) for one in found]
    for one in made if name == "slate" else ():
        one["links"] = Counter(
            (kind, *(end[1] for end in ends)) for kind, *ends in one["links"].elements()
        )
    return sorted(made, key=lambda one: str(one["text"]))


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=st.lists(layers(), min_size=1, max_size=2, unique_by=lambda one: one.article.id))
def test_what_is_carried_comes_back(name: str, made: list[Layer]) -> None:
    need(name)
    carries = FORMATS[name].carries
    folder = Path(tempfile.mkdtemp())
    try:
        found, faults = read(name, written(name, made, folder))
        assert faults == []
        fitted = [fit(layer, carries)[0] for layer in made]
        if "inside words" not in carries:
            fitted = [snapped(layer, carries) for layer in fitted]
        if name == "slate":
            fitted = [trimmed(layer, carries) for layer in fitted]
        assert sorted_essences(name, found) == sorted_essences(name, fitted)
        order = [layer.article.text for layer in fitted if layer.article]
        found.sort(key=lambda one: order.index(one.article.text) if one.article else 0)
        again = Path(tempfile.mkdtemp(dir=folder))
        first = [one for one in sorted(folder.rglob("*")) if one.is_file()]
        written(name, found, again)
        second = [one for one in sorted(again.rglob("*")) if one.is_file()]
        assert [one.read_bytes() for one in first] == [one.read_bytes() for one in second]
    finally:
        shutil.rmtree(folder)


def test_every_feature_has_a_meaning_and_every_row_is_complete() -> None:
    assert set(MEANING) == set(FEATURES)
    for name, one in FORMATS.items():
        assert one.id == name
        assert one.summary.endswith(".")
        assert one.loses.endswith(".")
        assert one.carries <= set(FEATURES)
        assert one.remark == "" or one.remark.endswith(".")
