"""The command that counts what a database holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli_options import (
    USAGE,
    Options,
    as_json,
    counted,
    existing_database,
    fail,
    put,
    shared,
    write_text,
)

if TYPE_CHECKING:
    from tui.statistics.counting import Counts

_FILE = click.Path(path_type=Path, dir_okay=False)
_WIDE, _NARROW = 100, 40
"""Cells of a line: at most where the terminal has more, at least where it has less."""


@click.command()
@as_json
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: all figures, one a row.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page with bars, too.")
@click.option("--svg", type=_FILE, metavar="FILE", help="Write the bars as a drawing, too.")
@shared
def stats(
    options: Options, as_json: bool, as_csv: bool, html: Path | None, svg: Path | None
) -> None:
    """Count a database's annotations: by tag, author, article, length and week, and by their words.

    With several authors also how far they agree, week by week; of candidates how many were
    accepted and rejected.
    """
    from tui.shelves import counted as gather
    from tui.statistics import page, writing
    from tui.statistics.sections import sections

    if as_json and as_csv:
        fail(USAGE, "--json and --csv are two shapes of the same: take one")
    with closing(existing_database(options.db)) as store:
        counts, titles = gather(store)
    shown = sections(counts, titles)
    if html is not None:
        write_text(html, page.page(shown, f"What {options.db.name} holds"))
    if svg is not None:
        write_text(svg, page.svg(shown))
    if as_json:
        click.echo(json.dumps(writing.plain(counts, titles)))
    elif as_csv:
        click.echo(writing.table(counts), nl=False)
    else:
        for line in _lines(counts, titles):
            put(line)


def _lines(counts: Counts, titles: Mapping[str, str]) -> Iterator[str]:
    from tui.statistics.sections import lines, sections
    from tui.text.cells import clip, width

    room = min(max(shutil.get_terminal_size((_WIDE, 1)).columns, _NARROW), _WIDE)
    sizes = (counted(counts.annotations, "annotation"), counted(len(titles), "article"))
    yield " in ".join(sizes)
    for section in sections(counts, titles):
        yield ""
        yield section.title
        for name, bar, said in lines(section, room):
            name = clip(name, room // 3)
            yield f"  {name}{' ' * (room // 3 - width(name))}  {bar}  {said}".rstrip()
        if section.more:
            yield f"  and {section.more:,} more"


COMMANDS = (stats,)
