"""Commands that write datasets: from the database, and from one format to another."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.datasets import (
    PATH,
    Faults,
    How,
    Input,
    format_named,
    label_options,
    mapping_of,
    readable_format,
    unit_option,
    writing_options,
)
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    counted,
    existing_database,
    fail,
    load_config,
    say,
    shared,
)
from tui.cli.writing import Dataset, Division, write

if TYPE_CHECKING:
    from tui.annotations.model import Layer
    from tui.exchange.features import Feature
    from tui.exchange.offsets import Unit

_FIELDS = ("title", "byline", "agency", "place", "published", "language", "source")


@click.command("export")
@click.option("--to", "to", default="jsonl", show_default=True, metavar="FORMAT")
@click.option("--out", type=PATH, help="A file or folder; standard output if absent.")
@click.option("--split", metavar="80/10/10", help="Divide into train, dev and test, in a folder.")
@click.option(
    "--group-by",
    type=click.Choice(_FIELDS),
    help="With --split: articles alike in this stay together.",
)
@click.option("--seed", default=0, show_default=True, help="With --split: another division.")
@click.option("--complete", is_flag=True, help="Only articles with no sentence left unseen.")
@click.option("--only-signed", is_flag=True, help="Only articles signed and not changed since.")
@click.option("--by", metavar="NAME", help="Only what this author annotated.")
@click.option("--majority", is_flag=True, help="Only what more than half of the authors annotated.")
@click.option("--no-card", is_flag=True, help="Write no data card beside the dataset.")
@label_options
@writing_options
@shared
def export_data(
    options: Options,
    to: str,
    out: Path | None,
    split: str | None,
    group_by: str | None,
    seed: int,
    complete: bool,
    only_signed: bool,
    by: str | None,
    majority: bool,
    no_card: bool,
    pairs: Sequence[str],
    map_file: Path | None,
    how: How,
) -> None:
    """Write the database's annotations as a dataset, with a data card beside it.

    What the format cannot carry is said first. Authors become annotator-1, annotator-2 and so on,
    and of local paths only the file's name is written, unless they are to be kept. With --split
    no article, nor one that is nearly the same text, is in two parts.

    What reviewers adjudicated is a database of its own, the one that `review --into` names.
    """
    from tui.annotations.labels import carried
    from tui.exchange.choosing import by_author, by_majority, is_complete, is_signed
    from tui.exchange.labels import mapped
    from tui.store.files import Files

    form = format_named(to)
    tags = mapping_of(pairs, map_file)
    division = _division(split, group_by or "", seed, out)
    store = existing_database(options.db)
    if out is not None and out.resolve() in Files.of(options.db):
        fail(USAGE, f"{out} belongs to the database: name another file")

    scheme = load_config(options.keymap).scheme if complete else None

    def layers() -> Iterator[Layer]:
        for shelf in store.articles():
            layer = store.load(shelf.id)
            if scheme is not None and not is_complete(layer, scheme):
                continue
            if only_signed and not is_signed(layer):
                continue
            layer = by_author(layer, by) if by else layer
            yield mapped(carried(by_majority(layer) if majority else layer), tags)

    with closing(store):
        write(Dataset(layers, form, out, how), division, options, card=not no_card)


def _division(split: str | None, field: str, seed: int, out: Path | None) -> Division | None:
    from tui.exchange.splits import shares

    if split is None:
        return None
    if out is None:
        fail(USAGE, "a divided dataset is a folder of files: name one with --out")
    try:
        return Division(shares(split), field, seed)
    except ValueError as error:
        fail(USAGE, str(error))


@click.command()
@click.argument("source", metavar="IN", type=PATH)
@click.argument("out", metavar="OUT", type=PATH)
@click.option("--from", "from_", required=True, metavar="FORMAT")
@click.option("--to", "to", required=True, metavar="FORMAT")
@label_options
@unit_option("--offsets", "input")
@click.option("--strict", is_flag=True, help="Write nothing at all if anything is not sound.")
@click.option("--report", type=PATH, metavar="FILE", help="Where all faults are listed.")
@writing_options
@shared
def convert(
    options: Options,
    source: Path,
    out: Path,
    from_: str,
    to: str,
    pairs: Sequence[str],
    map_file: Path | None,
    offsets: Unit | None,
    strict: bool,
    report: Path | None,
    how: How,
) -> None:
    """Turn a dataset into another format, without a database."""
    from tui.exchange.features import used
    from tui.exchange.options import Reading

    form = format_named(to)
    reading = Reading(offsets=offsets)
    given = Input([source], readable_format(from_), reading, mapping_of(pairs, map_file))
    faults, wanted = Faults(), Counter["Feature"]()
    for _, layer in given.read(faults):
        wanted += used(layer)
    faults.report(report, out)
    if faults.unread:
        sys.exit(UNREADABLE)
    if strict and faults.number:
        say(f"nothing was written: {counted(faults.number, 'fault')}")
        sys.exit(FOUND)

    def layers() -> Iterator[Layer]:
        return (layer for _, layer in given.read(lambda _: None))

    write(Dataset(layers, form, out, how), None, options, card=False, wanted=wanted)
    sys.exit(FOUND if faults.number else 0)


COMMANDS = (export_data, convert)
