from __future__ import annotations

import json
from pathlib import Path

from cli_samples import FINE, UNREADABLE, WIRE, glossator


def test_one_candidate_a_line() -> None:
    done = glossator("suggest", WIRE, "--json")
    assert done.code == FINE
    text = WIRE.read_text("utf-8")
    for row in done.rows():
        assert {"tag", "spans", "text", "score", "origin", "reason"} <= set(row)
        assert row["text"] == " … ".join(text[start:end] for start, end in row["spans"])


def test_a_line_is_json_as_the_standard_library_writes_it(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "“The “new” C:\\pier\tis 3 m\x9b long 🚢,” Ilse van der Moor told the Café on Monday.\n\n"
        "She said that it “was",
        "utf-8",
    )
    done = glossator("suggest", page, "--json")
    assert {"cue", "speaker"} < {name for row in done.rows() for name in row}
    assert done.out.splitlines() == [json.dumps(row) for row in done.rows()]


def test_a_table_for_people() -> None:
    done = glossator("suggest", WIRE)
    assert done.code == FINE
    assert "quote" in done.out
    assert "Berit Ansgard" in done.out


def test_a_source_that_is_not_there() -> None:
    assert glossator("suggest", "no-such-file.txt").code == UNREADABLE
