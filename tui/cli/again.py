"""A second pass: a sample of what an annotator has done, served again days later in a database of
its own, so that nothing of the first pass can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tui.annotations.model import Layer, Task
from tui.cli.options import (
    FOUND,
    USAGE,
    counted,
    existing_database,
    fail,
    narrate,
    open_database,
    read_database,
)
from tui.session.queueing import sampled
from tui.session.stored import storing


def second(db: Path) -> Path:
    """The database of the second pass, beside that of the first."""
    return db.with_name(f"{db.stem}.again{db.suffix}")


def serve(db: Path, author: str, share: float, days: float) -> Path:
    """Put a sample of the articles that the author has done for so many days into the second
    pass, those that are not in it yet, and give its database; leaves where there are none.
    """
    before = datetime.now(UTC) - timedelta(days=days)
    with closing(existing_database(db)) as first:
        done = [one for one in first.each(Task) if one.author == author and one.state == "done"]
        old = [one for one in done if datetime.fromisoformat(one.updated) <= before]
        chosen = sampled(old, share)
        records = [first.article(one.article) for one in chosen]
    if not records:
        what = f"{author} has done {counted(len(done), 'article')}, {len(old)} of them long enough"
        fail(FOUND, f"{what} ago: none of them is in the sample")
    with closing(open_database(second(db))) as again:
        there = {shelf.id for shelf in again.articles()}
        fresh = [one for one in records if one is not None and one.id not in there]
        if fresh:
            # A draft's earlier one is not here, and what it says would be known.
            ops = [storing(replace(one, revises="")) for one in fresh]
            again.commit(ops, by=author, summary=f"{counted(len(ops), 'article')} to label again")
    narrate(
        f"{counted(len(records), 'article')} of {len(old)} again, without what was said of them; "
        f"what is said now is kept in {second(db)}"
    )
    return second(db)


def passes(db: Path, author: str | None) -> Iterator[tuple[str, Layer]]:
    """What an annotator said in the first pass and in the second of each article that is done in
    both; leaves where it is not clear whose that is.
    """
    from tui.exchange.choosing import by_author

    with read_database(second(db)) as again, read_database(db) as first:
        done = [one for one in again.each(Task) if one.state == "done"]
        authors = sorted({one.author for one in done})
        if author is None and len(authors) > 1:
            fail(USAGE, f"name one with --author: {', '.join(authors)}")
        for one in done:
            if author in (None, one.author):
                for name, records in (("first pass", first), ("second pass", again)):
                    yield name, by_author(records.layer(one.article), one.author)
