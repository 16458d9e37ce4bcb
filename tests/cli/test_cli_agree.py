"""`glossator agree`: whose annotations are compared, and what is said of them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import lxml.html
import pytest
from cli_samples import FINE, FOUND, UNREADABLE, USAGE, WIRE, glossator


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two databases of one article: a claim, a quotation and a name alike, one name tagged anew."""
    ana, bo = tmp_path / "ana.json", tmp_path / "bo.json"
    glossator("replay", WIRE, "c}}'}pvwwwo", "--db", ana, "--author", "Ana")
    glossator("replay", WIRE, "c}}'}pvwwwp", "--db", bo, "--author", "Bo")
    return ana, bo


def test_json(two) -> None:
    report = glossator("agree", *two, "--json").json()
    assert {"articles", "units", "measures", "refused", "confusion"} <= set(report)
    assert (report["articles"], report["units"], report["annotators"]) == (1, 8, ["ana", "bo"])
    f1 = next(one for one in report["measures"] if one["name"] == "exact-f1")
    assert {"name", "value", "low", "high", "per_tag", "source"} <= set(f1)
    assert f1["value"] == 0.75
    assert f1["per_tag"] == {"claim": 1, "organisation": 0, "person": 2 / 3, "quote": 1}
    assert ["organisation", "person", 1] in report["confusion"]


def test_an_attribute_that_nobody_gave_is_told(two) -> None:
    said = "nothing that two of them annotated alike has a value of “colour”"
    assert said in glossator("agree", *two, "--attribute", "colour").err
    assert said not in glossator("agree", *two).err


def test_text_fits_eighty_columns(two) -> None:
    out = glossator("agree", *two, "--unit", "tokens").out
    assert "Cohen's κ" in out
    assert max(map(len, out.splitlines())) <= 80


def test_csv_has_a_row_for_every_figure(two) -> None:
    head, *rows = csv.reader(glossator("agree", *two, "--csv").out.splitlines())
    assert head == ["measure", "of", "name", "value", "low", "high"]
    assert ["exact-f1", "all", "", "0.75", "", ""] in rows
    assert ["exact-f1", "tag", "organisation", "0.0", "", ""] in rows
    assert ["exact-f1", "pair", "ana, bo", "0.75", "", ""] in rows


def test_html_page_needs_nothing_from_elsewhere(two, tmp_path: Path) -> None:
    odd = tmp_path / "<script>.json"
    two[1].rename(odd)
    out = tmp_path / "page.html"
    assert glossator("agree", two[0], odd, "--html", out).code == FINE
    text = out.read_text("utf-8")
    tree = lxml.html.fromstring(text)
    assert len(tree.findall(".//svg")) == 2
    assert tree.findall(".//script") == []
    assert not re.search(r"https?:|src=|@import|url\(", text)
    cells = [[cell.text_content() for cell in row] for row in tree.iter("tr")]
    assert ["organisation", "0", "0", "1", "0"] in cells
    lost = glossator("agree", two[0], odd, "--html", tmp_path / "no" / "page.html")
    assert lost.code == UNREADABLE


def test_authors_of_one_database_are_compared(two, tmp_path: Path) -> None:
    both = tmp_path / "both.json"
    glossator("merge", both, *two)
    apart, together = (glossator("agree", *given, "--json").json() for given in (two, [both]))
    assert together["annotators"] == ["Ana", "Bo"]
    assert together["measures"][2]["value"] == apart["measures"][2]["value"]


def test_a_temporary_file_without_room_is_said(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits are of POSIX")
    file = tmp_path / "long.jsonl"
    file.write_text(json.dumps({"text": "The tide turns at six. " * 100_000}))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        found = glossator("agree", file, file.with_name("none"), "--from", "jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert found.code == UNREADABLE
    assert "a temporary file cannot be written: File too large; the variable TMPDIR" in found.err


def test_datasets_are_compared_too(tmp_path: Path) -> None:
    """As CoNLL's evaluation has it: of two runs one is found, and of three found one is right."""
    first, second = tmp_path / "first.conll", tmp_path / "second.conll"
    first.write_text("Ilsa B-PER\nBrandt I-PER\nleft O\nTolmarch B-LOC\nHarbour I-LOC\n\nOn O\n")
    second.write_text("Ilsa B-PER\nBrandt I-PER\nleft B-ORG\nTolmarch B-LOC\nHarbour O\n\nOn O\n")
    report = glossator("agree", first, second, "--from", "conll", "--unit", "tokens", "--json")
    values = {one["name"]: one["value"] for one in report.json()["measures"]}
    assert values["exact-precision"] == pytest.approx(1 / 3)
    assert values["exact-recall"] == pytest.approx(1 / 2)
    assert values["exact-f1"] == pytest.approx(2 / 5)


def test_a_measure_that_does_not_fit_is_refused(two) -> None:
    outcome = glossator("agree", *two, "--measure", "cohen-kappa")
    assert outcome.code == USAGE
    assert "free spans have no fixed units" in outcome.err
    assert glossator("agree", *two, "--measure", "cohen-kappa", "--unit", "tokens").code == FINE


def test_nothing_in_common(two, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    text = tmp_path / "note.txt"
    text.write_text("Only one person read this note.")
    glossator("replay", text, "c", "--db", other)
    outcome = glossator("agree", two[0], other)
    assert outcome.code == FOUND
    assert "nothing to compare" in outcome.err
    assert glossator("agree", two[0], tmp_path / "missing.json").code == UNREADABLE
    assert glossator("agree", two[0], two[0]).code == USAGE
