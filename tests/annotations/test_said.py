from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.edits import Op, inverse, plain
from tui.annotations.model import Annotation, Decision, Layer, Link, Pass, Quote, Record, Signing
from tui.annotations.records import Records
from tui.annotations.said import said

_TABLES = {Annotation: "annotations", Link: "links", Pass: "passes"}

notes = st.sampled_from(["", "a note", "\ud800"])
records = st.one_of(
    st.builds(
        lambda id, note: Annotation(
            id=id, article="a", tag="claim", spans=((0, 3),), quotes=(Quote("One"),), note=note
        ),
        st.sampled_from("xyz"),
        notes,
    ),
    st.builds(
        lambda id, kind: Link(id=id, article="a", type=kind, source="x", target="y"),
        st.sampled_from("xyz"),
        st.sampled_from(["speaker", "evidence"]),
    ),
    st.builds(
        lambda id, end: Pass(id=id, article="a", start=0, end=end, state="nothing"),
        st.sampled_from("xyz"),
        st.integers(1, 3),
    ),
)


def layer(held: Records) -> Layer:
    tables = (held.annotations, held.links, held.passes)
    annotations, links, passes = (tuple(table.values()) for table in tables)
    return Layer(None, annotations, links, passes)


@given(st.lists(st.tuples(records, st.booleans()), max_size=12))
def test_the_digest_follows_every_change_and_every_undo(changes: list[tuple[Record, bool]]) -> None:
    held = Records()
    digests = [held.said]
    done: list[tuple[Op, ...]] = []
    for record, removed in changes:
        table = _TABLES[type(record)]
        before = held.held(table, record.id)
        ops = (Op(table, record.id, before, None if removed else plain(record)),)
        held.apply(ops)
        done.append(ops)
        digests.append(held.said)
        assert held.said == said(layer(held))
        assert (held.said == digests[-2]) == (ops[0].before == ops[0].after)
    while done:
        digests.pop()
        held.apply(inverse(done.pop()))
        assert held.said == digests[-1]


def test_signatures_and_decisions_change_nothing_that_is_said() -> None:
    held = Records()
    before = held.said
    signing = Signing(id="s", article="a", text="a", said=before)
    decision = Decision(id="d", article="a", tag="claim", spans=((0, 1),), accepted=True)
    held.apply(
        [
            Op("signings", "s", None, plain(signing)),
            Op("decisions", "d", None, plain(decision)),
        ]
    )
    assert held.said == before
