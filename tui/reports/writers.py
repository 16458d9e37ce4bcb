"""The kinds of report: what each is called, how its files end, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.reports.sheet import Sheet


class Kind(NamedTuple):
    """A kind of report that needs nothing but the sheets."""

    suffix: str
    write: Callable[[Iterable[Sheet]], str]


def _markdown(sheets: Iterable[Sheet]) -> str:
    from tui.reports.markdown import markdown

    return markdown(sheets)


def _html(sheets: Iterable[Sheet]) -> str:
    from tui.reports.webpage import web_page

    return web_page(sheets)


def _csv(sheets: Iterable[Sheet]) -> str:
    from tui.reports.table import table

    return table(sheets)


def _annotated(sheets: Iterable[Sheet]) -> str:
    from tui.reports.annotated import annotated

    return annotated(sheets)


KINDS: dict[str, Kind] = {
    "markdown": Kind(".md", _markdown),
    "html": Kind(".html", _html),
    "csv": Kind(".csv", _csv),
    "annotated": Kind(".annotated.html", _annotated),
}
"""By name; ClaimReview, which needs to know who publishes it, is not among them."""
CLAIM_REVIEW_SUFFIX = ".claimreview.json"


def kind_of(path: str) -> Kind:
    """The kind of report that a file is, by its name.

    Raises:
        ValueError: no report is called so; the text says how they are called.
    """
    name = path.casefold()
    fitting = [kind for kind in KINDS.values() if name.endswith(kind.suffix)]
    if not fitting:
        suffixes = ", ".join(kind.suffix for kind in KINDS.values())
        raise ValueError(f"{path} does not say which report it is: its name ends in {suffixes}")
    return max(fitting, key=lambda kind: len(kind.suffix))
