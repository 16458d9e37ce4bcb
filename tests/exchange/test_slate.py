"""SLATE's items: lines, tokens, characters, and from one of them to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.layers import read, written

TEXT = "Ada Venn met Bo .\nThey left .\n"


def folder(tmp_path: Path, notes: str) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.txt.annotations").write_text(notes, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "notes",
    [
        "((0, 0), (0, 1)) - person\n(0, 3) - person male\n",
        "(0, 0, 1) - part\n((0, 0, 0), (0, 1, 3)) - person\n",
        "(0,) - sentence\n1 - sentence\n",
        "(0, 3) - person\n(1, 0) - person\n[(1, 0), (0, 3)] - same\n",
        "() - news local\n",
    ],
)
def test_what_is_read_is_written_again(tmp_path: Path, notes: str) -> None:
    found, faults = read("slate", folder(tmp_path, notes))
    assert faults == []
    out = written("slate", found, tmp_path / "out")
    assert (out / "a.txt.annotations").read_text("utf-8").splitlines() == notes.splitlines()


@pytest.mark.parametrize(
    ("end", "item"), [(8, "((0, 0), (0, 1)) - person"), (5, "((0, 0, 0), (0, 1, 0)) - person")]
)
def test_tokens_where_all_are_whole_ones(tmp_path: Path, end: int, item: str) -> None:
    said = f'[{{"tag": "person", "spans": [[0, {end}]]}}]'
    row = f'{{"text": "Ada Venn met.", "annotations": {said}}}'
    (tmp_path / "in.jsonl").write_text(row + "\n", "utf-8")
    found, faults = read("jsonl", tmp_path / "in.jsonl")
    assert faults == []
    (notes,) = written("slate", found, tmp_path / "out").glob("*.annotations")
    assert notes.read_text("utf-8").splitlines() == [item]


@pytest.mark.parametrize(
    "line", ['__import__("os").system("x") - P', "(9, 9) - P", "(0, 0) (0, 1) (0, 2) - P"]
)
def test_nothing_is_ever_evaluated(tmp_path: Path, line: str) -> None:
    (layer,), (fault,) = read("slate", folder(tmp_path, f"(0, 0) - P\n{line}\n"))
    assert [one.text for one in layer.annotations] == ["Ada"]
    assert fault.line == 2
