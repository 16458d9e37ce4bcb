"""Commands about several versions of a database: joining them, going back to an earlier one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    counted,
    fail,
    moment,
    need_database,
    open_database,
    say,
    shared,
    who,
)

if TYPE_CHECKING:
    from tui.store.checkpoint import Contents
    from tui.store.merge import Merged


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="IN…", type=click.Path(path_type=Path))
@click.option("--driver", is_flag=True, help="Be git's merge driver: --driver %O %A %B.")
@shared
def merge(options: Options, out: Path, paths: Sequence[Path], driver: bool) -> None:
    """Join the databases IN… into OUT by the records' ids; exit 1 if some were in conflict.

    Of an annotation changed in two ways both versions are kept, the one written last under its
    id, the other with the origin conflict:ID. OUT keeps what it has; the merge is one edit of it.
    """
    from tui.store.protocol import StoreError

    try:
        conflicts = _drive(out, paths) if driver else _join(out, paths, who(options.author))
    except StoreError as error:
        fail(UNREADABLE, str(error))
    except OSError as error:
        fail(UNREADABLE, f"{error.filename}: {error.strerror}")
    for sentence in conflicts:
        say(sentence)
    sys.exit(FOUND if conflicts else 0)


def _join(out: Path, paths: Sequence[Path], author: str) -> tuple[str, ...]:
    """Commit to OUT what the others have and it has not; the conflicts."""
    from tui.store.merge import merge as merged
    from tui.store.recovery import contents_of

    for path in paths:
        need_database(path)
    store = open_database(out)
    try:
        began = contents_of(out)
        conflicts: dict[str, None] = {}

        def join(so_far: Contents, path: Path) -> Contents:
            other = contents_of(path)
            for fault in other.faults:
                say(f"glossator: {path}: {fault}")
            result: Merged = merged(_nothing(), so_far, other)
            conflicts.update(dict.fromkeys(result.conflicts))
            return result.contents

        rows = began.records.difference(reduce(join, paths, began).records)
        if rows:
            names = ", ".join(path.name for path in paths)
            store.commit([row.op() for row in rows], by=author, summary=f"merge of {names}")
    finally:
        store.close()
    say(f"{counted(len(rows), 'record')} new or changed in {out}")
    return tuple(conflicts)


def _drive(base: Path, sides: Sequence[Path]) -> tuple[str, ...]:
    """Write the merge of three files where git wants it, in place of ours; the conflicts."""
    if len(sides) != 2:
        fail(USAGE, "a merge driver is given three files: --driver %O %A %B")
    ours, theirs = sides
    from tui.store.checkpoint import CheckpointStorage, Damaged, contents, render
    from tui.store.merge import merge as merged
    from tui.store.protocol import StoreError

    def read(path: Path) -> Contents:
        data = path.read_bytes()
        try:
            return contents(data) if data else _nothing()
        except Damaged as error:
            raise StoreError(f"{path} {error}; nothing was merged") from error

    result = merged(read(base), read(ours), read(theirs))
    data = render(result.contents.records, result.contents.aside)
    storage = CheckpointStorage(ours)
    storage.place(storage.prepare(data))
    return result.conflicts


def _nothing() -> Contents:
    from tui.store.checkpoint import Contents
    from tui.store.records import Records

    return Contents(Records(), {})


@click.command()
@click.option("--at", required=True, metavar="TIME", help="An ISO 8601 time; UTC without a zone.")
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path))
@shared
def restore(options: Options, at: str, out: Path) -> None:
    """Write the database as it was at a moment into a new file; nothing is overwritten."""
    from tui.store.protocol import StoreError
    from tui.store.restore import state_at, write_new

    when = moment(at)
    need_database(options.db)
    try:
        restored = state_at(options.db, when)
        write_new(out, restored.contents)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    except OSError as error:
        fail(UNREADABLE, f"{out}: {error.strerror}")
    for warning in restored.warnings:
        say(f"glossator: {warning}")
    say(f"{out} holds {options.db} as edit {restored.seq} left it")


COMMANDS = (merge, restore)
