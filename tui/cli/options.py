"""What the commands share: options, exit codes, opening the keymap and the database."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from tui.sources.errors import shown

if TYPE_CHECKING:
    from tui.session.config import Config, Source
    from tui.store.records import Records
    from tui.store.tinydb_store import TinyDBStore

_LONG = 50_000_000
"""Bytes of a large database that take some seconds to read."""

FOUND, USAGE, UNREADABLE = 1, 2, 3
"""Exit codes: problems were found, wrong usage, the input could not be read."""


class Options(NamedTuple):
    """What every command is told: the database, a keymap of one's own, who annotates."""

    db: Path
    keymap: Path | None
    author: str | None


def shared(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all have, as its first argument."""

    @click.option(
        "--db",
        metavar="FILE",
        envvar="GLOSSATOR_DB",
        default="annotations.json",
        show_default=True,
        type=click.Path(path_type=Path),
        help="The database.",
    )
    @click.option(
        "--keymap",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Keys, tags and settings over the shipped ones.",
    )
    @click.option("--author", metavar="NAME", envvar="GLOSSATOR_AUTHOR", help="Who annotates.")
    @wraps(function)
    def called(db: Path, keymap: Path | None, author: str | None, **rest: object) -> None:
        function(Options(db, keymap, author), **rest)

    return called


def reading(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command that reads sources the options for that, as its argument `how`."""

    @click.option(
        "--encoding",
        default="",
        metavar="NAME",
        callback=lambda _context, _option, name: _encoding(name),
        help="The text's encoding.",
    )
    @click.option("--raw", is_flag=True, help="Take a pasted page as it is: fold nothing.")
    @click.option("--text-field", default="", metavar="NAME", help="A dataset's field of text.")
    @click.option("--id-field", default="", metavar="NAME", help="A dataset's field of ids.")
    @click.option("--allow-local", is_flag=True, help="Fetch from private addresses, too.")
    @wraps(function)
    def called(
        *args: object,
        encoding: str,
        raw: bool,
        text_field: str,
        id_field: str,
        allow_local: bool,
        **rest: object,
    ) -> None:
        from tui.sources.content import How

        how = How(encoding, raw, text_field, id_field, allow_local, narrate)
        function(*args, how=how, **rest)

    return called


def _encoding(name: str) -> str:
    """The name of an encoding of text, as it was given; wrong usage if there is none of it."""
    try:
        "".encode(name or "utf-8")
    except (LookupError, ValueError):
        raise click.BadParameter(f"there is no encoding called “{shown(name)}”") from None
    return name


as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


def put(line: str) -> None:
    """Write one line for people to standard output, without anything that a terminal obeys."""
    from tui.text.cells import display

    click.echo(display(line))


def say(text: str) -> None:
    """Write one line of narration to standard error, without anything that a terminal obeys."""
    click.echo(shown(text), err=True)


def narrate(text: str) -> None:
    """Say something to whoever runs a command."""
    say(f"glossator: {text}")


def fail(code: int, text: str) -> NoReturn:
    """Say what went wrong and leave with an exit code."""
    say(f"glossator: {text}")
    sys.exit(code)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Leave with a sentence where what is done in the block with a file cannot be done."""
    try:
        yield
    except OSError as error:
        fail(UNREADABLE, f"{path} cannot be written: {error.strerror}")


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all, in UTF-8; leaves with a sentence where that cannot be
    done. A lone surrogate, which UTF-8 cannot carry, becomes a question mark.
    """
    from tui.exchange.outputs import write_file

    with writing(path):
        write_file([("", text.encode("utf-8", "replace"))], path)


def read_text(path: Path, what: str) -> str:
    """What a file in UTF-8 says; leaves with a sentence where it cannot be read as `what`."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(UNREADABLE, _unread(path, what, error))


def _unread(path: Path, what: str, error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read, in a sentence."""
    if isinstance(error, UnicodeDecodeError):
        reason = f"byte {error.start} is not UTF-8"
    else:
        reason = error.strerror or str(error)
    return f"{path} cannot be read as {what}: {reason}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: “1 fault”, “2 faults”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shipped_config() -> Config:
    """The keymap as shipped."""
    from tui.session.config import load

    return load([_shipped()])


def load_config(keymap: Path | None = None, scheme: Source | None = None) -> Config:
    """The shipped keymap with a person's own over it, and a scheme in the place of their tags."""
    from tui.session.config import Source, load

    if keymap is not None:
        text = read_text(keymap, "a keymap")
        return load([_shipped(), Source(str(keymap), text)], scheme, _themes)
    own = own_keymap()
    try:
        return load([_shipped(), Source(str(own), own.read_text("utf-8"))], scheme, _themes)
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError) as error:
        say(f"glossator: {_unread(own, 'a keymap', error)}; it is left out")
    return load([_shipped()], scheme)


def scheme_config(keymap: Path | None, tags: Path) -> Config:
    """The keymap with the tags of a file; leaves with all that is wrong with that."""
    from tui.session.config import Source

    scheme = Source(str(tags), read_text(tags, "a scheme"))
    config = load_config(keymap, scheme)
    wrong = [fault for fault in config.faults if fault.file == scheme.name]
    for fault in wrong:
        say(str(fault))
    if wrong:
        sys.exit(FOUND)
    if not config.scheme.tags:
        fail(FOUND, f"{tags} has no [tags]: a scheme has at least one")
    return config


def open_database(db: Path, *, large: bool = False) -> TinyDBStore:
    """The store in a file, which may be `large`; leaves with a sentence where it cannot be
    opened.
    """
    from tui.store.protocol import StoreError
    from tui.store.tinydb_store import open_store

    if large and db.is_file() and (size := db.stat().st_size) > _LONG:
        say(f"reading {db}, {size / 1e6:,.0f} MB")
    try:
        store = open_store(db, large=large)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    for warning in store.warnings:
        say(f"glossator: {warning}")
    return store


def existing_database(db: Path) -> TinyDBStore:
    """The store in a file that is there; a command that only reads makes none."""
    need_database(db)
    return open_database(db)


@contextmanager
def read_database(db: Path) -> Iterator[Records]:
    """The records of a database that is there, which is not written, for as long as they are read;
    leaves with a sentence where they cannot be.
    """
    from tui.store.inplace import contents_in_place
    from tui.store.protocol import StoreError

    need_database(db)
    try:
        contents = contents_in_place(db)
        for fault in contents.faults:
            narrate(f"{db}: {fault}")
        with closing(contents.records.held):
            yield contents.records
    except StoreError as error:
        fail(UNREADABLE, str(error))


def has_database(db: Path) -> bool:
    """Whether there is a database, or something to rebuild one from."""
    from tui.store.files import Files
    from tui.store.protocol import StoreError

    try:
        files = Files.of(db)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    return any(path.exists() for path in (files.database, files.journal, files.backup))


def need_database(db: Path) -> None:
    """Leave with a sentence where there is no database, nor anything to rebuild one from."""
    if not has_database(db):
        fail(UNREADABLE, f"{db}: there is no such database; annotate something first")


def moment(written: str) -> datetime:
    """An ISO 8601 date or time; UTC if it names no zone."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        fail(USAGE, f"{written} is not a time: write it as 2024-05-16 or 2024-05-16T06:40Z")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def who(author: str | None) -> str:
    """The author's name: as given, else the user's."""
    if author:
        return author
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _themes() -> list[str]:
    """The names of all themes; textual takes long to load."""
    from tui.cli.terminal import hurry_escape

    hurry_escape()
    from tui.screens.themes import names

    return names()


def _shipped() -> Source:
    """The shipped keymap: in the package of a wheel, beside the package in a checkout."""
    from tui.session.config import Source

    package = Path(__file__).parent.parent
    inside = package / "keymap.toml"
    path = inside if inside.exists() else package.parent / "keymap.toml"
    return Source("keymap.toml (shipped)", path.read_text("utf-8"))


def own_keymap() -> Path:
    """Where a person's own keymap is looked for."""
    from platformdirs import user_config_path

    return user_config_path("glossator") / "keymap.toml"
