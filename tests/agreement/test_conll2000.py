"""The sample of CoNLL-2000 that conlleval and seqeval are tried on, through reader and measures.

seqeval keeps it as `tests/data/ground_truth.txt`: four columns, the third the reference's tags, the
fourth a system's. It is looked for as `conll2000/ground_truth.txt` in the folder of corpora.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_samples import glossator

SAMPLE = Path(os.environ.get("GLOSSATOR_CORPORA", "nowhere"), "conll2000", "ground_truth.txt")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="GLOSSATOR_CORPORA has no CoNLL-2000 sample")
def test_as_printed_by_conlleval(tmp_path: Path) -> None:
    rows = [line.split() for line in SAMPLE.read_text("utf-8").splitlines()]
    files = [tmp_path / "reference.conll", tmp_path / "system.conll"]
    for file, column in zip(files, (2, 3), strict=True):
        lines = (f"{row[0]} {row[column]}" if row else "" for row in rows)
        file.write_text("\n".join(lines) + "\n", "utf-8")
    report = glossator("agree", *files, "--from", "conll", "--unit", "tokens", "--json").json()
    found = {one["name"]: round(100 * one["value"], 2) for one in report["measures"]}
    names = ("exact-precision", "exact-recall", "exact-f1")
    assert [found[name] for name in names] == [68.83, 80.83, 74.35]
