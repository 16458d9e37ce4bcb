"""A sentence a line, its tokens with bars."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.layers import read, written

from tui.exchange.options import Writing

TWO = "Ada|NNP|B-PER Venn|NNP|I-PER left|VBD|O\nNo|O\n\nTolmarch|S-GPE .|O\n"


def test_a_blank_line_parts_two_texts_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "in.iob"
    path.write_text(TWO, "utf-8")
    found, faults = read("iob", path)
    assert faults == []
    assert [one.article.text for one in found if one.article] == [
        "Ada Venn left\nNo", "Tolmarch ."
    ]  # fmt: skip
    assert [[one.tag for one in each.annotations] for each in found] == [["PER"], ["GPE"]]
    assert written("iob", found, tmp_path).read_text("utf-8") == TWO


def test_a_line_that_is_not_sound_refuses_its_text_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "in.iob"
    path.write_text("Ada|B-PER\nleft\n\nVarn|B-GPE\n", "utf-8")
    found, (fault,) = read("iob", path)
    assert [one.article.text for one in found if one.article] == ["Varn"]
    assert str(fault) == f"{path}:2: “left” is no token with a tag, such as Ada|B-PER"


@pytest.mark.parametrize("format_id", ["iob", "conll", "tokens"])
def test_what_cannot_be_written_is_counted(tmp_path: Path, format_id: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"text": "Ada|Bo left. No.", "annotations": ['
        '{"tag": "per son", "spans": [[0, 3]]}, {"tag": "b", "spans": [[9, 15]]}, '
        '{"tag": "c", "spans": [[7, 9]]}]}\n',
        "utf-8",
    )
    found, faults = read("jsonl", path)
    assert faults == []
    writing = Writing()
    written(format_id, found, tmp_path / "out", writing)
    lost = dict(writing.lost)
    assert lost["times “per son” written as “per_son”"] == 1
    assert lost["annotations widened to whole tokens"] == 2
    assert lost["annotations left out because they share a token with another"] == 1
    if format_id != "tokens":
        assert lost["annotations divided where a sentence ends"] == 1
    if format_id == "iob":
        assert lost["tokens written without a bar or space"] == 1
