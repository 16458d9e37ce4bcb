"""Commands about a database: what is in it, who changed it, is it sound."""

from __future__ import annotations

import json
import sys
from datetime import UTC
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui.cli.options import (
    FOUND,
    UNREADABLE,
    Options,
    as_json,
    counted,
    existing_database,
    fail,
    moment,
    need_database,
    put,
    say,
    shared,
)

if TYPE_CHECKING:
    from tui.annotations.edits import Edit, Op
    from tui.store.protocol import Store


@click.command("ls")
@as_json
@shared
def list_articles(options: Options, as_json: bool) -> None:
    """List the database's articles."""
    from tui.hosting.shelves import earlier_drafts
    from tui.text.cells import clip

    store = existing_database(options.db)
    shelves = store.articles()
    drafts = earlier_drafts(shelves)
    for shelf in shelves:
        if as_json:
            fields = ("id", "title", "source", "annotations", "passes")
            click.echo(json.dumps({name: getattr(shelf, name) for name in fields}))
        else:
            counts = f"{counted(shelf.annotations, 'annotation'):>17}"
            draft = ", earlier draft" if shelf.id in drafts else ""
            put(f"{shelf.id[:12]}  {counts}  {clip(shelf.title or shelf.source, 60)}{draft}")
    store.close()


@click.command()
@click.option("--article", default="", metavar="ID", help="Only edits of this article or record.")
@click.option("--since", default="", metavar="TIME", help="Only edits since this ISO 8601 time.")
@as_json
@shared
def history(options: Options, article: str, since: str, as_json: bool) -> None:
    """Say who changed what, and when."""
    from tui.text.cells import clip

    earliest = moment(since) if since else None
    store = existing_database(options.db)
    for edit in store.history(_whole_id(store, article)):
        if earliest and moment(edit.at) < earliest:
            continue
        if as_json:
            click.echo(json.dumps(_edit(edit)))
        else:
            at = f"{moment(edit.at).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
            put(f"{edit.seq:6}  {at}  {clip(edit.by, 16):16}  {clip(edit.summary, 60)}")
    store.close()


@click.command()
@click.option("--repair", is_flag=True, help="Rebuild what is damaged; every byte is kept beside.")
@click.option("--tags", is_flag=True, help="List instead the words tagged in several ways.")
@as_json
@shared
def check(options: Options, repair: bool, tags: bool, as_json: bool) -> None:
    """Verify the database; exit 1 if something is wrong with it."""
    from tui.store import check as checks
    from tui.store.protocol import StoreError

    db = options.db
    need_database(db)
    if tags:
        _check_tags(options, as_json=as_json)
    try:
        if repair:
            for sentence in checks.repair(db):
                say(sentence)
        wrong = checks.check(db)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    if as_json:
        click.echo(json.dumps({"database": str(db), "wrong": wrong}))
    else:
        for sentence in wrong:
            put(sentence)
    say(f"{db}: {counted(len(wrong), 'problem')}" if wrong else f"{db} is sound")
    sys.exit(FOUND if wrong else 0)


def _check_tags(options: Options, *, as_json: bool) -> NoReturn:
    """List the words that carry several tags, and leave."""
    from tui.assist.gazetteer import Gazetteer
    from tui.cli.options import open_database
    from tui.text.cells import clip, in_marks

    store = open_database(options.db)
    found = Gazetteer.of(store.surfaces()).differing()
    store.close()
    if as_json:
        click.echo(json.dumps({"database": str(options.db), "differing": found}))
    else:
        for words, tags in found.items():
            said = ", ".join(f"{tag} {count}" for tag, count in sorted(tags.items()))
            put(f"{in_marks(clip(words, 60))}: {said}")
    sys.exit(FOUND if found else 0)


def _whole_id(store: Store, given: str) -> str:
    """An article's id from its first letters, as `ls` shows them."""
    return next(
        (shelf.id for shelf in store.articles() if given and shelf.id.startswith(given)), given
    )


def _edit(edit: Edit) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: getattr(edit, name) for name in ("seq", "at", "by", "summary", "undoes")
    }
    fields["ops"] = [_op(op) for op in edit.ops]
    return fields


def _op(op: Op) -> dict[str, Any]:
    """An operation without an article's text, which never changes."""
    sides = {"before": op.before, "after": op.after}
    for name, record in sides.items():
        if record is not None and op.table == "articles":
            sides[name] = {key: value for key, value in record.items() if key != "text"}
    return {"table": op.table, "id": op.id, **sides}


COMMANDS = (list_articles, history, check)
