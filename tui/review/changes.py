"""What changed from one draft to the next, as a list to read and to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.review.alignment import Alignment, Kind
from tui.review.wording import marked
from tui.text.article import Article, Span

_SIGNS: dict[Kind, str] = {"changed": "~", "removed": "−", "added": "+", "moved": ">"}


class SentenceChange(NamedTuple):
    """A sentence that is not what and where it was; a draft that lacks it has no words and an
    empty span, where it would stand.
    """

    kind: Kind
    old: Span
    new: Span
    before: str
    after: str


def sentence_changes(alignment: Alignment) -> Iterator[SentenceChange]:
    """The changes between two drafts in the order of the new one."""
    old_at = new_at = 0
    for kind, old, new in alignment.pairs:
        before = alignment.old[old] if old is not None else None
        after = alignment.new[new] if new is not None else None
        old_span = before.span if before else (old_at, old_at)
        new_span = after.span if after else (new_at, new_at)
        if kind != "same":
            words = before.words if before else "", after.words if after else ""
            yield SentenceChange(kind, old_span, new_span, *words)
        old_at, new_at = old_span[1], new_span[1]


def change_list(old: Article, new: Article, changes: Iterable[SentenceChange]) -> Iterator[str]:
    """The changes as lines of Markdown."""
    yield f"# Changes: {new.title or new.source or new.id[:12]}"
    yield ""
    yield f"From {old.source or old.id[:12]} to {new.source or new.id[:12]}."
    yield ""
    for change in changes:
        words = marked(change.before, change.after) if change.kind == "changed" else ""
        yield f"- {_SIGNS[change.kind]} {change.kind}: {words or change.after or change.before}"
