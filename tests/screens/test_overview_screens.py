"""What the board of claims and the ledger of replies look like. Each picture has been looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from tests.screens.conftest import MakeApp, pressing
from tui.screens.sides import SideList

STORIES = {
    "council.txt": """Council votes on wall

The harbour wall was built in 1921, the council said on Monday. Nine boats sank in March.

Mayor Tom Reed failed the quay, said Ada Bell, who keeps the chandlery. “We asked everybody \
twice,” said Reed.
""",
    "harbour.txt": """Harbour wall to be raised before the autumn storms

The harbour wall was built in 1921, the council says. It cost 4,000 crowns at the time, a sum that \
nobody on the quay could have told you without looking into the ledger that Una Moss keeps.

Harbour master Una Moss ordered the sluice shut too late, the chandlers say.
""",
    "letter.txt": """A letter from the quay

The harbour wall was built in 1921. It was my grandfather who carried the stones.
""",
}
CLAIMS = "c)c=fJc=vESea<space>register,<space>1921<enter>)cJc)c=ogc"
"""Claims in three stories, one of them the same in all, verified in one."""
REPLIES = (
    "/failed<enter>c/We<space>asked<enter>'<enter>/failed<enter>LacLdrLsaCaT14<space>May<enter>"
    "J/ordered<enter>cLa"
    "cCqgr"
)
LIGHT = {"theme": "glossator-light"}


class Screen(NamedTuple):
    """A screen: its size, the keys pressed, settings, and whether it has no colour."""

    size: tuple[int, int] = (80, 24)
    keys: str = CLAIMS
    settings: dict[str, Any] = {}  # noqa: RUF012 (never changed)
    mono: bool = False


SCREENS = {
    "board-80x24": Screen(),
    "board-120x40": Screen((120, 40)),
    "board-200x60": Screen((200, 60)),
    "board-light": Screen((120, 40), CLAIMS + "s", LIGHT),
    "board-note": Screen(keys="cenhalf<space>a<space>no<c-s><esc>gc"),
    "board-no-colour": Screen(keys=CLAIMS + "jj", mono=True),
    "board-40x12": Screen((40, 12), CLAIMS + "j"),
    "board-carrying": Screen(keys=CLAIMS + "jc"),
    "board-carried-light": Screen(keys=CLAIMS + "jcc", settings=LIGHT),
    "board-filter": Screen(keys=CLAIMS + "/status:"),
    "board-filtered": Screen(keys=CLAIMS + "1"),
    "board-nothing-matches": Screen(keys=CLAIMS + "/zebra<enter>"),
    "board-empty": Screen(keys="gc"),
    "ledger-80x24": Screen(keys=REPLIES),
    "ledger-120x40": Screen((120, 40), REPLIES),
    "ledger-light": Screen((120, 40), REPLIES + "j", LIGHT),
    "ledger-no-colour": Screen(keys=REPLIES + "5", mono=True),
    "ledger-empty": Screen(keys="gr"),
    "reports": Screen(keys="c#r"),
    "on-a-claim": Screen(keys="c"),
}


@pytest.fixture
def stories(tmp_path: Path) -> list[Path]:
    """Three stories in a folder."""
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return [tmp_path / name for name in STORIES]


@pytest.mark.parametrize("name", SCREENS)
def test_screen(
    name: str,
    stories: list[Path],
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Any,
) -> None:
    screen = SCREENS[name]
    if screen.mono:
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(*stories, **screen.settings)
    app.workspace.focus = "reader"
    assert snap_compare(app, terminal_size=screen.size, run_before=pressing(screen.keys))


async def test_the_mouse_selects_a_row_then_goes_there(
    stories: list[Path], make_app: MakeApp
) -> None:
    app = make_app(*stories)
    app.workspace.focus = "reader"
    async with app.run_test(size=(80, 24)) as pilot:
        await pressing(CLAIMS)(pilot)
        board = app.workspace.overviews["board"]
        await _click(pilot, 4)
        while board.row is None or board.row.title != "A letter from the quay":
            await pilot.pause(0.01)
        assert app.workspace.context == "board"
        await _click(pilot, 4)
        while app.workspace.context == "board" or app.workspace.waiting:
            await pilot.pause(0.01)
        assert app.workspace.reader is not None
        assert app.workspace.reader.article.title == "A letter from the quay"


async def test_the_wheel_goes_through_the_board(stories: list[Path], make_app: MakeApp) -> None:
    app = make_app(*stories)
    app.workspace.focus = "reader"
    async with app.run_test(size=(80, 24)) as pilot:
        await pressing(CLAIMS)(pilot)
        before = app.workspace.overviews["board"].selected
        app.desk.table.post_message(SideList.Wheeled(app.desk.table, 1))
        await pilot.pause()
        assert app.workspace.overviews["board"].selected != before


async def _click(pilot: Pilot[None], row: int) -> None:
    """Click on a line of the table, by its number from its top."""
    await pilot.click("#overview", offset=(30, row))
