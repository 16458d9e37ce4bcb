from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.annotations.edits import Edit, Op, inverse, plain
from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Layer,
    Link,
    Pass,
    Quote,
    Record,
    pass_id,
)
from tui.annotations.records import Records
from tui.annotations.scheme import Scheme, Tag
from tui.text.article import Span

LENGTH = 40
TABLES = {Annotation: "annotations", Link: "links", Pass: "passes", ArticleRecord: "articles"}


@st.composite
def some_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True))
    edges = sorted(edges[: len(edges) // 2 * 2])
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def annotation(id: str, spans: tuple[Span, ...], tag: str = "claim") -> Annotation:
    quotes = tuple(Quote("x" * (end - start)) for start, end in spans)
    return Annotation(id=id, article="text", tag=tag, spans=spans, quotes=quotes)


def records(*given: Record) -> Records:
    made = Records()
    made.apply(Op(TABLES[type(one)], one.id, None, plain(one)) for one in given)
    return made


many = st.lists(some_spans(), max_size=8).map(
    lambda found: [annotation(str(number), spans) for number, spans in enumerate(found)]
)


def ids(annotations: Iterable[Annotation]) -> list[str]:
    return sorted(one.id for one in annotations)


def lies_on(one: Annotation, offset: int) -> bool:
    return any(start <= offset < end for start, end in one.spans)


@given(many, st.integers(0, LENGTH - 1), st.integers(1, LENGTH))
def test_runs_cover_the_range_and_hold_what_lies_on_each_code_point(
    given: list[Annotation], start: int, length: int
) -> None:
    end = start + length
    runs = list(records(*given).runs(start, end))
    assert (runs[0].start, runs[-1].end) == (start, end)
    assert all(one.end == two.start for one, two in pairwise(runs))
    for run in runs:
        assert run.start < run.end
        for offset in range(run.start, run.end):
            assert ids(run.annotations) == ids(one for one in given if lies_on(one, offset))
        reaches = [one.end - one.start for one in run.annotations]
        assert reaches == sorted(reaches, reverse=True)


@given(many, st.integers(0, LENGTH))
def test_asking_by_place_is_what_looking_at_all_finds(given: list[Annotation], offset: int) -> None:
    made = records(*given)
    by_place = sorted(given, key=lambda one: (one.start, -one.end, one.id))
    assert made.ordered() == by_place
    assert ids(made.at(offset)) == ids(one for one in given if lies_on(one, offset))
    after = [one for one in by_place if one.start > offset]
    before = [one for one in by_place if one.start < offset]
    assert made.next(offset) == (after[0] if after else None)
    assert made.previous(offset) == (before[-1] if before else None)
    for one in given:
        assert made.same(one.tag, one.spans) in [two for two in given if two.spans == one.spans]
        assert made.same("other", one.spans) is None


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[Op, ...]]:
    """Edits that add, change and remove records, each as `before` says."""
    held: dict[str, Annotation] = {}
    made: list[tuple[Op, ...]] = []
    for _ in range(draw(st.integers(0, 8))):
        ops: list[Op] = []
        for id in draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3)):
            old = held.pop(id, None)
            new = annotation(id, draw(some_spans())) if draw(st.booleans()) else None
            if new is not None:
                held[id] = new
            ops.append(
                Op("annotations", id, plain(old) if old else None, plain(new) if new else None)
            )
        made.append(tuple(ops))
    return made


@given(many, changes())
def test_inverses_take_everything_back(
    given: list[Annotation], edits: list[tuple[Op, ...]]
) -> None:
    made = records(*given)
    start = dict(made.annotations)
    for ops in edits:
        made.apply(ops)
    end = dict(made.annotations)
    for ops in reversed(edits):
        made.apply(inverse(ops))
    assert made.annotations == start
    assert made.ordered() == records(*given).ordered()
    for ops in edits:
        made.apply(inverse(inverse(ops)))
    assert made.annotations == end


def test_an_operation_holds_where_the_record_is_as_it_says() -> None:
    old = annotation("a", ((0, 3),))
    new = replace(old, note="seen")
    made = records(old)
    assert made.holds(Op("annotations", "a", plain(old), plain(new)))
    assert not made.holds(Op("annotations", "a", plain(new), None))
    assert not made.holds(Op("annotations", "a", None, plain(new)))
    assert made.holds(Op("annotations", "b", None, plain(new)))
    assert made.holds(Op("articles", "text", None, None))


@pytest.mark.parametrize(
    "record",
    [
        annotation("a", ((0, 3),)),
        Link(id="l", article="text", type="speaker", source="a", target="b"),
        Pass(id="p", article="text", start=0, end=3, state="nothing"),
        ArticleRecord(id="text", text="abc"),
    ],
)
def test_every_kind_of_record_comes_and_goes(record: Record) -> None:
    def held(made: Records) -> list[Record]:
        tables = (made.annotations, made.links, made.passes)
        return [*(one for table in tables for one in table.values()), *filter(None, [made.article])]

    op = Op(TABLES[type(record)], record.id, None, plain(record))
    made = Records()
    made.apply([op])
    assert (held(made), made.version) == ([record], 1)
    made.apply([op.inverse()])
    assert (held(made), made.version) == ([], 2)


def test_what_is_stored_already_is_loaded() -> None:
    one, said = (
        annotation("a", ((0, 3),)),
        Pass(id=pass_id("text", (4, 9)), article="text", start=4, end=9, state="nothing"),
    )
    made = Records()
    made.load(Layer(ArticleRecord(id="text", text="abc"), (one,), passes=(said,)))
    assert made.at(1) == [one]
    assert made.passed("text", (4, 9)) == said
    assert made.passed("text", (0, 3)) is None


SCHEME = Scheme(
    (
        Tag(name="claim", summary="", glyph="c", object="sentence", covers=True),
        Tag(name="person", summary="", glyph="p", object="name"),
    )
)
PASSED = Pass(id=pass_id("text", (0, 9)), article="text", start=0, end=9, state="nothing")


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        ((), "unseen"),
        ((PASSED,), "nothing"),
        ((annotation("a", ((0, 3),), "person"),), "begun"),
        ((annotation("a", ((0, 3),), "person"), PASSED), "nothing"),
        ((annotation("a", ((0, 3),)), PASSED), "annotated"),
        ((annotation("a", ((9, 12),)),), "unseen"),
        ((annotation("a", ((0, 3),), "unknown"),), "begun"),
    ],
)
def test_standing(given: tuple[Record, ...], standing: str) -> None:
    assert records(*given).standing("text", (0, 9), SCHEME) == standing


def test_edits_say_what_they_take_back() -> None:
    op = Op("annotations", "a", None, {"id": "a"})
    edit = Edit(seq=2, at="", by="ana", ops=(op,), undoes=1)
    assert inverse(edit.ops) == (Op("annotations", "a", {"id": "a"}, None),)
