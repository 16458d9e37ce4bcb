"""Which tag the words take that are pointed at as the speaker of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.annotations.scheme import LinkType, Tag
from tui.text.article import Span

if TYPE_CHECKING:
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace


def tag_of_sayer(
    workspace: Workspace, reader: Reader, quote: Tag, link: LinkType, spans: tuple[Span, ...]
) -> str:
    """The tag that fits the words at `spans`, of those that the `link` may lead to; the one that
    the quotation's tag names where nothing tells, or the scheme has nothing that fits.
    """
    from tui.assist.naming import ORGANISATION, PLACE

    kind = _kind(workspace, reader, spans)
    fitting = {tag.name for tag in workspace.scheme.tags if tag.object == "name"}
    if link.target:
        fitting &= set(link.target)
    # A place that says something is those who govern it.
    kinds = (kind, ORGANISATION) if kind == PLACE else (kind,)
    return next((one for one in kinds if one in fitting), quote.speaker)


def _kind(workspace: Workspace, reader: Reader, spans: tuple[Span, ...]) -> str:
    """What the words are: as people tagged them, as is proposed for the name that they are, or as
    their own noun tells.
    """
    from tui.assist.candidate import words_of
    from tui.assist.gazetteer import folded
    from tui.assist.lexicon import language
    from tui.assist.naming import TAGS, described

    article = reader.article
    words = words_of(article.text, spans)
    if known := workspace.advice.known.tag(words):
        return known
    start, end = spans[0][0], spans[-1][1]
    here = reader.proposals.of_block(reader.segments.block_index(start))
    for one in here:
        within = start <= one.start and one.end <= end
        if one.tag in TAGS and within and folded(one.text) == folded(words):
            return one.tag
    return described(words, language(article.language))
