from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, segments, show, texts

ROWS = [
    "⟦The boat left early⟧, ⟦but nobody had seen it go.⟧",
    "⟦“We have been here, and we stay,”⟧ ⟦said Berit of Nes⟧, ⟦who has the key.⟧",
    "⟦The 1,912 voters stayed⟧; ⟦the rest, they say, went home.⟧",
    "⟦The vote was late⟧ ⟦because the cart broke⟧ — ⟦as it does every year.⟧",
    "⟦“One of us stays here⟧, ⟦and two of us go home.⟧ ⟦The rest will follow us⟧, ⟦if they can.”⟧",
    "⟦体育館に並んだ椅子は120脚で⟧、⟦島に住むほとんどの人が席に着いた。⟧",
    "⟦Too short, so whole.⟧",
]


@pytest.mark.parametrize("marked", ROWS)
def test_clauses(marked: str) -> None:
    text = parse(marked).text
    assert show(text, segments(text).clauses(0)) == marked


@given(texts)
def test_clauses_are_disjoint_parts_of_their_sentences(text: str) -> None:
    parts = segments(text)
    for index in range(len(parts.article.blocks)):
        clauses = parts.clauses(index)
        edges = [edge for span in clauses for edge in span]
        assert edges == sorted(edges)
        assert all(
            any(start <= clause[0] < clause[1] <= end for start, end in parts.sentences(index))
            for clause in clauses
        )
