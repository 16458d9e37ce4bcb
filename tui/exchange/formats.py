"""The dataset formats: what each is called, how it is read and written, what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from tui.exchange.faults import Fault
from tui.exchange.jsonl import export_jsonl, read_jsonl
from tui.store.protocol import Layer

Reader: TypeAlias = Callable[[Iterable[str], str], Iterator[Layer | Fault]]
"""Takes the lines of a file and the file's name."""

Writer: TypeAlias = Callable[[Iterable[Layer]], Iterator[str]]
"""Gives lines without their line ends."""


class Format(NamedTuple):
    """One format; `loses` says in a sentence what a round trip through it does not keep."""

    id: str
    summary: str
    suffix: str
    read: Reader
    write: Writer
    loses: str


FORMATS: dict[str, Format] = {
    each.id: each
    for each in (
        Format(
            "jsonl",
            "Glossator's own: one article a line, with annotations, links and passes.",
            ".jsonl",
            read_jsonl,
            export_jsonl,
            "The author and the time of a pass; the history of edits.",
        ),
    )
}
"""Every format by its id."""
