"""spaCy's container in pieces: the bytes that spaCy writes, in the same memory for any size."""

from __future__ import annotations

import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange.layers import read, written

from tui.annotations.model import Annotation, ArticleRecord, Layer, Quote
from tui.exchange.formats import FORMATS
from tui.exchange.options import Reading, Writing
from tui.text.article import Article

spacy = pytest.importorskip("spacy")


def layer(number: int, words: int = 12) -> Layer:
    text = f"Ada Venn of Orsk told {number} boats" + " to wait" * words + "."
    article = ArticleRecord(id=Article(text=text).id, text=text)
    places = (("person", 0, 8), ("place", 12, 16), ("role", 0, 16))
    annotations = tuple(
        Annotation(id=f"{number}-{tag}", article=article.id, tag=tag, spans=((start, end),),
                   quotes=(Quote(text[start:end]),))
        for tag, start, end in places
    )  # fmt: skip
    return Layer(article, annotations)


@pytest.mark.parametrize("number", [0, 1, 15, 16, 250])
def test_the_bytes_are_those_that_spacy_writes(tmp_path: Path, number: int) -> None:
    path = written("docbin", [layer(at) for at in range(number)], tmp_path)
    data = path.read_bytes()
    made = spacy.tokens.DocBin().from_bytes(data)
    assert len(made) == number
    assert zlib.decompress(made.to_bytes()) == zlib.decompress(data)
    found, faults = read("docbin", path)
    assert faults == []
    assert [sorted(one.tag for one in each.annotations) for each in found] == [
        ["person", "place", "role"]
    ] * number


def test_what_spacy_wrote_with_all_that_it_can(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    docs = [nlp(f"Ada Venn told {number} boats to wait.") for number in range(120)]
    for doc in docs:
        doc.ents = [spacy.tokens.Span(doc, 0, 2, "person")]
        doc.user_data["seen"] = True
        doc.cats["news"] = 1.0
    path = tmp_path / "all.spacy"
    spacy.tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE", "LEMMA", "POS"], docs=docs,
                        store_user_data=True).to_disk(path)  # fmt: skip
    found, faults = read("docbin", path)
    assert faults == []
    assert [one.article.text for one in found if one.article] == [doc.text for doc in docs]
    assert {one.article.carried.labels for one in found if one.article} == {("news",)}
    assert {one.annotations[0].text for one in found} == {"Ada Venn"}


def test_what_is_no_docbin_is_a_fault_and_gives_no_text(tmp_path: Path) -> None:
    whole = written("docbin", [layer(at) for at in range(3)], tmp_path).read_bytes()
    path = tmp_path / "other.spacy"
    others = [b"", b"\x00", b"not one", zlib.compress(b"\x81\xa1a\x01"), zlib.compress(b"")]
    cut = [whole[:at] for at in range(1, len(whole), 7)]
    inside = zlib.decompress(whole)
    short = [zlib.compress(inside[:at]) for at in range(1, len(inside), 41)]
    for data in (*others, *cut, *short):
        path.write_bytes(data)
        found, (fault,) = read("docbin", path)
        assert found == []
        assert "other.spacy:1: is no DocBin" in str(fault)


def peak(number: int, path: Path) -> int:
    """The most bytes that writing and reading so many texts takes."""

    def texts() -> Iterator[Layer]:
        return (layer(at, 40) for at in range(number))

    tracemalloc.start()
    try:
        with path.open("wb") as file:
            for _, data in FORMATS["docbin"].write(texts(), Writing()):
                file.write(data)
        assert sum(1 for _ in FORMATS["docbin"].read(path, Reading())) == number
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_many_texts_take_the_memory_of_some(tmp_path: Path) -> None:
    peak(1, tmp_path / "warm.spacy")
    some, many = (peak(number, tmp_path / f"{number}.spacy") for number in (110, 300))
    assert many < some * 1.1
