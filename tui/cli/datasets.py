"""What the commands about datasets share: inputs with their faults, options, and how to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial, wraps
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.options import UNREADABLE, USAGE, counted, fail, read_text, say
from tui.sources.errors import shown

if TYPE_CHECKING:
    from tui.annotations.model import Layer
    from tui.exchange.drafts import Found
    from tui.exchange.faults import Fault
    from tui.exchange.formats import Format
    from tui.exchange.offsets import Unit
    from tui.exchange.options import Cut, Reading, Tagging

_CHUNK = 1 << 20
"""Bytes that are read at once."""
_SAID = 20
"""Faults that are said one by one; the report file has them all."""

PATH = click.Path(path_type=Path)


class Input(NamedTuple):
    """Files of one format, how they are read, and what their labels become."""

    paths: Sequence[Path]
    format: Format
    reading: Reading
    tags: dict[str, str]

    def read(self, note: Callable[[Fault], None]) -> Iterator[tuple[Path, Layer]]:
        """The articles of every file; what is not sound is noted."""
        from tui.exchange.faults import Fault
        from tui.exchange.labels import mapped

        for path in self.paths:
            for found in _reading(path, self.format.read(path, self.reading)):
                if isinstance(found, Fault):
                    note(found)
                else:
                    yield path, mapped(found, self.tags)

    def expected(self) -> int:
        """How many articles there may be, told by lines or by files; 0 where nothing tells that."""
        if self.format.layout == "file":
            return 0
        return sum(map(_lines if self.format.layout == "lines" else self._files, self.paths))

    def _files(self, path: Path) -> int:
        """The files of a folder; a file by itself is one."""
        return len(list(path.rglob(f"*{self.format.suffix}"))) if path.is_dir() else 1


def _lines(path: Path) -> int:
    """The lines of a file; 0 where it cannot be read, which reading it says."""
    try:
        with path.open("rb") as file:
            return sum(part.count(b"\n") for part in iter(partial(file.read, _CHUNK), b""))
    except OSError:
        return 0


def _reading(path: Path, found: Iterator[Found]) -> Iterator[Found]:
    """What a reader finds; a file that cannot be read is a fault on line 0."""
    from tui.exchange.faults import Fault
    from tui.exchange.formats import MissingExtra

    try:
        yield from found
    except OSError as error:
        yield Fault(str(path), 0, "", f"cannot be read: {error.strerror or error}")
    except MissingExtra as error:
        fail(UNREADABLE, str(error))


class Faults:
    """Faults as they come: the first are said, all are kept for the report, however many."""

    def __init__(self) -> None:
        """Begin with none; `unread` counts the files that could not be read at all."""
        self.number = 0
        self.unread = 0
        self._lines = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (it is kept)

    def __call__(self, fault: Fault) -> None:
        """Take note of one."""
        self.unread += fault.line == 0
        self.number += 1
        self._lines.write(shown(str(fault)) + "\n")
        if self.number <= _SAID:
            say(str(fault))

    def report(self, path: Path | None, beside: Path) -> None:
        """List them all in a file: the one asked for, else, where there are any, a new one."""
        if path is None and not self.number:
            return
        target = path or beside.with_name(f"{beside.name}.import-report.txt")
        self._lines.seek(0)
        try:
            with target.open("w", encoding="utf-8") as file:
                copyfileobj(self._lines, file)
        except OSError as error:
            sentence = f"{target} cannot be written: {error.strerror}"
            if path is not None:
                fail(UNREADABLE, sentence)
            say(sentence)
        else:
            say(f"{target} lists {counted(self.number, 'fault')}")


_TELLING = 4
"""Letters; fewer stand within too many a word of a summary to mean anything."""


def format_named(name: str) -> Format:
    """The format of this name; leaves with a sentence where there is none."""
    from tui.exchange.formats import FORMATS

    if name not in FORMATS:
        near = " or ".join(_near(name, FORMATS))
        meant = f"; did you mean {near}?" if near else ""
        fail(USAGE, f"no format “{name}”{meant}; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def _near(name: str, formats: Mapping[str, Format]) -> list[str]:
    """The formats that a name may mean: those whose name has it, or whose summary if it is long
    enough to tell, else those whose names are the most alike.
    """
    from difflib import get_close_matches

    wanted = _letters(name)
    about = {id: (_letters(id), _letters(form.summary)) for id, form in formats.items()}
    parts = 2 if len(wanted) >= _TELLING else 1
    within = [
        id for id, said in about.items() if wanted and any(wanted in one for one in said[:parts])
    ]
    return within[:3] or get_close_matches(name.casefold(), formats)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def readable_format(name: str) -> Format:
    """The format of this name, if it can be read."""
    form = format_named(name)
    if not form.reads:
        fail(USAGE, f"the format {name} can be written and not read")
    return form


def mapping_of(pairs: Sequence[str], file: Path | None) -> dict[str, str]:
    """What labels become, by a file and by pairs; leaves with a sentence where they are wrong."""
    from tui.exchange.labels import mapping, pairs_of

    text = read_text(file, "a mapping") if file else ""
    try:
        return mapping([*pairs_of(text), *pairs])
    except ValueError as error:
        fail(USAGE, str(error))


def label_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what labels become."""
    one = click.option("--map", "pairs", multiple=True, metavar="LABEL=TAG", help="Rename a label.")
    many = click.option("--map-file", type=PATH, help="A file with one LABEL=TAG a line.")
    return one(many(function))


def unit_option(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option for the unit of a file's offsets."""
    return click.option(
        name,
        type=click.Choice(["code points", "utf-16", "bytes"]),
        help=f"The unit of offsets in the {what}, if not the format's own.",
    )


class How(NamedTuple):
    """How a dataset is written: `tui.exchange.options.Writing`, and what it may tell of people."""

    offsets: Unit | None
    cut: Cut
    tagging: Tagging | None
    keep_authors: bool
    keep_paths: bool


def writing_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how a dataset is written, as `how`."""

    @unit_option("--offsets-out", "output")
    @click.option(
        "--cut",
        type=click.Choice(["widen", "narrow", "refuse"]),
        default="widen",
        show_default=True,
        help="What becomes of an annotation that cuts a token.",
    )
    @click.option(
        "--tagging",
        type=click.Choice(["iob2", "iob1", "bioes", "bilou"]),
        help="How tokens are tagged, in formats that tag them.",
    )
    @click.option("--keep-authors", is_flag=True, help="Write authors' names as they are.")
    @click.option("--keep-paths", is_flag=True, help="Write whole local paths.")
    @wraps(function)
    def called(
        *words: object,
        offsets_out: Unit | None,
        cut: Cut,
        tagging: Tagging | None,
        keep_authors: bool,
        keep_paths: bool,
        **rest: object,
    ) -> None:
        how = How(offsets_out, cut, tagging, keep_authors, keep_paths)
        function(*words, how=how, **rest)

    return called
