"""People's work in the canonical JSONL: whole, without names, and never as annotations."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from tui.annotations.labels import carried
from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Carried,
    Decision,
    Layer,
    Link,
    Pass,
    Quote,
    Recheck,
    Ruling,
    Signing,
    Task,
    pass_id,
    task_id,
)
from tui.annotations.said import said
from tui.exchange.choosing import by_author, by_majority, is_signed
from tui.exchange.faults import Fault
from tui.exchange.features import RECORDS
from tui.exchange.fitting import fit
from tui.exchange.formats import FORMATS
from tui.exchange.jsonl import export_jsonl, read_jsonl
from tui.exchange.privacy import Anonymiser
from tui.exchange.renaming import renamed
from tui.text.anchors import select
from tui.text.article import Article

TEXT = "It sails at six. It never waits."
ARTICLE = Article(text=TEXT).id


def claim(id: str, author: str, start: int = 0, end: int = 16) -> Annotation:
    quotes = (Quote(*select(TEXT, (start, end))),)
    return Annotation(
        id=id, article=ARTICLE, tag="claim", spans=((start, end),), quotes=quotes, author=author
    )


def signed(layer: Layer, author: str) -> Layer:
    signing = Signing(id="s", article=ARTICLE, text=ARTICLE, said=said(layer), author=author)
    return Layer(**{name: getattr(layer, name) for name in layer.__struct_fields__}
                 | {"signings": (signing,)})  # fmt: skip


WORKED = Layer(
    ArticleRecord(id=ARTICLE, text=TEXT, sources=("/home/ana/ferry.txt",), revises="draft"),
    (claim("a", "Ana Brask"), claim("b", "Ben Moss", 17, 32)),
    passes=(Pass(id=pass_id(ARTICLE, (17, 32)), article=ARTICLE, start=17, end=32,
                 state="nothing", author="Ben Moss", created="2031-05-15T06:40:00Z"),),
    tasks=(Task(id=task_id(ARTICLE, "Ana Brask"), article=ARTICLE, state="done",
                labels={"topic": ("ships",)}, author="Ana Brask"),),
    rulings=(Ruling(id="r", article=ARTICLE, kind="label", taken=("Ana Brask",), gold=("a",),
                    about={"Ana Brask": (claim("a", "Ana Brask"),), "Ben Moss": ()},
                    links={"Ben Moss": ("speaker",)}, author="Rea"),),
    decisions=(Decision(id="d", article=ARTICLE, tag="place", spans=((3, 8),), accepted=False,
                        origin="names", author="Ben Moss"),),
    rechecks=(Recheck(id="o", article=ARTICLE, was=claim("o", "Ana Brask"), author="Rea"),),
)  # fmt: skip
NAMES = ("Ana", "Brask", "Ben", "Moss", "Rea")


def given_back(layer: Layer) -> Layer:
    (found,) = read_jsonl(export_jsonl([layer]), "a.jsonl")
    assert isinstance(found, Layer)
    return found


def test_all_of_it_comes_back() -> None:
    whole = signed(WORKED, "Rea")
    assert given_back(whole) == whole
    assert is_signed(given_back(whole))


def test_no_name_is_told_and_a_signature_stays_one() -> None:
    clean = Anonymiser().clean(signed(WORKED, "Rea"))
    text = "".join(export_jsonl([carried(clean)]))
    assert not any(name in text for name in (*NAMES, "/home"))
    found = given_back(clean)
    assert is_signed(found)
    (task,), (ruling,) = found.tasks, found.rulings
    assert task.id != WORKED.tasks[0].id
    assert ruling.taken == (task.author,)
    assert set(ruling.about) == {one.author for one in found.annotations}
    text = "".join(export_jsonl([Anonymiser(keep_authors=True).clean(WORKED)]))
    assert all(name in text for name in NAMES)


def test_a_signature_of_something_else_stays_that() -> None:
    changed = signed(WORKED, "Rea")
    changed = Layer(changed.article, changed.annotations[:1], signings=changed.signings)
    assert not is_signed(given_back(Anonymiser().clean(changed)))


def test_labels_of_a_task_are_said_in_the_text_and_come_back_as_the_tasks() -> None:
    came = ArticleRecord(id=ARTICLE, text=TEXT, carried=Carried(labels=("news",)))
    layer = carried(Layer(came, tasks=WORKED.tasks))
    (line,) = export_jsonl([layer])
    assert json.loads(line)["meta"]["carried"]["labels"] == ["news", "topic:ships"]
    found = given_back(layer)
    assert found == Layer(came, tasks=WORKED.tasks)
    assert carried(found) == layer


def test_nothing_of_it_is_an_annotation() -> None:
    (line,) = export_jsonl([WORKED])
    assert [one["id"] for one in json.loads(line)["annotations"]] == ["a", "b"]


def test_a_line_without_it_says_nothing_of_it() -> None:
    (line,) = export_jsonl([Layer(ArticleRecord(id=ARTICLE, text=TEXT))])
    assert sorted(json.loads(line)) == ["annotations", "id", "links", "meta", "passes", "text"]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonl"])
def test_other_formats_leave_it_out_and_count_it(name: str) -> None:
    kept, lost = fit(signed(WORKED, "Rea"), FORMATS[name].carries)
    for table in ("signings", "tasks", "rulings", "decisions", "rechecks"):
        assert getattr(kept, table) == ()
        assert lost[f"{table} left out"] == 1


def test_one_authors_and_nobodys() -> None:
    made = by_author(signed(WORKED, "Ben Moss"), "Ben Moss")
    assert {name: len(getattr(made, name)) for name in RECORDS} == {
        "signings": 1, "tasks": 0, "rulings": 0, "decisions": 1, "rechecks": 0, "recasts": 0
    }  # fmt: skip
    assert made.passes == WORKED.passes
    assert by_author(WORKED, "Ana Brask").passes == ()
    most = by_majority(signed(WORKED, "Rea"))
    assert not any(getattr(most, name) for name in RECORDS)
    assert most.article is not None
    assert most.article.carried.labels == ("topic:ships",)


@pytest.mark.parametrize(
    ("table", "value", "field", "reason"),
    [
        ("signings", "Ana", "signings[0]", "is no object"),
        ("signings", {"id": "s"}, "signings[0]", "Object missing required field `text`"),
        ("tasks", {"id": "t", "state": "lost"}, "tasks[0].state", "Invalid enum value 'lost'"),
        (
            "decisions",
            {"id": "d", "tag": "x", "spans": [[30, 40]], "accepted": True},
            "decisions[0]",
            "is about what is no part of the text",
        ),
        (
            "decisions",
            {"id": "d", "tag": "x", "spans": [], "accepted": True},
            "decisions[0].spans",
            "are missing",
        ),
        (
            "recasts",
            {"id": "c", "start": 9, "end": 9, "role": "title"},
            "recasts[0]",
            "is about what is no part of the text",
        ),
        (
            "rulings",
            {"id": "r", "kind": "x", "about": {"ana": [
                {"id": "a", "article": "", "tag": "x", "spans": [[0, 99]], "quotes": []}]}},
            "rulings[0]",
            "is about what is no part of the text",
        ),
        ("tasks", {"id": "t", "reason": "\ud800"}, "tasks[0]", "has a lone surrogate, U+D800"),
    ],
)  # fmt: skip
def test_what_is_not_sound_is_told_and_the_rest_taken(
    table: str, value: object, field: str, reason: str
) -> None:
    good = {"id": "good", "state": "done"}
    rows = {"tasks": [good], table: [value, *([good] if table == "tasks" else [])]}
    layer, fault = read_jsonl([json.dumps({"text": TEXT, **rows})], "a.jsonl")
    assert isinstance(fault, Fault)
    assert fault.field == field
    assert reason in fault.reason
    assert isinstance(layer, Layer)
    assert [one.id for one in layer.tasks] == ["good"]


def test_an_id_that_is_used_twice_is_told() -> None:
    line = json.dumps({"text": TEXT, "tasks": [{"id": "t"}, {"id": "t"}]})
    _, fault = read_jsonl([line], "a.jsonl")
    assert "tasks[1].id: t is used twice" in str(fault)


def test_what_names_an_annotation_goes_with_its_new_id() -> None:
    quoted = Link(id="l", article=ARTICLE, type="speaker", source="a", target="b")
    abroad = Link(id="m", article=ARTICLE, type="same", source="b", target="a", target_article="x")
    asked = Recheck(id="a", article=ARTICLE, was=claim("a", "Ana Brask"))
    whole = replace(WORKED, links=(quoted, abroad), rechecks=(asked,))
    made = renamed(signed(whole, "Rea"), {"annotations": {"a": "new"}})
    assert [one.id for one in made.annotations] == ["new", "b"]
    assert [(one.source, one.target) for one in made.links] == [("new", "b"), ("b", "a")]
    assert [(one.id, one.was.id) for one in made.rechecks] == [("new", "new")]
    (ruling,) = made.rulings
    assert ruling.gold == ("new",)
    assert ruling.about["Ana Brask"][0].id == "new"
    assert is_signed(made)
