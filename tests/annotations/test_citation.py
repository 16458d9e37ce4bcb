"""What is understood of a pasted citation, and that nothing of it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.citation import Citation, citation, day

ROWS = [
    ("", Citation()),
    ("Sand study", Citation("Sand study")),
    ("https://example.org/a?b=(c)", Citation(address="https://example.org/a?b=(c)")),
    ("See www.example.org/a.", Citation("See", "www.example.org/a")),
    ("Sand study (https://example.org/a), p. 12.", Citation(
        "Sand study", "https://example.org/a", "p. 12")),
    ("<https://example.org/a>", Citation(address="https://example.org/a")),
    ("doi:10.1234/ab.c, § 4", Citation(address="doi:10.1234/ab.c", place="§ 4")),
    ("A. Venn: Sand. “It drifts.” pp. 3–5", Citation(
        "A. Venn: Sand.", place="pp. 3–5", quotation="It drifts.")),
    ("“Sand”, minutes: “It has drifted since 1990.”", Citation(
        "“Sand”, minutes", quotation="It has drifted since 1990.")),
    ("Council, 12:30 and 1:02:03", Citation("Council, and", place="12:30, 1:02:03")),
    ("Report of May 2, 2024, table 2", Citation("Report of May 2, 2024", place="table 2")),
    ("Report, 2024-05-02", Citation("Report", seen="2024-05-02")),
    ("Report, seen on May 2, 2024", Citation("Report", seen="2024-05-02")),
    ("Report (accessed 2 Sept. 2024)", Citation("Report", seen="2024-09-02")),
    ("Report, 2024-13-40", Citation("Report, 2024-13-40")),
    ("Registry, @Una Moss, 2024-05-02", Citation(
        "Registry", seen="2024-05-02", contact="Una Moss")),
    ("una@example.org, tel:+49 123 456", Citation(contact="una@example.org, tel:+49 123 456")),
    ("a 2023 review of page layout", Citation("a 2023 review of page layout")),
    ("one\n  two", Citation("one two")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), ROWS)
def test_the_parts_of_a_citation(text: str, parts: Citation) -> None:
    assert citation(text) == parts


RECENT = [Citation("Sand study", "https://example.org"), Citation(contact="Una Moss")]

NUMBERED = [
    ("1", RECENT[0]),
    (" 1 ", RECENT[0]),
    ("1 p. 4", RECENT[0]._replace(place="p. 4")),
    ("1 “It drifts.” 2024-05-02", RECENT[0]._replace(quotation="It drifts.", seen="2024-05-02")),
    ("2", RECENT[1]),
    ("3", Citation("3")),
    ("0", Citation("0")),
    ("1 of the reports", Citation("1 of the reports")),
    ("12", Citation("12")),
]


@pytest.mark.parametrize(("text", "parts"), NUMBERED)
def test_a_digit_means_a_recent_source(text: str, parts: Citation) -> None:
    assert citation(text, RECENT) == parts


DAYS = [
    ("2024-05-02", "2024-05-02"),
    ("2 May  2024", "2024-05-02"),
    ("May 2, 2024", "2024-05-02"),
    ("30 February 2024", ""),
    ("yesterday", ""),
]


@pytest.mark.parametrize(("written", "iso"), DAYS)
def test_days(written: str, iso: str) -> None:
    assert day(written) == iso


PIECES = st.lists(
    st.sampled_from(
        ["Sand", "study", "“It drifts”", "p. 4", "12:30", "@Una", "https://example.org/a", "(", ")"]
    )
    | st.text('ab1 .,“”"@:/-\0', max_size=5),
    max_size=8,
).map(" ".join)


@given(PIECES)
def test_every_letter_and_digit_is_in_one_of_the_parts(text: str) -> None:
    parts = citation(text)
    assert sorted(re.findall(r"\w", " ".join(parts))) == sorted(re.findall(r"\w", text))
