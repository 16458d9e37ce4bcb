"""Claims as ClaimReview, by which search engines know fact checks: JSON-LD of schema.org.

What has to be there and what should be is what Google Search Central documents for ClaimReview:
`claimReviewed`, `reviewRating` with `alternateName`, and `url` are required.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from tui.exchange.outputs import json_text
from tui.reports.saying import anchor, counted
from tui.reports.sheet import About, Claim, Named, Sheet

_ORGANISATIONS = frozenset(["organisation", "organization", "org"])
"""Tags of names that are no person's."""
_LONG = 75
"""Characters from which on `claimReviewed` is cut short in lists of results."""


class Publishing(NamedTuple):
    """Who publishes the reviews, at which address and when (ISO 8601): by default when the article
    was signed, else when the claim was checked.
    """

    organisation: str
    url: str
    organisation_url: str = ""
    date: str = ""


class Reviews(NamedTuple):
    """The reviews as JSON-LD, how many there are, what was left out and why, and what had better
    be otherwise; a sentence each.
    """

    text: str
    number: int
    left_out: tuple[str, ...]
    warnings: tuple[str, ...]


def claim_reviews(sheets: Iterable[Sheet], publishing: Publishing) -> Reviews:
    """A review of every claim that has a rating."""
    reviews: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    warnings: list[str] = []
    for at, sheet in enumerate(sheets, 1):
        for claim in sheet.claims:
            name = f"{anchor(at, claim)} ({claim.status.name})"
            if claim.status.rating is None:
                left_out[claim.status.name] += 1
                continue
            review = _review(sheet, claim, publishing, anchor(at, claim))
            reviews.append(review)
            warnings += (f"{name} {what}" for what in _wanting(review))
    graph = {"@context": "https://schema.org", "@graph": reviews}
    text = msgspec.json.format(json_text(graph), indent=1) + "\n"
    without = tuple(
        f"{counted(number, f'{name} claim')} left out: the scheme gives that status no rating"
        for name, number in left_out.items()
    )
    return Reviews(text, len(reviews), without, tuple(warnings))


def _wanting(review: dict[str, Any]) -> Iterator[str]:
    length = len(review["claimReviewed"])
    if length > _LONG:
        yield f"has {length} characters: over {_LONG} are cut short in lists of results"
    if "datePublished" not in review:
        yield "has no date: sign the article, or name one"
    if "author" not in review["itemReviewed"]:
        yield "has no author: link who said so"
    if "appearance" not in review["itemReviewed"]:
        yield "does not say where it appeared: the article has neither address nor headline"


def _review(sheet: Sheet, claim: Claim, publishing: Publishing, fragment: str) -> dict[str, Any]:
    url = publishing.url if "#" in publishing.url else f"{publishing.url}#{fragment}"
    return _known(
        {
            "@type": "ClaimReview",
            "url": url,
            "datePublished": _date(sheet, claim, publishing),
            "author": _known(
                {
                    "@type": "Organization",
                    "name": publishing.organisation,
                    "url": publishing.organisation_url,
                }
            ),
            "claimReviewed": claim.passage.words,
            "reviewRating": _rating(sheet, claim),
            "itemReviewed": _item(sheet.about, claim),
        }
    )


def _rating(sheet: Sheet, claim: Claim) -> dict[str, Any]:
    return _known(
        {
            "@type": "Rating",
            "ratingValue": claim.status.rating,
            "worstRating": sheet.ratings[0],
            "bestRating": sheet.ratings[-1],
            "alternateName": claim.status.name.capitalize(),
            "ratingExplanation": claim.note,
        }
    )


def _item(about: About, claim: Claim) -> dict[str, Any]:
    works = [_work(about, address) for address in (about.url, *about.others)]
    known = [work for work in works if len(work) > 1]
    return _known(
        {
            "@type": "Claim",
            "author": _several([*map(_agent, claim.names)] or _authors(about)),
            "datePublished": about.published,
            "firstAppearance": known[0] if known else None,
            "appearance": _several(known),
        }
    )


def _work(about: About, address: str) -> dict[str, Any]:
    publisher = about.publisher or about.agency
    return _known(
        {
            "@type": "CreativeWork",
            "url": address,
            "headline": about.title,
            "datePublished": about.published,
            "author": _agent(Named(about.byline, "person")) if about.byline else None,
            "publisher": _agent(Named(publisher, "organisation")) if publisher else None,
        }
    )


def _authors(about: About) -> list[dict[str, Any]]:
    """Whose claim it is where nobody is said to have said it: the article's own."""
    publisher = about.publisher or about.agency
    if publisher:
        return [_agent(Named(publisher, "organisation"))]
    return [_agent(Named(about.byline, "person"))] if about.byline else []


def _agent(named: Named) -> dict[str, Any]:
    kind = "Organization" if named.kind.casefold() in _ORGANISATIONS else "Person"
    return {"@type": kind, "name": named.name}


def _date(sheet: Sheet, claim: Claim, publishing: Publishing) -> str:
    signed = max((one.at for one in sheet.signed), default="")
    return publishing.date or signed or claim.checked_at


def _several(found: list[dict[str, Any]]) -> object:
    return found[0] if len(found) == 1 else found


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of which something is known."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
