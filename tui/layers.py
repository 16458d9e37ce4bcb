"""The databases of several annotators, read and never written: what each said of which article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui.annotations.model import ArticleRecord, Layer
from tui.store.recovery import contents_of


class Compared(NamedTuple):
    """An article, and what each annotator recorded about it; None for who does not have it."""

    article: ArticleRecord
    by: tuple[Layer | None, ...]


class Layers(NamedTuple):
    """What several annotators, by name, recorded; `warnings` are about their files."""

    names: tuple[str, ...]
    articles: tuple[Compared, ...]
    warnings: tuple[str, ...]


def layers(paths: Sequence[Path]) -> Layers:
    """Read the databases at these paths, articles in the order in which they were first added.

    Raises:
        StoreError: one is no database.
    """
    names = named(paths)
    held = [contents_of(path) for path in paths]
    ids = dict.fromkeys(shelf.id for one in held for shelf in one.records.shelves())
    articles = []
    for id in ids:
        by = [one.records.layer(id) for one in held]
        record = next((layer.article for layer in by if layer.article is not None), None)
        if record is not None:
            have = tuple(layer if layer.article is not None else None for layer in by)
            articles.append(Compared(record, have))
    faults = zip(paths, held, strict=True)
    warnings = tuple(f"{path}: {fault}" for path, one in faults for fault in one.faults)
    return Layers(tuple(names), tuple(articles), warnings)


def named(paths: Sequence[Path]) -> list[str]:
    """What annotators are called: their file's name, with its folder where two are alike."""
    often = Counter(path.stem for path in paths)
    return [path.stem if often[path.stem] == 1 else str(path) for path in paths]
