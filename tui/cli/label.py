"""The command that goes through a folder or a dataset article by article, by a fixed scheme."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    USAGE,
    Options,
    fail,
    read_text,
    reading,
    scheme_config,
    shared,
    who,
)

if TYPE_CHECKING:
    from tui.session.queueing import Order
    from tui.sources.content import How


_ORDERS = ("given", "shuffled", "least-covered", "disagreement")


@click.command()
@click.argument("sources", nargs=-1, metavar="[FOLDER|DATASET…]")
@click.option("--tags", required=True, metavar="FILE", type=click.Path(path_type=Path))
@click.option("--order", type=click.Choice(_ORDERS), default="given", show_default=True)
@click.option("--seed", default=0, show_default=True, help="With --order shuffled: another order.")
@click.option(
    "--again",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Label this share of what you have done once more, blind.",
)
@click.option("--after", default=7.0, show_default=True, help="With --again: days since then.")
@reading
@shared
def label(
    options: Options,
    sources: Sequence[str],
    tags: Path,
    order: Order,
    seed: int,
    again: float | None,
    after: float,
    how: How,
) -> None:
    """Label article after article with the tags of FILE, until each is done.

    Without a folder or a dataset the database's own articles are labelled. A session that was
    ended, or killed, goes on where it stopped. `glossator agree --again` says how far the second
    pass agrees with the first.
    """
    from tui.cli.queue import Labelling
    from tui.cli.reader import run

    config = scheme_config(options.keymap, tags)
    beside = guidelines(tags, config.guidelines)
    told = read_text(beside, "guidelines") if beside is not None else ""
    session = Labelling(order, seed, told, [str(one) for one in (tags, beside) if one is not None])
    author, db = who(options.author), options.db
    if again is not None:
        from tui.cli.again import serve

        if sources:
            fail(USAGE, "--again takes its articles from the database: name no others")
        db = serve(db, author, again, after)
    sys.exit(run(sources, config, db, author, how, session))


def guidelines(tags: Path, named: str) -> Path | None:
    """The Markdown file that belongs to a scheme: the one it names, else one beside it that is
    called like it; None where there is none.
    """
    path = tags.parent / named if named else tags.with_suffix(".md")
    return path if named or path.exists() else None


COMMANDS = (label,)
