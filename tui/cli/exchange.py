"""Commands about datasets: taking them in, and which formats there are."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.datasets import (
    PATH,
    Faults,
    Input,
    label_options,
    mapping_of,
    readable_format,
    unit_option,
)
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    Options,
    as_json,
    counted,
    fail,
    load_config,
    open_database,
    say,
    shared,
    who,
    writing,
)
from tui.cli.progress import Progress

if TYPE_CHECKING:
    from tui.exchange.intake import Intake
    from tui.exchange.intake import Taken as Records
    from tui.exchange.offsets import Unit


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--from", "from_", default="jsonl", show_default=True, metavar="FORMAT")
@label_options
@unit_option("--offsets", "input")
@click.option("--strict", is_flag=True, help="Take nothing at all if anything is not sound.")
@click.option("--report", type=PATH, metavar="FILE", help="Where all faults are listed.")
@click.option("--add-tags", type=PATH, metavar="FILE", help="Write tags for unknown labels.")
@shared
def import_data(
    options: Options,
    paths: Sequence[Path],
    from_: str,
    pairs: Sequence[str],
    map_file: Path | None,
    offsets: Unit | None,
    strict: bool,
    report: Path | None,
    add_tags: Path | None,
) -> None:
    """Read datasets into the database; what is there already is left alone.

    What is not sound is listed and the rest is taken. A stopped import goes on when it is
    started again.
    """
    from tui.exchange.options import Reading
    from tui.store.protocol import StoreError

    reading = Reading(offsets=offsets)
    source = Input(paths, readable_format(from_), reading, mapping_of(pairs, map_file))
    faults = Faults()
    if strict:
        for _ in source.read(faults):
            pass
        if faults.number:
            faults.report(report, options.db)
            say(f"nothing was taken: {counted(faults.number, 'fault')}")
            sys.exit(UNREADABLE if faults.unread == len(paths) else FOUND)
    try:
        taken = _take_in(source, faults, options)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    _unknown_labels(taken.labels, options, add_tags)
    faults.report(report, options.db)
    _said_of(taken.records)
    counts = (
        (taken.articles, "article"),
        (taken.records.new, "new record"),
        (faults.number, "fault"),
    )
    say(", ".join(counted(number, noun) for number, noun in counts))
    if taken.stopped:
        fail(FOUND, "stopped; what was taken is kept, and the same command goes on from there")
    if faults.unread == len(paths):
        sys.exit(UNREADABLE)
    sys.exit(FOUND if faults.number else 0)


class _Taken(NamedTuple):
    """What an import has done; `labels` counts how often each came."""

    articles: int
    records: Records
    labels: Counter[str]
    stopped: bool


def _said_of(records: Records) -> None:
    """Say which records are not as the dataset has them."""
    if records.renamed:
        say(f"{counted(records.renamed, 'id')} of other articles' records replaced by new ones")
    if records.left:
        say(f"{counted(records.left, 'record')} left out: under the id stands something else")


def _take_in(source: Input, faults: Faults, options: Options) -> _Taken:
    """Commit what is read, until it ends or somebody stops it."""
    from tui.exchange.intake import Intake, Taken

    labels: Counter[str] = Counter()
    articles, records = 0, Taken()
    stopped = False
    store = open_database(options.db, large=True)
    # What is counted stands until the store has closed, which takes as long as its file is large.
    with Progress("articles", source.expected) as progress, closing(store):
        intake, current = None, None
        try:
            for path, layer in source.read(faults):
                if intake is None or path != current:
                    _flush(intake)
                    author, summary = who(options.author), f"import of {path.name}"
                    intake = Intake(store, author, summary, records)
                    current = path
                intake.take(layer)
                articles += 1
                progress.advance()
                labels.update(one.tag for one in layer.annotations)
        except KeyboardInterrupt:
            stopped = True
        _flush(intake)
        progress.say(f"writing {options.db.name}")
    return _Taken(articles, records, labels, stopped)


def _flush(intake: Intake | None) -> None:
    if intake is not None:
        intake.flush()


def _unknown_labels(labels: Counter[str], options: Options, add_tags: Path | None) -> None:
    """Say which labels are no tags of the scheme, or write tags for them."""
    from tui.exchange.labels import tag_tables

    known = {tag.name for tag in load_config(options.keymap).scheme.tags}
    missing = {label: number for label, number in labels.items() if label not in known}
    if not missing:
        return
    if add_tags is None:
        listed = ", ".join(f"{label} ({number})" for label, number in missing.items())
        say(f"no tags of the scheme: {listed}; rename with --map, or make tags with --add-tags")
        return
    with writing(add_tags), add_tags.open("a", encoding="utf-8") as file:
        file.write(tag_tables(missing))
    say(f"{counted(len(missing), 'tag')} added to {add_tags}")


@click.command()
@as_json
@shared
def formats(_options: Options, as_json: bool) -> None:
    """List the dataset formats with what each cannot carry."""
    from tui.exchange.formats import FORMATS

    for name, one in FORMATS.items():
        if as_json:
            click.echo(json.dumps(one.described()))
            continue
        click.echo(f"{name:14}  {one.summary}")
        click.echo(f"{'':14}  Does not keep: {one.loses}")
        if one.remark:
            click.echo(f"{'':14}  {one.remark}")


COMMANDS = (import_data, formats)
