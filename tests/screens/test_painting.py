"""What is sent piece by piece: the terminal looks as one to which everything was sent."""

from __future__ import annotations

import random

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.filter import ANSIToTruecolor
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from tests.screens.conftest import SAMPLES, MakeApp, saved
from tui.screens import themes
from tui.screens.painting import Surface, difference
from tui.screens.sending import Piece, RowsUpdate

KEYS = "l l j j k w w b ) ) ( } space ctrl+d ctrl+u g G + - v ] s esc c ' p t m 0 u U x n z Z"
KEYS += " g a j k enter | tab J K g u g l j / a e esc e n esc"
# Not Hindi: this terminal takes other widths for it, and rows drawn whole then differ.
STORIES = (
    "arabic-island-newspaper.txt",
    "spanish-the-six-o-clock-boat.txt",
    "japanese-small-school.txt",
    "wire-island-vote.txt",
    "court-the-dredger-case.txt",
)
LOOKS = [
    Style(color=colour, bgcolor=ground, underline=underline, reverse=reverse, bold=bold)
    for colour in (None, "red")
    for ground in (None, "blue")
    for underline in (None, True)
    for reverse in (None, True)
    for bold in (None, True)
]
CELLS = "ab é—“─日本🇳🇴e\u0301م"


class Shadow:
    """A terminal that is sent what the application sends."""

    def __init__(self, app: App[None], size: tuple[int, int], patch: pytest.MonkeyPatch) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)
        self._console = app.console
        self.sent = 0
        patch.setattr(app, "_display", lambda _screen, update: self.send(update))

    def send(self, update: object) -> None:
        if update is not None:
            words = update.render_segments(self._console)  # type: ignore[attr-defined]
            self.sent += len(words.encode())
            self._stream.feed(words)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Every cell: its character and how it looks; of a blank's look what can be seen of it."""
        columns, rows = range(self.screen.columns), range(self.screen.lines)
        return [[_seen(self.screen.buffer[y][x]) for x in columns] for y in rows]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    if cell.data.isspace() and not (cell.underscore or cell.strikethrough or cell.reverse):
        return cell.data, cell.bg
    return tuple(cell)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [(80, 24), (130, 34)])
async def test_the_terminal_shows_what_the_widgets_are(
    seed: int,
    size: tuple[int, int],
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(seed)
    app = make_app(*(SAMPLES / name for name in chance.sample(STORIES, 2)))
    shadow = Shadow(app, size, monkeypatch)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        app.press("enter")
        for _ in range(30):
            key = chance.choice(KEYS.split())
            if app.screen is app.desk:
                app.press(key)
            else:
                await pilot.press("escape")
            if chance.random() < 0.3:
                await pilot.pause()
        await pilot.pause(0.05)
        whole = Shadow(app, size, monkeypatch)
        whole.send(app.screen._compositor.render_full_update())
        assert shadow.cells() == whole.cells()


@st.composite
def rows(draw: st.DrawFn) -> Strip:
    """A row of twenty cells."""
    parts = draw(st.lists(st.tuples(st.text(CELLS, min_size=1, max_size=8), st.booleans())))
    segments = [Segment(words, Style(bold=bold)) for words, bold in parts]
    return Strip(segments).adjust_cell_length(20, Style())


@given(rows(), rows())
def test_a_piece_makes_one_row_of_another(old: Strip, new: Strip) -> None:
    first, last = difference(old, new)
    patched = Strip.join([old.crop(0, first), new.crop(first, last), old.crop(last, 20)])
    assert list(patched.simplify()) == list(new.simplify())


@given(st.lists(st.tuples(st.sampled_from(["ab", "  "]), st.sampled_from(LOOKS))))
def test_styles_that_follow_one_another_look_as_each_by_itself(
    said: list[tuple[str, Style]],
) -> None:
    strip = Strip([Segment(words, style) for words, style in said])
    console = Console(color_system="truecolor", force_terminal=True)
    seen = []
    for sent in (RowsUpdate([Piece(0, 0, strip)]).render_segments(console), strip.render(console)):
        screen = pyte.Screen(80, 1)
        pyte.Stream(screen).feed(sent)
        seen.append([_seen(screen.buffer[0][x]) for x in range(80)])
    assert seen[0] == seen[1]


def test_a_cursor_key_sends_few_bytes() -> None:
    old = Strip([Segment("The wardens of Varn", Style()), Segment("x", Style(reverse=True))])
    new = Strip([Segment("The wardens of Var", Style()), Segment("nx", Style(reverse=True))])
    assert difference(old, new) == (18, 19)


async def test_moving_the_cursor_sends_few_bytes(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(SAMPLES / "court-the-dredger-case.txt")
    shadow = Shadow(app, (120, 40), monkeypatch)
    moves = ("l", "h", "w", "b", "j", "k", ")", "(")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.1)
        for key in moves:
            before = shadow.sent
            app.press(key)
            assert 0 < shadow.sent - before <= 500, key


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES) + [theme.name for theme in themes.OWN])
async def test_what_is_drawn_needs_no_filter_where_a_theme_says_its_colours(
    name: str, make_app: MakeApp
) -> None:
    app = make_app(SAMPLES / "wire-island-vote.txt", theme=name)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key in ")", "c", "l", "tab", "v", "w":
            app.press(key)
            await saved(pilot)
        if app.current_theme.ansi:
            return
        wanted = ANSIToTruecolor(app.ansi_theme)
        for part in app.desk.query(Surface):
            ground = part.background_colors[1]
            strips = [part.render_line(y) for y in range(part.size.height)]
            assert [strip.apply_filter(wanted, ground) for strip in strips] == strips
