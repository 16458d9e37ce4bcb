"""The figures for programs: JSON values, and CSV with one figure a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from tui.statistics.counting import Counts
from tui.text.cells import display
from tui.text.spreadsheet import cell


def plain(counts: Counts, titles: Mapping[str, str]) -> dict[str, object]:
    """All figures as JSON values."""
    simple = ("annotations", "by_tag", "by_author", "by_length", "by_week", "differing")
    return {
        **{name: getattr(counts, name) for name in simple},
        "by_article": [
            {"id": id, "title": titles.get(id, ""), "annotations": number}
            for id, number in counts.by_article.items()
        ],
        "agreement": {week: one._asdict() for week, one in counts.agreement.items()},
        "forms": [
            {"words": words, "tag": tag, "annotations": number}
            for (words, tag), number in counts.forms.items()
        ],
        "candidates": {name: one._asdict() for name, one in counts.candidates.items()},
    }


def table(counts: Counts) -> str:
    """All figures as CSV: what is counted, of what, with which tag if that matters, the figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("figure", "of", "tag", "value"))
    for figure, of, tag, value in _rows(counts):
        writer.writerow((figure, cell(display(of)), cell(display(tag)), value))
    return out.getvalue()


def _rows(counts: Counts) -> Iterator[tuple[str, str, str, float]]:
    yield "annotations", "", "", counts.annotations
    for name in ("by_tag", "by_author", "by_article", "by_length", "by_week"):
        figures: dict[str, int] = getattr(counts, name)
        yield from (
            ("annotations " + name.replace("_", " "), of, "", n) for of, n in figures.items()
        )
    for week, agreed in counts.agreement.items():
        yield "F1 by week", week, "", round(agreed.f1, 6)
    for (words, tag), number in counts.forms.items():
        yield "form", words, tag, number
    for origin, judged in counts.candidates.items():
        yield "candidates accepted", origin, "", judged.accepted
        yield "candidates rejected", origin, "", judged.rejected
