"""Which spans overlap a range: O(log n + k) to ask, O(log n) comparisons to change.

Spans are kept in one sorted list for each power of two of their length, so that a range needs to
look back no further in a list than the longest span of that list.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from tui.text.article import Span


class SpanIndex:
    """A multiset of spans, each with the id of what it belongs to."""

    def __init__(self) -> None:
        """An empty index."""
        self._classes: dict[int, list[tuple[int, int, str]]] = {}

    def add(self, span: Span, id: str) -> None:
        """Add a span."""
        entries = self._classes.setdefault((span[1] - span[0]).bit_length(), [])
        insort(entries, (*span, id))

    def fill(self, entries: Iterable[tuple[Span, str]]) -> None:
        """Add many spans."""
        for span, id in entries:
            self._classes.setdefault((span[1] - span[0]).bit_length(), []).append((*span, id))
        for held in self._classes.values():
            held.sort()

    def remove(self, span: Span, id: str) -> None:
        """Remove a span.

        Raises:
            KeyError: it is not in the index.
        """
        entries = self._classes.get((span[1] - span[0]).bit_length(), [])
        at = bisect_left(entries, (*span, id))
        if at == len(entries) or entries[at] != (*span, id):
            raise KeyError((span, id))
        del entries[at]

    def exactly(self, span: Span) -> Iterator[str]:
        """What this very span belongs to, in the order of the ids."""
        entries = self._classes.get((span[1] - span[0]).bit_length(), [])
        for at in range(bisect_left(entries, span), len(entries)):
            if entries[at][:2] != span:
                return
            yield entries[at][2]

    def overlapping(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The spans that share at least one code point with `[start, end)`, in no set order."""
        for bits, entries in self._classes.items():
            at = bisect_left(entries, (start - (1 << bits),))
            while at < len(entries) and entries[at][0] < end:
                if entries[at][1] > start:
                    yield entries[at]
                at += 1
