"""The command that counts what a database holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    USAGE,
    Options,
    as_json,
    counted,
    fail,
    put,
    read_database,
    shared,
    write_text,
)

if TYPE_CHECKING:
    from tui.statistics.counting import Counts

_FILE = click.Path(path_type=Path, dir_okay=False)
_WIDE, _NARROW = 100, 40
"""Cells of a line: at most where the terminal has more, at least where it has less."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[A B…]", type=_FILE)
@as_json
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: all figures, one a row.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page with bars, too.")
@click.option("--svg", type=_FILE, metavar="FILE", help="Write the bars as a drawing, too.")
@shared
def stats(
    options: Options,
    paths: Sequence[Path],
    as_json: bool,
    as_csv: bool,
    html: Path | None,
    svg: Path | None,
) -> None:
    """Count a database's annotations: by tag, author, article, length and week, and by their words.

    With several authors also how far they agree, week by week; of candidates how many were
    accepted and rejected. Several databases are counted together, each as that of an annotator,
    who is called as the file is.
    """
    from tui.statistics import page, writing
    from tui.statistics.sections import sections

    if as_json and as_csv:
        fail(USAGE, "--json and --csv are two shapes of the same: take one")
    counts, titles = _gathered(paths or [options.db])
    shown = sections(counts, titles)
    if html is not None:
        write_text(html, page.page(shown, _heading(paths or [options.db])))
    if svg is not None:
        write_text(svg, page.svg(shown))
    if as_json:
        click.echo(json.dumps(writing.plain(counts, titles)))
    elif as_csv:
        click.echo(writing.table(counts), nl=False)
    else:
        for line in _lines(counts, titles):
            put(line)


def _gathered(paths: Sequence[Path]) -> tuple[Counts, dict[str, str]]:
    """What the databases hold, counted, and what their articles are called, by their ids."""
    from msgspec.structs import replace

    from tui.annotations.model import Annotation, Decision
    from tui.hosting.layers import named
    from tui.hosting.shelves import titles
    from tui.statistics.counting import counted as counts

    called: dict[str, str] = {}
    decisions: list[Decision] = []

    def annotations() -> Iterator[Annotation]:
        for path, name in zip(paths, named(paths), strict=True):
            with read_database(path) as records:
                called.update(titles(records.shelves()))
                decisions.extend(records.each(Decision))
                for one in records.each(Annotation):
                    yield one if len(paths) == 1 else replace(one, author=name)

    return counts(annotations(), decisions), called


def _heading(paths: Sequence[Path]) -> str:
    names = ", ".join(path.name for path in paths)
    return f"What {names} {'holds' if len(paths) == 1 else 'hold'}"


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
