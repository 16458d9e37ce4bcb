"""The ledger of replies: attributes and links say the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.session.notation import CONFIG
from tui.annotations.model import Annotation, Layer, Link, Quote
from tui.annotations.records import Records
from tui.review.ledger import ledger


def said(id: str, at: int, tag: str = "quote", article: str = "a", **values: str) -> Annotation:
    spans, quotes = ((at, at + 2),), (Quote(id),)
    return Annotation(
        id=id, article=article, tag=tag, spans=spans, quotes=quotes, attributes=values
    )


def link(kind: str, target: str, article: str = "") -> Link:
    return Link(
        id=kind + target, article="a", type=kind, source="c", target=target, target_article=article
    )


MAYOR, ANSWER = said("Mayor Reed", 9, "person"), said("no, we did", 20)
PARTY, REPLIED = link("criticism", "Mayor Reed"), link("reply", "no, we did")


@pytest.mark.parametrize(
    ("values", "links", "line"),
    [
        ({}, (), None),
        ({}, (PARTY,), (("Mayor Reed",), "not asked", False, 0, "")),
        ({}, (PARTY, REPLIED), (("Mayor Reed",), "answered", True, 1, "")),
        ({"reply": "asked"}, (PARTY, REPLIED), (("Mayor Reed",), "asked", True, 1, "")),
        ({"reply": "declined", "replied": "May 3"}, (), ((), "declined", True, 0, "May 3")),
        ({"reply": "no answer"}, (PARTY,), (("Mayor Reed",), "no answer", False, 0, "")),
    ],
)
def test_how_a_party_was_heard(
    values: dict[str, str], links: tuple[Link, ...], line: tuple[object, ...] | None
) -> None:
    records = Records()
    records.load(Layer(None, (said("c", 0, **values), MAYOR, ANSWER), links))
    found = [
        (one.parties, one.said, one.answered, len(one.where), one.when)
        for one in ledger(records, CONFIG.scheme)
    ]
    assert found == ([line] if line is not None else [])


def test_an_answer_in_another_story_is_known() -> None:
    records = Records()
    records.load(Layer(None, (said("c", 0),), (link("reply", "x", "b"),)))
    elsewhere = {"x": said("x", 5, article="b")}
    (one,) = ledger(records, CONFIG.scheme, elsewhere)
    assert (one.answered, one.where) == (True, (elsewhere["x"],))


def test_replies_come_in_the_order_in_which_they_were_linked() -> None:
    records, more = Records(), said("and so did others", 30)
    links = [replace(REPLIED, created="2"), replace(link("reply", more.id), created="1")]
    records.load(Layer(None, (said("c", 0), MAYOR, ANSWER, more), tuple(links)))
    (one,) = ledger(records, CONFIG.scheme)
    assert [reply.id for reply in one.where] == [more.id, ANSWER.id]
