"""A comparison as text for people, as JSON and as rows of a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from tui.agreement.study import Figure, Report
from tui.text.cells import clip, width
from tui.text.spreadsheet import cell

Part: TypeAlias = Literal["tag", "pair", "article"]
"""What a figure can be given for beside all the material."""

NOTHING = "(nothing)"
"""What stands in a confusion matrix where an annotator marked nothing."""

_NAME = 22
"""Cells of a row's name; four figures beside it fill 80."""

_COLUMN = 14
_COLUMNS = 4


def articles(report: Report) -> str:
    """How many articles were compared."""
    return f"{report.articles} article{'s' * (report.articles != 1)}"


def text(report: Report) -> Iterator[str]:
    """Lines for people, 80 cells wide where names allow it."""
    what = "annotations" if report.unit == "spans" else f"units ({report.unit})"
    yield f"{', '.join(report.annotators)}: {articles(report)}, {report.units} {what}"
    yield ""
    wide = max((len(one.title) for one in report.measures), default=0)
    for one in report.measures:
        within = "" if one.low is None else f"  [{shown(one.low)}, {shown(one.high)}]"
        yield f"{one.title:{wide}}  {shown(one.value):>6}{within}"
    for part in ("tag", "pair", "article"):
        yield from _table(report, part)
    yield from _confusion(report)
    for (why, instead), names in reasons(report).items():
        yield ""
        yield f"Left out: {', '.join(names)}: {why}. Take {instead}."


def plain(report: Report) -> dict[str, object]:
    """The comparison as plain values."""
    value: dict[str, object] = msgspec.to_builtins(report)
    return value


def table(report: Report) -> str:
    """CSV: a row for each measure of all, and of each tag, pair and article."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("measure", "of", "name", "value", "low", "high"))
    for one in report.measures:
        rows.writerow((one.name, "all", "", one.value, one.low, one.high))
        for part in ("tag", "pair", "article"):
            for name, value in parts(one, part):
                rows.writerow((one.name, part, cell(name), value, "", ""))
    return file.getvalue()


def parts(figure: Figure, part: Part) -> list[tuple[str, float | None]]:
    """A figure of each tag, pair of annotators, or article by its id."""
    if part == "pair":
        return [(f"{first}, {second}", value) for first, second, value in figure.per_pair]
    return list((figure.per_tag if part == "tag" else figure.per_article).items())


def headlines(report: Report) -> list[Figure]:
    """The measures that tell most, as many as stand beside each other."""
    both = [one for one in report.measures if not one.name.endswith(("-precision", "-recall"))]
    return both[:_COLUMNS]


def shown(value: float | None) -> str:
    """A figure with three decimals; a dash where it is not defined."""
    return "–" if value is None else f"{value:.3f}"


def matrix(report: Report) -> tuple[list[str], dict[tuple[str, str], int]]:
    """The confusion matrix: what was said, and how often the one met the other."""
    counts = {(first, second): count for first, second, count in report.confusion}
    names = sorted({name for pair in counts for name in pair}, key=lambda name: (not name, name))
    return names, counts


def reasons(report: Report) -> dict[tuple[str, str], list[str]]:
    """The measures that were left out, by why that is and what to take instead."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in report.refused:
        found.setdefault((one.why, one.instead), []).append(one.name)
    return found


def _table(report: Report, part: Part) -> Iterator[str]:
    """The first measures by tag, pair or article, if there are several of these."""
    heads = [one for one in headlines(report) if parts(one, part)]
    columns = [dict(parts(one, part)) for one in heads]
    if not columns or len(columns[0]) < 2:
        return
    yield ""
    yield f"{part:{_NAME}}" + "".join(f"{clip(one.name, _COLUMN - 1):>{_COLUMN}}" for one in heads)
    for name in columns[0]:
        called = (report.titles.get(name) or name) if part == "article" else name
        yield _fitted(called) + "".join(f"{shown(one.get(name)):>{_COLUMN}}" for one in columns)


def _confusion(report: Report) -> Iterator[str]:
    names, counts = matrix(report)
    if not counts:
        return
    first, second = report.annotators if len(report.annotators) == 2 else ("first", "second")
    wide = max(len(str(number)) for number in (*counts.values(), len(names))) + 2
    yield ""
    yield f"{_fitted(f'{first} ↓ {second} →')}    " + "".join(
        f"{at:>{wide}}" for at in range(1, len(names) + 1)
    )
    for at, name in enumerate(names, 1):
        cells = "".join(f"{counts.get((name, other), 0):>{wide}}" for other in names)
        yield f"{_fitted(name or NOTHING)}{at:>4}{cells}"


def _fitted(name: str) -> str:
    cut = clip(name, _NAME - 2)
    return cut + " " * (_NAME - width(cut))
