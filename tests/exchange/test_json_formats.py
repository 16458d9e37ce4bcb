"""Formats in JSON: their quirks, one by one, and files that are not what they should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exchange.layers import essence, read, written

from tui.annotations.model import Layer
from tui.exchange.formats import FORMATS
from tui.exchange.options import Reading, Writing

TEXT = "👩 Ada Venn met Bo."
ADA = {"start": 2, "end": 10, "text": "Ada Venn"}


def file(tmp_path: Path, *rows: object, array: bool = False, name: str = "in.json") -> Path:
    path = tmp_path / name
    lines = [json.dumps(row) for row in rows]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n" if array else "\n".join(lines) + "\n")
    return path


def said(layer: Layer) -> list[tuple[str, str]]:
    return [(one.text, one.tag) for one in layer.annotations]


def rows_again(format_id: str, found: list[Layer], tmp_path: Path) -> list[Any]:
    """The rows that are written, whatever their layout."""
    out = written(
        format_id, found, tmp_path / "out" if FORMATS[format_id].layout == "folder" else tmp_path
    )
    path = out / "tasks.json" if out.is_dir() else out
    text = path.read_text("utf-8")
    if text.startswith("["):
        made: list[Any] = json.loads(text)
        return made
    return [json.loads(line) for line in text.splitlines()]


# doccano


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "label": [[3, 11, "PER"]], "meta": {"page": 3}},
        {"id": 7, "text": TEXT, "labels": [[3, 11, "PER"], [3, 6, "FIRST"]]},
        {"text": TEXT, "label": ["news", "sport"]},
        {"text": TEXT, "label": []},
        {"text": TEXT, "entities": [{"id": 4, "label": "PER", "start_offset": 3, "end_offset": 11}],
         "relations": [], "Comments": ["see p. 4"]},
        {"text": TEXT, "entities": [{"id": 4, "label": "P", "start_offset": 3, "end_offset": 11},
                                    {"id": 2, "label": "P", "start_offset": 16, "end_offset": 18}],
         "relations": [{"id": 0, "from_id": 2, "to_id": 4, "type": "met"}], "cats": {"news": 1.0}},
    ],
)  # fmt: skip
def test_doccano_rows_come_back(tmp_path: Path, row: dict[str, Any]) -> None:
    found, faults = read("doccano", file(tmp_path, row))
    assert faults == []
    assert all(words in ("Ada Venn", "Ada", "Bo") for words, _ in said(found[0]))
    assert rows_again("doccano", found, tmp_path) == [row]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"label": [[0, 1, "PER"]]}, ":1: has no text"),
        ({"text": TEXT, "label": [[1, 4, "PER"]]}, ":1: label[0]: [1, 4) is no part of the text"),
        ({"text": TEXT, "label": [[3, 400, "PER"]]}, ":1: label[0]: [3, 400) is no part"),
        ({"text": TEXT, "label": [[3, "x", "PER"]]}, ":1: label[0]: start and end are not both"),
        ({"text": TEXT, "label": [[3, 11]]}, ":1: label[0]: is neither a name nor"),
        ({"text": TEXT, "label": [[3, 11, ""]]}, ":1: label[0]: has no label"),
        ({"text": TEXT, "label": 7}, ":1: label: is no list"),
        ({"text": TEXT, "entities": [7]}, ":1: entities[0]: is no object"),
        ({"text": TEXT, "relations": [{"from_id": 1, "to_id": 2}]}, "no annotation is called 1"),
        ({"text": "a\ud800"}, ":1: "),
        ([], ":2: is not JSON: it goes on after its array"),
    ],
)
def test_what_doccano_never_wrote(tmp_path: Path, row: object, reason: str) -> None:
    _, (fault, *_) = read("doccano", file(tmp_path, row, {"text": "sound"}))
    assert reason in str(fault)


def test_doccano_offsets_can_be_code_points(tmp_path: Path) -> None:
    path = file(tmp_path, {"text": TEXT, "label": [[2, 10, "PER"]]})
    (layer,), _ = read("doccano", path, Reading(offsets="code points"))
    assert said(layer) == [("Ada Venn", "PER")]
    out = written("doccano", [layer], tmp_path, Writing(offsets="bytes"))
    assert json.loads(out.read_text("utf-8"))["label"] == [[5, 13, "PER"]]


# Prodigy


TOKENS = [
    {"text": "👩", "start": 0, "end": 1, "id": 0},
    {"text": "Ada", "start": 2, "end": 5, "id": 1, "ws": True},
    {"text": "Venn", "start": 6, "end": 10, "id": 2},
    {"text": "met", "start": 11, "end": 14, "id": 3},
    {"text": "Bo", "start": 15, "end": 17, "id": 4, "ws": False},
    {"text": ".", "start": 17, "end": 18, "id": 5},
]
SPAN = {"start": 2, "end": 10, "token_start": 1, "token_end": 2, "label": "PER"}
MET = {"start": 11, "end": 14, "token_start": 3, "token_end": 3, "label": None}
CHILD = {"start": 15, "end": 17, "token_start": 4, "token_end": 4, "label": "PER"}


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "tokens": TOKENS, "spans": [SPAN], "answer": "accept", "_input_hash": -3},
        {"text": TEXT, "tokens": TOKENS, "spans": [SPAN], "answer": "reject"},
        {"text": TEXT, "tokens": TOKENS, "answer": "ignore", "meta": {"source": "x"}},
        {"text": TEXT, "tokens": TOKENS, "spans": [SPAN | {"source": "model", "score": 0.5}],
         "answer": "accept"},
        {"text": TEXT, "tokens": TOKENS, "spans": [SPAN, CHILD], "answer": "accept",
         "relations": [{"head": 2, "child": 4, "head_span": SPAN, "child_span": CHILD,
                        "label": "MET"}]},
        {"text": TEXT, "tokens": TOKENS, "spans": [SPAN], "answer": "accept",
         "relations": [{"head": 2, "child": 3, "head_span": SPAN, "child_span": MET,
                        "label": "SUBJECT", "color": "#fff"}]},
        {"text": TEXT, "options": [{"id": "a", "text": "A"}], "accept": ["a"], "answer": "accept"},
    ],
)  # fmt: skip
def test_prodigy_tasks_come_back(tmp_path: Path, row: dict[str, Any]) -> None:
    found, faults = read("prodigy", file(tmp_path, row))
    assert faults == []
    assert rows_again("prodigy", found, tmp_path) == [row]
    assert bool(found[0].annotations) == (row["answer"] == "accept" and "spans" in row)


def test_the_end_token_of_prodigy_is_the_last_one(tmp_path: Path) -> None:
    row = {"text": TEXT, "tokens": TOKENS, "spans": [SPAN | {"token_end": 3}]}
    (layer,), (fault,) = read("prodigy", file(tmp_path, row))
    assert said(layer) == [("Ada Venn", "PER")]
    assert "tokens 1 to 3 are not where the span is" in str(fault)


def test_prodigy_sessions_are_authors(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "tokens": TOKENS,
        "spans": [SPAN],
        "_session_id": "ner-ana",
        "answer": "accept",
    }
    (layer,), _ = read("prodigy", file(tmp_path, row))
    assert [one.author for one in layer.annotations] == ["ner-ana"]
    assert rows_again("prodigy", [layer], tmp_path) == [row]


def test_prodigy_tokens_that_are_not_those_of_the_text(tmp_path: Path) -> None:
    wrong = [TOKENS[0], TOKENS[1] | {"text": "Ade"}, *TOKENS[2:]]
    (layer,), (fault,) = read("prodigy", file(tmp_path, {"text": TEXT, "tokens": wrong}))
    assert "tokens[1]: states “Ade” where the text has “Ada”" in str(fault)
    assert layer.article is not None
    assert layer.article.carried.tokens == ()


# Label Studio


def task(*result: object, **more: object) -> dict[str, Any]:
    one = {"id": 5, "completed_by": 3, "result": list(result), "was_cancelled": False}
    return {"id": 1, "data": {"text": TEXT, "page": 4}, "annotations": [one], **more}


def region(
    name: str, start: int, end: int, kind: str = "labels", **value: object
) -> dict[str, Any]:
    words = {"start": start, "end": end, "text": TEXT[start:end]}
    control = {"labels": "label", "textarea": "note"}.get(kind, "status")
    return {"id": name, "from_name": control, "to_name": "text", "type": kind,
            "value": words | value}  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        task(region("a", 2, 10, labels=["PER"])),
        task(
            region("a", 2, 10, labels=["PER"]),
            region("a", 2, 10, "choices", choices=["verified"]),
            region("a", 2, 10, "textarea", text=["see p. 4"]),
            region("b", 15, 17, labels=["PER"]),
            {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right",
             "labels": ["met"]},
        ),
        task(region("a", 2, 10, labels=["PER"]), predictions=[{"model_version": "m", "score": 0.4,
             "result": [region("p", 15, 17, labels=["PER"])]}]),
        {"id": 1, "data": {"text": TEXT}, "completions": [{"id": 2, "result": []}]},
    ],
)  # fmt: skip
def test_label_studio_tasks_come_back(tmp_path: Path, row: dict[str, Any]) -> None:
    found, faults = read("labelstudio", file(tmp_path, row, array=True))
    assert faults == []
    assert rows_again("labelstudio", found, tmp_path) == [row]
    assert "p" not in {one.id.rpartition(".")[2] for one in found[0].annotations}


def test_label_studio_in_utf_16_is_seen_by_its_texts(tmp_path: Path) -> None:
    old = region("a", 2, 10, labels=["PER"])
    old["value"] |= {"start": 3, "end": 11}
    (layer,), faults = read("labelstudio", file(tmp_path, task(old), array=True))
    assert (said(layer), faults) == ([("Ada Venn", "PER")], [])


def test_label_studio_annotators_are_told_apart(tmp_path: Path) -> None:
    row = task(region("a", 2, 10, labels=["PER"]))
    other = {"id": 6, "completed_by": 4, "result": [region("a", 15, 17, labels=["PER"])]}
    row["annotations"].append(other)
    found, faults = read("labelstudio", file(tmp_path, row, array=True))
    assert faults == []
    assert [one.author for one in found[0].annotations] == ["3", "4"]
    assert rows_again("labelstudio", found, tmp_path) == [row]


def test_label_studio_says_where_and_what(tmp_path: Path) -> None:
    wrong = region("a", 2, 10, labels=["PER"])
    wrong["value"]["text"] = "Ada"
    rows = [task(), task(wrong), task({"type": "brush"}), {"data": {}}]
    _, faults = read("labelstudio", file(tmp_path, *rows, array=True))
    assert [str(one).partition("in.json")[2] for one in faults] == [
        ":3: annotations[0].result[0]: states “Ada” where the text has “Ada Venn”",
        ":4: annotations[0].result[0]: “brush” is no type of result that a text has",
        ":5: data: has no text",
    ]


def test_the_interface_names_all_labels(tmp_path: Path) -> None:
    found, _ = read(
        "labelstudio", file(tmp_path, task(region("a", 2, 10, labels=["A<b>"])), array=True)
    )
    out = written("labelstudio", found, tmp_path / "out")
    assert '<Label value="A&lt;b&gt;"/>' in (out / "config.xml").read_text("utf-8")


# spaCy


def test_spacy_pairs(tmp_path: Path) -> None:
    rows = [["Ada met Bo.", {"entities": [[0, 3, "PER"], [8, 10, "PER"]], "cats": {"news": 1.0}}]]
    (layer,), faults = read("spacy-json", file(tmp_path, *rows, array=True))
    assert (said(layer), faults) == ([("Ada", "PER"), ("Bo", "PER")], [])
    assert layer.article is not None
    assert layer.article.carried.labels == ("news",)


def test_old_spacy_json_whose_tokens_are_not_in_its_text(tmp_path: Path) -> None:
    sentence = {"tokens": [{"orth": "Ada", "ner": "U-PER"}, {"orth": "met", "ner": "O"}]}
    document = {"id": 0, "paragraphs": [{"raw": "Ada sang.", "sentences": [sentence]}]}
    found, (fault,) = read("spacy2", file(tmp_path, document, array=True))
    assert found == []
    assert "does not go on with the token 'met'" in str(fault)


# All of them

IN_JSON = ["doccano", "prodigy", "labelstudio", "spacy-json", "spacy2", "jsonl", "tokens"]
READ = [name for name, one in FORMATS.items() if one.reads and not one.extra]


@pytest.mark.parametrize(
    "name", ["doccano", "prodigy", "labelstudio", "spacy-json", "spacy2", "jsonl", "tokens"]
)
@pytest.mark.parametrize(
    "content",
    [b"{", b"[", b'[{"text": ', b"[" * 100_000, b'[{"text": "a"}, oh]', b"\xff\xfe", b"null",
     b"[7]", b'[{"text": "a\\ud800"}]', b'{"text": 1e999}', b'"' + b"a" * 3_000_000],
    ids=lambda content: repr(content[:20]),
)  # fmt: skip
def test_what_is_no_json_is_a_fault(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "in.json"
    path.write_bytes(content)
    _, faults = read(name, path)
    assert faults
    assert all(one.file == str(path) and one.line == 1 for one in faults)


@pytest.mark.parametrize(
    "name", [one for one in FORMATS if FORMATS[one].reads and not FORMATS[one].extra]
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match="No such file"):
        read(name, tmp_path / "nothing.json")


def test_an_array_is_read_piece_by_piece(tmp_path: Path) -> None:
    texts = [f"text {at} " + "x" * (at % 5000) for at in range(900)]
    path = tmp_path / "in.json"
    path.write_text(
        json.dumps([{"text": text, "label": [[0, 4, "A"]]} for text in texts], indent=2)
    )
    found, faults = read("doccano", path)
    assert faults == []
    assert [one.article.text for one in found if one.article] == texts


def test_one_format_becomes_another_and_comes_back(tmp_path: Path) -> None:
    (layer,), _ = read(
        "labelstudio", file(tmp_path, task(region("a", 2, 10, labels=["PER"])), array=True)
    )
    for name in ("doccano", "prodigy", "cas-json", "xmi", "webannotation", "slate", "csv", "brat"):
        (tmp_path / name).mkdir()
        (again,), faults = read(name, written(name, [layer], tmp_path / name))
        assert faults == []
        carries = FORMATS[name].carries & {"annotations"}
        assert essence(again, carries)["annotations"] == essence(layer, carries)["annotations"]
