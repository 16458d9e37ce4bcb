"""A comparison as one HTML page: plots drawn as SVG, tables, nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tui.agreement.study import Figure, Report
from tui.agreement.writing import NOTHING, Part, articles, headlines, matrix, parts, reasons, shown
from tui.text.cells import display

_STYLE = """
:root { color-scheme: light dark;
  --ink: #24221e; --ground: #fbfaf7; --mark: #2f6f9f; --line: #c9c4b8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #d9d5cc; --ground: #1c1b19; --mark: #7fb2d9; --line: #4a463f } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 } caption { text-align: left; font-weight: 600 }
th, td { padding: .2rem .7rem; border-bottom: 1px solid var(--line); text-align: right }
th:first-child { text-align: left } tbody th { font-weight: normal }
svg text { fill: var(--ink); font-size: 13px } svg line { stroke: var(--line) }
svg .within { stroke: var(--mark); stroke-width: 3 } svg .value { fill: var(--mark) }
"""

_LEFT, _WIDE, _ROW = 300, 460, 24
"""Pixels of a plot: where its scale begins, how long it is, and how high a row is."""


def page(report: Report) -> str:
    """The whole page."""
    names = ", ".join(report.annotators)
    size = f"{articles(report)}, {report.units} units: {_safe(report.unit)}"
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f"<title>Agreement: {_safe(names)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>Agreement of {_safe(names)}</h1>",
            f"<p>{size}. The lines are 95 % intervals over articles.</p>",
            *_plot("All", [(one.title, one.value, one.low, one.high) for one in report.measures]),
            *_by_tag(report),
            *_confusion(report),
            *(line for part in ("tag", "pair", "article") for line in _table(report, part)),
            *_left_out(report),
            *_sources(report.measures),
            "</body></html>",
            "",
        )
    )


def _by_tag(report: Report) -> Iterator[str]:
    """How far each tag is agreed on, by the measure that tells most."""
    head = next((one for one in headlines(report) if len(one.per_tag) > 1), None)
    if head is not None:
        rows = sorted(head.per_tag.items(), key=lambda one: -(one[1] if one[1] is not None else -2))
        yield from _plot(f"By tag: {head.title}", [(tag, at, None, None) for tag, at in rows])


def _plot(
    title: str, rows: Sequence[tuple[str, float | None, float | None, float | None]]
) -> Iterator[str]:
    """A point for each figure on a scale that ends at 1, with its interval."""
    known = [at for _, *figures in rows for at in figures if at is not None]
    least = min(0.0, *known) if known else 0.0
    high = _ROW * (len(rows) + 1)

    def x(value: float) -> float:
        return round(_LEFT + _WIDE * (value - least) / (1 - least), 1)

    yield f"<h2>{_safe(title)}</h2>"
    yield f'<svg width="{_LEFT + _WIDE + 80}" height="{high + 10}" role="img">'
    for mark in (least, 0, 0.5, 1) if least < 0 else (0, 0.5, 1):
        yield f'<line x1="{x(mark)}" x2="{x(mark)}" y1="0" y2="{high - _ROW}"/>'
        yield f'<text x="{x(mark)}" y="{high}" text-anchor="middle">{mark:.2g}</text>'
    for at, (name, value, below, above) in enumerate(rows):
        y = _ROW * at + _ROW // 2
        yield f'<text x="0" y="{y + 4}">{_safe(name)}</text>'
        if below is not None and above is not None:
            yield f'<line class="within" x1="{x(below)}" x2="{x(above)}" y1="{y}" y2="{y}"/>'
        if value is not None:
            yield f'<circle class="value" cx="{x(value)}" cy="{y}" r="5"/>'
        yield f'<text x="{_LEFT + _WIDE + 16}" y="{y + 4}">{shown(value)}</text>'
    yield "</svg>"


def _confusion(report: Report) -> Iterator[str]:
    """The matrix; a cell is as dark as its share of its row."""
    names, counts = matrix(report)
    if not counts:
        return
    first, second = report.annotators if len(report.annotators) == 2 else ("first", "second")
    heads = "".join(f"<th>{_safe(name or NOTHING)}</th>" for name in names)
    yield "<table><caption>What was taken for what</caption>"
    yield f"<thead><tr><th>{_safe(first)} ↓ {_safe(second)} →</th>{heads}</tr></thead><tbody>"
    for name in names:
        row = [counts.get((name, other), 0) for other in names]
        most = sum(row) or 1
        cells = "".join(
            f'<td style="background:color-mix(in srgb,var(--mark) {70 * n // most}%,transparent)">'
            f"{n}</td>"
            for n in row
        )
        yield f"<tr><th>{_safe(name or NOTHING)}</th>{cells}</tr>"
    yield "</tbody></table>"


def _table(report: Report, part: Part) -> Iterator[str]:
    heads = [one for one in headlines(report) if parts(one, part)]
    columns = [dict(parts(one, part)) for one in heads]
    if not columns or len(columns[0]) < 2:
        return
    yield f"<table><caption>By {part}</caption><thead><tr><th>{part}</th>"
    yield "".join(f"<th>{_safe(one.title)}</th>" for one in heads) + "</tr></thead><tbody>"
    for name in columns[0]:
        called = (report.titles.get(name) or name) if part == "article" else name
        cells = "".join(f"<td>{shown(column.get(name))}</td>" for column in columns)
        yield f"<tr><th>{_safe(called)}</th>{cells}</tr>"
    yield "</tbody></table>"


def _left_out(report: Report) -> Iterator[str]:
    for reason, names in reasons(report).items():
        why, instead = map(_safe, reason)
        yield f"<p>Left out: {_safe(', '.join(names))}: {why}. Take {instead}.</p>"


def _sources(figures: Sequence[Figure]) -> Iterator[str]:
    yield "<h2>Sources</h2><ul>"
    yield from (f"<li>{_safe(one.title)}: {_safe(one.source)}</li>" for one in figures)
    yield "</ul>"


def _safe(text: str) -> str:
    """Text for HTML, without what a browser would hide or turn round."""
    return escape(display(text))
