"""What is written is read by the formats' own tools; each test needs its tool (extra `peers`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exchange.layers import read, written

from tui.annotations.model import Layer
from tui.exchange.offsets import Offsets
from tui.exchange.options import Writing

TEXT = "👩 Ada Venn went to Orsk Hill.\nShe wrote home to Bo: “It snows.”\n"


@pytest.fixture
def layer(tmp_path: Path) -> Layer:
    """Names, one inside another, an emoji before all of them, a link, an attribute, a note."""
    at = TEXT.index
    places = {"Ada Venn": "Person", "Orsk Hill": "Place", "Orsk": "Place", "Bo": "Person"}
    notes = "".join(
        f"T{number}\t{tag} {at(words)} {at(words) + len(words)}\t{words}\n"
        for number, (words, tag) in enumerate(places.items(), 1)
    )
    notes += "R1\tKnows Arg1:T1 Arg2:T4\nA1\tstatus T1 verified\n#1\tAnnotatorNotes T1\tsee p. 4\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "a.ann").write_text(notes, "utf-8")
    (made,), faults = read("brat", tmp_path / "in")
    assert faults == []
    return made


def said(layer: Layer) -> set[tuple[str, str]]:
    return {(one.text, one.tag) for one in layer.annotations}


def test_spacy_loads_a_docbin(layer: Layer, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    path = written("docbin", [layer], tmp_path)
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab)
    assert doc.text == TEXT
    found = {(one.text, one.label_) for one in [*doc.ents, *doc.spans["sc"]]}
    assert found == said(layer)
    assert [one.text for one in doc.spans["sc"]] == ["Orsk"]


def test_spacy_reads_its_json(layer: Layer, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc

    (row,) = json.loads(written("spacy-json", [layer], tmp_path).read_text("utf-8"))
    doc = Doc(spacy.blank("xx").vocab).from_json(row, validate=True)
    assert doc.text == TEXT
    assert {(one.text, one.label_) for one in [*doc.ents, *doc.spans["sc"]]} == said(layer)


def test_spacy_converts_its_old_json(layer: Layer, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    from spacy.training.converters import json_to_docs

    (doc,) = json_to_docs(written("spacy2", [layer], tmp_path).read_text("utf-8"))
    assert {(one.text, one.label_) for one in doc.ents} == {
        ("Ada Venn", "Person"), ("Orsk Hill", "Place"), ("Bo", "Person")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("format_id", "converter"), [("conll", "conll_ner_to_docs"), ("iob", "iob_to_docs")]
)
def test_spacy_converts_tagged_tokens(
    layer: Layer, tmp_path: Path, format_id: str, converter: str
) -> None:
    converters = pytest.importorskip("spacy.training.converters")
    path = written(format_id, [layer], tmp_path)
    docs = getattr(converters, converter)(path.read_text("utf-8"), n_sents=10, no_print=True)
    assert {(one.text, one.label_) for doc in docs for one in doc.ents} == {
        ("Ada Venn", "Person"), ("Orsk Hill", "Place"), ("Bo", "Person")
    }  # fmt: skip


@pytest.mark.parametrize("tagging", ["iob1", "iob2", "bioes", "bilou"])
def test_seqeval_finds_the_same_names(layer: Layer, tmp_path: Path, tagging: Any) -> None:
    labeling = pytest.importorskip("seqeval.metrics.sequence_labeling")
    scheme = pytest.importorskip("seqeval.scheme")
    path = written("conll", [layer], tmp_path, Writing(tagging=tagging))
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    tags = [row[1] for row in rows if row[0] != "-DOCSTART-"]
    schemes = {"iob1": "IOB1", "iob2": "IOB2", "bioes": "IOBES", "bilou": "BILOU"}
    found = scheme.Entities([tags], getattr(scheme, schemes[tagging]))
    assert len(found.entities[0]) == 3
    assert [one.tag for one in found.entities[0]] == ["Person", "Place", "Person"]
    if tagging != "bilou":
        assert len(labeling.get_entities(tags, suffix=False)) == 3


def test_cassis_loads_xmi(layer: Layer, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    out = written("xmi", [layer], tmp_path / "out")
    types = cassis.load_typesystem((out / "TypeSystem.xml").open("rb"))
    cas = cassis.load_cas_from_xmi((out / "a.xmi").open("rb"), typesystem=types)
    check_cas(cas, layer)


def test_cassis_loads_json(layer: Layer, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    out = written("cas-json", [layer], tmp_path / "out")
    check_cas(cassis.load_cas_from_json((out / "a.json").open("rb")), layer)


def check_cas(cas: Any, layer: Layer) -> None:
    assert cas.sofa_string == TEXT
    found = list(cas.select("webanno.custom.Glossator"))
    assert {(one.get_covered_text(), one.value) for one in found} == said(layer)
    assert {one.status for one in found} == {"verified", None}
    (link,) = cas.select("webanno.custom.GlossatorLink")
    assert link.value == "Knows"
    assert (link.Governor.get_covered_text(), link.Dependent.get_covered_text()) == (
        "Ada Venn",
        "Bo",
    )


def test_cassis_writes_what_is_read(layer: Layer, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    out = written("cas-json", [layer], tmp_path / "out")
    cas = cassis.load_cas_from_json((out / "a.json").open("rb"))
    (tmp_path / "theirs").mkdir()
    cas.to_json(tmp_path / "theirs" / "a.json")
    cas.to_xmi(tmp_path / "theirs" / "a.xmi")
    for format_id in ("cas-json", "xmi"):
        (found,), faults = read(format_id, tmp_path / "theirs")
        assert faults == []
        assert said(found) == said(layer)
        assert [link.type for link in found.links] == ["Knows"]


def test_datasets_loads_a_folder(
    layer: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")
    out = written("huggingface", [layer], tmp_path / "out")
    found = datasets.load_dataset(str(out), cache_dir=str(tmp_path / "cache"))
    (row,) = found["train"]
    assert row["text"] == TEXT
    assert {(row["text"][one["start"] : one["end"]], one["label"]) for one in row["spans"]} == said(
        layer
    )
    assert len(row["tokens"]) == len(row["ner_tags"])


def test_label_studio_converts(layer: Layer, tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter")
    out = written("labelstudio", [layer], tmp_path / "out")
    made = converter.Converter((out / "config.xml").read_text("utf-8"), str(out))
    made.convert_to_conll2003(str(out / "tasks.json"), str(tmp_path / "conll"), is_dir=False)
    lines = (tmp_path / "conll" / "result.conll").read_text("utf-8").splitlines()
    tagged = [line.split(" ")[0] for line in lines if line.endswith("-Person")]
    assert tagged[:2] == ["Ada", "Venn"]


def test_a_json_ld_processor_understands_web_annotations(layer: Layer, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    out = written("webannotation", [layer], tmp_path / "out")
    page = json.loads((out / "a.jsonld").read_text("utf-8"))
    context = {
        "@context": {
            "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dcterms": "http://purl.org/dc/terms/",
            "id": "@id", "type": "@type", "Annotation": "oa:Annotation",
            "AnnotationPage": "as:OrderedCollectionPage",
            "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
            "body": {"@id": "oa:hasBody", "@type": "@id"}, "value": "rdf:value",
            "target": {"@id": "oa:hasTarget", "@type": "@id"},
            "source": {"@id": "oa:hasSource", "@type": "@id"},
            "selector": {"@id": "oa:hasSelector", "@type": "@id"},
            "start": "oa:start", "end": "oa:end", "exact": "oa:exact",
            "prefix": "oa:prefix", "suffix": "oa:suffix",
        }
    }  # fmt: skip

    def loader(url: str, _options: object) -> dict[str, object]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": context}

    (found,) = jsonld.expand(page, {"documentLoader": loader, "base": "http://example.org/"})
    items = found["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    oa = "http://www.w3.org/ns/oa#"
    assert all(one["@type"] == [f"{oa}Annotation"] for one in items)
    exact = {
        selector[f"{oa}exact"][0]["@value"]
        for one in items
        for target in one[f"{oa}hasTarget"]
        for selector in target.get(f"{oa}hasSelector", [])
        if f"{oa}exact" in selector
    }
    assert exact == {words for words, _ in said(layer)}
    ids = {one["@id"] for one in items}
    (link,) = [one for one in items if one[f"{oa}hasTarget"][0].get("@id") in ids]
    assert link[f"{oa}hasBody"][1][f"{oa}hasSource"][0]["@id"] in ids


def test_doccano_takes_its_rows(layer: Layer, tmp_path: Path) -> None:
    """What doccano's own parser of JSON Lines with relations checks of each row."""
    row = json.loads(written("doccano", [layer], tmp_path).read_text("utf-8"))
    assert isinstance(row["text"], str)
    ids = [one["id"] for one in row["entities"]]
    assert all(type(one) is int for one in ids)
    assert len(set(ids)) == len(ids)
    inward = Offsets(TEXT, "utf-16").inward
    found = set()
    for one in row["entities"]:
        start, end = inward(one["start_offset"]), inward(one["end_offset"])
        assert start is not None
        assert end is not None
        found.add((TEXT[start:end], one["label"]))
    assert found == said(layer)
    for one in row["relations"]:
        assert {one["from_id"], one["to_id"]} <= set(ids)
        assert one["type"] == "Knows"


def test_slate_reads_its_lines(layer: Layer, tmp_path: Path) -> None:
    """What SLATE would evaluate: tuples of a line, a token of it, a character of that."""
    from ast import literal_eval

    out = written("slate", [layer], tmp_path / "out")
    tokens = [line.split() for line in TEXT.split("\n")]
    found = set()
    for line in (out / "a.txt.annotations").read_text("utf-8").splitlines():
        spans, _, label = line.partition(" - ")
        item = literal_eval(spans)
        if isinstance(item, tuple):
            (row, first, begin), (_, last, end) = item
            words = tokens[row][first : last + 1]
            words[-1] = words[-1][: end + 1]
            words[0] = words[0][begin:]
            found.add((" ".join(words), label))
        else:
            assert label == "Knows"
    assert found == said(layer)
