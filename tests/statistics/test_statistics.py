"""What is counted, and how it is drawn: for people, for programs, in a browser."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from cli_samples import ESCAPES
from hypothesis import given
from hypothesis import strategies as st

from tui.annotations.model import Annotation, Decision, Quote
from tui.statistics.counting import Agreed, Counts, Judged, counted
from tui.statistics.page import page, svg
from tui.statistics.sections import bar, lines, sections
from tui.statistics.writing import plain, table
from tui.text.cells import width


def said(
    words: str, tag: str = "name", author: str = "ana", article: str = "a", day: str = "2026-03-02"
) -> Annotation:
    """An annotation of words that stand where their letters say, so that the same are the same."""
    start = sum(map(ord, words))
    return Annotation(
        id=f"{article}{author}{tag}{words}",
        article=article,
        tag=tag,
        spans=((start, start + len(words)),),
        quotes=(Quote(words),),
        author=author,
        created=f"{day}T10:00:00Z" if day else "",
    )


def judged(origin: str, *accepted: bool) -> list[Decision]:
    return [
        Decision(
            id=f"{origin}{n}", article="a", tag="x", spans=((0, 1),), accepted=one, origin=origin
        )
        for n, one in enumerate(accepted)
    ]


MATERIAL = (
    said("Ada Bell"),
    said("ada  bell", tag="person", article="b"),
    said("Ada Bell", author="ben"),
    said("Bo", author="ben"),
    said("the long way round the harbour", tag="claim", article="c", day="2026-03-09"),
    said("the long way round the harbour", tag="claim", article="c", author="", day="2026-03-15"),
    said("no day", article="d", day=""),
)


def counts() -> Counts:
    return counted(MATERIAL, [*judged("names", True, True, False), *judged("quotes", False)])


def test_what_is_counted() -> None:
    assert counts() == Counts(
        annotations=7,
        by_tag={"name": 4, "claim": 2, "person": 1},
        by_author={"ana": 4, "ben": 2, "unknown": 1},
        by_article={"a": 3, "c": 2, "b": 1, "d": 1},
        by_length={"1": 1, "2": 4, "6–10": 2},
        by_week={"2026-W10": 4, "2026-W11": 2},
        agreement={"2026-W10": Agreed(2 / 3, 1), "2026-W11": Agreed(1.0, 1)},
        forms={
            ("the long way round the harbour", "claim"): 2,
            ("ada bell", "name"): 2,
            ("ada bell", "person"): 1,
            ("bo", "name"): 1,
            ("no day", "name"): 1,
        },
        differing={"ada bell": {"name": 2, "person": 1}},
        candidates={"names": Judged(2, 1), "quotes": Judged(0, 1)},
    )


def test_nothing_is_counted_where_there_is_nothing() -> None:
    empty = counted([], [])
    assert empty.annotations == 0
    assert sections(empty, {}) == []
    assert table(empty).splitlines() == ["figure,of,tag,value", "annotations,,,0"]


def test_what_is_shown() -> None:
    shown = {one.title: [row.said for row in one.rows] for one in sections(counts(), {"a": "Tide"})}
    assert shown["Tags"] == ["4", "2", "1"]
    assert shown["Agreement by week: F1 of tag and words"] == [
        "0.67 in 1 article",
        "1.00 in 1 article",
    ]
    assert shown["Words tagged in several ways"] == ["name 2, person 1"]
    assert shown["Candidates by where they come from"] == [
        "2 accepted, 1 rejected",
        "0 accepted, 1 rejected",
    ]
    names = [row.name for one in sections(counts(), {"a": "Tide"}) for row in one.rows]
    assert "Tide" in names
    assert "ada bell · name" in names


def test_what_is_left_out_is_said() -> None:
    many = counted([said("Ada", article=f"{n:02}") for n in range(30)], [])
    articles = next(one for one in sections(many, {}) if one.title == "Articles")
    assert (len(articles.rows), articles.more) == (12, 18)
    assert "and 18 more" in svg([articles])


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "    "), (1, "████"), (0.5, "██  "), (1 / 32, "▏   "), (0.6, "██▍ "), (2, "████")],
)
def test_bars(share: float, expected: str) -> None:
    assert bar(share, 4) == expected


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_bar_takes_its_room(share: float, room: int) -> None:
    assert width(bar(share, room)) == room


def test_every_row_has_its_bar() -> None:
    for section in sections(counts(), {}):
        assert [len(drawn) for _, drawn, _ in lines(section, 80)] == [20] * len(section.rows)


def test_a_page_is_sound_and_holds_nothing_that_steers() -> None:
    hostile = f"<script>x</script> & {ESCAPES}"
    made = sections(counted([said(hostile, tag=hostile, author=hostile)], []), {"a": hostile})
    drawn = ElementTree.fromstring(svg(made))
    assert drawn.tag.endswith("svg")
    assert not list(drawn.iter("{http://www.w3.org/2000/svg}script"))
    whole = page(made, hostile)
    assert "<script" not in whole
    assert "\x1b" not in whole
    assert "http" not in whole.replace("http://www.w3.org/2000/svg", "")


def test_for_programs() -> None:
    made = plain(counts(), {"a": "Tide"})
    assert made["annotations"] == 7
    assert made["by_article"] == [
        {"id": "a", "title": "Tide", "annotations": 3},
        {"id": "c", "title": "", "annotations": 2},
        {"id": "b", "title": "", "annotations": 1},
        {"id": "d", "title": "", "annotations": 1},
    ]
    assert made["candidates"] == {
        "names": {"accepted": 2, "rejected": 1},
        "quotes": {"accepted": 0, "rejected": 1},
    }
    rows = list(csv.DictReader(io.StringIO(table(counts()))))
    assert {"figure": "form", "of": "ada bell", "tag": "person", "value": "1"} in rows
    assert {"figure": "F1 by week", "of": "2026-W10", "tag": "", "value": "0.666667"} in rows


def test_no_figure_is_of_a_formula() -> None:
    worst = said("=cmd|' /C x'!A1", tag="@name", author="-ana")
    rows = list(csv.DictReader(io.StringIO(table(counted([worst], [])))))
    assert {"figure": "form", "of": "'=cmd|' /c x'!a1", "tag": "'@name", "value": "1"} in rows
    assert not [row for row in rows for one in row.values() if one[:1] in tuple("=+-@")]
