"""The reader's settings, each with the sentence that help shows for it."""

from __future__ import annotations

from typing import Annotated

import msgspec

THEMES = {
    "dark": "glossator-dark",
    "light": "glossator-light",
    "ansi": "glossator-ansi",
}
"""The themes that Glossator ships, by their short names."""

_PROPOSED = ("quote", "claim", "person", "organisation", "place", "time", "amount")

Cells = Annotated[int, msgspec.Meta(ge=20, le=200)]
Rows = Annotated[int, msgspec.Meta(ge=0, le=20)]
Letter = Annotated[str, msgspec.Meta(min_length=1, max_length=1)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=10)]


class Macro(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the `[macros]` of keymap.toml: keys pressed as one, written as for a script."""

    press: str
    """The keys it presses, such as `)c=v`; named ones in angle brackets, `<tab>`."""
    keys: tuple[str, ...] = ()
    """The keys that run it."""
    summary: str = ""
    """What it is for."""


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the `[filters]` of keymap.toml: a filter of the annotation list, by key."""

    filter: str
    """What it asks for, as it is typed in the list, such as `status:false -sourced`."""
    keys: tuple[str, ...] = ()
    """The keys that set it, in the list."""
    summary: str = ""
    """What it is for."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[reader]` table of keymap.toml."""

    preset: str = "default"
    """Which set of keys to start from: `default`, or one of `[presets]`."""
    theme: str = "glossator-dark"
    """The theme, by name: `dark`, `light`, `ansi`, or one that `g t` says."""
    measure: Cells = 72
    """The width of the text in cells; a narrow pane makes it smaller."""
    scroll_margin: Rows = 2
    """How many rows stay in view above and below the cursor."""
    which_key_delay: Seconds = 0.4
    """How long after the first key of a sequence its continuations are shown, in seconds."""
    propose: tuple[str, ...] = _PROPOSED
    """The tags of which candidates are proposed."""
    propose_from: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    """How sure a candidate has to be to be worth a look, from 0 to 1."""
    reasons: dict[Letter, str] = {}
    """Reasons for a decision about a disagreement, by the letter that gives each."""
    library_width: Annotated[int, msgspec.Meta(ge=12, le=80)] = 28
    """The width of the library in cells, where there is room beside the text."""
    annotations_width: Annotated[int, msgspec.Meta(ge=12, le=80)] = 34
    """The width of the annotation list in cells, where there is room beside the text."""
    publisher: str = ""
    """Who publishes ClaimReview and at which address, `The Gull https://gull.example/checks`."""
