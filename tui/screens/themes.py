"""Glossator's own themes, beside textual's."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="glossator-dark",
    primary="#e6b450",
    accent="#e6b450",
    foreground="#d9d5cc",
    background="#15171c",
    surface="#1c1f26",
    panel="#1c1f26",
    success="#4fb893",
    warning="#e8a33d",
    error="#e5774f",
    dark=True,
    variables={
        "headline": "#f2eee4",
        "dim": "#7d7f86",
        "hairline": "#3a3d45",
        "selection": "#39424f",
    },
)

LIGHT = Theme(
    name="glossator-light",
    primary="#9a6700",
    accent="#9a6700",
    foreground="#24221e",
    background="#fbf8f1",
    surface="#f1ece1",
    panel="#f1ece1",
    success="#00704d",
    warning="#a05a00",
    error="#b23c14",
    dark=False,
    variables={
        "headline": "#000000",
        "dim": "#6f6a63",
        "hairline": "#d9d3c6",
        "selection": "#dfe7f2",
    },
)

ANSI = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="glossator-ansi",
    primary="ansi_yellow",
    accent="ansi_yellow",
)
"""In the terminal's own colours, on its own ground, be that dark or light."""

OWN = (DARK, LIGHT, ANSI)


def names() -> list[str]:
    """What all the themes are called that can be chosen."""
    return [*(theme.name for theme in OWN), *BUILTIN_THEMES]


def fitting(wanted: str, colours: str | None) -> str:
    """The theme for a terminal of so many colours, in rich's words: where there are sixteen,
    Glossator's own shades would all be wrong.
    """
    own = wanted in [theme.name for theme in OWN]
    return ANSI.name if own and colours == "standard" else wanted
