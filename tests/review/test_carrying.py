"""A draft's annotations made the next one's, with what hangs on them, and settled there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.session.notation import CONFIG
from tests.text.notation import article
from tui.annotations.edits import Op, inverse
from tui.annotations.model import (
    Annotation,
    Decision,
    Evidence,
    Layer,
    Link,
    Pass,
    Quote,
    decision_id,
    pass_id,
)
from tui.annotations.records import Records
from tui.review.carrying import Beside, Signed, accepted, carry, dropped, placed
from tui.review.rebase import Rebase
from tui.text.article import Article

OLD = article("The ferry sails at six. “It never waits,” said Bell. Nobody goes. It rains here.")
NEW = article("The ferry sails at seven. It rains here. The mayor is ill.")
BY = Signed("ana", "2031-05-01T12:00:00Z")
SAID = "“It never waits,”"


def claim(id: str, words: str, tag: str = "claim", on: Article = OLD, **more: object) -> Annotation:
    at = on.text.index(words)
    quotes = (Quote(words),)
    one = Annotation(id=id, article=on.id, tag=tag, spans=((at, at + len(words)),), quotes=quotes)
    return replace(one, **more)


FERRY = claim("ferry", "The ferry sails at six.", attributes={"status": "verified"}, note="asked")
QUOTE, BELL = claim("said", SAID, "quote"), claim("bell", "Bell", "person")
RAIN = claim("rain", "It rains here.", attributes={"status": "verified"}, author="ben")
SPEAKER = Link(id="speaker", article=OLD.id, type="speaker", source="said", target="bell")


def carried(
    annotations: Sequence[Annotation] = (FERRY, QUOTE, BELL, RAIN),
    into: Records | None = None,
    beside: Beside = Beside(links=(SPEAKER,)),  # noqa: B008 (it never changes)
    gone: Sequence[str] = (),
) -> tuple[Records, tuple[Op, ...]]:
    """The new draft's records afterwards, and the operations."""
    records = into or Records()
    rebase = Rebase(OLD, NEW, annotations)
    ops = carry(rebase, beside, records, CONFIG.scheme, BY, frozenset(gone))
    records.apply(ops)
    return records, ops


def test_what_moved_is_as_it_was_and_what_changed_is_to_be_rechecked() -> None:
    records, _ = carried()
    found = {one.text: one for one in records.ordered()}
    assert list(found) == ["The ferry sails at seven.", "It rains here."]
    ferry, rain = found.values()
    assert (rain.attributes, rain.author, rain.id in records.rechecks) == (
        {"status": "verified"},
        "ben",
        False,
    )
    assert (ferry.attributes, ferry.note) == ({"status": "recheck"}, "asked")
    recheck = records.rechecks[ferry.id]
    assert (recheck.was, recheck.sentence) == (FERRY, "The ferry sails at six.")
    assert ferry.article == rain.article == recheck.article == NEW.id


def test_what_has_no_place_is_kept_with_its_links() -> None:
    records, _ = carried()
    assert [one.was for one in records.orphans] == [QUOTE, BELL]
    assert all(one.links for one in records.orphans)
    assert not records.links


def test_a_status_that_says_that_nobody_checked_stays() -> None:
    records, _ = carried([replace(FERRY, attributes={"status": "unchecked", "beat": "sea"})])
    (ferry,) = records.ordered()
    assert ferry.attributes == {"status": "unchecked", "beat": "sea"}


def test_carrying_again_brings_only_what_is_new() -> None:
    records, _ = carried([FERRY, QUOTE])
    _, ops = carried([FERRY, QUOTE, RAIN], records)
    assert [op.table for op in ops] == ["annotations"]
    ferry, _rain = records.ordered()
    records.apply(dropped(records, [records.rechecks[ferry.id]]))
    _, ops = carried(into=records, gone=[ferry.id])
    assert "ferry" not in str(ops)


def test_what_says_the_same_already_is_not_said_twice() -> None:
    records = Records()
    own = claim("own", "It rains here.", on=NEW)
    records.load(Layer(None, (own,)))
    carried([replace(RAIN, attributes={})], records)
    assert list(records.annotations) == ["own"]


def test_links_go_along_between_what_has_a_place() -> None:
    link = replace(SPEAKER, source="ferry", target="rain")
    records, _ = carried([FERRY, RAIN], beside=Beside(links=(link,)))
    (made,) = records.links.values()
    ferry, rain = records.ordered()
    assert (made.source, made.target, made.article) == (ferry.id, rain.id, NEW.id)


def test_links_to_other_articles_go_along() -> None:
    link = replace(SPEAKER, source="rain", target="far", target_article="other")
    records, _ = carried([RAIN], beside=Beside(links=(link,)))
    (made,) = records.links.values()
    assert (made.source, made.target) == (records.ordered()[0].id, "far")
    assert (made.article, made.target_article) == (NEW.id, "other")


SOURCES = tuple(
    Evidence(id=f"for {of}", article=OLD.id, claim=of, title=of) for of in ("ferry", "rain", "said")
)


def test_evidence_goes_along_with_its_claim_and_waits_where_that_has_no_place() -> None:
    records, _ = carried(beside=Beside(evidence=SOURCES))
    ferry, rain = records.ordered()
    (orphan, _) = records.orphans
    attested = {one.claim: one.title for one in records.evidence.values()}
    assert attested == {ferry.id: "ferry", rain.id: "rain", orphan.id: "said"}
    assert {one.article for one in records.evidence.values()} == {NEW.id}
    assert carried(into=records, beside=Beside(evidence=SOURCES))[1] == ()
    held = set(records.evidence)
    records.apply(dropped(records, [orphan]))
    assert {one.title for one in records.evidence.values()} == {"ferry", "rain"}
    gone = [orphan.id, *(id for id in held if id not in records.evidence)]
    assert carried(into=records, beside=Beside(evidence=SOURCES), gone=gone)[1] == ()


def test_who_checked_is_kept_where_it_holds_and_comes_back_with_the_status() -> None:
    checked = [replace(one, checked="2031-04-30", checked_by="bo") for one in (FERRY, RAIN)]
    records, _ = carried(checked)
    ferry, rain = records.ordered()
    assert (ferry.checked, ferry.checked_by) == ("", "")
    assert (rain.checked, rain.checked_by) == ("2031-04-30", "bo")
    records.apply(accepted(records, [records.rechecks[ferry.id]], BY))
    assert records.annotations[ferry.id].checked_by == "bo"


def test_passes_and_rejections_go_along_where_the_sentence_is_the_same() -> None:
    rain, went = RAIN.spans[0], (OLD.text.index("Nobody"), OLD.text.index(" It rains"))
    passes = [
        Pass(id=pass_id(OLD.id, one), article=OLD.id, start=one[0], end=one[1], state="nothing")
        for one in (rain, went)
    ]
    decisions = [
        Decision(
            id=decision_id(OLD.id, "place", (one,)),
            article=OLD.id,
            tag="place",
            spans=(one,),
            accepted=accepted,
            features=("telling",),
        )
        for one, accepted in ((rain, False), (went, False), ((rain[0], rain[0] + 2), True))
    ]
    records, _ = carried([], beside=Beside((), passes, decisions))
    at = NEW.text.index("It rains here.")
    span = (at, at + len("It rains here."))
    assert records.passed(NEW.id, span) is not None
    assert len(records.passes) == 1
    rejected = records.decided(NEW.id, "place", (span,))
    assert rejected is not None
    assert (rejected.features, len(records.decisions)) == ((), 1)


def test_what_is_accepted_counts_as_checked_again() -> None:
    records, _ = carried()
    ops = accepted(records, list(records.rechecks.values())[:1], BY)
    records.apply(ops)
    ferry = records.ordered()[0]
    assert (ferry.attributes["status"], ferry.revision) == ("verified", 1)
    assert ferry.id not in records.rechecks


def test_a_status_that_was_set_meanwhile_stays() -> None:
    records, _ = carried()
    ferry = records.ordered()[0]
    records.annotations[ferry.id] = replace(ferry, attributes={"status": "false"})
    records.apply(accepted(records, [records.rechecks[ferry.id]], BY))
    assert records.annotations[ferry.id].attributes == {"status": "false"}


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_dropped_goes_with_its_links(number: int) -> None:
    link = replace(SPEAKER, source="ferry", target="rain")
    records, _ = carried([FERRY, RAIN, QUOTE], beside=Beside(links=(link,)))
    doubted = [*records.rechecks.values()][number]
    ops = dropped(records, [doubted])
    records.apply(ops)
    assert doubted.id not in {*records.rechecks, *records.annotations}
    records.apply(inverse(ops))
    assert doubted.id in records.rechecks


def test_orphans_that_are_given_a_place_are_linked_again() -> None:
    records, _ = carried()
    quote, bell = records.orphans
    for orphan, words in ((quote, "The mayor is ill."), (bell, "The mayor")):
        at = NEW.text.index(words)
        records.apply(placed(records, orphan, NEW.text, ((at, at + len(words)),), BY))
    assert not records.orphans
    (link,) = records.links.values()
    assert [records.annotations[id].text for id in (link.source, link.target)] == [
        "The mayor is ill.",
        "The mayor",
    ]


def test_carrying_is_one_edit_that_can_be_taken_back() -> None:
    records, ops = carried()
    records.apply(inverse(ops))
    assert not records.annotations
    assert not records.rechecks
