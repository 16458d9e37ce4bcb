"""The figures as one SVG drawing, or an HTML page that has it; nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tui.statistics.sections import Section
from tui.text.cells import clip, display

_STYLE = """
:root { color-scheme: light dark; --ink: #24221e; --ground: #fbfaf7; --mark: #2f6f9f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #d9d5cc; --ground: #1c1b19; --mark: #7fb2d9 } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
svg { font: 14px system-ui, sans-serif } svg text { fill: var(--ink, #24221e) }
svg .head { font-weight: 600 } svg rect { fill: var(--mark, #2f6f9f) }
"""
_LEFT, _WIDE, _ROW, _SAID = 280, 300, 22, 300
"""Pixels: where bars begin, how long the longest is, how high a row is, room for words behind."""
_NAME = 38
"""Cells of a name."""


def svg(sections: Sequence[Section]) -> str:
    """One drawing of all sections."""
    rows = sum(len(section.rows) + 2 + bool(section.more) for section in sections)
    size = f'width="{_LEFT + _WIDE + _SAID}" height="{_ROW * max(rows, 1)}"'
    drawn = "\n".join(_drawn(sections))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n'
        f"<style>{_STYLE}</style>\n{drawn}\n</svg>\n"
    )


def page(sections: Sequence[Section], heading: str) -> str:
    """The whole page under a heading."""
    title = _safe(heading)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body>\n<h1>{title}</h1>\n{svg(sections)}</body></html>\n"
    )


def _drawn(sections: Sequence[Section]) -> Iterator[str]:
    y = 0
    for section in sections:
        y += _ROW
        yield f'<text class="head" x="0" y="{y}">{_safe(section.title)}</text>'
        for row in section.rows:
            y += _ROW
            wide = round(_WIDE * row.value / (section.full or 1), 1)
            yield f'<text x="0" y="{y}">{_safe(clip(row.name, _NAME))}</text>'
            yield f'<rect x="{_LEFT}" y="{y - 12}" width="{wide}" height="14"/>'
            yield f'<text x="{_LEFT + wide + 8}" y="{y}">{_safe(row.said)}</text>'
        if section.more:
            y += _ROW
            yield f'<text x="0" y="{y}">and {section.more:,} more</text>'
        y += _ROW


def _safe(text: str) -> str:
    """Text for a browser, without what it would hide or turn round."""
    return escape(display(text))
