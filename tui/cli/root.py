"""The command line: what people type, made into calls. stdout is data, stderr is narration.

Heavy modules are imported by the commands that need them, so that `--help` is instant.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli import (
    agree,
    board,
    database,
    drafts,
    exchange,
    export,
    label,
    lists,
    report,
    review,
    stats,
    suggest,
    versions,
)
from tui.cli.options import (
    FOUND,
    USAGE,
    Options,
    as_json,
    fail,
    load_config,
    own_keymap,
    put,
    reading,
    say,
    shared,
    who,
)
from tui.sources.errors import shown

if TYPE_CHECKING:
    from tui.sources.content import How

_NEAR = 0.75
"""How alike a word and a command have to be for one to be taken for the other (Ratcliff and
Obershelp's measure, from 0 to 1).
"""


class Commands(click.Group):
    """Commands by name. Words that begin with none are sources: `glossator story.txt` opens it.

    Options may stand before the command, as in `glossator --db FILE ls`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first, `open` where none is named."""
        at, flags = 0, self._flags()
        while at < len(args) and args[at].startswith("--") and len(args[at]) > 2:
            at += 1 if "=" in args[at] or args[at] in flags else 2
        if at < len(args) and args[at] in self.commands:
            args = [args[at], *args[:at], *args[at + 1 :]]
        elif args[:1] not in (["--help"], ["--version"]):
            self._doubt(*args[at : at + 1])
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def _flags(self) -> set[str]:
        """The options that take no value, whatever the command."""
        names: dict[bool, set[str]] = {True: {"--help", "--version"}, False: set()}
        for one in (one for command in self.commands.values() for one in command.params):
            if isinstance(one, click.Option):
                names[one.is_flag].update(one.opts, one.secondary_opts)
        return names[True] - names[False]

    def _doubt(self, word: str = "") -> None:
        """Leave where the first word is no source, but nearly a command."""
        near = get_close_matches(word, self.commands, 1, _NEAR)
        if near and not Path(word).exists():
            fail(USAGE, f"there is no file “{word}”; did you mean `glossator {near[0]}`?")

    def invoke(self, ctx: click.Context) -> Any:  # click's own signature
        """Run the command; wrong usage is repeated without anything that a terminal obeys."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(shown(error.format_message()), error.ctx) from None


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["--help"]},
    subcommand_metavar="[SOURCE…] | COMMAND [ARGS]…",
)
@click.version_option(package_name="glossator", prog_name="glossator")
def main() -> None:
    """Read news in a terminal and tag its claims, quotes and names from the keyboard.

    \b
    glossator story.txt          opens a story; ? shows the keys
    glossator sample_articles/   opens a folder
    glossator open --help        shows the reader's options
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that knows fewer letters than a text gets escapes instead of a failure.
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command("open", hidden=True)
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@reading
@shared
def open_reader(options: Options, sources: Sequence[str], how: How) -> None:
    """Open files, folders or - (standard input) in the reader."""
    # The collector would walk again and again through what is only being loaded; the reader
    # starts it once the first page is on the screen.
    gc.disable()
    from tui.cli import reader

    config = load_config(options.keymap)
    author = who(options.author)
    sys.exit(reader.run(sources, config, options.db, author, how))


@main.command()
@click.argument("source")
@as_json
@reading
@shared
def show(_options: Options, source: str, as_json: bool, how: How) -> None:
    """Show how a source is read: its metadata, blocks and sentences.

    Of a folder, an archive, a book, a dataset or a mailbox every article is shown, of a feed what
    it says itself.
    """
    from tui.cli.sources import describe, lines, read_all

    for number, article in enumerate(read_all(source, how)):
        described = describe(article)
        if as_json:
            click.echo(json.dumps(described))
            continue
        if number:
            put("")
        for line in lines(article, described):
            put(line)


@main.command()
@as_json
@shared
def keys(options: Options, as_json: bool) -> None:
    """List every command with its keys; report every fault of the keymap."""
    from tui.session.keymap import listing

    config = load_config(options.keymap)
    for fault in config.faults:
        say(str(fault))
    if options.keymap is None and not config.faults:
        say(f"your own keys: {own_keymap()}")
    entries = listing(config.commands, config.keymap)
    if as_json:
        click.echo(json.dumps(entries, indent=1))
    else:
        for entry in entries:
            bound = "  ".join(entry["keys"])
            put(f"{bound:20}  {entry['context']:10}  {entry['id']:24}  {entry['summary']}")
    sys.exit(FOUND if config.faults else 0)


@main.command()
@click.argument("source")
@click.argument("keys", metavar="KEYS")
@click.option("--size", default="80x24", show_default=True, metavar="WxH", help="The screen.")
@as_json
@reading
@shared
def replay(options: Options, source: str, keys: str, size: str, as_json: bool, how: How) -> None:
    """Press KEYS on SOURCE without a terminal, save, and say what came of it.

    Keys are written as they are typed; others in angle brackets: <tab>, <s-right>, <c-d>.
    """
    from tui.cli import reader

    result, refused = reader.replay(
        source,
        keys,
        size,
        load_config(options.keymap),
        options.db,
        who(options.author),
        how,
    )
    if as_json:
        click.echo(json.dumps(result))
    else:
        for annotation in result["annotations"]:
            put(f"{annotation['tag']:14}  {annotation['text']}")
    sys.exit(FOUND if refused else 0)


for _command in (
    *agree.COMMANDS,
    *board.COMMANDS,
    *database.COMMANDS,
    *drafts.COMMANDS,
    *exchange.COMMANDS,
    *export.COMMANDS,
    *lists.COMMANDS,
    *label.COMMANDS,
    *review.COMMANDS,
    *stats.COMMANDS,
    *report.COMMANDS,
    *suggest.COMMANDS,
    *versions.COMMANDS,
):
    main.add_command(_command)


def run() -> None:
    """Start the command line. No traceback reaches a person, whatever happens."""
    try:
        main(prog_name="glossator")
    except Exception as error:
        from tui.cli.faults import tell

        tell(error)
