"""Published corpora come in with the counts they are known for, and go out again equal.

Their folder is named by the environment variable GLOSSATOR_CORPORA; without it nothing is tried.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from exchange.layers import read, written

from tui.store.protocol import Layer

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
