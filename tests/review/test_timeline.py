"""What became of an article's annotations, as its edits tell it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from tests.session.notation import CONFIG
from tui.annotations.edits import Edit, Op, plain
from tui.annotations.model import Annotation, Evidence, Quote
from tui.review.timeline import timeline

BARE = Annotation(id="c", article="a", tag="claim", spans=((0, 1),), quotes=(Quote("x"),))


def claim(status: str = "", reply: str = "", tag: str = "claim", **fields: str) -> Annotation:
    said = {name: value for name, value in (("status", status), ("reply", reply)) if value}
    return Annotation(
        id="c",
        article="a",
        tag=tag,
        spans=((0, 1),),
        quotes=(Quote("x"),),
        attributes=said,
        **fields,
    )


def source(id: str) -> Evidence:
    return Evidence(id=id, article="a", claim="c", title="Minutes")


def told(*steps: tuple[Annotation | Evidence | None, int]) -> list[str]:
    """What is told of edits, each of which makes, changes or (None) removes the claim, or adds
    evidence; with the number of the edit that it undoes.
    """
    now: Annotation | None = None
    edits = []
    for seq, (after, undoes) in enumerate(steps, 1):
        if isinstance(after, Evidence):
            op = Op("evidence", after.id, None, plain(after))
        else:
            before = plain(now) if now is not None else None
            op = Op("annotations", "c", before, plain(after) if after is not None else None)
            now = after
        edits.append(Edit(seq=seq, at=f"T{seq}", by="ana", ops=(op,), undoes=undoes))
    return list(lines(edits))


def step(
    seq: int,
    by: str,
    before: Annotation | None,
    after: Annotation | None,
    undoes: int = 0,
    group: str = "",
) -> Edit:
    """An edit of one annotation."""
    id = next(one.id for one in (before, after) if one is not None)
    was, now = (plain(one) if one is not None else None for one in (before, after))
    op = Op("annotations", id, was, now)
    return Edit(seq=seq, at=f"T{seq}", by=by, ops=(op,), undoes=undoes, group=group)


def lines(edits: Iterable[Edit]) -> Iterable[str]:
    for one in timeline(edits, CONFIG.scheme):
        yield f"{one.at} {one.by} {one.attribute}: {one.was} → {one.now}, {one.sources}"


VERIFIED, FALSE = claim("verified"), claim("false")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (((BARE, 0),), []),
        (((BARE, 0), (VERIFIED, 0)), ["T2 ana status: unchecked → verified, 0"]),
        (
            ((BARE, 0), (source("1"), 0), (source("2"), 0), (VERIFIED, 0)),
            ["T4 ana status: unchecked → verified, 2"],
        ),
        (((BARE, 0), (VERIFIED, 0), (BARE, 2)), []),
        (
            ((BARE, 0), (VERIFIED, 0), (BARE, 2), (VERIFIED, 3)),
            ["T4 ana status: unchecked → verified, 0"],
        ),
        (
            ((BARE, 0), (VERIFIED, 0), (FALSE, 0), (VERIFIED, 0)),
            [
                "T2 ana status: unchecked → verified, 0",
                "T3 ana status: verified → false, 0",
                "T4 ana status: false → verified, 0",
            ],
        ),
        (
            ((VERIFIED, 0), (FALSE, 0), (VERIFIED, 0), (FALSE, 0), (VERIFIED, 4), (FALSE, 5)),
            [
                "T1 ana status:  → verified, 0",
                "T2 ana status: verified → false, 0",
                "T3 ana status: false → verified, 0",
                "T6 ana status: verified → false, 0",
            ],
        ),
        (((FALSE, 0),), ["T1 ana status:  → false, 0"]),
        (((FALSE, 0), (None, 0), (FALSE, 2)), ["T1 ana status:  → false, 0"]),
        (
            ((claim("false", checked="T0", checked_by="ben"), 0),),
            ["T0 ben status:  → false, 0"],
        ),
        (
            ((BARE, 0), (claim(reply="asked"), 0), (BARE, 0)),
            ["T2 ana reply:  → asked, 0", "T3 ana reply: asked → , 0"],
        ),
        (((claim("false", tag="person"), 0),), []),
    ],
)
def test_what_stands_is_told(steps: tuple[tuple[Annotation, int], ...], said: list[str]) -> None:
    assert told(*steps) == said


def test_evidence_that_comes_with_a_status_counts_for_it() -> None:
    ops = (
        Op("annotations", "c", None, plain(FALSE)),
        Op("evidence", "e", None, plain(source("e"))),
    )
    edit = Edit(seq=1, at="T1", by="ana", ops=ops)
    assert list(lines([edit])) == ["T1 ana status:  → false, 1"]


def test_what_was_brought_back_stands_whatever_others_did_meanwhile() -> None:
    edits = [
        step(1, "ana", None, BARE),
        step(2, "ana", BARE, VERIFIED),
        step(3, "ana", VERIFIED, BARE, undoes=2),
        step(4, "ben", None, replace(FALSE, id="d")),
        step(5, "ana", BARE, VERIFIED, undoes=3),
    ]
    assert list(lines(edits)) == [
        "T4 ben status:  → false, 0",
        "T5 ana status: unchecked → verified, 0",
    ]


def test_what_is_undone_together_was_done_one_after_the_other() -> None:
    edits = [
        step(1, "ana", None, VERIFIED, group="candidates"),
        step(2, "ana", None, replace(FALSE, id="d"), group="candidates"),
    ]
    said = ["T1 ana status:  → verified, 0", "T2 ana status:  → false, 0"]
    assert list(lines(edits)) == said
    edits.append(step(3, "ana", VERIFIED, None, undoes=1))
    assert list(lines(edits)) == []


def test_what_has_another_shape_is_left_out() -> None:
    """A newer version may have written it; the database is then only read."""
    spans: dict[str, object] = {**plain(FALSE), "spans": [{"from": 0, "to": 1}]}
    ops = (Op("annotations", "c", plain(VERIFIED), spans), Op("evidence", "e", None, {"id": "e"}))
    edits = [
        step(1, "ana", None, VERIFIED),
        Edit(seq=2, at="T2", by="ben", ops=ops),
        step(3, "ana", None, replace(FALSE, id="d")),
    ]
    said = ["T1 ana status:  → verified, 0", "T3 ana status:  → false, 0"]
    assert list(lines(edits)) == said
