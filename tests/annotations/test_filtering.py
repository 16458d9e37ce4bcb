from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.session.notation import CONFIG
from tui.annotations.edits import Op, plain
from tui.annotations.filtering import Facts, Term, passes, terms, unknown_fields, unknown_values
from tui.annotations.model import Annotation, Evidence, Link, Quote
from tui.annotations.records import Records

SCHEME = CONFIG.scheme


def annotation(id: str, tag: str, words: str, **more: str) -> Annotation:
    note, author = more.pop("note", ""), more.pop("author", "ana")
    return Annotation(
        id=id,
        article="a",
        tag=tag,
        spans=((0, len(words)),),
        quotes=(Quote(words),),
        attributes={name.replace("_", " "): value for name, value in more.items()},
        note=note,
        author=author,
    )


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("status:bogus", ["the scheme has no status “bogus”, only unchecked, "]),
        ("-tag:clam", ["the scheme has no tag “clam”, only claim, "]),
        ("status:ver tag:cl speaker:ada note:x bogus", []),
    ],
)
def test_values_that_a_field_never_has_are_named(wanted: str, said: list[str]) -> None:
    found = unknown_values(wanted, SCHEME)
    assert len(found) == len(said)
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True))


HELD = [
    annotation("tax", "claim", "The tax rose", status="verified", author="Bo"),
    annotation("boats", "claim", "Nine boats sank", status="false", note="ask the port"),
    annotation("road", "claim", "The road is closed"),
    annotation("mean", "claim", "Reed lied", status="cannot be checked", reply="asked"),
    annotation("said", "quote", "“It went”", reply="declined"),
    annotation("left", "quote", "“We left”"),
    annotation("reed", "person", "Tom Reed"),
]


@pytest.fixture
def facts() -> Facts:
    records = Records()
    records.apply(Op("annotations", one.id, None, plain(one)) for one in HELD)
    link = Link(id="l", article="a", type="speaker", source="said", target="reed")
    evidence = Evidence(id="e", article="a", claim="boats")
    records.apply([Op("links", "l", None, plain(link))])
    records.apply([Op("evidence", "e", None, plain(evidence))])
    return Facts(records, SCHEME)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", "boats left mean reed road said tax"),
        ("tax", "tax"),
        ("PORT", "boats"),
        ("-claim", "left reed said"),
        ("tag:cl", "boats mean road tax"),
        ("tag:person reed", "reed"),
        ("status:fal", "boats"),
        ("status:unchecked", "road"),
        ('status:"cannot be"', "mean"),
        ("tag:claim -status:false -status:verified", "mean road"),
        ("author:bo", "tax"),
        ("note:port", "boats"),
        ("speaker:reed", "mean said"),
        ("speaker:REED declined", "said"),
        ("sourced", "boats"),
        ("unsourced", "mean road tax"),
        ("-sourced", "mean road tax"),
        ("-unsourced", "boats"),
        ("unchecked", "road"),
        ("checked -sourced", "mean tax"),
        ("linked", "said"),
        ("unlinked tag:quote", "left"),
        ("criticism", "mean said"),
        ("answered", "said"),
        ("unanswered", "mean"),
        ('"sourced"', ""),
        ('"road is"', "road"),
        ("12:30", ""),
        ("-12:30 road", "road"),
        ("-", ""),
        ('"', "boats left mean reed road said tax"),
        ("status:", "boats mean road tax said left reed"),
    ],
)
def test_what_a_filter_lets_through(wanted: str, found: str, facts: Facts) -> None:
    asked = terms(wanted, SCHEME)
    kept = [one.id for one in HELD if passes(one, asked, facts)]
    assert sorted(kept) == sorted(found.split())


def test_a_claim_in_a_quotation_has_its_speaker() -> None:
    records = Records()
    quote = annotation("quote", "quote", "“The tax rose last year.”")
    claim = replace(annotation("claim", "claim", "The tax rose"), spans=((1, 13),))
    after = replace(annotation("after", "claim", "It fell"), spans=((30, 37),))
    reed = replace(annotation("reed", "person", "Tom Reed"), spans=((40, 48),))
    records.apply(
        Op("annotations", one.id, None, plain(one)) for one in (quote, claim, after, reed)
    )
    link = Link(id="l", article="a", type="speaker", source="quote", target="reed")
    records.apply([Op("links", "l", None, plain(link))])
    asked, facts = terms("speaker:reed tag:claim", SCHEME), Facts(records, SCHEME)
    assert [one.id for one in records.ordered() if passes(one, asked, facts)] == ["claim"]
    assert facts.said_by(claim) == ("Tom Reed",)
    assert facts.said_by(replace(claim, id="gone")) == ()


def test_a_state_in_quotation_marks_is_a_word() -> None:
    assert terms('"linked"', SCHEME) == (Term("", "linked"),)
    assert terms("linked", SCHEME) == (Term("is", "linked"),)


def test_unknown_fields_are_named() -> None:
    assert unknown_fields("status:x colour:red 12:30 tag:y", SCHEME) == ["colour", "12"]
