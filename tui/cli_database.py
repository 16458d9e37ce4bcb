"""Commands about a database: what is in it, who changed it, is it sound; data in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli_options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    counted,
    existing_database,
    fail,
    moment,
    need_database,
    open_database,
    put,
    say,
    shared,
    who,
)

if TYPE_CHECKING:
    from tui.annotations.edits import Edit, Op
    from tui.store.protocol import Layer, Store


@click.command("ls")
@as_json
@shared
def list_articles(options: Options, as_json: bool) -> None:
    """List the database's articles."""
    from tui.text.cells import clip

    store = existing_database(options.db)
    for shelf in store.articles():
        if as_json:
            fields = ("id", "title", "source", "annotations", "passes")
            click.echo(json.dumps({name: getattr(shelf, name) for name in fields}))
        else:
            counts = f"{counted(shelf.annotations, 'annotation'):>17}"
            put(f"{shelf.id[:12]}  {counts}  {clip(shelf.title or shelf.source, 60)}")
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
            put(f"{edit.seq:6}  {edit.at}  {clip(edit.by, 16):16}  {clip(edit.summary, 60)}")
    store.close()


@click.command()
@click.option("--repair", is_flag=True, help="Rebuild what is damaged; every byte is kept beside.")
@as_json
@shared
def check(options: Options, repair: bool, as_json: bool) -> None:
    """Verify the database; exit 1 if something is wrong with it."""
    from tui.store import check as checks
    from tui.store.protocol import StoreError

    db = options.db
    need_database(db)
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


@click.command("export")
@click.option("--to", "to", default="jsonl", show_default=True, metavar="FORMAT")
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output if absent.")
@shared
def export_data(options: Options, to: str, out: Path | None) -> None:
    """Write the database's annotations as a dataset."""
    from tui.exchange.formats import FORMATS
    from tui.store.files import Files

    if to not in FORMATS:
        fail(USAGE, f"no format “{to}”; there are {', '.join(FORMATS)}")
    store = existing_database(options.db)
    if out is not None and out.resolve() in Files.of(options.db):
        fail(USAGE, f"{out} belongs to the database: name another file")
    lines = FORMATS[to].write(store.load(shelf.id) for shelf in store.articles())
    try:
        _write(lines, out)
    except OSError as error:
        fail(UNREADABLE, f"{out}: {error.strerror}")
    finally:
        store.close()


def _write(lines: Iterator[str], out: Path | None) -> None:
    if out is None:
        for line in lines:
            click.echo(line.encode())  # Datasets are UTF-8, whatever the terminal is.
        return
    number = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            number += file.write(line + "\n") > 0
    say(f"{out}: {counted(number, 'article')} written")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "from_", default="jsonl", show_default=True, metavar="FORMAT")
@shared
def import_data(options: Options, paths: Sequence[Path], from_: str) -> None:
    """Read datasets into the database; what is there already is left alone."""
    from tui.exchange.faults import Fault
    from tui.exchange.formats import FORMATS
    from tui.store.protocol import StoreError

    if from_ not in FORMATS:
        fail(USAGE, f"no format “{from_}”; there are {', '.join(FORMATS)}")
    store = open_database(options.db)
    faults = articles = records = unread = 0
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="\n") as file:
                for found in FORMATS[from_].read(file, str(path)):
                    if isinstance(found, Fault):
                        faults += 1
                        say(str(found))
                        continue
                    articles += 1
                    records += _take(store, found, who(options.author), f"import of {path.name}")
        except OSError as error:
            unread += 1
            say(f"glossator: {path} cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            unread += 1
            say(f"glossator: {path} cannot be read: it is not UTF-8 throughout")
        except StoreError as error:
            store.close()
            fail(UNREADABLE, str(error))
    store.close()
    counts = ((articles, "article"), (records, "new record"), (faults, "fault"))
    say(", ".join(counted(number, noun) for number, noun in counts))
    if unread == len(paths):
        sys.exit(UNREADABLE)
    sys.exit(FOUND if faults or unread else 0)


def _take(store: Store, layer: Layer, author: str, summary: str) -> int:
    """Commit what the store does not have yet of a layer, as one edit; return how much."""
    from tui.annotations.edits import Op, plain

    if layer.article is None:
        return 0
    there = store.load(layer.article.id)
    ops: list[Op] = []
    if there.article is None:
        ops.append(Op("articles", layer.article.id, None, plain(layer.article)))
    for table, new, old in (
        ("annotations", layer.annotations, there.annotations),
        ("links", layer.links, there.links),
        ("passes", layer.passes, there.passes),
    ):
        known = {record.id for record in old}
        ops += [Op(table, one.id, None, plain(one)) for one in new if one.id not in known]
    if ops:
        store.commit(ops, by=author, summary=summary)
    return len(ops)


@click.command()
@as_json
@shared
def formats(_options: Options, as_json: bool) -> None:
    """List the dataset formats with what each cannot carry."""
    from tui.exchange.formats import FORMATS

    for name, one in FORMATS.items():
        if as_json:
            click.echo(json.dumps({"id": name, "summary": one.summary, "loses": one.loses}))
        else:
            click.echo(f"{name:10}  {one.summary}\n{'':10}  Does not keep: {one.loses}")


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


COMMANDS = (list_articles, history, check, export_data, import_data, formats)
