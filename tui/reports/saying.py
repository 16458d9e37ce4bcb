"""What every report says in the same words: figures, names, who checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tui.annotations.outstanding import KINDS
from tui.reports.sheet import (
    About,
    Change,
    Claim,
    Coverage,
    Criticism,
    Named,
    Quotation,
    Sheet,
    Signed,
    Status,
    Unplaced,
    Verbatim,
)

WITHOUT_PLACE = "Of the earlier draft, without a place in this one"
"""What the part of a report is called that has what was carried over and stands nowhere."""


def about(article: About) -> list[str]:
    """Who wrote and published the article, when and where it was read."""
    parts = (
        article.byline,
        article.publisher,
        article.agency if article.agency != article.publisher else "",
        article.published[:10],
        "" if article.url == article.source else article.source,
    )
    return [part for part in parts if part]


def coverage(figures: Coverage) -> str:
    """How much of the story was dealt with."""
    if not figures.sentences:
        return "The story has no sentences"
    share = 100 * figures.dealt_with // figures.sentences
    parts = [
        f"{figures.annotated} annotated",
        *([f"{figures.opinion} opinion"] if figures.opinion else []),
        f"{figures.nothing} with nothing to check",
        *([f"{figures.begun} begun"] if figures.begun else []),
        f"{figures.unseen} unseen",
    ]
    return (
        f"{figures.dealt_with} of {counted(figures.sentences, 'sentence')} dealt with ({share} %): "
        + ", ".join(parts)
    )


def figures(sheet: Sheet) -> str:
    """How many claims there are, by status."""
    return _parts("claim", [one.status.name for one in sheet.claims])


def signed(one: Signed) -> str:
    """Who signed, when, and with which figures."""
    parts = [
        f"Signed{f' by {one.by}' if one.by else ''}{f' on {moment(one.at)}' if one.at else ''}"
    ]
    if one.figures:
        parts.append(
            ", ".join(f"{KINDS.get(name, name)} {number}" for name, number in one.figures if number)
        )
    if not one.same_text:
        parts.append("for another text than this")
    elif one.changed:
        parts.append("changed since")
    return "; ".join(parts)


def status(one: Status) -> str:
    """The status with its glyph."""
    return f"{one.glyph} {one.name}".strip()


def checked(claim: Claim) -> str:
    """By whom and when a claim got its status."""
    return ", ".join(filter(None, (claim.checked_by, moment(claim.checked_at))))


def names(found: Iterable[Named]) -> str:
    """The names, with commas between them."""
    return ", ".join(one.name for one in found)


def criticism(one: Criticism) -> str:
    """Who criticises whom."""
    critic = names(one.names) or "unrecorded critic"
    return f"{critic} on {', '.join(one.parties) or 'somebody unnamed'}"


def heard(criticisms: Sequence[Criticism]) -> str:
    """How many criticisms there are, by how the criticised were heard."""
    return _parts("criticism", [one.heard.name for one in criticisms])


def unplaced(one: Unplaced) -> str:
    """The tag and the words, and the sentence they had where they are not all of it."""
    within = "" if one.sentence in ("", one.words) else f"; the sentence was: {one.sentence}"
    return f"{one.tag}: {one.words}{within}"


def verbatim(one: Verbatim) -> str:
    """What came of looking for a quotation in a transcript."""
    if one.said is None:
        return f"{one.kind} in “{one.transcript or 'the transcript'}”"
    return f"{one.kind}: {one.difference}" if one.difference else one.kind


def checked_verbatim(quotations: Sequence[Quotation]) -> str:
    """How many quotations were looked for in a transcript, and what came of it; empty if none."""
    kinds = [one.verbatim.kind for one in quotations if one.verbatim is not None]
    unchecked = ["not checked"] * (len(quotations) - len(kinds))
    return _parts("quotation", [*kinds, *unchecked]) if kinds else ""


def change(one: Change) -> str:
    """What an attribute was and is."""
    values = " → ".join(filter(None, (one.was, one.now))) if one.now else f"{one.was} taken back"
    sources = f", {counted(one.sources, 'source')}" if one.sources else ""
    return f"{one.attribute}: {values}{sources}"


def moment(at: str) -> str:
    """An ISO 8601 time to the minute, as people write it; all of a date."""
    day, mark, time = at.partition("T")
    return f"{day} {time[:5]} UTC" if mark else day


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def anchor(article: int, one: Claim | Quotation | Criticism | Change) -> str:
    """The name of a place in a report, of the article with this number; a change's is that of what
    it is about.
    """
    kind = one.kind if isinstance(one, Change) else type(one).__name__.casefold()
    return f"{kind}-{one.number}" if article == 1 else f"article-{article}-{kind}-{one.number}"


def _parts(noun: str, values: Sequence[str]) -> str:
    """How many there are, and how many of each value."""
    counts = ", ".join(f"{number} {value}" for value, number in Counter(values).items())
    return f"{counted(len(values), noun)}: {counts}"
