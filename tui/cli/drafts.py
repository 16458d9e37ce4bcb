"""The command that carries annotations into the next draft of an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    existing_database,
    fail,
    load_config,
    narrate,
    put,
    reading,
    shared,
    who,
    write_text,
)

if TYPE_CHECKING:
    from tui.annotations.model import Layer
    from tui.review.changes import SentenceChange
    from tui.review.rebase import Outcome, Rebase
    from tui.sources.content import How
    from tui.store.protocol import Store
    from tui.text.article import Article

_SHOWN = 60
"""Cells of an annotation's words in a line."""


@click.command()
@click.argument("new", metavar="NEW")
@click.option("--from", "earlier", metavar="ARTICLE", default="", help="The earlier draft.")
@click.option(
    "--changes",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what changed from draft to draft into a Markdown file.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would become of the annotations.")
@as_json
@reading
@shared
def rebase(
    options: Options,
    new: str,
    earlier: str,
    changes: Path | None,
    dry_run: bool,
    as_json: bool,
    how: How,
) -> None:
    """Carry the annotations of an article into NEW, its next draft.

    The earlier draft is found in the database: one from the same place, else the most alike; or
    ARTICLE names it, by its id, its beginning, or its source. What stands in an unchanged sentence
    moves over, what stands in a changed one is to be looked over, and what has no place any more
    is kept as an orphan. Done again, only what is new in the earlier draft is carried.
    """
    from tui.cli.sources import read
    from tui.review.changes import change_list, sentence_changes

    scheme = load_config(options.keymap).scheme
    article = read(new, how)
    store = existing_database(options.db)
    try:
        article = _as_stored(article, store)
        old = stored_layer(earlier, store, how) if earlier else _found(article, store)
        if old is None or old.article is None:
            fail(FOUND, f"{options.db} has no earlier draft of {new}: name it, --from ARTICLE")
        if old.article.id == article.id:
            fail(USAGE, f"{new} is the earlier draft itself: the texts are the same")
        done = _carry(old, article, store, scheme, who(options.author), dry_run=dry_run)
    finally:
        store.close()
    found = list(sentence_changes(done.alignment))
    if changes is not None:
        lines = change_list(done.old, done.new, found)
        write_text(changes, "".join(f"{line}\n" for line in lines))
        narrate(f"{changes} holds the changes")
    if as_json:
        click.echo(json.dumps(described(done, found)))
    else:
        for line in _lines(done):
            put(line)


def described(rebase: Rebase, changes: Iterable[SentenceChange]) -> dict[str, Any]:
    """The contract of `glossator rebase --json`: counts, then each annotation and each change."""
    fates = [one.fate for one in rebase.outcomes]
    return {
        "article": rebase.new.id,
        "from": rebase.old.id,
        "moved": fates.count("moved"),
        "recheck": fates.count("recheck"),
        "orphaned": fates.count("orphan"),
        "new_sentences": len(rebase.new_sentences),
        "annotations": [_outcome(one, rebase.new) for one in rebase.outcomes],
        "unseen": rebase.new_sentences,
        "changes": [one._asdict() for one in changes],
    }


def _carry(
    old: Layer, article: Article, store: Store, scheme: Any, author: str, *, dry_run: bool
) -> Rebase:
    """Carry the annotations over and commit that, unless it is a dry run."""
    from tui.annotations.records import Records
    from tui.hosting.drafting import compared
    from tui.hosting.host import world
    from tui.review.carrying import Signed, carry, removed
    from tui.session.stored import article_record, noting_draft
    from tui.store.protocol import StoreError

    now = world().now()
    into = store.load(article.id)
    records = Records()
    records.load(into)
    done, beside = compared(old, article)
    ops = carry(
        done, beside, records, scheme, Signed(author, now), removed(store.history(article.id))
    )
    if ops or into.article is None:
        record, stored = into.article or article_record(article, now), into.article is not None
        ops = (*noting_draft(record, done.old.id, stored=stored), *ops)
    if not ops or dry_run:
        return done
    try:
        store.commit(ops, by=author, summary=f"annotations of an earlier draft: {done.summary}")
    except StoreError as error:
        fail(UNREADABLE, str(error))
    return done


def _as_stored(article: Article, store: Store) -> Article:
    """The article as it was once made of the same bytes, else as it is."""
    same = (one for one in store.articles() if article.raw and one.raw == article.raw)
    record = next((store.article(one.id) for one in same), None)
    return article if record is None else record.read


def _found(article: Article, store: Store) -> Layer | None:
    """The earlier draft that the database has."""
    from tui.hosting.drafting import Drafts

    return Drafts(lambda question: question(store)).earlier(article)


def stored_layer(name: str, store: Store, how: How) -> Layer:
    """The stored article that is called by its id, its beginning, its source, or by the name of its
    file if there is only one.
    """
    from tui.cli.sources import read
    from tui.exchange.privacy import file_name
    from tui.hosting.shelves import whole

    shelves = store.articles()
    ids = [one.id for one in shelves if one.id.startswith(name)]
    ids += [one.id for one in reversed(shelves) if one.source and whole(one.source) == whole(name)]
    if not ids and Path(name).exists():
        source = read(name, how)
        raw = source.raw
        ids = [one.id for one in shelves if one.id == source.id or (raw and one.raw == raw)]
    if not ids:
        called = [one.id for one in shelves if file_name(one.source) == name]
        ids = called if len(called) == 1 else []
    if not ids:
        fail(USAGE, f"the database has no article {name}; `glossator ls` lists what it has")
    return store.load(ids[0])


def _outcome(outcome: Outcome, new: Article) -> dict[str, Any]:
    return {
        "from": outcome.annotation.id,
        "tag": outcome.annotation.tag,
        "fate": outcome.fate,
        "spans": outcome.spans,
        "text": [new.text[start:end] for start, end in outcome.spans],
        "was": [quote.exact for quote in outcome.annotation.quotes],
        "sentence": outcome.after,
        "sentence_was": outcome.before,
    }


def _lines(rebase: Rebase) -> Iterator[str]:
    """What a person has to look at, then how it went in all."""
    from tui.text.cells import clip

    for one in rebase.outcomes:
        if one.fate != "moved":
            words = " … ".join(rebase.new.text[slice(*span)] for span in one.spans)
            was = one.annotation.text
            into = "" if words == was else f" → {clip(words, _SHOWN)}" if words else ""
            put_as = "to look over" if one.spans else "orphan"
            yield f"{put_as:12}  {one.annotation.tag:14}  {clip(was, _SHOWN)}{into}"
    yield rebase.summary


COMMANDS = (rebase,)
