"""Edits that the store refuses: what somebody else did first, and what a disk has no room for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.session.notation import Desk, desk, show
from tui.annotations.edits import Op, Plain, plain
from tui.annotations.model import Annotation, Link
from tui.session import keyline

STORY = "{claim:On┃e is.} Two is."


def changed(**fields: object) -> Callable[[Annotation], Op]:
    def op(old: Annotation) -> Op:
        new = replace(old, **fields, revision=old.revision + 1)
        return Op("annotations", old.id, plain(old), plain(new))

    return op


def removed(old: Annotation) -> Op:
    return Op("annotations", old.id, plain(old), None)


def meanwhile(made: Desk, theirs: Callable[[Annotation], Op], by: str = "Bo") -> Annotation:
    """Another session does something to the only annotation, and this one has not heard of it."""
    (one,) = made.reader.records.annotations.values()
    made.ledger.take((theirs(one),), by)
    return one


def stored(made: Desk) -> dict[str, Plain]:
    """The annotations that the ledger holds, by id."""
    return {id: held for (table, id), held in made.ledger.held.items() if table == "annotations"}


def text(made: Desk) -> str:
    """The text with its annotations."""
    return re.sub("[┃⟦⟧]", "", show(made.reader))


def same(made: Desk) -> bool:
    """Whether what is shown is what is stored."""
    return stored(made) == {one.id: plain(one) for one in made.reader.records.annotations.values()}


VERIFIED = changed(attributes={"status": "verified"})
LONGER = changed(spans=((0, 15),))
QUOTE = changed(tag="quote")

ROWS = [
    # what they did, my keys, what is said, what stands then, and after I keep mine
    (VERIFIED, "=d", "changed this claim", "{claim=verified:", "{claim=disputed:One is.} Two is."),
    (VERIFIED, "e'", "changed this claim", "{claim=verified:", "{quote=verified:One is.} Two is."),
    (VERIFIED, "x", "changed this claim", "{claim=verified:", "One is. Two is."),
    (QUOTE, "=d", "changed this claim", "{quote:One is.}", "{quote=disputed:One is.} Two is."),
    (removed, "=d", "removed this claim", "One is. Two", "{claim=disputed:One is.} Two is."),
    (removed, "e'", "removed this claim", "One is. Two", "{quote:One is.} Two is."),
]


@pytest.mark.parametrize(("theirs", "keys", "said", "stands", "kept"), ROWS)
@pytest.mark.parametrize("answer", ["R", "<esc>", "O"])
def test_a_conflict_is_offered_and_decided(
    theirs: Callable[[Annotation], Op], keys: str, said: str, stands: str, kept: str, answer: str
) -> None:
    made = desk(STORY)
    meanwhile(made, theirs)
    made.press(keys)
    taken = made.workspace.taken
    assert taken is not None
    assert taken.why == f"Bo {said} meanwhile"
    assert [hint.label for hint in keyline.answers(made.workspace)] == ["keep mine", "take theirs"]
    assert text(made).startswith(stands)
    made.press(answer)
    assert made.workspace.taken is None
    after = text(made)
    assert after == kept if answer == "O" else after.startswith(stands)
    assert same(made)


def test_what_is_kept_on_top_can_be_undone_and_the_history_has_both() -> None:
    made = desk(STORY)
    meanwhile(made, VERIFIED)
    made.press("=dO")
    assert [edit.by for edit in made.ledger.edits] == ["Bo", "ana"]
    made.press("u")
    assert show(made.reader) == "{claim=verified:┃One is.} Two is."
    made.press("U")
    assert show(made.reader) == "{claim=disputed:┃One is.} Two is."
    (held,) = stored(made).values()
    assert held["revision"] == 2


def test_what_they_changed_elsewhere_in_the_record_stays() -> None:
    made = desk(STORY)
    meanwhile(made, changed(note="seen", attributes={"source": "the mayor"}))
    made.press("=dO")
    (one,) = made.reader.records.annotations.values()
    assert (one.note, one.attributes) == ("seen", {"source": "the mayor", "status": "disputed"})


@pytest.mark.parametrize(("theirs", "keys"), [(removed, "x"), (QUOTE, "e'")])
def test_nothing_is_asked_where_both_did_the_same(
    theirs: Callable[[Annotation], Op], keys: str
) -> None:
    made = desk(STORY)
    meanwhile(made, theirs)
    made.press(keys)
    assert made.workspace.taken is None
    assert same(made)


def test_the_conflict_waits_while_one_goes_on() -> None:
    made = desk(STORY + "\n\nThree is.")
    meanwhile(made, VERIFIED)
    made.press("=d}cga")
    assert made.workspace.taken is not None
    made.press("<esc>")  # Where an edit was taken back this key decides, whatever else it does.
    assert made.workspace.taken is None
    assert "{claim:┃Three is.}" in show(made.reader)


def test_a_prompt_takes_every_letter() -> None:
    made = desk(STORY)
    meanwhile(made, VERIFIED)
    made.press("=d/OR")
    assert made.workspace.prompt is not None
    assert made.workspace.prompt.text == "OR"
    assert made.workspace.taken is not None


def test_undo_is_an_edit_like_others() -> None:
    made = desk(STORY)
    made.press("=d")
    meanwhile(made, changed(note="seen"))
    made.press("u")
    assert made.workspace.taken is not None
    made.press("O")
    (one,) = made.reader.records.annotations.values()
    assert (one.attributes, one.note) == ({}, "seen")
    made.press("U")
    (one,) = made.reader.records.annotations.values()
    assert one.attributes == {"status": "disputed"}


def test_ones_own_other_session_is_named_so() -> None:
    made = desk(STORY)
    meanwhile(made, VERIFIED, by="ana")
    made.press("=d")
    assert made.workspace.taken is not None
    assert made.workspace.taken.why == "you, in another session, changed this claim meanwhile"


def test_what_a_disk_refused_is_offered_again() -> None:
    made = desk("┃One is. Two is.")
    made.ledger.refusal = "the disk is full"
    made.press("c")
    assert made.said == "not saved: claim: One is. — the disk is full · O tries again"
    made.press(")c")
    assert made.workspace.taken is not None
    assert len(made.workspace.taken.commits) == 2
    assert [hint.label for hint in keyline.answers(made.workspace)] == ["try again", "leave it out"]
    made.press("O")
    assert made.said.startswith("not saved: claim: ")
    assert show(made.reader) == "One is. ┃Two is."
    made.ledger.refusal = ""
    made.press("O")
    assert show(made.reader) == "{claim:One is.} {claim:┃Two is.}"
    assert same(made)


def test_what_was_left_out_is_gone() -> None:
    made = desk("┃One is.")
    made.ledger.refusal = "the disk is full"
    made.press("cR")
    made.ledger.refusal = ""
    made.press("O")
    assert made.said == "O does nothing here; ? shows the keys"
    assert show(made.reader) == "┃One is."


def test_what_was_tagged_by_hand_again_is_not_tagged_twice() -> None:
    made = desk("┃One is.")
    made.ledger.refusal = "the disk is full"
    made.press("c")
    made.ledger.refusal = ""
    made.press("cO")
    assert made.said == "there is nothing to make again"
    assert show(made.reader) == "{claim:┃One is.}"


def test_links_go_with_what_they_hang_on() -> None:
    made = desk("{claim:On┃e is.} {person:Ada} is.")
    claim, person = made.reader.records.ordered()
    link = Link(
        id="l", article=made.reader.article.id, type="speaker", source=claim.id, target=person.id
    )
    made.ledger.take((Op("links", link.id, None, plain(link)),), "Bo")
    made.ledger.take((VERIFIED(claim),), "Bo")
    made.press("xO")
    assert text(made) == "One is. {person:Ada} is."
    assert made.reader.records.links == {}
    made.press("u")
    assert list(made.reader.records.links) == ["l"]
