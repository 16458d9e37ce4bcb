"""Quotations with their speakers, by sentences and tokens."""

from __future__ import annotations

from pathlib import Path

from exchange.layers import read, written

from tui.exchange.options import Writing

TEXT = "“ It rains , ” said Ada .\n\n“ No . ” “ Yes . ”\n"
NOTES = (
    "QUOTE\tQ7\t0\t0\t0\t4\t“ It rains , ”\nQUOTE\tQ2\t2\t0\t2\t3\t“ No . ”\n"
    "ATTRIB\tQ7\tAda-1\n"
)  # fmt: skip


def folder(tmp_path: Path, notes: str) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.ann").write_text(notes, "utf-8")
    return tmp_path


def test_what_is_read_is_written_again(tmp_path: Path) -> None:
    (layer,), faults = read("litbank-quotes", folder(tmp_path, NOTES))
    assert faults == []
    said = [(one.tag, one.text, one.attributes) for one in layer.annotations]
    assert said == [
        ("quote", "“ It rains , ”", {"speaker": "Ada-1"}), ("quote", "“ No . ”", {})
    ]  # fmt: skip
    out = written("litbank-quotes", [layer], tmp_path / "out")
    assert (out / "a.txt").read_text("utf-8") == TEXT
    assert (out / "a.ann").read_text("utf-8") == NOTES


def test_what_is_not_sound_is_told_with_its_line(tmp_path: Path) -> None:
    notes = NOTES.replace("It rains", "It pours") + "QUOTE\tQ3\t9\t0\t9\t1\tx\nATTRIB\tQ9\tBo\n"
    (layer,), faults = read("litbank-quotes", folder(tmp_path, notes))
    assert [one.text for one in layer.annotations] == ["“ No . ”"]
    assert [str(one).partition("a.ann:")[2].partition(":")[0] for one in faults] == [
        "1", "3", "4", "5"
    ]  # fmt: skip
    assert "states ““ It pours , ”” where the text has ““ It rains , ””" in str(faults[0])


def test_a_text_that_came_otherwise_is_written_as_its_sentences(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"text": "“It rains,” said Ada.  “No.”", "annotations": ['
        '{"tag": "quote", "spans": [[0, 11]], "attributes": {"speaker": "Ada Venn", "cue": "x"}}, '
        '{"tag": "person", "spans": [[17, 20]]}]}\n',
        "utf-8",
    )
    found, faults = read("jsonl", tmp_path / "in.jsonl")
    assert faults == []
    writing = Writing()
    out = written("litbank-quotes", found, tmp_path / "out", writing)
    (text,) = out.glob("*.txt")
    assert text.read_text("utf-8") == "“ It rains , ” said Ada .\n“ No . ”\n"
    notes = text.with_suffix(".ann").read_text("utf-8")
    assert notes == "QUOTE\tQ1\t0\t0\t0\t4\t“ It rains , ”\nATTRIB\tQ1\tAda Venn\n"
    assert dict(writing.lost) == {
        "annotations left out because they are no quotations": 1,
        "attributes left out that are no speakers": 1,
    }
    again, faults = read("litbank-quotes", out)
    assert (len(again), faults) == (1, [])
