"""Records as plain values."""

from __future__ import annotations

import msgspec
import pytest

from tui.annotations.edits import plain
from tui.annotations.model import Annotation, ArticleRecord, Decision, Link, Pass, Quote, Record
from tui.text.article import Block

RECORDS: list[Record] = [
    ArticleRecord(id="a", text="A\n\nB", blocks=(Block("title", 0, 1), Block("paragraph", 3, 4))),
    Annotation(
        id="n",
        article="a",
        tag="claim",
        spans=((0, 1), (3, 4)),
        quotes=(Quote("A"), Quote("B", "A\n\n")),
        attributes={"status": "false"},
    ),
    Link(id="l", article="a", type="said by", source="n", target="m"),
    Pass(id="p", article="a", start=0, end=1, state="nothing"),
    Decision(id="d", article="a", tag="claim", spans=((0, 1),), accepted=True, features=("x",)),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_plain_values_are_those_that_come_back_from_a_file(record: Record) -> None:
    assert plain(record) == msgspec.json.decode(msgspec.json.encode(record))
