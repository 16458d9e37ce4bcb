"""The candidates on corpora, where these are at hand ($GLOSSATOR_CORPORA)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.suggest import Tally, document, news, quotation_labels, spelt

CORPORA = Path(os.environ.get("GLOSSATOR_CORPORA", "absent"))


def test_tokens_are_written_as_they_were() -> None:
    tokens = ["``", "We", "do", "n't", "go", ",", "''", "said", "Mr.", "Bell", "."]
    written, spans = spelt(tokens)
    assert written == "“We don’t go,” said Mr. Bell."
    assert [written[slice(*span)] for span in spans][:4] == ["“", "We", "do", "n’t"]


def test_what_is_proposed_is_compared_in_tokens() -> None:
    tokens = ["``", "We", "go", "today", ",", "''", "said", "Ola", "Bell", "."]
    tags = ["B-content", *["I-content"] * 5, "B-cue", "B-source", "I-source", "O"]
    one = document([(tokens, tags)], "\n\n")
    assert quotation_labels(one) == one.gold


@pytest.mark.skipif(not (CORPORA / "cofenet").exists(), reason="the corpora are not here")
def test_the_news_corpus() -> None:
    least = {"source": 0.542, "cue": 0.491, "content": 0.452}
    documents = news(CORPORA)[1::2]
    for kind, wanted in least.items():
        tally = Tally()
        for one in documents:
            tally.add(
                [(a, b) for label, a, b in quotation_labels(one) if label == kind],
                [(a, b) for label, a, b in one.gold if label == kind],
            )
        assert tally.scores()[2] > wanted
