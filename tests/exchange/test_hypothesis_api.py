"""Rows as the API of Hypothesis gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from exchange.layers import read, written
from msgspec.structs import replace

TEXT = "👩 Ada met Bo."
ROW: dict[str, Any] = {
    "id": "q1",
    "created": "2031-01-01T00:00:00+00:00",
    "updated": "2031-01-02T00:00:00+00:00",
    "user": "acct:ana@venn.example",
    "uri": "https://news.example/a",
    "text": "a note",
    "tags": ["person", "status:open", "again"],
    "group": "__world__",
    "permissions": {"read": ["group:__world__"]},
    "target": [
        {
            "source": "https://news.example/a",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 3},
                {"type": "TextPositionSelector", "start": 3, "end": 6},
                {"type": "TextQuoteSelector", "exact": "Ada", "prefix": "", "suffix": " met"},
            ],
        }
    ],
}


def rows(tmp_path: Path, *given: dict[str, Any]) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"total": 1, "rows": given}), "utf-8")
    return tmp_path


def test_a_row_comes_back_whole(tmp_path: Path) -> None:
    (layer,), faults = read("hypothesis", rows(tmp_path, ROW))
    assert faults == []
    (one,) = layer.annotations
    assert (one.tag, one.text, one.note, one.author) == ("person", "Ada", "a note", "ana")
    assert one.attributes == {"status": "open", "tag 2": "again"}
    out = written("hypothesis", [layer], tmp_path / "out")
    (row,) = json.loads((out / "a.json").read_text("utf-8"))["rows"]
    assert {**row, "tags": sorted(row["tags"])} == {**ROW, "tags": sorted(ROW["tags"])}


def test_what_changed_is_written_as_it_is_now(tmp_path: Path) -> None:
    (layer,), _ = read("hypothesis", rows(tmp_path, ROW))
    (one,) = layer.annotations
    moved = replace(one, spans=((10, 12),), quotes=(replace(one.quotes[0], exact="Bo"),),
                    author="annotator-1", note="")  # fmt: skip
    out = written("hypothesis", [replace(layer, annotations=(moved,))], tmp_path / "out")
    (row,) = json.loads((out / "a.json").read_text("utf-8"))["rows"]
    assert (row["group"], row["text"]) == ("__world__", "")
    assert row["user"] == "acct:annotator-1@localhost"
    assert [one.get("exact") for one in row["target"][0]["selector"]] == [None, "Bo"]


def test_words_are_found_by_their_quote(tmp_path: Path) -> None:
    quote = [ROW["target"][0]["selector"][2]]
    lost = [{**quote[0], "exact": "nowhere at all"}]
    given = [{**ROW, "id": name, "target": [{"selector": each}]}
             for name, each in (("q1", quote), ("q2", lost), ("q3", [{"type": "x"}]))]  # fmt: skip
    (layer,), faults = read("hypothesis", rows(tmp_path, *given, {**ROW, "references": ["q1"]}))
    assert [one.spans for one in layer.annotations] == [((2, 5),)]
    assert len(faults) == 3
