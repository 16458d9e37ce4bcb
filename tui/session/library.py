"""The list of what can be read: filtered as one types, with one item selected."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Item(msgspec.Struct, frozen=True):
    """Something that can be opened. `id` and `title` are empty until it has been looked into.

    `progress` is the share of its sentences that have been dealt with, from 0 to 1; `signature` is
    “signed”, “changed” since, or empty; `looked` says that it has been looked into, whatever that
    brought.
    """

    path: str
    name: str
    title: str = ""
    id: str = ""
    annotations: int = 0
    progress: float = 0.0
    signature: str = ""
    fault: str = ""
    looked: bool = False

    @property
    def label(self) -> str:
        """What the library shows: the title, or the file's name until it is known."""
        return self.title or self.name


class Library:
    """Items in order; `selected` is the path of one of those that pass the filter."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        """Take the items; the first is selected."""
        self._items = {item.path: item for item in items}
        self.filter = ""
        self.selected = next(iter(self._items), "")
        self.version = 0

    def __len__(self) -> int:
        """How many items there are, filtered out or not."""
        return len(self._items)

    def get(self, path: str) -> Item | None:
        """The item at a path."""
        return self._items.get(path)

    def update(self, path: str, **changes: object) -> None:
        """Note what has become known of an item; an unknown path adds it."""
        old = self._items.get(path) or Item(path=path, name=path.rsplit("/", 1)[-1])
        new = msgspec.structs.replace(old, **changes)
        if new != old or path not in self._items:
            self._items[path] = new
            self.version += 1

    def expand(self, path: str, items: Iterable[Item]) -> None:
        """Put what an item has turned out to hold in its place, and select the first of it."""
        inside = {item.path: item for item in items}
        made: dict[str, Item] = {}
        for old, item in self._items.items():
            made |= inside if old == path else {old: item}
        self._items = made if path in self._items else made | inside
        self.selected = next(iter(inside), self.selected)
        self.version += 1

    def unknown(self, most: int = 60) -> list[Item]:
        """The items that have not been looked into, up to so many before and after the selected."""
        found = self.items()
        at = next((n for n, item in enumerate(found) if item.path == self.selected), 0)
        near = found[max(at - most, 0) : at + most]
        return [item for item in near if not item.looked and not item.id and not item.fault]

    def items(self) -> list[Item]:
        """The items that pass the filter: every word of it stands in the title or the name."""
        words = self.filter.casefold().split()
        found = list(self._items.values())
        if not words:
            return found
        return [
            item
            for item in found
            if all(word in f"{item.title} {item.name}".casefold() for word in words)
        ]

    def narrow(self, text: str) -> None:
        """Set the filter; the selection goes to the first item left if its own is not."""
        self.filter = text
        self.version += 1
        paths = [item.path for item in self.items()]
        if self.selected not in paths:
            self.selected = paths[0] if paths else ""

    def move(self, steps: int) -> None:
        """Select the item `steps` further on, stopping at the ends."""
        self.selected = self.neighbour(self.selected, steps, stop=True)

    def neighbour(self, path: str, steps: int, *, stop: bool = False) -> str:
        """The path `steps` on from another in the filtered list, past what cannot be read; empty
        beyond its ends. With `stop` it stops at the ends, and at what cannot be read.
        """
        found = self.items()
        if not stop:
            found = [item for item in found if item.path == path or not item.fault]
        paths = [item.path for item in found]
        if path not in paths:
            return paths[0] if paths else ""
        at = paths.index(path) + steps
        if stop:
            at = min(max(at, 0), len(paths) - 1)
        return paths[at] if 0 <= at < len(paths) else ""

    def place(self, path: str) -> int:
        """The number of an item among all, from 1; 0 if it is not among them."""
        paths = list(self._items)
        return paths.index(path) + 1 if path in self._items else 0
