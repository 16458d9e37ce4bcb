"""The command that says how far annotators agree."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.datasets import PATH, Faults, Input, label_options, mapping_of, readable_format
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    fail,
    load_config,
    narrate,
    put,
    read_database,
    shared,
    write_text,
)

if TYPE_CHECKING:
    from tui.agreement.coding import Level
    from tui.agreement.study import Unit
    from tui.annotations.model import Layer


@click.command()
@click.argument("paths", nargs=-1, metavar="A B…", type=PATH)
@click.option(
    "--again", is_flag=True, help="Compare a database with its second pass (see `label --again`)."
)
@click.option("--from", "from_", metavar="FORMAT", help="Datasets of this format, not databases.")
@click.option(
    "--unit",
    type=click.Choice(["spans", "tokens", "sentences"]),
    default="spans",
    show_default=True,
    help="What is judged: free spans, or fixed units by the tags that lie on them.",
)
@click.option("--attribute", default="", metavar="NAME", help="Compare this attribute's values.")
@click.option(
    "--level",
    type=click.Choice(["nominal", "ordinal", "interval"]),
    default="nominal",
    show_default=True,
    help="With --attribute: whether its values are names, ranks or numbers.",
)
@click.option("--measure", "names", multiple=True, metavar="NAME", help="Only this measure.")
@click.option("--resamples", default=1000, show_default=True, help="For the intervals; 0: none.")
@click.option("--seed", default=0, show_default=True, help="Other samples for the intervals.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: all figures, one a row.")
@click.option("--html", type=PATH, metavar="FILE", help="Write a page with plots, too.")
@label_options
@as_json
@shared
def agree(
    options: Options,
    paths: Sequence[Path],
    again: bool,
    from_: str | None,
    unit: Unit,
    attribute: str,
    level: Level,
    names: Sequence[str],
    resamples: int,
    seed: int,
    pairs: Sequence[str],
    map_file: Path | None,
    as_csv: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    """Say how far annotators agree: one database or dataset each, or several authors in one.

    Only articles count that at least two of them have. Intervals hold 95 % of what samples of
    the articles give.
    """
    from tui.agreement import writing
    from tui.agreement.gamma import Missing
    from tui.agreement.page import page
    from tui.agreement.study import Plan, on_tokens, study
    from tui.hosting.gathering import Gathering

    if len(set(paths)) < len(paths):
        fail(USAGE, "a file is named twice; each stands for another annotator")
    if not again and not paths:
        fail(USAGE, "name the annotators' databases, or one that has several authors")
    order = _order(options, attribute) if attribute else ()
    plan = Plan(unit, attribute, level, order, tuple(names), resamples, seed)
    said = (
        _second_pass(paths, options) if again else _each(paths, from_, mapping_of(pairs, map_file))
    )
    try:
        material = Gathering(said, tokens=on_tokens(plan))
    except OSError as error:
        hint = "the variable TMPDIR names a folder with more room"
        fail(UNREADABLE, f"a temporary file cannot be written: {error.strerror}; {hint}")
    if not material:
        fail(FOUND, "no article is in two files, or by two authors: there is nothing to compare")
    try:
        report = study(material, material.annotators, plan)
    except ValueError as error:
        fail(USAGE, str(error))
    except Missing as error:
        fail(UNREADABLE, str(error))
    if attribute and not report.units:
        narrate(f"nothing that two of them annotated alike has a value of “{attribute}”")
    if html is not None:
        write_text(html, page(report))
    if as_json:
        click.echo(json.dumps(writing.plain(report)))
    elif as_csv:
        click.echo(writing.table(report), nl=False)
    else:
        for line in writing.text(report):
            put(line)


def _second_pass(paths: Sequence[Path], options: Options) -> Iterator[tuple[str, Layer]]:
    """What an annotator said at first, and what when the same was served again."""
    from tui.cli.again import passes

    if len(paths) > 1:
        fail(USAGE, "a second pass is compared with its own first one: name one database")
    yield from passes(paths[0] if paths else options.db, options.author)


def _each(
    paths: Sequence[Path], from_: str | None, tags: dict[str, str]
) -> Iterator[tuple[str, Layer]]:
    """What each file has, under its name; of a single file, what each of its authors has."""
    from tui.hosting.layers import named

    names = dict(zip(paths, named(paths), strict=True))
    for path, layer in _databases(paths, tags) if from_ is None else _datasets(paths, from_, tags):
        if len(paths) > 1:
            yield names[path], layer
        else:
            yield from _by_author(layer)


def _databases(paths: Sequence[Path], tags: dict[str, str]) -> Iterator[tuple[Path, Layer]]:
    from tui.exchange.labels import mapped

    for path in paths:
        with read_database(path) as records:
            for shelf in records.shelves():
                yield path, mapped(records.layer(shelf.id), tags)


def _datasets(
    paths: Sequence[Path], from_: str, tags: dict[str, str]
) -> Iterator[tuple[Path, Layer]]:
    from tui.exchange.options import Reading

    faults = Faults()
    yield from Input(paths, readable_format(from_), Reading(), tags).read(faults)
    if faults.unread:
        sys.exit(UNREADABLE)


def _by_author(layer: Layer) -> Iterator[tuple[str, Layer]]:
    """What each author annotated or passed of an article."""
    from tui.exchange.choosing import by_author

    authors = {one.author for one in layer.annotations} | {one.author for one in layer.passes}
    for author in sorted(authors):
        yield author or "unknown", by_author(layer, author)


def _order(options: Options, attribute: str) -> tuple[str, ...]:
    """An attribute's values in the order of the scheme; empty where it has none."""
    for tag in load_config(options.keymap).scheme.tags:
        for one in tag.attributes:
            if one.name == attribute and one.values:
                return tuple(value.name for value in one.values)
    return ()


COMMANDS = (agree,)
