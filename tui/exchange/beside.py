"""Texts in files of their own, with what is said of them in files beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.exchange.drafts import Draft
from tui.exchange.faults import Fault
from tui.exchange.offsets import Unit


class Beside(NamedTuple):
    """A text's file, those beside it, and what the text is called."""

    text: Path
    notes: list[Path]
    source: str

    def draft(self, format_id: str, unit: Unit = "code points") -> Draft | Fault:
        """The text, exactly as its file has it; a fault where it is not UTF-8 or not there."""
        try:
            data = self.text.read_bytes()
        except OSError as error:
            return Fault(str(self.text), 1, "", f"cannot be read: {error.strerror}")
        file = str(self.notes[0] if self.notes else self.text)
        try:
            return Draft(data.decode(), format_id=format_id, file=file, unit=unit)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return Fault(str(self.text), line, "", f"byte {error.start} of the file is not UTF-8")


def beside(path: Path, endings: Sequence[str]) -> Iterator[Beside]:
    """The texts of a folder and the folders in it, or of one file, each with what is beside it.

    The text of `a` and an ending is `a.txt`.

    Raises:
        FileNotFoundError: there is nothing there.
    """
    if path.is_dir():
        files = [one for one in path.rglob("*") if one.is_file()]
    elif path.exists():
        files = [
            one for one in path.parent.iterdir() if _stem(one, endings) == _stem(path, endings)
        ]
    else:
        raise FileNotFoundError(2, "No such file or directory")
    root = path if path.is_dir() else path.parent
    found: dict[Path, list[Path]] = {}
    for file in sorted(files):
        stem = _stem(file, endings)
        if stem is not None:
            notes = found.setdefault(stem, [])
            notes += [file] if file.suffix != ".txt" else []
    for stem, notes in found.items():
        text = stem.with_name(stem.name + ".txt")
        yield Beside(text, notes, str(text.relative_to(root)))


def _stem(file: Path, endings: Sequence[str]) -> Path | None:
    """What a text and the files beside it have in common; None for any other file."""
    name = next(
        (file.name.removesuffix(one) for one in (*endings, ".txt") if file.name.endswith(one)), None
    )
    return file.with_name(name) if name else None
