"""SLATE: for every text `a.txt` a file `a.txt.annotations` (Kummerfeld 2019), and more of them.

A line is one item, or in brackets two that are linked, and labels after a hyphen. An item is a
line, a token of a line or a character of a token, by numbers from 0, or from one of these to
another, both included. SLATE itself evaluates these lines as Python; here they are only matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from tui.annotations.model import Layer
from tui.exchange.beside import beside
from tui.exchange.drafts import Draft, Found, carried_rest
from tui.exchange.faults import Fault
from tui.exchange.labels import unspaced
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named
from tui.text.article import Span

_FORMAT = "slate"
_PLACE = r"\(\s*(?:\d+\s*,?\s*){0,3}\)"
_ITEM = re.compile(rf"\(\s*{_PLACE}\s*,\s*{_PLACE}\s*\)|{_PLACE}|\d+")
_LINE = re.compile(rf"\[?(?P<items>(?:[\s,]*(?:{_ITEM.pattern}))*)\s*\]?\s*-(?P<labels>.*)")
_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\S+")
_LINKED = "linked"
"""The tag of an item that has no label and is only linked."""

_UNTYPED = "link"
"""The type of a link without a label."""

_Place: TypeAlias = tuple[int, ...]


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The texts of a folder, or of one file."""
    endings = (".txt.annotations", ".annotations")
    for one in beside(path, endings):
        draft = one.draft(_FORMAT)
        if isinstance(draft, Fault):
            yield draft
            continue
        grid, labels, items = _Grid(draft.text), list[str](), dict[str, str]()
        for file in one.notes:
            draft.file = str(file)
            for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
                if line.strip():
                    said = line.decode(errors="replace")
                    labels += _take(draft, grid, said, number, items)
        yield from draft.finish(
            source=one.source, labels=labels, rest={"items": items} if items else None
        )


class _Grid:
    """A text as lines of tokens, as SLATE sees it."""

    def __init__(self, text: str) -> None:
        edges = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
        stops = [*(match.start() for match in _BREAK.finditer(text)), len(text)]
        self.lines = [
            [match.span() for match in _WORD.finditer(text, start, stop)]
            for start, stop in zip(edges, stops, strict=False)
        ]
        self._starts = {
            start: (line, token)
            for line, spans in enumerate(self.lines)
            for token, (start, _) in enumerate(spans)
        }
        self._tokens = sorted(self._starts)

    def span(self, first: _Place, last: _Place) -> Span | None:
        """The code points from one place to another, both included."""
        start, end = self._edges(first), self._edges(last)
        return (start[0], end[1]) if start and end and start[0] < end[1] else None

    def _edges(self, place: _Place) -> Span | None:
        if not place or place[0] >= len(self.lines) or not self.lines[place[0]]:
            return None
        tokens = self.lines[place[0]]
        if len(place) == 1:
            return tokens[0][0], tokens[-1][1]
        if place[1] >= len(tokens):
            return None
        start, end = tokens[place[1]]
        if len(place) == 2:
            return start, end
        at = start + place[2]
        return (at, at + 1) if at < end else None

    def ends(self, place: _Place) -> bool:
        """Whether a character is the last of its token."""
        start, end = self.lines[place[0]][place[1]]
        return start + place[2] == end - 1

    def places(self) -> dict[int, _Place]:
        """The place of each character that is in a token."""
        return {
            at: (line, token, at - start)
            for line, spans in enumerate(self.lines)
            for token, (start, end) in enumerate(spans)
            for at in range(start, end)
        }


def _take(draft: Draft, grid: _Grid, line: str, number: int, names: dict[str, str]) -> list[str]:
    """Take a line; the labels that it gives to the whole text. `names` are those of its items."""
    found = _LINE.fullmatch(line.strip())
    items = _ITEM.findall(found["items"]) if found else []
    if found is None or len(items) > 2:
        draft.fault("", "is no line of SLATE: one item or two, a hyphen, labels", number)
        return []
    labels = found["labels"].split()
    if items in ([], ["()"]):
        return labels
    spans = []
    for item in items:
        places = [tuple(map(int, re.findall(r"\d+", one))) for one in re.findall(_PLACE, item)]
        first = places[0] if places else (int(item),)
        span = grid.span(first, places[-1] if places else first)
        if span is None:
            draft.fault("", f"{item} is no part of the text", number)
            return []
        spans.append(span)
        names.setdefault(_key(span), item)
    if len(spans) == 1:
        for label in labels:
            draft.annotate(label, spans, field="", line=number)
    else:
        ends = [_end(draft, span, number) for span in spans]
        for kind in labels or [_UNTYPED]:
            draft.link(kind, *ends, field="", line=number)
    return []


def _end(draft: Draft, span: Span, number: int) -> str:
    """The annotation on a span to which a link goes; one is made where there is none."""
    found = draft.at(span)
    if found is None:
        found = draft.annotate(_LINKED, [span], field="", line=number)
    return found.id if found is not None else ""


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.txt` and an `.annotations` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.txt", article.text.encode()
        grid = _Grid(article.text)
        items = _items(layer, grid, writing)
        lines: dict[str, list[str]] = {}
        for one in layer.annotations:
            if items[one.id] and one.tag != _LINKED:
                lines.setdefault(items[one.id], []).append(unspaced(one.tag, writing.lost))
        labels = [unspaced(label, writing.lost) for label in article.carried.labels]
        if labels:
            lines["()"] = labels
        said = [f"{item} - {' '.join(tags)}\n" for item, tags in lines.items()]
        for link in layer.links:
            if items[link.source] and items[link.target]:
                kind = "" if link.type == _UNTYPED else unspaced(link.type, writing.lost)
                said.append(f"[{items[link.source]}, {items[link.target]}] - {kind}\n")
        yield f"{name}.txt.annotations", "".join(said).encode()


def _items(layer: Layer, grid: _Grid, writing: Writing) -> dict[str, str]:
    """How each annotation is named: as it came, else by tokens if all are whole ones, else by
    characters; SLATE shows a file in one of these ways.
    """
    came = carried_rest(layer, _FORMAT).get("items", {})
    places, found = grid.places(), dict[str, tuple[_Place, _Place]]()
    for one in layer.annotations:
        inside = [at for at in range(one.start, one.end) if at in places]
        if inside:
            found[one.id] = places[inside[0]], places[inside[-1]]
        else:
            writing.lost["annotations left out because they hold no token"] += 1
    whole = all(first[2] == 0 and grid.ends(last) for first, last in found.values())
    named = {one: _item(*ends, 2 if whole else 3) for one, ends in found.items()}
    natives = {one.id: came.get(_key(one.spans[0]), "") for one in layer.annotations}
    return {one.id: natives[one.id] or named.get(one.id, "") for one in layer.annotations}


def _item(first: _Place, last: _Place, precision: int) -> str:
    one, other = first[:precision], last[:precision]
    return str(one) if one == other else f"({one}, {other})"


def _key(span: Span) -> str:
    """A span as the name of a field."""
    return f"{span[0]}-{span[1]}"
