"""Evidence and links to other articles in datasets: given back, counted where left out, private."""

from __future__ import annotations

import json

import pytest

from tui.annotations.model import Annotation, ArticleRecord, Evidence, Layer, Link, Quote
from tui.exchange.choosing import by_author
from tui.exchange.faults import Fault
from tui.exchange.fitting import fit
from tui.exchange.formats import FORMATS
from tui.exchange.jsonl import export_jsonl, read_jsonl
from tui.exchange.privacy import Anonymiser
from tui.text.article import Article

TEXT = "It sails at six."
ARTICLE = Article(text=TEXT).id
CLAIM = Annotation(
    id="c",
    article=ARTICLE,
    tag="claim",
    spans=((0, 16),),
    quotes=(Quote(TEXT),),
    attributes={"status": "verified"},
    author="ana",
    checked="2031-05-15T06:40:00Z",
    checked_by="Ana Brask",
)


def layer(*evidence: Evidence, links: tuple[Link, ...] = ()) -> Layer:
    return Layer(ArticleRecord(id=ARTICLE, text=TEXT), (CLAIM,), links, evidence=evidence)


def source(**fields: str) -> Evidence:
    return Evidence(id="e", article=ARTICLE, claim="c", **fields)


ABROAD = Link(
    id="l", article=ARTICLE, type="same", source="c", target="far", target_article="other"
)


def test_the_canonical_lines_give_all_of_it_back() -> None:
    whole = layer(source(title="Timetable", place="p. 4", contact="Una Moss"), links=(ABROAD,))
    (found,) = read_jsonl(export_jsonl([whole]), "a.jsonl")
    assert isinstance(found, Layer)
    assert (found.evidence, found.links, found.annotations) == (
        whole.evidence,
        whole.links,
        whole.annotations,
    )


def test_a_line_without_evidence_says_nothing_of_it() -> None:
    (line,) = export_jsonl([layer()])
    assert "evidence" not in json.loads(line)


def test_evidence_for_what_is_not_there_is_a_fault() -> None:
    (line,) = export_jsonl([layer(source(title="Timetable"))])
    line = line.replace('"claim":"c"', '"claim":"gone"')
    assert '"claim":"gone"' in line
    faults = [one for one in read_jsonl([line], "a.jsonl") if isinstance(one, Fault)]
    assert [(one.field, one.reason) for one in faults] == [
        ("evidence[0].claim", "no annotation has the id 'gone'")
    ]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonl"])
def test_what_a_format_leaves_out_is_counted(name: str) -> None:
    carries = FORMATS[name].carries
    kept, lost = fit(layer(source(), links=(ABROAD,)), carries)
    assert (kept.evidence, kept.links) == ((), ())
    assert lost["evidence left out"] == 1
    assert lost["links to other articles left out"] + lost["links left out"] == 1


PATHS = [
    ("/home/una/minutes.pdf", "minutes.pdf"),
    ("~/minutes.pdf", "minutes.pdf"),
    ("../una/minutes.pdf", "minutes.pdf"),
    (r"C:\Users\una\minutes.pdf", "minutes.pdf"),
    ("file:///home/una/minutes.pdf", "minutes.pdf"),
    ("https://example.org/home/una", "https://example.org/home/una"),
    ("doi:10.1234/ab", "doi:10.1234/ab"),
    ("town archive, box 4/7", "town archive, box 4/7"),
]


@pytest.mark.parametrize(("address", "kept"), PATHS)
def test_addresses_are_given_without_local_paths(address: str, kept: str) -> None:
    (one,) = Anonymiser().clean(layer(source(address=address))).evidence
    assert one.address == kept
    (one,) = Anonymiser(keep_paths=True).clean(layer(source(address=address))).evidence
    assert one.address == address


def test_people_are_named_only_where_that_is_asked_for() -> None:
    whole = layer(source(title="Timetable", contact="Una Moss", author="Ana Brask"))
    said = "".join(export_jsonl([Anonymiser().clean(whole)]))
    assert not any(name in said for name in ("Una", "Brask", '"ana"'))
    said = "".join(export_jsonl([Anonymiser(keep_authors=True).clean(whole)]))
    assert all(name in said for name in ("Una Moss", "Ana Brask", '"ana"'))


def test_evidence_goes_with_the_annotations_that_are_chosen() -> None:
    whole = layer(source(), links=(ABROAD,))
    assert by_author(whole, "ana").evidence == whole.evidence
    assert by_author(whole, "ana").links == whole.links
    assert by_author(whole, "bo").evidence == ()
