"""Few keys that lead from where a reader is to where one more key does the right thing.

The keys only move and select. They are pressed on the session itself, which is put back as it was.
Short ways are the shortest; long ones are put together from two: to one edge, on to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeAlias

from tests.session.notation import Desk
from tui.session.commands.making import selected
from tui.session.reader import Reader
from tui.text.article import Span
from tui.text.graphemes import next_boundary

Keys: TypeAlias = tuple[str, ...]
There: TypeAlias = Callable[[Reader], bool]
_State: TypeAlias = dict[str, Any]

_ON = ("l", "w", "j", ")", "}", "k")
_BACK = ("h", "b", "k", "(", "{", "j")
_FARTHER = (")", "(", "}", "{", "ctrl+d", "ctrl+u", "space", "backspace", ">", "<")
_STATES = 250
"""States looked at before a way is given up."""
_ROUND = 120
"""Code points around the goal and the beginning that a selection may reach out to."""
_NEAR, _FAR, _LONG = 3, 12, 24
"""Keys of a way that is searched for within a page, of one to a page, and steps of a walk."""
_LETTERS = 4
"""Code points that are gone letter by letter rather than word by word."""


def mending(desk: Desk, there: There, goal: Span, most: int) -> Keys | None:
    """The fewest keys, at most so many, that change the selection until it is `there`.

    `goal` is the span that is to be selected then.
    """

    def edges(keys: Keys) -> Iterator[Keys]:
        for key in _mending_keys(desk.reader, goal):
            yield (key,)
        if not keys:
            yield from _letters(desk, "F", goal[1])

    found = _search(desk, there, goal, edges, min(most, _NEAR))
    if found is None and most > _NEAR:
        found = _edge_by_edge(desk, goal)
    return found if found is not None and len(found) <= most else None


def by_hand(desk: Desk, there: There, goal: Span) -> Keys | None:
    """Few keys to a state that is `there`, else to one in which `goal` is selected."""
    reader = desk.reader
    begin = _state(reader)
    brought = _search(desk, lambda reader: _in_view(reader, goal), goal, _turning, _FAR) or ()
    try:
        desk.press_each(brought)
        found = _search(desk, there, goal, lambda keys: _moving(desk, goal, keys), _NEAR)
        if found is None:
            found = _from_edge_to_edge(desk, goal)
        return (*brought, *found) if found is not None else None
    finally:
        _restore(desk, begin)


def select(desk: Desk, goal: Span) -> Keys | None:
    """Few keys that select a span."""
    return by_hand(desk, lambda reader: reader.candidate is None and selected(reader) == goal, goal)


def _from_edge_to_edge(desk: Desk, goal: Span) -> Keys | None:
    """To the goal's beginning, and on to its end."""
    begin = _state(desk.reader)
    found: list[Keys] = []
    ways = [("esc",) if begin["mark"] else (), *_letters(desk, "f", goal[0])]
    for way in ways:
        _restore(desk, begin)
        desk.press_each(way)
        first = _walk(desk, goal[0])
        if first is None:
            continue
        for opening in [("v",), *_letters(desk, "F", goal[1])]:
            state = _state(desk.reader)
            desk.press_each(opening)
            rest = _edge_by_edge(desk, goal)
            if rest is not None:
                found.append((*way, *first, *opening, *rest))
            _restore(desk, state)
    _restore(desk, begin)
    return min(found, key=len, default=None)


def _walk(desk: Desk, to: int) -> Keys | None:
    """Words, then letters, to an offset; the reader is left there."""
    reader, keys = desk.reader, []
    for _ in range(_LONG):
        off = to - reader.cursor
        if not off:
            return tuple(keys)
        short = abs(off) < _LETTERS
        keys.append(("l" if short else "w") if off > 0 else ("h" if short else "b"))
        desk.press(keys[-1])
    return None


def _edge_by_edge(desk: Desk, goal: Span) -> Keys | None:
    """One edge of the selection to the goal's, then the other one."""
    begin = _state(desk.reader)
    try:
        first = _edge(desk, goal)
        if first is None or selected(desk.reader) == goal:
            return first
        desk.press(";")
        second = _edge(desk, goal)
        done = second is not None and selected(desk.reader) == goal
        return (*first, ";", *(second or ())) if done else None
    finally:
        _restore(desk, begin)


def _edge(desk: Desk, goal: Span) -> Keys | None:
    """The active edge to the goal's, by a letter if that is shorter, then by words and letters."""
    begin = _state(desk.reader)
    found: list[tuple[Keys, _State]] = []
    for way in [(), *_letters(desk, "F", goal[1])]:
        _restore(desk, begin)
        desk.press_each(way)
        rest = _nudge(desk, goal)
        if rest is not None:
            found.append(((*way, *rest), _state(desk.reader)))
    _restore(desk, begin)
    if not found:
        return None
    keys, state = min(found, key=lambda one: len(one[0]))
    _restore(desk, state)
    return keys


def _nudge(desk: Desk, goal: Span) -> Keys | None:
    reader, keys = desk.reader, []
    for _ in range(_LONG):
        low, high = reader.selection or goal
        later = reader.mark is not None and reader.cursor >= reader.mark
        off = goal[1] - high if later else goal[0] - low
        if not off:
            return tuple(keys)
        ways = ("shift+right", "shift+left") if abs(off) < _LETTERS else ("]", "[")
        keys.append(ways[0] if off > 0 else ways[1])
        desk.press_each(keys[-1:])
    return None


def _search(
    desk: Desk, there: There, goal: Span, edges: Callable[[Keys], Iterator[Keys]], most: int
) -> Keys | None:
    """The fewest keys along edges, each of them keys that are pressed together."""
    reader = desk.reader
    begin = _state(reader)
    low = min(goal[0], (reader.selection or goal)[0]) - _ROUND
    high = max(goal[1], (reader.selection or goal)[1]) + _ROUND
    order = count()
    heap: list[tuple[int, int, Keys, _State]] = [(0, next(order), (), begin)]
    seen: set[tuple[Any, ...]] = set()
    try:
        while heap and len(seen) < _STATES:
            _, _, keys, state = heappop(heap)
            vars(reader).update(state)
            if _known(reader) in seen:
                continue
            seen.add(_known(reader))
            if there(reader):
                return keys
            for more in list(edges(keys)):
                if len(keys) + len(more) > most:
                    continue
                vars(reader).update(state)
                desk.press_each(more)
                chosen = reader.selection
                out = chosen is not None and (chosen[0] < low or chosen[1] > high)
                if not out and _known(reader) not in seen:
                    made = (*keys, *more)
                    heappush(heap, (len(made), next(order), made, _state(reader)))
        return None
    finally:
        _restore(desk, begin)


def _state(reader: Reader) -> _State:
    return dict(vars(reader))


def _restore(desk: Desk, state: _State) -> None:
    vars(desk.reader).update(state)
    desk.workspace.message, desk.workspace.pending = None, ()


def _known(reader: Reader) -> tuple[Any, ...]:
    return reader.cursor, reader.mark, reader.extending, reader.pivot, reader.candidate is None


def _mending_keys(reader: Reader, goal: Span) -> Iterator[str]:
    """Keys that bring an edge nearer to the goal's, or take a whole text object."""
    if reader.selection is None:
        return
    low, high = reader.selection
    later = reader.mark is not None and reader.cursor >= reader.mark
    off = goal[1] - high if later else goal[0] - low
    if off:
        yield "]" if off > 0 else "["
    if 0 < abs(off) < _LETTERS:
        yield "shift+right" if off > 0 else "shift+left"
    if (goal[0] != low) if later else (goal[1] != high):
        yield ";"
    yield from ("+", "-")
    if high < goal[1]:
        yield "s"


def _moving(desk: Desk, goal: Span, keys: Keys) -> Iterator[Keys]:
    """Moves towards the goal within the page; selecting begins where the goal does."""
    reader = desk.reader
    for key in _mending_keys(reader, goal):
        yield (key,)
    for key in _ON if reader.cursor < goal[0] else _BACK:
        yield (key,)
    if not keys:
        yield from _letters(desk, "f", goal[0])
    if goal[0] <= reader.cursor < goal[1]:
        yield ("s",)
        yield ("+",)


def _turning(_keys: Keys) -> Iterator[Keys]:
    for key in _FARTHER:
        yield (key,)


def _letters(desk: Desk, key: str, to: int) -> Iterator[Keys]:
    """The letters on what is nearest to an offset: at it, else one on either side.

    With `F` what counts is the offset behind the cluster that has the letter.
    """
    reader = desk.reader
    state = _state(reader)
    desk.press_each((key,))
    labels = dict(reader.hints.labels) if reader.hints is not None else {}
    _restore(desk, state)
    reader.hints = None
    text = reader.article.text
    by_offset = {
        next_boundary(text, at) if key == "F" else at: label for label, at in labels.items()
    }
    nearest = (
        max((at for at in by_offset if at <= to), default=None),
        min((at for at in by_offset if at > to), default=None),
    )
    for at in nearest:
        if at is not None:
            yield (key, *by_offset[at])
        if at == to:
            return


def _in_view(reader: Reader, goal: Span) -> bool:
    rows = reader.rows()
    return bool(rows) and rows[0].row.start <= goal[0] < rows[-1].row.end
