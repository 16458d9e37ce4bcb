"""What changed from one draft to the next, as a list to read and to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.review.alignment import Alignment, Kind, Sentence
from tui.review.wording import marked
from tui.text.article import Article, Role, Span

_SIGNS: dict[Kind, str] = {"changed": "~", "removed": "−", "added": "+", "moved": ">"}


class SentenceChange(NamedTuple):
    """A sentence that is not what and where it was; a draft that lacks it has no words and an
    empty span, where it would stand. `role` is that of its block.
    """

    kind: Kind
    old: Span
    new: Span
    before: str
    after: str
    role: Role

    @property
    def words(self) -> str:
        """The sentence as it is now, or as it was."""
        return self.after or self.before


def sentence_changes(alignment: Alignment) -> Iterator[SentenceChange]:
    """The changes between two drafts in the order of the new one."""
    old_at = new_at = 0
    for kind, old, new in alignment.pairs:
        before = (
            alignment.old[old] if old is not None else Sentence((old_at, old_at), "", "paragraph")
        )
        after = (
            alignment.new[new] if new is not None else Sentence((new_at, new_at), "", before.role)
        )
        if kind != "same":
            role = before.role if new is None else after.role
            yield SentenceChange(kind, before.span, after.span, before.words, after.words, role)
        old_at, new_at = before.span[1], after.span[1]


def change_list(old: Article, new: Article, changes: Iterable[SentenceChange]) -> Iterator[str]:
    """The changes as lines of Markdown."""
    yield f"# Changes: {new.title or new.source or new.id[:12]}"
    yield ""
    yield f"From {old.source or old.id[:12]} to {new.source or new.id[:12]}."
    yield ""
    for change in changes:
        words = marked(change.before, change.after) if change.kind == "changed" else ""
        yield f"- {_SIGNS[change.kind]} {change.kind}: {words or change.words}"
