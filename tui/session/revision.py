"""An article beside the draft that it revises: what changed, and where in either of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.review.changes import SentenceChange, sentence_changes
from tui.review.wording import changes
from tui.text.article import Span

if TYPE_CHECKING:
    from tui.review.carrying import Beside
    from tui.review.rebase import Rebase

_APART = ("boilerplate", "locator")
"""Roles of blocks whose changes nobody goes through."""


class Marked(NamedTuple):
    """The words of a draft that the other one does not have; `earlier` says which it is."""

    spans: tuple[Span, ...]
    earlier: bool

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Those that share a code point with `[start, end)`."""
        at = bisect_right(self.spans, start, key=lambda span: span[1])
        while at < len(self.spans) and self.spans[at][0] < end:
            yield self.spans[at]
            at += 1


class Revision:
    """How an article revises the draft at `path`; what the earlier draft has is in `rebase` and
    `beside`. `gone` are the ids of what was carried over before and then removed.
    """

    def __init__(
        self, path: str, rebase: Rebase, beside: Beside, gone: frozenset[str] = frozenset()
    ) -> None:
        """Take what was found out."""
        self.path = path
        self.rebase = rebase
        self.beside = beside
        self.gone = gone

    @cached_property
    def changes(self) -> list[SentenceChange]:
        """The sentences of the story that changed, came or went, in the order of the article."""
        return [
            one
            for one in sentence_changes(self.rebase.alignment)
            if one.kind != "moved" and one.role not in _APART
        ]

    def marked(self, *, earlier: bool) -> Marked:
        """What is marked in one of the drafts."""
        spans: list[Span] = []
        for change in self.changes:
            whole = change.old if earlier else change.new
            if change.kind != "changed":
                spans.append(whole)
                continue
            old, new = (
                article.text[slice(*span)]
                for article, span in ((self.rebase.old, change.old), (self.rebase.new, change.new))
            )
            found = (one.old if earlier else one.new for one in changes(old, new))
            spans += ((whole[0] + start, whole[0] + end) for start, end in found)
        return Marked(tuple(sorted(span for span in spans if span[0] < span[1])), earlier)

    def places(self, offset: int, *, earlier: bool) -> tuple[int, int]:
        """Two offsets that belong beside each other, the first in the draft of the one given: the
        starts of the sentence there, else of the last one before it that both drafts have.
        """
        own, other = self._starts[::-1] if not earlier else self._starts
        at = max(bisect_right(own, offset) - 1, 0)
        return (own[at], other[at]) if own else (offset, 0)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where the sentences begin that both drafts have in the same order: earlier, later."""
        pairs = self.rebase.alignment.in_order
        return [old[0] for old, _ in pairs], [new[0] for _, new in pairs]

    def number(self, offset: int, step: int) -> int:
        """The number of the next change after an offset of the article, or the one before it."""
        at = bisect_left(self.changes, offset, key=lambda one: one.new[0])
        return at if step > 0 else at - 1
