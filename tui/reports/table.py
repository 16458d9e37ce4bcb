"""The claims as CSV, for spreadsheets: a claim a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tui.reports.saying import names
from tui.reports.sheet import Claim, Sheet, Source
from tui.text.spreadsheet import cell

_COLUMNS = (
    "article", "published", "number", "status", "rating", "claim", "before", "after", "where",
    "said by", "method", "sources", "unsourced", "checked by", "checked", "details", "note", "link",
)  # fmt: skip


def table(sheets: Iterable[Sheet]) -> str:
    """A heading and the rows; with a mark at the start by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for sheet in sheets:
        writer.writerows([*map(cell, row)] for row in _rows(sheet))
    return "\ufeff" + buffer.getvalue()


def _rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    about = sheet.about
    for claim in sheet.claims:
        yield (about.title or about.source, about.published, *_claim(claim))


def _claim(claim: Claim) -> tuple[str, ...]:
    rating = claim.status.rating
    return (
        str(claim.number),
        claim.status.name,
        "" if rating is None else str(rating),
        claim.passage.words,
        claim.passage.before,
        claim.passage.after,
        claim.passage.where,
        names(claim.names),
        claim.method,
        "; ".join(map(_source, claim.sources)),
        "yes" if claim.unsourced else "",
        claim.checked_by,
        claim.checked_at,
        "; ".join(f"{name}: {value}" for name, value in claim.details),
        claim.note,
        claim.passage.link,
    )


def _source(source: Source) -> str:
    parts = (
        source.title,
        source.address,
        source.place,
        f"“{source.quotation}”" if source.quotation else "",
        f"asked: {source.contact}" if source.contact else "",
        source.seen,
    )
    return ", ".join(part for part in parts if part)
