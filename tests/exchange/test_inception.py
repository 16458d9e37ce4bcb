"""INCEpTION's project: several annotators of a text, and texts that nobody has annotated."""

from __future__ import annotations

import shutil
from pathlib import Path

from exchange.layers import read, written

from tui.annotations.model import Layer

ROWS = (
    '{"text": "Ada Venn left.", "annotations": ['
    '{"id": "1", "tag": "person", "spans": [[0, 8]], "author": "ana"}, '
    '{"id": "2", "tag": "person", "spans": [[0, 3]], "author": "ben"}]}\n'
    '{"text": "Nobody said a word."}\n'
)


def project(folder: Path) -> Path:
    """A project with a text of two annotators and one that only its source has."""
    folder.mkdir(exist_ok=True)
    (folder / "in.jsonl").write_text(ROWS, "utf-8")
    found, faults = read("jsonl", folder / "in.jsonl")
    assert faults == []
    out = written("inception", found, folder / "out")
    bare = next(one for one in (out / "source").iterdir() if "Nobody" in one.read_text("utf-8"))
    shutil.rmtree(out / "annotation" / bare.name)
    return out


def said(found: list[Layer]) -> dict[str, set[tuple[str, str, tuple[tuple[int, int], ...]]]]:
    return {
        one.article.text: {(each.author, each.tag, each.spans) for each in one.annotations}
        for one in found
        if one.article
    }


SAID = {
    "Ada Venn left.": {("ana", "person", ((0, 8),)), ("ben", "person", ((0, 3),))},
    "Nobody said a word.": set(),
}


def test_annotators_are_joined_and_bare_texts_come_too(tmp_path: Path) -> None:
    found, faults = read("inception", project(tmp_path))
    assert faults == []
    assert said(found) == SAID


def test_a_project_in_an_archive(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "project"), "zip", project(tmp_path))
    found, faults = read("inception", Path(archive))
    assert faults == []
    assert said(found) == SAID


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    found, (fault,) = read("inception", tmp_path)
    assert found == []
    assert fault.reason == "has neither texts in source/ nor any in annotation/"
