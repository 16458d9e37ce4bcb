"""The CoNLL family: layouts, taggings, quirks, and files that are not what they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.layers import read, written
from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.model import Layer
from tui.exchange.options import TAGGINGS, Writing
from tui.exchange.tagging import runs, tagging_of, tags

RUNS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from("AB")), max_size=5)


@pytest.mark.parametrize("tagging", TAGGINGS)
@given(steps=RUNS)
def test_tags_stand_for_the_runs_they_were_made_from(
    tagging: str, steps: list[tuple[int, int, str]]
) -> None:
    made, done = [], 0
    for gap, length, label in steps:
        made.append((done + gap, done + gap + length, label))
        done += gap + length
    written = tags(made, done + 1, tagging)  # type: ignore[arg-type]
    assert runs(written) == made
    assert tags(made, done + 1, tagging_of([written])) == written


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I-A I-A B-A O I-B", [(0, 2, "A"), (2, 3, "A"), (4, 5, "B")]),
        ("B-A I-A B-A I-B", [(0, 2, "A"), (2, 3, "A"), (3, 4, "B")]),
        ("B-A E-A S-A I-A", [(0, 2, "A"), (2, 3, "A"), (3, 4, "A")]),
        ("B-A L-A U-A O", [(0, 2, "A"), (2, 3, "A")]),
        ("B-x-y I-x-y O", [(0, 2, "x-y")]),
        ("O nonsense O B-", []),
    ],
)
def test_runs(line: str, found: list[tuple[int, int, str]]) -> None:
    assert runs(line.split()) == found


def file(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "in.conll"
    path.write_bytes(content.encode())
    return path


def said(layer: Layer) -> list[tuple[str, str]]:
    return [(one.text, one.tag) for one in layer.annotations]


PLAIN = "Ada B-P\nVenn I-P\nmet O\n\nOrsk B-L\n. O\n\n"


@pytest.mark.parametrize(
    ("format_id", "content"),
    [
        ("conll", PLAIN),
        ("conll", PLAIN.replace(" ", "\t")),
        ("conll", PLAIN.replace("\n", "\r\n")),
        ("conll", PLAIN.replace("B-", "I-")),
        ("conll", PLAIN.rstrip("\n") + "\n"),
        ("conll", "\n\n" + PLAIN + "\n\n"),
        ("conll", "-DOCSTART- O\n\n" + PLAIN),
        ("conll", "-DOCSTART- -X- O O\n\nAda NNP I-NP B-P\nmet VBD I-VP O\n\n"),
        ("conll", "Ada NNP _ B-P\nmet VBD _ O\n\n-DOCSTART- -X- O O\n\nOrsk NNP _ B-L\n"),
        ("conll", "Ada\tNNP\tx\ty\tB-P\nmet\tV\tx\ty\tO\n\n"),
        ("conll", "#Ada\tB-P\n#\tO\n# a remark about it\nmet\tO\n\n"),
        ("conll", "# O\nAda S-P\n\n"),
        ("conll", "New York\tB-L\nis\tO\n\n"),
        ("conll", "Ada B-P\nVenn E-P\nmet O\nBo S-P\n\n"),
        ("conll", "Ada B-P\nVenn L-P\nmet O\nBo U-P\n\n"),
        ("conll", PLAIN + "Bo I-P\nmet O\nBo I-P\nVenn B-P\n\n"),
        ("conll-nested", "Orsk B-O I-L\nMills E-O O\nlost B-L O\nwon I-L O\n\n"),
        ("conll", "\tO\nAda\tB-P\n\tO\n\n"),
        ("conll", PLAIN + "-DOCSTART- O\n\n" + PLAIN + "-DOCSTART- O\n\n"),
        ("conll-nested", "# page 1\n1\tOrsk\tB-ORG\tB-LOC\n2\tMills\tI-ORG\tO\n3\tlost\tO\tO\n\n"),
        ("conll-nested", "Orsk B-ORG B-ORG\nMills I-ORG O\nlost O O\n\n"),
    ],
)
def test_what_is_read_is_written_again(tmp_path: Path, format_id: str, content: str) -> None:
    found, faults = read(format_id, file(tmp_path, content))
    assert faults == []
    assert written(format_id, found, tmp_path).read_bytes().decode() == content


def test_what_lines_become(tmp_path: Path) -> None:
    (layer,), _ = read("conll", file(tmp_path, PLAIN))
    assert layer.article is not None
    assert layer.article.text == "Ada Venn met\nOrsk ."
    assert layer.article.carried.tokens == ((0, 3), (4, 8), (9, 12), (13, 17), (18, 19))
    assert layer.article.carried.sentences == ((0, 12), (13, 19))
    assert said(layer) == [("Ada Venn", "P"), ("Orsk", "L")]


def test_byte_order_marks_are_no_part_of_a_token(tmp_path: Path) -> None:
    (layer,), faults = read("conll", file(tmp_path, "\ufeffAda B-P\n\n\ufeffBo B-P\n"))
    assert (said(layer), faults) == ([("Ada", "P"), ("Bo", "P")], [])


def test_the_tagging_can_be_chosen(tmp_path: Path) -> None:
    found, _ = read("conll", file(tmp_path, PLAIN))
    out = written("conll", found, tmp_path, Writing(tagging="bilou")).read_text("utf-8")
    assert out == PLAIN.replace("I-P", "L-P").replace("B-L", "U-L")


def test_a_line_without_all_columns_refuses_its_text_and_no_other(tmp_path: Path) -> None:
    content = PLAIN + "-DOCSTART- O\n\nlost\nAda B-P\n\n-DOCSTART- O\n\nBo B-P\n"
    found, faults = read("conll", file(tmp_path, content))
    assert [said(layer) for layer in found] == [[("Ada Venn", "P"), ("Orsk", "L")], [("Bo", "P")]]
    assert [str(one).split(":", 1)[1] for one in faults] == [
        "10: has 1 column where the file has 2; its text is left out"
    ]


def test_what_is_no_tag_is_told_with_its_line(tmp_path: Path) -> None:
    content = "Ada\tB-P\n" * 60 + "Bo\tP\n\n"
    (layer,), (fault,) = read("conll", file(tmp_path, content))
    assert len(layer.annotations) == 60
    assert str(fault).endswith("in.conll:61: “P” is no tag such as O, B-x or I-x")


@pytest.mark.parametrize("content", ["", "\n\n", "-DOCSTART- O\n\n", "\ufeff"])
def test_a_file_without_tokens_has_no_texts(tmp_path: Path, content: str) -> None:
    assert read("conll", file(tmp_path, content)) == ([], [])


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "in.conll").write_bytes(b"Ada B-P\n\xff O\n")
    found, (fault,) = read("conll", tmp_path / "in.conll")
    assert found == []
    assert str(fault).endswith("in.conll:2: byte 0 is not UTF-8")
