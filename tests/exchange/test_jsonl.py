"""The canonical JSONL: what is written comes back, and what is not sound is told."""

import json
from hashlib import sha256
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.annotations.labels import uncarried
from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Decision,
    Layer,
    Link,
    Pass,
    Quote,
    Recast,
    Recheck,
    Record,
    Ruling,
    Signing,
    Task,
    pass_id,
)
from tui.exchange.faults import Fault
from tui.exchange.jsonl import export_jsonl, read_jsonl
from tui.sources.plain import plain_article
from tui.text.anchors import select

WORDS = st.text(max_size=12)
TEXTS = st.lists(
    st.text(max_size=6)
    | st.sampled_from(["\r\n", "\n\n", "e\u0301", "👩‍👩‍👧", "\u2028", "\x85", "\x00"]),
    max_size=12,
).map("".join)


def _id(record: Record) -> str:
    return record.id


def work(article: str, length: int) -> dict[str, st.SearchStrategy[Record]]:
    """A record of any content for each table about people's work."""
    said = {"id": st.text(min_size=1, max_size=3), "article": st.just(article), "author": WORDS}
    places = st.tuples(st.integers(0, max(0, length - 1)), st.just(length))
    one = st.builds(Annotation, **said, tag=WORDS, spans=st.tuples(places),
                    quotes=st.just((Quote("x"),)), note=WORDS)  # fmt: skip
    names = st.dictionaries(WORDS, st.lists(WORDS, max_size=2).map(tuple), max_size=2)
    made: dict[str, st.SearchStrategy[Record]] = {
        "signings": st.builds(Signing, **said, text=WORDS, said=WORDS,
                              figures=st.dictionaries(WORDS, st.integers(0, 9), max_size=2)),
        "tasks": st.builds(Task, **said, labels=names, reason=WORDS,
                           state=st.sampled_from(["open", "done", "skipped", "flagged"])),
        "rechecks": st.builds(Recheck, **said, was=one, sentence=WORDS),
    }  # fmt: skip
    if length:
        versions = st.dictionaries(WORDS, st.tuples(one), max_size=2)
        made["rulings"] = st.builds(Ruling, **said, kind=WORDS, about=versions, links=names,
                                    taken=st.lists(WORDS, max_size=2).map(tuple))  # fmt: skip
        made["decisions"] = st.builds(Decision, **said, tag=WORDS, spans=st.tuples(places),
                                      accepted=st.booleans())  # fmt: skip
        made["recasts"] = st.builds(Recast, **said, start=st.just(0), end=st.just(length),
                                    role=st.just("heading"))  # fmt: skip
    return made


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    """An article with overlapping, nested and discontinuous annotations, links and passes."""
    text = draw(TEXTS)
    found = plain_article(text)
    article = ArticleRecord(
        id=found.id,
        text=text,
        blocks=found.blocks,
        title=draw(WORDS),
        source=draw(WORDS),
        format="plain",
        added="2024-05-15T06:40:00Z",
    )
    offsets = st.lists(st.integers(0, len(text)), unique=True, min_size=2, max_size=6)
    edges = draw(st.lists(offsets, max_size=5)) if text else []
    spans = [[*zip(cut[::2], cut[1::2], strict=False)] for cut in map(sorted, edges)]
    annotations = tuple(
        Annotation(
            id=f"a{at}",
            article=found.id,
            tag=draw(st.sampled_from(["claim", "quote", "person"])),
            spans=tuple(each),
            quotes=tuple(Quote(*select(text, span)) for span in each),
            attributes=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
            note=draw(WORDS),
            author=draw(WORDS),
            origin=draw(st.sampled_from(["person", "import:brat"])),
            created="2024-05-15T06:40:00Z",
            updated="2024-05-15T06:41:00Z",
            revision=draw(st.integers(0, 3)),
        )
        for at, each in enumerate(spans)
    )
    links = tuple(
        Link(id=f"l{at}", article=found.id, type="source", source=one.id, target=two.id)
        for at, (one, two) in enumerate(pairwise(annotations))
    )
    passes = tuple(
        Pass(
            id=pass_id(found.id, span),
            article=found.id,
            start=span[0],
            end=span[1],
            state=state,
            author=draw(WORDS),
        )
        for span, state in {
            one.spans[0]: state for one in annotations for state in ("nothing", "annotated")
        }.items()
    )
    several = {
        table: st.lists(made, max_size=2, unique_by=_id).map(tuple)
        for table, made in work(found.id, len(text)).items()
    }
    records = draw(st.fixed_dictionaries(several))
    return uncarried(Layer(article, annotations, links, passes, **records))


@settings(max_examples=150, deadline=None)
@given(st.lists(layers(), max_size=3))
def test_round_trip(made: list[Layer]) -> None:
    lines = list(export_jsonl(made))
    assert len("\n".join(lines).splitlines()) == len(made)
    # Blocks are given as people have them.
    shaped = [msgspec.structs.replace(one, article=one.shaped) for one in made]
    assert list(read_jsonl(lines, "a.jsonl")) == shaped


TEXT = "The ferry waits 👩‍👩‍👧. It waited."
ID = sha256(TEXT.encode()).hexdigest()
CLAIM = {"id": "c", "tag": "claim", "spans": [[0, 9]], "text": "The ferry"}


def read(**line: object) -> tuple[list[Layer], list[Fault]]:
    found = list(read_jsonl([json.dumps({"text": TEXT} | line)], "a.jsonl"))
    return (
        [each for each in found if isinstance(each, Layer)],
        [each for each in found if isinstance(each, Fault)],
    )


def test_the_shape_is_the_contract() -> None:
    (layer,), _ = read(annotations=[CLAIM, CLAIM | {"id": "d"}], passes=[[0, 9, "nothing"]],
                       links=[{"type": "source", "from": "c", "to": "d"}])  # fmt: skip
    line = json.loads(next(export_jsonl([layer])))
    assert list(line) == ["id", "text", "meta", "annotations", "links", "passes"]
    assert line["annotations"][0] | CLAIM == line["annotations"][0]
    assert {"attributes", "note", "author", "origin", "created", "updated"} <= set(
        line["annotations"][0]
    )
    assert line["links"][0].items() >= {"type": "source", "from": "c", "to": "d"}.items()
    assert line["passes"] == [[0, 9, "nothing"]]


def test_missing_ids_are_made_the_same_every_time() -> None:
    bare = {key: value for key, value in CLAIM.items() if key != "id"}
    many = [bare, bare | {"tag": "quote"}, bare | {"author": "vera"}]
    (first,), _ = read(annotations=many)
    (second,), faults = read(annotations=many)
    assert faults == []
    assert first == second
    assert len({annotation.id for annotation in first.annotations}) == 3
    assert first.article is not None
    assert first.article.id == ID


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ({"id": "0" * 64}, "id", "is not the sha256"),
        ({"text": "a\ud800b"}, "text", "lone surrogate, U+D800, at 1"),
        ({"text": 7}, "text", "Expected `str`"),
        ({"meta": {"title": 7}}, "meta.title", "Expected `str`"),
        ({"meta": {"title": "\udc00"}}, "meta", "lone surrogate"),
        ({"meta": {"blocks": [["paragraph", 0, 3]]}}, "meta.blocks", "do not cover"),
        ({"meta": {"blocks": [["paragraph", 0, 99]]}}, "meta.blocks", "do not cover"),
        ({"annotations": [CLAIM | {"text": "the ferry"}]}, "annotations[0].text", "“The ferry”"),
        ({"annotations": [CLAIM | {"spans": [[0, 99]]}]}, "annotations[0].spans", "end at 99"),
        ({"annotations": [CLAIM | {"spans": [[3, 3]]}]}, "annotations[0].spans", "not sorted"),
        ({"annotations": [CLAIM | {"spans": [[-1, 3]]}]}, "annotations[0].spans", "not sorted"),
        ({"annotations": [CLAIM | {"spans": [[4, 6], [0, 3]]}]}, "annotations[0].spans", "not so"),
        ({"annotations": [CLAIM | {"spans": []}]}, "annotations[0].spans", "are missing"),
        ({"annotations": [CLAIM | {"spans": [[0, 9.5]]}]}, "annotations[0].spans[0][1]", "Expec"),
        ({"annotations": [CLAIM | {"note": "\ud800"}]}, "annotations[0]", "lone surrogate"),
        ({"annotations": [{"id": "x"}]}, "annotations[0]", "missing required field `tag`"),
        ({"annotations": ["x"]}, "annotations[0]", "Expected `object`"),
        ({"annotations": [CLAIM, CLAIM]}, "annotations[1].id", "c is used twice"),
        ({"links": [{"type": "s", "from": "c", "to": "z"}]}, "links[0].to", "has the id 'z'"),
        ({"passes": [[0, 99, "nothing"]]}, "passes[0]", "no part of the text"),
        ({"passes": [[0, 3, "seen"]]}, "passes[0][2]", "Invalid enum value"),
        ({"passes": [[0, 3, "nothing"]] * 2}, "passes[1]", "second thing"),
    ],
)
def test_faults_are_told_and_the_sound_kept(
    line: dict[str, object], field: str, reason: str
) -> None:
    line = {"annotations": [CLAIM]} | line
    found, faults = read(**line)
    assert [fault.field for fault in faults][-1] == field
    assert reason in faults[-1].reason
    assert str(faults[-1]).startswith(f"a.jsonl:1: {field}: ")
    assert str(faults[-1]).isprintable()
    assert all(layer.article and layer.article.text == TEXT for layer in found)
    assert bool(found) == (field != "text")


def test_a_broken_annotation_does_not_take_the_others_with_it() -> None:
    (layer,), faults = read(annotations=[CLAIM | {"text": "no"}, CLAIM, {"tag": "quote"}])
    assert [annotation.id for annotation in layer.annotations] == ["c"]
    assert len(faults) == 2


@pytest.mark.parametrize("line", ["{", "[" * 100_000, "[]", "7", "null", '"text"'])
def test_a_line_that_is_no_article_is_a_fault(line: str) -> None:
    sound = json.dumps({"text": TEXT})
    first, fault, last = read_jsonl([sound, line, "", sound], "a.jsonl")
    assert first == last
    assert isinstance(fault, Fault)
    assert (fault.file, fault.line) == ("a.jsonl", 2)


def test_a_layer_without_an_article_cannot_be_exported() -> None:
    with pytest.raises(ValueError, match="without an article"):
        list(export_jsonl([Layer(None)]))
