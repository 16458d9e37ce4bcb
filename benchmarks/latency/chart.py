"""The picture: one panel for each of a few keys, a point for each load, milliseconds upwards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape

from latency.report import percentile
from latency.rounds import Measured

_SHOWN = ("character", "line", "page", "tag", "undo", "search hit")
_COLOURS = {"glossator": "#0b6aa2", "slate": "#b23c14"}
_LOW, _HIGH = 1.0, 4000.0
"""Milliseconds at the foot and the top of a panel, which is logarithmic."""
_WIDE, _TALL, _LEFT, _FOOT = 300, 190, 46, 92
_ACROSS = 3


def chart(results: Mapping[str, Measured]) -> str:
    """An SVG."""
    shown = [
        work for work in _SHOWN if any(work in one.keys["glossator"] for one in results.values())
    ]
    down = math.ceil(len(shown) / _ACROSS)
    width, height = _ACROSS * (_WIDE + _LEFT) + 20, down * (_TALL + _FOOT) + 50
    box = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, work in enumerate(shown):
        x = _LEFT + number % _ACROSS * (_WIDE + _LEFT)
        y = 40 + number // _ACROSS * (_TALL + _FOOT)
        lines.append(f'<g transform="translate({x} {y})">')
        lines += _panel(work, results, last=number // _ACROSS == down - 1)
        lines.append("</g>")
    for number, (name, colour) in enumerate(_COLOURS.items()):
        lines.append(
            f'<text x="{_LEFT + 110 * number}" y="16" fill="{colour}">● {name}, p50</text>'
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def _panel(work: str, results: Mapping[str, Measured], *, last: bool) -> Iterator[str]:
    yield f'<text y="-6" font-weight="bold">{escape(work)}</text>'
    for value in (1, 4, 16.7, 100, 1000):
        dash = "" if value == 16.7 else ' stroke-dasharray="2 3"'
        yield f'<path d="M0 {_y(value):.1f}H{_WIDE - 20}" stroke="#999"{dash} stroke-width=".6"/>'
        yield f'<text x="-6" y="{_y(value) + 4:.1f}" text-anchor="end" fill="#555">{value:g}</text>'
    step = (_WIDE - 30) / max(len(results) - 1, 1)
    for program, colour in _COLOURS.items():
        points = []
        for number, measured in enumerate(results.values()):
            answers = measured.keys.get(program, {}).get(work)
            if answers is not None and answers.seconds:
                points.append((number * step, _y(percentile(answers.seconds, 0.5) * 1000)))
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.4"/>'
        yield from (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>' for x, y in points
        )
    if last:
        for number, name in enumerate(results):
            words = escape(name.removesuffix(" annotations"))
            place = f"translate({number * step:.1f} {_TALL + 10}) rotate(38)"
            yield f'<text transform="{place}" font-size="9">{words}</text>'


def _y(milliseconds: float) -> float:
    share = math.log(max(milliseconds, _LOW) / _LOW) / math.log(_HIGH / _LOW)
    return _TALL * (1 - min(share, 1))
