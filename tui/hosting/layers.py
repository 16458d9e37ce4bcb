"""The databases of several annotators, read and never written: what each said of which article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.annotations.model import ArticleRecord, Layer
from tui.store.inplace import contents_in_place
from tui.store.records import Records


class Compared(NamedTuple):
    """An article, and what each annotator recorded about it; None for who does not have it."""

    article: ArticleRecord
    by: tuple[Layer | None, ...]


class Layers:
    """What several annotators, by name, recorded: article by article, read when it is asked for.

    Articles come in the order in which they were first added. `warnings` are about the files.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the databases at these paths; raises StoreError where one is none."""
        self.names = tuple(named(paths))
        self._held: list[Records] = []
        warnings = list[str]()
        try:
            for path in paths:
                contents = contents_in_place(path)
                self._held.append(contents.records)
                warnings += (f"{path}: {fault}" for fault in contents.faults)
        except BaseException:
            self.close()
            raise
        self.warnings = tuple(warnings)
        ids = (shelf.id for records in self._held for shelf in records.shelves())
        self._ids = [id for id in dict.fromkeys(ids) if any(self._having(id))]

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._ids)

    def __iter__(self) -> Iterator[Compared]:
        """Each article; raises StoreError where a file is no longer what it was."""
        for id in self._ids:
            have = zip(self._held, self._having(id), strict=True)
            by = tuple(records.layer(id) if has else None for records, has in have)
            first = next(layer.article for layer in by if layer and layer.article)
            yield Compared(first, by)

    def lacking(self) -> list[int]:
        """How many of the articles each annotator lacks."""
        have = map(sum, zip(*map(self._having, self._ids), strict=True))
        return [len(self) - number for number in have] or [0] * len(self.names)

    def close(self) -> None:
        """Let the files go."""
        for records in self._held:
            records.held.close()

    def _having(self, id: str) -> list[bool]:
        """Which of the annotators have an article."""
        return [records.held.count("articles", id) > 0 for records in self._held]


def named(paths: Sequence[Path]) -> list[str]:
    """What annotators are called: their file's name, with its folder where two are alike."""
    often = Counter(path.stem for path in paths)
    return [path.stem if often[path.stem] == 1 else str(path) for path in paths]
