"""What a fact sheet draws upon beside the records of its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.annotations.edits import Edit
from tui.annotations.model import Annotation, Link
from tui.annotations.records import Records
from tui.text.article import Article


class Other(NamedTuple):
    """Another stored article, and what is recorded about it."""

    article: Article
    records: Records


class Beside(NamedTuple):
    """The article's `edits`, the oldest first; the `others` to which its links and its evidence
    lead, by id and by what evidence calls them, its address or title; a `transcript` against which
    all of its quotations are checked.
    """

    edits: tuple[Edit, ...] = ()
    others: Mapping[str, Other] = {}
    transcript: Article | None = None


ALONE = Beside()
"""Nothing but the article's own records."""


def linked(links: Iterable[Link], others: Mapping[str, Other]) -> dict[str, Annotation]:
    """The annotations of other articles to which links lead, by their ids."""
    ends = (
        others[link.target_article].records.annotations.get(link.target)
        for link in links
        if link.target_article in others
    )
    return {one.id: one for one in ends if one is not None}
