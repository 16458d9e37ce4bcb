"""What is open, what needs evidence, and whose evidence is whose."""

from __future__ import annotations

import pytest

from tests.session.notation import CONFIG
from tui.annotations import checking
from tui.annotations.model import Annotation, Evidence, Layer, Quote
from tui.annotations.records import Records

SCHEME = CONFIG.scheme


def claim(id: str, start: int = 0, tag: str = "claim", **attributes: str) -> Annotation:
    span, quote = (start, start + 3), Quote("abc")
    return Annotation(
        id=id, article="text", tag=tag, spans=(span,), quotes=(quote,), attributes=attributes
    )


@pytest.mark.parametrize(
    ("said", "unfinished", "sourced"),
    [
        ("", True, False),
        ("unchecked", True, False),
        ("recheck", True, False),
        ("verified", False, True),
        ("false", False, True),
        ("misleading", False, True),
        ("disputed", False, False),
        ("cannot be checked", False, False),
        ("a value of another scheme", False, False),
    ],
)
def test_a_status_says_whether_a_claim_is_open(
    said: str, *, unfinished: bool, sourced: bool
) -> None:
    one = claim("a", **({"status": said} if said else {}))
    assert checking.is_open(one, SCHEME) is unfinished
    assert checking.needs_evidence(one, SCHEME) is sourced


def test_what_has_no_status_is_never_open() -> None:
    assert not checking.is_open(claim("a", tag="person"), SCHEME)
    assert not checking.needs_evidence(claim("a", tag="person"), SCHEME)


def test_open_ones_come_by_place() -> None:
    records = Records()
    given = (claim("a", 9), claim("b", 5, status="false"), claim("c", 1), claim("d", 2, tag="time"))
    records.load(Layer(None, given))
    assert [one.id for one in checking.open_ones(records, SCHEME)] == ["c", "a"]


def test_evidence_comes_by_claim_in_the_order_in_which_it_was_added() -> None:
    given = [
        Evidence(id=id, article="text", claim=of, created=at)
        for id, of, at in [("1", "a", "2024-05-02"), ("2", "b", "2024-05-01"), ("3", "a", "2023")]
    ]
    found = checking.by_claim(given)
    assert {of: [one.id for one in ones] for of, ones in found.items()} == {
        "a": ["3", "1"],
        "b": ["2"],
    }
