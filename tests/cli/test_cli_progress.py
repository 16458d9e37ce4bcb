"""How far a long command has come, and that an import which is stopped goes on."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from cli_samples import glossator
from terminal import Start

from tui.cli.progress import standing


@pytest.mark.parametrize(
    ("number", "total", "seconds", "said"),
    [
        (50, 0, 2.0, "50 articles, 25 a second"),
        (50, 200, 2.0, "50 of 200 articles, 25 a second, 6 s left"),
        (1_000, 10_000, 20.0, "1,000 of 10,000 articles, 50 a second, 3 min 0 s left"),
        (12, 10, 1.0, "12 of 10 articles, 12 a second, 0 s left"),
    ],
)
def test_what_is_said(number: int, total: int, seconds: float, said: str) -> None:
    assert standing(number, total, "articles", seconds) == said


def test_a_stopped_import_goes_on_where_it_was(start: Start, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"The ferry {number} sails. " * 40}) for number in range(12_000)]
    (tmp_path / "data.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    terminal = start("exec glossator import data.jsonl --from jsonl", (120, 24))
    terminal.wait("of 12,000 articles")
    assert " a second, " in terminal.text
    assert " s left" in terminal.text
    terminal.signal(signal.SIGINT)
    terminal.wait("the same command goes on from there")
    db = tmp_path / "annotations.json"
    taken = len(glossator("ls", "--db", db).out.splitlines())
    assert 0 < taken < 12_000
    again = glossator("import", tmp_path / "data.jsonl", "--from", "jsonl", "--db", db)
    assert f"{12_000 - taken} new records" in again.err
    assert len(glossator("ls", "--db", db).out.splitlines()) == 12_000
