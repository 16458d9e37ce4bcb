"""Published corpora come in with the counts they are known for, and go out again equal.

Their folder is named by the environment variable GLOSSATOR_CORPORA; without it nothing is tried.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from exchange.layers import read, written
from lxml import etree

from tui.annotations.model import Layer

CORPORA = Path(os.environ.get("GLOSSATOR_CORPORA", "nowhere"))
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="GLOSSATOR_CORPORA is not set")


def test_litbank_in_brat(tmp_path: Path) -> None:
    found, faults = read("brat", CORPORA / "brat-litbank")
    assert faults == []
    out = written("brat", found, tmp_path)
    for file in (CORPORA / "brat-litbank").iterdir():
        assert (out / file.name).read_bytes() == file.read_bytes()


def same_file(format_id: str, path: Path, tmp_path: Path) -> list[Layer]:
    """Read a file, write it again and compare the bytes."""
    found, faults = read(format_id, path)
    assert faults == []
    assert written(format_id, found, tmp_path).read_bytes() == path.read_bytes()
    return found


def counts(found: list[Layer]) -> tuple[int, int, int, int]:
    """Texts, tokens, sentences, annotations."""
    carried = [one.article.carried for one in found if one.article]
    return (
        len(found),
        sum(len(one.tokens) for one in carried),
        sum(len(one.sentences) for one in carried),
        sum(len(one.annotations) for one in found),
    )


def test_wikigold(tmp_path: Path) -> None:
    found = same_file("conll", CORPORA / "conll" / "wikigold.conll.txt", tmp_path)
    assert counts(found) == (145, 39_007, 1_696, 3_558)


def test_wnut(tmp_path: Path) -> None:
    found = same_file("conll", CORPORA / "conll" / "wnut17-dev.conll", tmp_path)
    assert counts(found) == (1, 15_733, 1_009, 836)


@pytest.mark.parametrize("name", ["example", "labeling.trailing"])
def test_doccano_conll(tmp_path: Path, name: str) -> None:
    found = same_file("conll", CORPORA / "doccano" / f"{name}.conll", tmp_path)
    if name == "example":
        # In doccano each sentence is a text, and its offsets begin anew.
        starts = [start for one in found if one.article
                  for start, _ in one.article.carried.sentences]  # fmt: skip
        places = [(one.start - start, one.end - start, one.tag)
                  for one, start in zip(found[0].annotations, starts, strict=True)]  # fmt: skip
        assert places == [(0, 5, "LOC"), (0, 11, "PER")]


def test_doccano_refuses_the_malformed() -> None:
    found, (fault,) = read("conll", CORPORA / "doccano" / "labeling.invalid.conll")
    assert found == []
    assert "labeling.invalid.conll:1: has 1 column where the file has 2" in str(fault)


@pytest.mark.parametrize(
    "name", ["ner-token-per-line", "ner-token-per-line-with-pos", "ner-token-per-line-conll2003"]
)
def test_spacy_iob(tmp_path: Path, name: str) -> None:
    found = same_file("conll", CORPORA / "spacy-iob" / f"{name}.iob", tmp_path)
    assert [one.tag for one in found[0].annotations] == [
        "PERSON", "ORG", "DATE", "NORP", "PERSON", "ORG", "DATE"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "annotations", "links"),
    [
        ("testMultiTokenStackedSpanWithFeatureValue", 2, 0),
        ("testSentenceWithEmoji", 1, 0),
        ("testSentenceWithLineBreak", 1, 0),
        ("testSimpleSlotFeature", 3, 2),
        ("testStackedChain", 6, 4),
        ("testSubTokenPrefix", 1, 0),
    ],
)
def test_webanno(tmp_path: Path, name: str, annotations: int, links: int) -> None:
    path = CORPORA / "webanno-tsv3" / name / "reference.tsv"
    (layer,), faults = read("webanno", path)
    assert faults == []
    assert (len(layer.annotations), len(layer.links)) == (annotations, links)
    out = written("webanno", [layer], tmp_path)
    assert (out / "reference.tsv").read_text("utf-8") == path.read_text("utf-8")


def structures(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The elements of an XMI file, whatever the white space and the order of attributes."""
    return sorted((one.tag, sorted(one.attrib.items())) for one in etree.parse(path).getroot())


XMI = [*CORPORA.glob("webanno-tsv3/*/*.xmi"), *CORPORA.glob("uima/*/*.xmi")]


@pytest.mark.parametrize("path", XMI, ids=lambda path: path.parent.name)
def test_xmi(tmp_path: Path, path: Path) -> None:
    (layer,), faults = read("xmi", path)
    assert faults == []
    out = written("xmi", [layer], tmp_path)
    assert structures(out / path.name) == structures(path)
    twin = path.with_suffix(".tsv")
    if twin.exists() and "Chain" not in path.parent.name:
        (other,), _ = read("webanno", twin)
        assert layer.article is not None
        assert other.article is not None
        assert layer.article.text == other.article.text
        assert layer.article.carried.tokens == other.article.carried.tokens
        places = [sorted(one.spans for one in each.annotations) for each in (layer, other)]
        assert places[0] == places[1]
        assert len(layer.links) == len(other.links)


EMOJI = [(0, 1), (2, 6), (7, 12), (13, 15), (16, 17), (18, 19), (20, 25), (26, 30), (31, 32)]


@pytest.mark.parametrize("format_id", ["cas-json", "xmi"])
def test_uima_offsets_are_utf_16(tmp_path: Path, format_id: str) -> None:
    folder = CORPORA / "uima" / "casWithEmojiUnicodeTextAndAnnotations"
    (layer,), faults = read(
        format_id, folder / {"cas-json": "data.json", "xmi": "debug.xmi"}[format_id]
    )
    assert faults == []
    assert [one.spans[0] for one in layer.annotations] == EMOJI
    if format_id == "cas-json":
        out = written(format_id, [layer], tmp_path)
        assert json.loads((out / "data.json").read_bytes()) == json.loads(
            (folder / "data.json").read_bytes()
        )


def test_litbank_quotations(tmp_path: Path) -> None:
    found, faults = read("litbank-quotes", CORPORA / "quotes-litbank")
    assert faults == []
    assert [len(one.annotations) for one in found] == [0, 62]
    out = written("litbank-quotes", found, tmp_path)
    for file in (CORPORA / "quotes-litbank").iterdir():
        assert (out / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("name", ["news-valid", "riqua-valid"])
def test_cofenet(tmp_path: Path, name: str) -> None:
    path = CORPORA / "cofenet" / f"{name}.jsonl"
    found, faults = read("tokens", path)
    assert faults == []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    again = written("tokens", found, tmp_path).read_text("utf-8").splitlines()
    assert [json.loads(line) for line in again] == rows


def test_spacy_iob_sentence_a_line(tmp_path: Path) -> None:
    found = same_file("iob", CORPORA / "spacy-iob" / "ner-sent-per-line.iob", tmp_path)
    assert counts(found) == (1, 66, 2, 7)


@pytest.mark.parametrize("name", ["example", "example_overlapping", "relation_example"])
def test_doccano_json(tmp_path: Path, name: str) -> None:
    path = CORPORA / "doccano" / f"{name}.jsonl"
    found, faults = read("doccano", path)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    again = written("doccano", found, tmp_path).read_text("utf-8").splitlines()
    kept = [json.loads(line) for line in again]
    if name == "relation_example":
        assert [(len(one.annotations), len(one.links)) for one in found] == [(4, 3)]
        kept[0]["relations"] = [
            {name: value for name, value in one.items() if name != "id"}
            for one in kept[0]["relations"]
        ]
    assert kept == [row for row in rows if "text" in row]
    assert [str(one).partition(".jsonl:")[2] for one in faults] == (
        ["3: has no text"] if name == "example" else []
    )


def test_prodigy(tmp_path: Path) -> None:
    (path,) = (CORPORA / "prodigy").glob("*.jsonl")
    found, faults = read("prodigy", path)
    assert faults == []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    again = written("prodigy", found, tmp_path).read_text("utf-8").splitlines()
    assert [json.loads(line) for line in again] == rows
    assert (len(found), sum(len(one.annotations) for one in found)) == (373, 303)
    assert sum(row["answer"] == "ignore" for row in rows) == 1
    assert sum("spans" not in row for row in rows) == 36
