from __future__ import annotations

from cli_samples import FINE, UNREADABLE, WIRE, glossator


def test_one_candidate_a_line() -> None:
    done = glossator("suggest", WIRE, "--json")
    assert done.code == FINE
    text = WIRE.read_text("utf-8")
    for row in done.rows():
        assert {"tag", "spans", "text", "score", "origin", "reason"} <= set(row)
        assert row["text"] == " … ".join(text[start:end] for start, end in row["spans"])


def test_a_table_for_people() -> None:
    done = glossator("suggest", WIRE)
    assert done.code == FINE
    assert "quote" in done.out
    assert "Berit Ansgard" in done.out


def test_a_source_that_is_not_there() -> None:
    assert glossator("suggest", "no-such-file.txt").code == UNREADABLE
