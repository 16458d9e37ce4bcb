"""brat standoff: its quirks, one by one, and files that are not what they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.layers import read, written
from msgspec.structs import replace

TEXT = "The mayor of Orsk\nHill and Ada Venn met.\nThey signed.\n"


def folder(tmp_path: Path, notes: str, text: str = TEXT) -> Path:
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "a.ann").write_bytes(notes.encode())
    return tmp_path


@pytest.mark.parametrize(
    "notes",
    [
        "T1\tPlace 13 22\tOrsk Hill\n",  # A newline in a surface is a space.
        "T1\tPlace 4 9;18 22\tmayor Hill\n",
        "T1\tPlace 18 22;4 9\tHill mayor\n",  # Fragments stand in the order listed.
        "T7\tPerson 27 35\tAda Venn\nT3\tRole 4 9\tmayor\n",
        "T1\tA 4 9\tmayor\nT2\tB 27 35\tAda Venn\nR4\tKnows Arg1:T1 Arg2:T2\n",
        "T1\tA 4 9\tmayor\nT2\tB 27 35\tAda Venn\nR4\tKnows Anaphor:T1 Antecedent:T2\n",
        "T1\tA 4 9\tmayor\nT2\tB 27 35\tAda Venn\nT3\tC 18 22\tHill\n*\tEquiv T1 T2 T3\n",
        "T1\tA 4 9\tmayor\nA1\tSure T1\nA2\tKind T1 half sure\n",
        "T1\tA 4 9\tmayor\nN1\tReference T1 Wikipedia:534366\tThe mayor\n",
        "T1\tA 4 9\tmayor\n#1\tAnnotatorNotes T1\tsee p. 4\n#2\tAnnotatorNotes T1\tand p. 5\n",
        "T1\tMeet 36 39\tmet\nT2\tB 27 35\tAda Venn\nE1\tMeet:T1 Who:T2 Who2:T2\n",
        "T1\tMeet 36 39\tmet\nT2\tSign 46 52\tsigned\nE1\tMeet:T1\nE2\tSign:T2 After:E1\n",
        "T1\tMeet 36 39\tmet\nE1\tMeet:T1\nE2\tMeet:T1\nA1\tNot E2\n#1\tAnnotatorNotes E1\tno\n",
        "T1\tA 4 9\tmayor\nT2\tB 4 9\tmayor\nR1\tIs Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes R1\tsure\n",
        "T2\tB 27 35\tAda Venn\nR1\tOf Arg1:T2 Arg2:T1\nT1\tA 4 9\tmayor\n",
        "#1\tAnnotatorNotes T1\tlate\nT1\tA 4 9\tmayor\nM3\tSure T1\nA7\tOld T1\n",
        "T1\tMeet 36 39\tmet\nE1\tMeet:T1\nT2\tB 27 35\tAda Venn\nE2\tMeet:T1 Who:T2 \n",
        "T1\tA 4 9\nN5\tCode T1 W:5\tmayor\n*\tEquiv T1 T2\nT2\tA 18 22\tHill\n",
        "",
    ],
)
def test_what_is_read_is_written_again(tmp_path: Path, notes: str) -> None:
    found, faults = read("brat", folder(tmp_path, notes))
    assert faults == []
    out = written("brat", found, tmp_path / "out")
    assert (out / "a.ann").read_text("utf-8") == notes
    assert (out / "a.txt").read_text("utf-8") == TEXT


def test_what_changed_stands_where_it_stood(tmp_path: Path) -> None:
    notes = (
        "T2\tB 27 35\tAda Venn\nA4\tSure T2\nT1\tA 4 9\tmayor\nA1\tOld T1\n"
        "T3\tC 18 22\tHill\nR1\tOf Arg1:T1 Arg2:T3\n"
    )
    (layer,), _ = read("brat", folder(tmp_path, notes))
    first, second, _third = layer.annotations
    changed = (
        replace(first, tag="Person", attributes={"Sure": "", "Kind": "x"}),
        replace(second, note="new"),
    )
    out = written("brat", [replace(layer, annotations=changed, links=())], tmp_path / "out")
    assert (out / "a.ann").read_text("utf-8") == (
        "T2\tPerson 27 35\tAda Venn\nA4\tSure T2\nT1\tA 4 9\tmayor\nA1\tOld T1\n"
        "A2\tKind T2 x\n#1\tAnnotatorNotes T1\tnew\n"
    )


def test_what_lines_become(tmp_path: Path) -> None:
    notes = (
        "T1\tPlace 18 22;4 9\tHill mayor\nA1\tSure T1\nM2\tKind T1 half sure\n"
        "N1\tReference T1 W:5\tHill\n#1\tAnnotatorNotes T1\tone\n#2\tAnnotatorNotes T1\ttwo\n"
    )
    (layer,), _ = read("brat", folder(tmp_path, notes))
    (one,) = layer.annotations
    assert one.spans == ((4, 9), (18, 22))
    assert one.attributes == {"Sure": "", "Kind": "half sure", "ref:W": "5 Hill"}
    assert one.note == "one\ntwo"
    assert one.origin == "import:brat"


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("T1\tA 4 9\tmajor\n", ":1: T1: states “major” where the text has “mayor”"),
        ("\nT1\tA 4 999\tmayor\n", ":2: T1: [4, 999) is no part of the text"),
        ("T1\tA 9 4\tmayor\n", ":1: T1: [9, 4) is no part"),
        ("T1\tA 4 9;6 12\tmayor yor of\n", ":1: T1: has pieces that overlap"),
        ("T1\tA 4 9\tmayor\nT1\tA 4 9\tmayor\n", ":2: T1: T1 is used twice"),
        ("T1 A 4 9 mayor\n", ":1: is not what brat writes in a line T"),
        ("R1\tX Arg1:T1 Arg2:T2\n", ":1: R1: no annotation is called T1"),
        ("E1\tX:T9\n", ":1: E1: no trigger is called T9"),
        ("A1\tX T9\n", ":1: A1: nothing is called T9"),
        ("?1\tX T9\n", ":1: is no line of brat's standoff"),
    ],
)
def test_what_is_not_sound_is_told_with_its_line(tmp_path: Path, notes: str, said: str) -> None:
    sound = "T99\tB 27 35\tAda Venn\n"
    (layer,), (fault, *_) = read("brat", folder(tmp_path, notes + sound))
    assert said in str(fault)
    assert [one.text for one in layer.annotations][-1] == "Ada Venn"


def test_texts_without_notes_and_notes_without_texts(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.txt").write_text("Nothing said.")
    (tmp_path / "c.ann").write_text("T1\tA 0 1\tx\n")
    (tmp_path / "d.txt").write_bytes(b"\xff\xfe")
    layers, faults = read("brat", tmp_path)
    assert [one.article.source for one in layers if one.article] == ["inner/b.txt"]
    assert [Path(one.file).name for one in faults] == ["c.txt", "d.txt"]


def test_offsets_in_other_units(tmp_path: Path) -> None:
    from tui.exchange.options import Reading, Writing

    path = folder(tmp_path, "T1\tA 3 6\tAda\n", "👩 Ada")
    (layer,), faults = read("brat", path, Reading(offsets="utf-16"))
    assert faults == []
    assert layer.annotations[0].spans == ((2, 5),)
    out = written("brat", [layer], tmp_path / "out", Writing(offsets="bytes"))
    assert (out / "a.ann").read_text("utf-8") == "T1\tA 5 8\tAda\n"
    folder(tmp_path, "T1\tA 1 6\tAda\n", "👩 Ada")
    _, (fault,) = read("brat", path / "a.ann", Reading(offsets="utf-16"))
    assert "no part of the text" in str(fault)
