from __future__ import annotations

from pathlib import Path

import pytest

from conformance.standard import DEBIAN, RULES, known, reasons, run, written

PAGE = Path(__file__).parents[2] / "docs" / "unicode.md"

OWN = {
    "graphemes": [
        "[000D 000A] [0061 0301] [0020]",
        "[0915 094D 0937 093F] [0E01 0E33]",
        "[1100 1161 11A8] [AC00] [AC01]",
        "[1F1E9 1F1EA] [1F1EB] [0061]",
        "[1F469 200D 1F469 200D 1F467] [1F44D 1F3FD] [2764 FE0F]",
    ],
    "words": [
        "[0063 0061 006E 0027 0074] 0020 [0033 002C 0032] 002E",
        "[05E6 05D4 0022 05DC] 0020 [0061 00AD 0062] 2060",
        "[5B66 6821] [306E] [30B3 30FC 30D2 30FC] [0061] [3031]",
    ],
    "sentences": [
        "[0061 0062 002E] 0020 [0042 003F] 0020",
        "[5B57 3002] [5B57 FF01] [5B57]",
        "[0928 0964] 0020 [0928] 000A",
    ],
}
"""Cases of our own, which need no file."""


@pytest.mark.parametrize("name", RULES)
def test_the_standards_own_cases(name: str) -> None:
    if not (DEBIAN / RULES[name].file).exists():
        pytest.skip(f"{DEBIAN / RULES[name].file} is not there: apt install unicode-data")
    outcome = run(name)
    assert outcome.cases > 100
    assert [one for one in outcome.different if one not in known()[name]] == []


@pytest.mark.parametrize(("name", "case"), [(name, one) for name in OWN for one in OWN[name]])
def test_own_cases(name: str, case: str) -> None:
    text = "".join(chr(int(mark.strip("[]"), 16)) for mark in case.split())
    assert written(text, RULES[name].ours(text)) == case


def test_every_reason_is_explained() -> None:
    page = PAGE.read_text("utf-8")
    assert [one for _, one in reasons() if f"**{one}**" not in page] == []
    assert page.count("\n- **") == len(list(reasons()))


def test_clusters_differ_only_where_the_standard_has_changed_since() -> None:
    assert set(known()["graphemes"].values()) <= {"changed since"}
