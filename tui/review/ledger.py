"""The ledger of replies: each criticism, whom it is about, and whether, where and when they were
heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tui.annotations.model import Annotation
from tui.annotations.records import Records
from tui.annotations.replying import WHEN, Replies, reply_of
from tui.annotations.scheme import Scheme


class Criticism(NamedTuple):
    """A line of the ledger. `said` is how the party was heard, by the value's name, `where` their
    words, `when` as it was written down.
    """

    annotation: Annotation
    parties: tuple[str, ...]
    said: str
    answered: bool
    where: tuple[Annotation, ...]
    when: str


def ledger(
    records: Records, scheme: Scheme, elsewhere: Mapping[str, Annotation] | None = None
) -> Iterator[Criticism]:
    """What is marked as criticism in an article, by place; `elsewhere` are annotations of other
    articles, by id, to which its links lead.
    """
    oldest_first = sorted(records.links.values(), key=lambda one: (one.created, one.id))
    replies = Replies(scheme, oldest_first)
    held = {**(elsewhere or {}), **records.annotations}
    for one in records.ordered():
        if not replies.is_criticism(one):
            continue
        answered = replies.is_answered(one)
        yield Criticism(
            annotation=one,
            parties=tuple(held[id].text for id in replies.parties(one) if id in held),
            said=replies.said(one) or _unsaid(scheme, one, answered),
            answered=answered,
            where=tuple(held[id] for id in replies.replies(one) if id in held),
            when=one.attributes.get(WHEN, ""),
        )


def _unsaid(scheme: Scheme, annotation: Annotation, answered: bool) -> str:
    """How a criticism stands of which nobody said it: as the first value says, or, where words
    that answer it are linked, the first that means so.
    """
    attribute = reply_of(scheme.tag(annotation.tag))
    values = attribute.values if attribute is not None else ()
    fitting = (value.name for value in values if value.answered or not answered)
    return next(fitting, "")
