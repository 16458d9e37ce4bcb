"""ClaimReview as schema.org and search engines want it, read by a JSON-LD processor."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from tests.reports.checked import SCHEME, URL, layer, record
from tui.reports.claimreview import Publishing, Reviews, claim_reviews
from tui.reports.making import fact_sheet
from tui.reports.sheet import Disclosure

PUBLISHING = Publishing("Nes Check", "https://check.example/7", "https://check.example/")
S = "http://schema.org/"
CONTEXT = {
    "@context": {
        "@vocab": S,
        "id": "@id",
        "type": "@type",
        "datePublished": {"@type": f"{S}Date"},
        "url": {"@type": "@id"},
    }
}
"""What schema.org's own context says of the terms used, so that no network is needed."""

SHAPES: dict[str, dict[str, tuple[bool, tuple[str, ...]]]] = {
    "ClaimReview": {
        "claimReviewed": (True, ("Text",)),
        "reviewRating": (True, ("Rating",)),
        "url": (True, ("URL",)),
        "author": (True, ("Organization",)),
        "datePublished": (True, ("Date",)),
        "itemReviewed": (True, ("Claim",)),
    },
    "Rating": {
        "alternateName": (True, ("Text",)),
        "ratingValue": (True, ("Number",)),
        "bestRating": (True, ("Number",)),
        "worstRating": (True, ("Number",)),
        "ratingExplanation": (False, ("Text",)),
    },
    "Claim": {
        "author": (True, ("Organization", "Person")),
        "datePublished": (True, ("Date",)),
        "appearance": (True, ("CreativeWork",)),
        "firstAppearance": (True, ("CreativeWork",)),
    },
    "CreativeWork": {
        "url": (False, ("URL",)),
        "headline": (True, ("Text",)),
        "datePublished": (False, ("Date",)),
        "author": (False, ("Organization", "Person")),
        "publisher": (False, ("Organization", "Person")),
    },
    "Organization": {"name": (True, ("Text",)), "url": (False, ("URL",))},
    "Person": {"name": (True, ("Text",))},
}
"""Type, property, whether it has to be there, and the types that it may have: those of schema.org,
what is required by what search engines document.
"""


def reviews(**changes: Any) -> Reviews:
    """The reviews of the small story; `changes` are made to its record."""
    stored = replace(record(), **changes)
    return claim_reviews([fact_sheet(stored, layer(), SCHEME)], PUBLISHING)


def faults(node: dict[str, Any], of: str) -> list[str]:
    """Where an expanded node does not have its type's shape."""
    if node.get("@type") != [S + of]:
        return [f"{of} is a {node.get('@type')}"]
    shape = SHAPES[of]
    needed = (name for name, (needed, _) in shape.items() if needed)
    found = [f"{of} has no {name}" for name in needed if S + name not in node]
    for name, values in node.items():
        if name.startswith("@"):
            continue
        plain = name.removeprefix(S)
        if plain not in shape:
            found.append(f"{of} has no property {plain}")
            continue
        for value in values:
            found += _value_faults(value, f"{of}.{plain}", shape[plain][1])
    return found


def _value_faults(value: dict[str, Any], where: str, types: tuple[str, ...]) -> list[str]:
    if "@type" in value and "@value" not in value:
        own = value["@type"][0].removeprefix(S)
        return faults(value, own) if own in types else [f"{where} is a {own}"]
    if "@id" in value:
        return [] if "URL" in types and value["@id"].startswith("http") else [f"{where}: {value}"]
    kind = {str: "Text", int: "Number"}[type(value["@value"])]
    kind = value.get("@type", kind).removeprefix(S)
    return [] if kind in types and value["@value"] != "" else [f"{where}: {value}"]


def test_a_json_ld_processor_finds_the_shapes_of_schema_org() -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs pyld: pip install 'glossator[dev]'")

    def load(url: str, _options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}

    document = json.loads(reviews().text)
    nodes = jsonld.expand(document, {"documentLoader": load})
    assert len(nodes) == 3
    assert [fault for node in nodes for fault in faults(node, "ClaimReview")] == []
    broken = {**nodes[0], f"{S}claimReviewed": [{"@value": 3}], f"{S}colour": []}
    assert len(faults(broken, "ClaimReview")) == 2, "the shapes are looked at"


def test_who_said_it_where_and_how_it_was_rated() -> None:
    first = json.loads(reviews().text)["@graph"][0]
    assert first["url"] == "https://check.example/7#claim-1"
    assert first["datePublished"].startswith("2031-05-17")
    assert first["claimReviewed"] == "The wall at Nes will cost €4 million."
    assert first["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 5,
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": "Verified",
    }
    assert first["itemReviewed"]["author"] == {"@type": "Organization", "name": "The Courier"}
    assert first["itemReviewed"]["appearance"]["url"] == URL


def test_what_is_left_out_or_wanting_is_said() -> None:
    made = reviews(site="", byline="", title="", source="")
    assert made.left_out == (
        "1 unchecked claim left out: the scheme gives that status no rating",
        "1 opinion claim left out: the scheme gives that status no rating",
    )
    assert [one for one in made.warnings if "no author" in one]
    assert made.number == 3


def test_a_long_claim_is_warned_of() -> None:
    said = layer()
    whole = (0, len(record().text))
    long = replace(said.annotations[0], spans=(whole,), tag="claim", attributes={"status": "false"})
    sheet = fact_sheet(record(), replace(said, annotations=(long,)), SCHEME, Disclosure())
    assert [one for one in claim_reviews([sheet], PUBLISHING).warnings if "over 75" in one]
