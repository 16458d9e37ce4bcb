"""The keys that other tools take for the same annotations, as models of their documented keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from benchmarks.keys.tasks import Lines, Task
from tui.text.article import Span

_LABEL = 2
"""Keys of a SLATE label: space, then a letter."""
_LINK = 1
"""Keys that link what is selected: D."""
_DRAG = 1
_KEY = 1


class Slate:
    """SLATE 1.1.3 (slate-nlp), by its README's “Keybindings”, `slate/config.py` and `data.py`.

    Tokens stand in lines, a sentence each. A span of tokens is the cursor. It moves as a whole by
    a token (`j ;`) or by a line (`i o`), to a line's ends (`J :`) or to the first and last line
    (`I O`); either end is extended or contracted by a token (`m k / l`); a number typed before
    any of these repeats it, each digit a key. A label is two keys, `space` and a letter. Spans of
    several tokens stay as they are when they are labelled, so the width is undone before the next.
    Links are made in a second run of the program with two such cursors and `D`; neither leaving
    and starting it again nor opening the file is counted, nor the counting of tokens by eye that
    a number needs. So this is the fewest keys, not those that people press.
    """

    def __init__(self, lines: Lines) -> None:
        """The lines' tokens, as spans."""
        self._tokens = [token for line in lines for token in line]
        self._starts = [token[0] for token in self._tokens]
        self._ends = [token[1] for token in self._tokens]
        self._firsts: list[int] = []
        reached = 0
        for line in lines:
            self._firsts.append(reached)
            reached += len(line)
        self._lengths = [len(line) for line in lines]

    def keys(self, task: Task) -> int:
        """The keys for all of a task's annotations and links."""
        spans = [span for one in task.gold for span in one.spans]
        spans += {one.speaker for one in task.gold if one.speaker is not None} - set(spans)
        at, total = (0, 0), 0
        for span in sorted(spans):
            place = self._place(span)
            total += self._move(at, place) + _LABEL
            at = place
        quote = speaker = (0, 0)
        for one in task.gold:
            if one.speaker is not None:
                source, target = self._place(one.spans[0]), self._place(one.speaker)
                total += self._move(quote, source) + self._move(speaker, target) + _LINK
                quote, speaker = source, target
        return total

    def _place(self, span: Span) -> tuple[int, int]:
        """The first and the last token that a span touches."""
        first = bisect_right(self._ends, span[0])
        last = bisect_left(self._starts, span[1]) - 1
        return first, max(first, last)

    def _move(self, at: tuple[int, int], to: tuple[int, int]) -> int:
        """The fewest keys from one span to another: a move by one end, the other one mended."""
        width = abs((to[1] - to[0]) - (at[1] - at[0]))
        return min(self._step(at[0], to[0]), self._step(at[1], to[1])) + _times(width)

    def _step(self, at: int, to: int) -> int:
        """The fewest keys from a token to another."""
        line, goal = self._line(at), self._line(to)
        column = at - self._firsts[line]
        arrived = min(column, self._lengths[goal] - 1)
        wanted = to - self._firsts[goal]
        ends = (0, len(self._lengths) - 1)
        down = min(_times(goal - line), 1 if goal in ends and goal != line else 99)
        across = min(
            _times(wanted - arrived),
            1 + _times(wanted),
            1 + _times(self._lengths[goal] - 1 - wanted),
        )
        return min(_times(to - at), down + across)

    def _line(self, token: int) -> int:
        return bisect_right(self._firsts, token) - 1


def _times(count: int) -> int:
    """Keys for doing something so often: pressed so often, or once after the number."""
    count = abs(count)
    return min(count, len(str(count)) + 1)


def mouse(task: Task) -> int:
    """A web tool's acts: a drag and a key for each span, two clicks and a key for each link."""
    spans = {span for one in task.gold for span in one.spans}
    spans |= {one.speaker for one in task.gold if one.speaker is not None}
    linked = sum(one.speaker is not None for one in task.gold)
    return len(spans) * (_DRAG + _KEY) + linked * (2 * _DRAG + _KEY)
