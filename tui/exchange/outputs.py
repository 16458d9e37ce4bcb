"""Datasets' files, written piece by piece: a file is there whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from tui.annotations.model import ArticleRecord, Layer
from tui.exchange.options import Piece
from tui.exchange.privacy import file_name

_UNSAFE = re.compile(r"[^\w.-]+")
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ESCAPED = {
    # JSON leaves these as they are, but some readers end a line at U+0085, U+2028 and U+2029, and
    # a terminal on which a dataset is looked at obeys the others.
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *_BIDI)
}

_LONGEST = 80
"""Code points of a file's name without its suffix."""


def json_text(value: object) -> str:
    """JSON on one line that ends no line early and steers no terminal."""
    return msgspec.json.encode(value).decode().translate(_ESCAPED)


def json_array(values: Iterable[object]) -> Iterator[Piece]:
    """One file with a JSON array, an item a line."""
    before = "[\n"
    for value in values:
        yield "", (before + json_text(value)).encode()
        before = ",\n"
    yield "", b"[]\n" if before == "[\n" else b"\n]\n"


def file_stem(source: str) -> str:
    """A file's name without suffix that every file system can have, after a source; it may be
    empty.
    """
    return _UNSAFE.sub("-", Path(file_name(source)).stem).strip("-.")[:_LONGEST]


def named(layers: Iterable[Layer]) -> Iterator[tuple[str, Layer, ArticleRecord]]:
    """Each article with its layer and, before them, a name without suffix that every file system
    can have, after its source or its id; no two are the same.
    """
    taken: set[str] = set()
    for layer in layers:
        article = layer.article
        if article is None:
            continue
        stem = file_stem(article.source) or article.id[:16]
        name, again = stem, 1
        while name.casefold() in taken:
            again += 1
            name = f"{stem}-{again}"
        taken.add(name.casefold())
        yield name, layer, article


def write_file(pieces: Iterable[Piece], out: Path) -> None:
    """Write a dataset of one file; raises OSError, and then `out` is as it was before."""
    with _replacing(out) as file:
        for _, data in pieces:
            file.write(data)


def write_folder(pieces: Iterable[Piece], folder: Path) -> int:
    """Write a dataset of several files and say how many; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    number, current = 0, None
    with ExitStack() as stack:
        for name, data in pieces:
            if name != current:
                stack.close()
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(_replacing(path))
                number, current = number + 1, name
            file.write(data)
    return number


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when it is complete; a pipe is written as it is."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
