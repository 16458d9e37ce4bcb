"""What the screens look like. Each picture has been looked at; `make snapshots` keeps new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.screens.conftest import SAMPLES, MakeApp, pressing

WIRE = SAMPLES / "wire-island-vote.txt"
TAGGED = "camt)cm)c=v)0'p}pt')c"

HOSTILE = """Bold [bold red]claims[/] and \x1b[31mescapes\x1b[0m in a headline

A bell \x07, a NUL \x00, a C1 \x9b5m and an \x1b]0;owned\x07 title change stay where they are.

An override \u202egnp.exe\u202c, a zero\u200bwidth space, a soft\u00adhyphen, a tab\there.

Ten marks on one letter: a\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c, then on.
"""

OVERLAPS = """Overlaps

Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu. Nu xi omicron pi rho sigma tau.
"""


DRAFTS = "G<enter>c=v)))c=v}}c=v/thanked<enter>cKDc"
"""In the folder of samples: claims in a story's first draft, carried into its second."""

CHECKED = ")cESand study, p. 4, “It drifts.” https://example.org/sand<enter>Mp=v))c=v(("
"""Two claims of the wire story: one is verified by a source, the other one by none."""


class Screen(NamedTuple):
    """A screen: its size, what is open, the keys pressed, and settings."""

    size: tuple[int, int] = (120, 40)
    source: Path | str = WIRE
    keys: str = ""
    settings: dict[str, Any] = {}  # noqa: RUF012 (never changed)
    mono: bool = False


LIGHT = {"theme": "glossator-light"}
ANSI = {"theme": "glossator-ansi"}
FIGURES = {"propose": ("amount", "time"), "propose_from": 0.1}

SCREENS: dict[str, Screen] = {
    "wire-80x24": Screen((80, 24)),
    "wire-tagged": Screen(keys=TAGGED),
    "wire-tagged-80x24": Screen((80, 24), keys=TAGGED),
    "wire-tagged-light": Screen(keys=TAGGED, settings=LIGHT),
    "wire-tagged-light-80x24": Screen((80, 24), keys=TAGGED, settings=LIGHT),
    "wire-tagged-ansi": Screen(keys=TAGGED, settings=ANSI),
    "wire-tagged-no-colour": Screen(keys=TAGGED, mono=True),
    "wire-tagged-textual-theme": Screen(keys=TAGGED, settings={"theme": "gruvbox"}),
    "wire-40x12": Screen((40, 12), keys="c"),
    "wire-20x5": Screen((20, 5), keys="c"),
    "wire-200x60": Screen((200, 60), SAMPLES, "<esc>"),
    "selection": Screen(keys="v))"),
    "selection-light": Screen(keys="v))", settings=LIGHT),
    "selection-no-colour": Screen((80, 24), keys="v))", mono=True),
    "unfolded": Screen(keys="z"),
    "focus-mode": Screen(keys="cZ"),
    "editing": Screen(keys="ce]"),
    "note": Screen(keys="cen"),
    "status-set": Screen(keys="c=d"),
    "search": Screen(keys="/island"),
    "search-not-found": Screen((80, 24), keys="/zebra"),
    "pending-keys": Screen(keys="g"),
    "message": Screen((80, 24), keys="cx"),
    "warning": Screen((80, 24), keys="'"),
    "two-panes": Screen((160, 40), keys="c|}}}c"),
    "two-panes-80x24": Screen((80, 24), keys="|"),
    "drafts": Screen((160, 40), SAMPLES, DRAFTS + "DdDn<tab>"),
    "drafts-light": Screen((160, 40), SAMPLES, DRAFTS + "DdDn<tab>", LIGHT),
    "drafts-no-colour": Screen((120, 40), SAMPLES, DRAFTS + "DdDn<tab>", mono=True),
    "drafts-80x24": Screen((80, 24), SAMPLES, DRAFTS + "DnDn"),
    "orphans": Screen((140, 40), SAMPLES, DRAFTS + "gagg"),
    "orphan-placed": Screen((80, 24), SAMPLES, DRAFTS + "gagg<enter>"),
    "library": Screen((140, 40), SAMPLES),
    "library-80x24": Screen((80, 24), SAMPLES),
    "library-filtered": Screen((80, 24), SAMPLES, "/island"),
    "library-nothing-matches": Screen((80, 24), SAMPLES, "/zebra"),
    "library-empty": Screen((80, 24), ""),
    "annotations": Screen(keys=TAGGED + "ga"),
    "annotations-80x24": Screen((80, 24), keys=TAGGED + "ga"),
    "annotations-filtered": Screen(keys=TAGGED + "ga/telle"),
    "annotations-nothing-matches": Screen(keys="cga/zebra"),
    "annotations-beside-library": Screen((120, 40), SAMPLES, "<esc>cga"),
    "filter": Screen(keys=TAGGED + "ga/status:"),
    "filter-80x24": Screen((80, 24), keys=TAGGED + "ga/-s"),
    "filter-saved-no-colour": Screen((80, 24), keys=TAGGED + "ga1", mono=True),
    "signing": Screen(keys=TAGGED + "S"),
    "signing-80x24": Screen((80, 24), keys=TAGGED + "S"),
    "signing-light": Screen(keys=TAGGED + "S1", settings=LIGHT),
    "signing-no-colour": Screen((80, 24), keys=TAGGED + "S", mono=True),
    "help": Screen(keys="?"),
    "help-80x24-light": Screen((80, 24), keys="?", settings=LIGHT),
    "palette": Screen(keys=":pane"),
    "palette-nothing": Screen((80, 24), keys=":zzz"),
    "unbound-key": Screen((80, 24), keys="H"),
    "candidate": Screen(keys="<tab><enter><tab>", settings=FIGURES),
    "candidate-80x24-light": Screen((80, 24), keys="<tab>", settings=FIGURES | LIGHT),
    "candidate-no-colour": Screen((80, 24), keys="<tab>", settings=FIGURES, mono=True),
    "speakers": Screen((80, 24), keys="}}'"),
    "speakers-no-colour": Screen((80, 24), keys="}}'", mono=True),
    "said-by": Screen(keys="}}'<enter>"),
    "same-words": Screen((80, 24), keys=")a*", settings=FIGURES),
    "letters": Screen((80, 24), keys="f", settings=FIGURES),
    "evidence": Screen((80, 24), keys=")cESand study, p. 4, https://example.org/sand"),
    "evidence-recent-no-colour": Screen((80, 24), keys=CHECKED + "E", mono=True),
    "record": Screen(keys=CHECKED + "ijjj"),
    "record-light": Screen(keys=CHECKED + "i", settings=LIGHT),
    "record-80x24": Screen((80, 24), keys=CHECKED + "ijj"),
    "record-80x24-no-colour": Screen((80, 24), keys=CHECKED + "))i", mono=True),
    "record-40x12": Screen((40, 12), keys=CHECKED + "i"),
    "link-letters": Screen((80, 24), keys=CHECKED + "}'L"),
    "link-types-no-colour": Screen((80, 24), keys=CHECKED + "La", mono=True),
    "overlapping-tags": Screen((80, 24), OVERLAPS, "wvww]cbbvww]'bvw]pG(vww]a"),
    "several-spans": Screen((80, 24), OVERLAPS, "vwcwwwwwvw&"),
    "hostile-text": Screen((80, 24), HOSTILE),
    "arabic": Screen((80, 24), SAMPLES / "arabic-island-newspaper.txt", "c}'"),
    "japanese": Screen((80, 24), SAMPLES / "japanese-small-school.txt", "c}'"),
    "hebrew": Screen((80, 24), SAMPLES / "hebrew-the-night-bakery.txt", "c}'"),
    "hindi": Screen((80, 24), SAMPLES / "hindi-the-boat-school.txt", "c}'"),
    "thai": Screen((80, 24), SAMPLES / "thai-floating-market.txt", "c}'"),
    "spanish": Screen((80, 24), SAMPLES / "spanish-the-six-o-clock-boat.txt", "c}'"),
    "markdown": Screen((80, 24), SAMPLES / "feature-the-ferry-that-waits.md", "}}c"),
    "markdown-120x40": Screen((120, 40), SAMPLES / "feature-the-ferry-that-waits.md", "G"),
    "table": Screen((100, 30), SAMPLES / "court-the-dredger-case.txt", "/Invoiced"),
    "transcript": Screen((80, 24), SAMPLES / "interview-the-lock-keeper.txt", "}}c"),
    "press-release": Screen((80, 24), SAMPLES / "press-release-harbour-authority.txt"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_screen(
    name: str, snap_compare: Any, make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = SCREENS[name]
    if name == "thai":
        pytest.importorskip("icu4py", reason="rows of Thai break by ICU's dictionary")
    if screen.mono:
        monkeypatch.setenv("NO_COLOR", "1")
    source = screen.source
    if isinstance(source, str) and source:
        path = tmp_path / "story.txt"
        path.write_text(source, "utf-8", newline="")
        source = path
    app = make_app(*([source] if source else []), **screen.settings)

    assert snap_compare(app, terminal_size=screen.size, run_before=pressing(screen.keys))
