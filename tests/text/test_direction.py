from __future__ import annotations

import pytest

from tui.text.direction import from_right

ROWS = [
    ("plain", False),
    ("שלום", True),
    ("مرحبا world", True),
    ("«12, مرحبا»", True),
    ("NATO מודיעה", False),
    ("\u2067שלום\u2069 plain", False),
    ("\u2069\u2066x\u2069 שלום", True),
    ("\u200fplain", True),
    ("123 – …", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_direction(text: str, expected: bool) -> None:
    assert from_right(text, 0, len(text)) is expected
    assert from_right(f"x{text}ש", 1, 1 + len(text)) is expected
