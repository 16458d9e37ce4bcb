"""WebAnno TSV 3.2 and 3.3, the tab-separated format of WebAnno and INCEpTION.

A line is a token or a part of one (`1-2.1`), the lines of a sentence follow its `#Text=`. Offsets
are UTF-16. Each layer of spans gives annotations: their tag is the feature `value`, or the only
one, else the layer's name; other features are attributes. The elements of a chain, the fillers of
a slot and relations become links. Between two sentences stand line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui.exchange.drafts import Draft, Found, disagreement
from tui.exchange.faults import Fault
from tui.exchange.inputs import Line, files, lines
from tui.exchange.offsets import Offsets
from tui.exchange.options import Reading
from tui.exchange.webanno_cells import (
    NO_VALUE,
    NOTHING,
    Layer,
    divided,
    layer_of,
    parts,
    slots,
    unescaped,
)
from tui.exchange.webanno_output import write
from tui.text.article import Span

__all__ = ["read", "write"]

_TEXT = "#Text="
_SENTENCE = re.compile(r"#Sentence\.\w+=")
_UNIT = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?")
_TARGET = re.compile(r"(?P<unit>\d+-\d+(?:\.\d+)?)(?:\[(?P<first>\d+)(?:_(?P<second>\d+))?\])?")
_ARROW = re.compile(r"(?s)(?P<name>.*)->(?P<chain>\d+)-(?P<place>\d+)")


class _Unit(NamedTuple):
    """A token, or a part of one: its name, its place in units of the file, its cells."""

    line: int
    name: str
    start: int
    end: int
    words: str
    cells: list[str]


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The text of a `.tsv` file, or of each in a folder and the folders in it."""
    for file, name in files(path, ".tsv"):
        yield from read_file(file, name, "")


def read_file(path: Path, source: str, author: str) -> Iterator[Found]:
    """The text of one file; a line that is not sound refuses it."""
    text = _File(path)
    for line in lines(path):
        if isinstance(line, Fault):
            text.faults.append(line)
        else:
            text.take(line)
    yield from text.finish(source, author)


class _File:
    """One file while it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self._version = ""
        self._layers: list[Layer] = []
        self._units: list[_Unit] = []
        self._waiting: list[str] = []
        self._texts: list[tuple[int, str]] = []

    def take(self, line: Line) -> None:
        """Take a line."""
        text = line.text
        if text.startswith(_TEXT):
            self._waiting.append(unescaped(text.removeprefix(_TEXT)))
        elif text.startswith("#FORMAT="):
            self._version = text
        elif declared := layer_of(text) if text.startswith("#T_") else None:
            self._layers.append(declared)
        elif text and not _SENTENCE.match(text):
            self._unit(line)

    def _unit(self, line: Line) -> None:
        cells = line.text.split("\t")
        if cells[-1:] == [""]:
            cells.pop()  # Every line ends with a tab.
        width = sum(layer.columns for layer in self._layers)
        place = cells[1].partition("-") if len(cells) > 1 else ("", "", "")
        if (
            not _UNIT.fullmatch(cells[0])
            or not place[0].isdecimal()
            or not place[2].isdecimal()
            or len(cells) not in (3, 3 + width)
        ):
            reason = f"is no token with the {width} cells that the heading declares"
            self.faults.append(Fault(str(self.path), line.number, "", reason))
            return
        start, end = int(place[0]), int(place[2])
        if self._waiting:
            self._texts.append((start, "\n".join(self._waiting)))
            self._waiting = []
        words = unescaped(cells[2])
        more = cells[3:] or [NOTHING] * width
        self._units.append(_Unit(line.number, cells[0], start, end, words, more))

    def finish(self, source: str, author: str) -> Iterator[Found]:
        """The text with its annotations, or what was wrong with it."""
        text = self._text()
        if self.faults:
            yield from self.faults
            return
        if not self._units:
            yield Fault(str(self.path), 1, "", "holds no token of WebAnno TSV 3")
            return
        draft = Draft(text, format_id="webanno", file=str(self.path), unit="utf-16")
        tokens = self._tokens(draft)
        if draft.faults:
            yield from draft.faults
            return
        self._annotate(draft, author)
        offsets = Offsets(text, "utf-16")
        starts = [offsets.inward(start) or 0 for start, _ in self._texts]
        ends = [start + len(one) for start, (_, one) in zip(starts, self._texts, strict=True)]
        yield from draft.finish(
            source=source,
            tokens=tokens,
            sentences=list(zip(starts, ends, strict=True)),
            rest={
                "format": self._version,
                "layers": [msgspec.to_builtins(layer) for layer in self._layers],
            },
        )

    def _text(self) -> str:
        """The sentences with line breaks where the offsets leave room between them."""
        pieces, done = list[str](), 0
        for start, text in self._texts:
            if start < done:
                reason = "a sentence begins before the one above it ends"
                self.faults.append(Fault(str(self.path), self._units[0].line, "", reason))
            pieces += ["\n" * (start - done), text]
            done = start + len(text.encode("utf-16-le")) // 2
        return "".join(pieces)

    def _tokens(self, draft: Draft) -> list[Span]:
        """The tokens' places; each has to be where its line says."""
        tokens = []
        for unit in self._units:
            span = draft.span(unit.start, unit.end, unit.name, unit.line)
            if span is None:
                continue
            words = draft.text[slice(*span)]
            if words != unit.words:
                draft.fault(unit.name, disagreement(unit.words, words), unit.line)
            if "." not in unit.name:
                tokens.append(span)
        return tokens

    def _annotate(self, draft: Draft, author: str) -> None:
        column = 0
        relations = []
        for number, layer in enumerate(self._layers):
            taker = _LayerReader(draft, layer, number, column, self._units, author)
            if layer.kind == "T_RL":
                relations.append(taker)
            elif layer.kind == "T_CH":
                taker.chains()
            else:
                taker.spans()
                relations += [taker]
            column += layer.columns
        for taker in relations:
            taker.links(self._layers)


class _LayerReader:
    """The cells of one layer."""

    def __init__(
        self,
        draft: Draft,
        layer: Layer,
        number: int,
        column: int,
        units: Sequence[_Unit],
        author: str,
    ) -> None:
        self._draft = draft
        self._layer = layer
        self._number = number
        self._column = column
        self._units = units
        self._author = author

    def _cells(self, unit: _Unit) -> list[list[tuple[str, str]]]:
        """For each feature what lies on the unit."""
        cells = unit.cells[self._column : self._column + self._layer.columns]
        return [divided(cell) for cell in cells]

    def _items(self) -> Iterator[tuple[str, list[_Unit], list[str]]]:
        """Each annotation of the layer: its name, its units, its features' values."""
        found: dict[str, tuple[list[_Unit], list[str]]] = {}
        for unit in self._units:
            features = self._cells(unit)
            for at, (value, number) in enumerate(features[0]):
                if value == NOTHING:
                    continue
                name = number or f"{unit.name}/{at}"
                values = [each[at][0] if at < len(each) else NOTHING for each in features]
                found.setdefault(name, ([], values))[0].append(unit)
        for name, (units, values) in found.items():
            yield name, units, values

    def native(self, name: str) -> str:
        """What an annotation of this layer is called."""
        return f"{self._number}.{name}"

    def spans(self) -> None:
        """Annotate what a layer of spans says."""
        layer = self._layer
        for name, units, values in self._items():
            tag, attributes = layer.short, {}
            for at, feature in enumerate(layer.features):
                if values[at] in (NO_VALUE, NOTHING) or layer.is_slot(at):
                    continue
                if at == layer.primary:
                    tag = unescaped(values[at])
                else:
                    attributes[feature] = unescaped(values[at])
            self._annotate(name, units, tag, attributes)

    def _annotate(
        self, name: str, units: Sequence[_Unit], tag: str, attributes: dict[str, str]
    ) -> None:
        self._draft.annotate(
            tag,
            [(units[0].start, units[-1].end)],
            field=units[0].name,
            line=units[0].line,
            native=self.native(name),
            attributes=attributes,
            author=self._author,
        )

    def chains(self) -> None:
        """Annotate the elements of chains and link each to the next."""
        elements: dict[tuple[int, int], tuple[list[_Unit], str, str]] = {}
        for unit in self._units:
            relations, types = self._cells(unit)[:2]
            for (arrow, _), (kind, _) in zip(relations, types, strict=False):
                found = _ARROW.fullmatch(arrow)
                if found is not None:
                    key = int(found["chain"]), int(found["place"])
                    elements.setdefault(key, ([], found["name"], kind))[0].append(unit)
        for key in sorted(elements):
            units, _, kind = elements[key]
            tag = self._layer.short if kind == NO_VALUE else unescaped(kind)
            self._annotate(f"{key[0]}-{key[1]}", units, tag, {})
        for chain, keys in groupby(sorted(elements), key=lambda key: key[0]):
            places = [place for _, place in keys]
            for one, other in pairwise(places):
                units, name, _ = elements[chain, one]
                self._draft.link(
                    self._layer.short if name == NO_VALUE else unescaped(name),
                    self.native(f"{chain}-{one}"),
                    self.native(f"{chain}-{other}"),
                    field=units[0].name,
                    line=units[0].line,
                    native=self.native(f"{chain}-{one}"),
                )

    def links(self, layers: Sequence[Layer]) -> None:
        """Link what fills slots to what has them, and the ends of relations."""
        if self._layer.kind == "T_RL":
            self._relations(layers)
            return
        for at, feature in enumerate(self._layer.features):
            if feature.startswith("ROLE_"):
                self._slot(at, layers)

    def _slot(self, at: int, layers: Sequence[Layer]) -> None:
        target_type = self._layer.features[at + 1]
        for name, units, values in self._items():
            if values[at] in (NOTHING, NO_VALUE):
                continue
            for role, target in zip(slots(values[at]), slots(values[at + 1]), strict=False):
                self._draft.link(
                    self._layer.features[at].rpartition(":")[2].partition("_")[0]
                    if role == NO_VALUE
                    else unescaped(role),
                    self.native(name),
                    self._target(target, target_type, layers),
                    field=units[0].name,
                    line=units[0].line,
                    native=self.native(f"{name}.{at}.{target}"),
                )

    def _target(self, written: str, type_name: str, layers: Sequence[Layer]) -> str:
        """The native name of the annotation of a type at `1-2[3]`."""
        found = _TARGET.fullmatch(written)
        number = next((at for at, one in enumerate(layers) if one.type == type_name), -1)
        if found is None or number < 0:
            return written
        return f"{number}.{found['first'] or found['unit'] + '/0'}"

    def _relations(self, layers: Sequence[Layer]) -> None:
        features = self._layer.features
        base = next((at for at, one in enumerate(features) if one[:3] == "BT_"), -1)
        if base < 0:
            return
        type_name = features[base].removeprefix("BT_")
        number = next((at for at, one in enumerate(layers) if one.type == type_name), -1)
        for unit in self._units:
            cells = unit.cells[self._column : self._column + self._layer.columns]
            stacked = [parts(cell) for cell in cells]
            for at, written in enumerate(stacked[base]):
                found = _TARGET.fullmatch(written)
                if found is None:
                    continue
                first, second = found["first"] or "0", found["second"] or "0"
                source = first if first != "0" else f"{found['unit']}/0"
                target = second if second != "0" else f"{unit.name}/0"
                named = [one[at] for place, one in enumerate(stacked) if place != base]
                plain = named and named[0] not in (NO_VALUE, NOTHING)
                self._draft.link(
                    unescaped(named[0]) if plain else self._layer.short,
                    f"{number}.{source}",
                    f"{number}.{target}",
                    field=unit.name,
                    line=unit.line,
                    native=self.native(f"{unit.name}/{at}"),
                )
