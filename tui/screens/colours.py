"""Roles to styles, at the last moment: what a headline, a tag or the cursor looks like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

from tui.annotations.scheme import Scheme, Tag

_TINT = {True: 0.20, False: 0.14}
"""How much of a tag's colour is in its ground, on a dark and on a light theme."""
_NESTED = 1.8
"""How much stronger the ground is where two of them lie on each other."""

_FAINT = 0.45
"""What part of a tag's ground a candidate has."""


class Colours:
    """A theme's styles. With `mono` no colour is used: forms and reverse say everything."""

    def __init__(
        self, theme: Theme, variables: Mapping[str, str], scheme: Scheme, *, mono: bool = False
    ) -> None:
        """Take the theme's colours; `variables` are textual's for it."""
        self.scheme = scheme
        self._theme = theme
        self._variables = variables
        self._mono = mono
        self._plain = mono or theme.ansi
        self.text = lru_cache(4_000)(self._text)
        self.tag = lru_cache(100)(self._tag)
        self.proposed = lru_cache(100)(self._proposed)
        base = Style() if self._plain else self._on("foreground", "background")
        dim = Style(dim=True) if self._plain else self._on("dim", "background", "foreground")
        accent = Style(bold=True) if mono else self._on("accent", "background")
        bar = Style() if self._plain else self._on("dim", "surface", "foreground")
        self.base = base
        self.dim = dim
        self.accent = accent
        self.headline = base + Style(bold=True, color=self._colour("headline", "foreground"))
        self.hairline = dim if self._plain else self._on("hairline", "background", "panel")
        self.bar = bar
        self.bar_words = bar + Style(bold=True, color=self._colour("headline", "foreground"))
        self.bar_key = bar + self.on_sheet(accent)
        self.good = base if mono else base + Style(color=self._colour("success"))
        self.warning = bar + Style(bold=True, color=self._colour("warning"))
        self.error = bar + Style(bold=True, color=self._colour("error"), reverse=mono or None)
        self.lost = base + Style(bold=True, color=self._colour("warning"))
        self.came = Style(bold=True, underline=True, color=self._colour("success"))
        self.gone = Style(strike=True, color=self._colour("error"), dim=self._plain or None)
        self.cursor = Style(reverse=True)
        self.letter = accent + Style(bold=True, reverse=True)
        chosen = Style(reverse=True) if mono else Style(bgcolor="bright_black")
        self.selection = (
            chosen if self._plain else Style(bgcolor=self._colour("selection", "panel"))
        )
        self.some = Style(bold=True, underline=True, color=self._colour("accent"))
        self.hit = Style(bold=True, underline=True, color=self._colour("accent"))

    def _tag(self, tag: Tag) -> Style:
        """A tag's letter: its colour on the page's ground."""
        return self.base + Style(bold=True, color=self._tag_colour(tag))

    def _proposed(self, tag: Tag) -> Style:
        """Words that a candidate proposes to tag: a ground fainter than a tag's own."""
        return Style(bgcolor=self._ground(tag, 1, _FAINT))

    def on_sheet(self, style: Style) -> Style:
        """A style without its ground, for the sheets that lie over the page."""
        return Style(color=style.color, bold=style.bold, dim=style.dim, italic=style.italic)

    def offer(self, tag: Tag) -> Style:
        """A tag's key in the status line."""
        return self.bar + Style(bold=True, color=self._tag_colour(tag))

    def _text(self, names: tuple[str, ...]) -> Style:
        """Words that carry these tags, outermost first."""
        style = self.base
        grounds = 0
        for name in names:
            tag = self.scheme.tag(name)
            if tag.form == "ground":
                grounds += 1
                style += Style(underline=grounds == 1, underline2=grounds > 1)
                style += Style(bgcolor=self._ground(tag, grounds))
            else:
                style += Style(
                    color=self._tag_colour(tag),
                    italic=tag.form == "italic" or None,
                    bold=tag.form == "bold" or None,
                )
        return style

    def _tag_colour(self, tag: Tag) -> str | None:
        if self._mono:
            return None
        if self._theme.ansi:
            return tag.ansi
        return tag.colour.dark if self._theme.dark else tag.colour.light

    def _ground(self, tag: Tag, depth: int, part: float = 1.0) -> Color | None:
        colour, ground = self._tag_colour(tag), self._variables.get("background", "")
        if self._plain or colour is None or not ground.startswith("#"):
            return None
        share = min(_TINT[self._theme.dark] * (_NESTED if depth > 1 else 1), 0.4) * part
        over, under = Color.parse(colour).triplet, Color.parse(ground[:7]).triplet
        if over is None or under is None:
            return None
        mixed = (round(o * share + u * (1 - share)) for o, u in zip(over, under, strict=True))
        return Color.from_rgb(*mixed)

    def _on(self, name: str, ground: str, *otherwise: str) -> Style:
        return Style(color=self._colour(name, *otherwise), bgcolor=self._colour(ground))

    def _colour(self, *names: str) -> Color | None:
        """The first of these theme variables that is a colour."""
        if self._mono:
            return None
        for name in names:
            value = self._variables.get(name, "")
            if value.startswith("#"):
                return Color.parse(value[:7])
            if value.startswith("ansi_"):
                return Color.parse(value.removeprefix("ansi_"))
        return None
