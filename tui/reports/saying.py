"""What every report says in the same words: figures, names, who checked."""

from __future__ import annotations

from collections.abc import Iterable

from tui.reports.sheet import About, Claim, Coverage, Criticism, Named, Quotation, Sheet, Signed


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
    parts = (f"{number} {status.name}" for status, number in sheet.statuses.items())
    return f"{counted(len(sheet.claims), 'claim')}: {', '.join(parts)}"


def signed(one: Signed) -> str:
    """Who signed, when, and with which figures."""
    parts = [
        f"Signed{f' by {one.by}' if one.by else ''}{f' on {moment(one.at)}' if one.at else ''}"
    ]
    if one.figures:
        parts.append(", ".join(f"{name} {number}" for name, number in one.figures if number))
    if not one.same_text:
        parts.append("for another text than this")
    elif one.changed:
        parts.append("changed since")
    return "; ".join(parts)


def status(claim: Claim) -> str:
    """The status with its glyph."""
    return f"{claim.status.glyph} {claim.status.name}".strip()


def checked(claim: Claim) -> str:
    """By whom and when a claim got its status."""
    return ", ".join(filter(None, (claim.checked_by, moment(claim.checked_at))))


def names(found: Iterable[Named]) -> str:
    """The names, with commas between them."""
    return ", ".join(one.name for one in found)


def criticism(one: Criticism) -> str:
    """Who criticises whom."""
    return f"{names(one.names) or 'the article'} on {names(one.criticised)}"


def moment(at: str) -> str:
    """An ISO 8601 time to the minute, as people write it; all of a date."""
    day, mark, time = at.partition("T")
    return f"{day} {time[:5]} UTC" if mark else day


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def anchor(article: int, claim: Claim | Quotation) -> str:
    """The name of a claim's or quotation's place in a report, of the article with this number."""
    kind = "claim" if isinstance(claim, Claim) else "quotation"
    return f"{kind}-{claim.number}" if article == 1 else f"article-{article}-{kind}-{claim.number}"
