"""WebAnno TSV 3.3, written: see `tui.exchange.webanno`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Link
from tui.annotations.model import Layer as Everything
from tui.exchange.drafts import carried_rest, native_name
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Writing
from tui.exchange.outputs import named
from tui.exchange.tokens import Fitted, sentences
from tui.exchange.webanno_cells import NO_VALUE, NOTHING, Layer, escaped, escaped_text
from tui.text.article import Span

_FORMAT = "#FORMAT=WebAnno TSV 3.3"

ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
"""The layer of spans that every WebAnno and INCEpTION project has."""

RELATION = "webanno.custom.Link"
"""The layer for links that no other has a place for."""


def write(layers: Iterable[Everything], writing: Writing) -> Iterator[Piece]:
    """A `.tsv` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.tsv", file_of(layer, article, writing)


def file_of(layer: Everything, article: ArticleRecord, writing: Writing) -> bytes:
    """One text as a file."""
    return "".join(line + "\n" for line in _File(layer, article, writing).lines()).encode()


class _Placed(NamedTuple):
    """An annotation in the file: its layer, its units, and its number if it has one."""

    one: Annotation
    layer: int
    units: list[Span]
    name: str


class _File:
    """One text on its way out."""

    def __init__(self, layer: Everything, article: ArticleRecord, writing: Writing) -> None:
        rest = carried_rest(layer, "webanno")
        self._links = layer.links
        self._article = article
        self._writing = writing
        self._format = rest.get("format") or _FORMAT
        self._layers = [msgspec.convert(one, Layer) for one in rest.get("layers", [])]
        self._sentences = sentences(article)
        tokens = [span for group in self._sentences for span in group]
        self._tokens, self._fitted = tokens, Fitted(tokens)
        self._placed = self._place(layer.annotations)
        self._names = self._name_units()
        self._numbers = self._number()
        self._cells: dict[tuple[Span, int], list[list[str]]] = {}

    def lines(self) -> Iterator[str]:
        """Every line."""
        self._fill()
        yield self._format
        yield from (layer.line() for layer in self._layers)
        yield from ("", "")
        out = Offsets(self._article.text, "utf-16").outward
        inner: dict[Span, list[Span]] = defaultdict(list)
        for unit in self._names:
            inner[self._tokens[self._fitted.touched(unit)[0]]].append(unit)
        for at, group in enumerate(self._sentences):
            if at:
                yield ""
            text = self._article.text[group[0][0] : group[-1][1]]
            yield from (f"#Text={escaped_text(line)}" for line in text.split("\n"))
            for token in group:
                for unit in sorted(inner[token], key=lambda one: (one != token, one)):
                    words = escaped(self._article.text[slice(*unit)])
                    places = f"{out(unit[0])}-{out(unit[1])}"
                    yield "\t".join([self._names[unit], places, words, *self._row(unit), ""])

    def _place(self, annotations: Sequence[Annotation]) -> list[_Placed]:
        """Find the layer and the units of each annotation; layers that are missing are added."""
        found = []
        fresh = [one for one in annotations if self._native(one)[0] < 0]
        default = self._default(fresh)
        for one in annotations:
            number, name = self._native(one)
            units = self._units(one)
            if units:
                found.append(_Placed(one, number if number >= 0 else default, units, name))
            else:
                self._writing.lost["annotations left out because they hold no token"] += 1
        return found

    def _native(self, one: Annotation) -> tuple[int, str]:
        """The layer that an annotation came with and its name in it; -1 where it has none."""
        number, _, name = native_name(one.id, one.origin, "webanno").partition(".")
        known = number.isdecimal() and int(number) < len(self._layers)
        return (int(number), name) if known else (-1, "")

    def _default(self, fresh: Sequence[Annotation]) -> int:
        """The layer for annotations that came with none, with all features that they need."""
        number = next(
            (
                at
                for at, one in enumerate(self._layers)
                if one.kind == "T_SP" and "value" in one.features
            ),
            -1,
        )
        if number < 0 and fresh:
            number = len(self._layers)
            self._layers.append(Layer("T_SP", ENTITY, ("value",)))
        if fresh:
            layer = self._layers[number]
            wanted = {key for one in fresh for key in one.attributes}
            features = (*layer.features, *sorted(wanted - set(layer.features)))
            self._layers[number] = msgspec.structs.replace(layer, features=features)
        return number

    def _units(self, one: Annotation) -> list[Span]:
        """The tokens that an annotation covers, and the parts of those that it cuts."""
        first, last = self._fitted.touched(one.spans[0])
        return [
            (max(start, one.start), min(end, one.end)) for start, end in self._tokens[first:last]
        ]

    def _name_units(self) -> dict[Span, str]:
        """The name of each token, and of each part of one that is needed."""
        parts: dict[Span, set[Span]] = defaultdict(set)
        for placed in self._placed:
            for unit in placed.units:
                parts[self._tokens[self._fitted.touched(unit)[0]]].add(unit)
        names: dict[Span, str] = {}
        for at, group in enumerate(self._sentences, 1):
            for place, token in enumerate(group, 1):
                names[token] = f"{at}-{place}"
                for part, unit in enumerate(sorted(parts[token] - {token}), 1):
                    names[unit] = f"{at}-{place}.{part}"
        return names

    def _number(self) -> dict[str, str]:
        """The number of each annotation that spans several units or shares one."""
        shared: dict[tuple[int, Span], int] = defaultdict(int)
        for placed in self._placed:
            for unit in placed.units:
                shared[placed.layer, unit] += 1
        numbers = {placed.one.id: placed.name for placed in self._placed if placed.name.isdecimal()}
        last = max(map(int, numbers.values()), default=0)
        for placed in self._placed:
            several = len(placed.units) > 1 or shared[placed.layer, placed.units[0]] > 1
            chained = self._layers[placed.layer].kind == "T_CH"
            if several and not chained and placed.one.id not in numbers:
                last += 1
                numbers[placed.one.id] = str(last)
        return numbers

    def _row(self, unit: Span) -> Iterator[str]:
        for at, layer in enumerate(self._layers):
            stacked = self._cells.get((unit, at))
            if stacked is None:
                yield from [NOTHING] * layer.columns
            else:
                yield from ("|".join(column) for column in zip(*stacked, strict=True))

    def _fill(self) -> None:
        """Say of every unit what lies on it."""
        mine = self._by_layer_of_links()
        for placed in sorted(self._placed, key=lambda one: int(self._numbers.get(one.one.id, 0))):
            layer = self._layers[placed.layer]
            if layer.kind == "T_CH":
                cells = self._chain(placed, mine)
            else:
                number = self._numbers.get(placed.one.id, "")
                mark = f"[{number}]" if number else ""
                cells = [cell + mark for cell in self._features(placed, layer, mine)]
            for unit in placed.units:
                self._cells.setdefault((unit, placed.layer), []).append(cells)
        for link in mine.get("", []):
            self._relate(link)

    def _by_layer_of_links(self) -> dict[str, list[Link]]:
        """Links by the annotation whose chain or slot they came with; the others under ""."""
        hosts = {one.one.id: one for one in self._placed}
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self._links:
            host = hosts.get(link.source)
            if host is None or link.target not in hosts:
                self._writing.lost["links left out with an annotation"] += 1
                continue
            native = link.id.partition(":")[2]
            own = host.name and native.startswith(f"{host.layer}.{host.name}")
            found[link.source if own and self._holds(host) else ""].append(link)
        return found

    def _holds(self, host: _Placed) -> bool:
        """Whether an annotation's own layer has a place for its links."""
        layer = self._layers[host.layer]
        return layer.kind == "T_CH" or any(one.startswith("ROLE_") for one in layer.features)

    def _chain(self, placed: _Placed, links: dict[str, list[Link]]) -> list[str]:
        chain = placed.name.partition("-")[0]
        layer = self._layers[placed.layer]
        name = next((link.type for link in links.get(placed.one.id, [])), layer.short)
        arrow = NO_VALUE if name == layer.short else escaped(name)
        kind = NO_VALUE if placed.one.tag == layer.short else escaped(placed.one.tag)
        return [f"{arrow}->{placed.name}", f"{kind}[{chain}]"]

    def _features(
        self, placed: _Placed, layer: Layer, links: dict[str, list[Link]]
    ) -> Iterator[str]:
        """The cell of each feature."""
        if not layer.features:
            yield NO_VALUE
        for at, feature in enumerate(layer.features):
            if layer.is_slot(at):
                role = feature.startswith("ROLE_")
                column = at if role else at - 1
                yield self._slot(placed, column, links.get(placed.one.id, []), role=role)
            elif at == layer.primary:
                yield NO_VALUE if placed.one.tag == layer.short else escaped(placed.one.tag)
            elif feature in placed.one.attributes:
                yield escaped(placed.one.attributes[feature])
            else:
                yield NO_VALUE

    def _slot(self, placed: _Placed, column: int, links: Sequence[Link], *, role: bool) -> str:
        mine = f"{placed.layer}.{placed.name}.{column}."
        own = [link for link in links if link.id.partition(":")[2].startswith(mine)]
        feature = self._layers[placed.layer].features[column]
        plain = feature.rpartition(":")[2].partition("_")[0]
        if not own:
            return NO_VALUE
        if role:
            return ";".join(NO_VALUE if one.type == plain else escaped(one.type) for one in own)
        return ";".join(self._address(one.target) for one in own)

    def _address(self, annotation: str) -> str:
        """Where an annotation is: its first unit, and its number if it has one."""
        placed = next(one for one in self._placed if one.one.id == annotation)
        number = self._numbers.get(annotation)
        return self._names[placed.units[0]] + (f"[{number}]" if number else "")

    def _relate(self, link: Link) -> None:
        """Write a link as a relation, at the annotation it points to."""
        hosts = {one.one.id: one for one in self._placed}
        source, target = hosts[link.source], hosts[link.target]
        if source.layer != target.layer:
            self._writing.lost["links left out that join two layers"] += 1
            return
        base = f"BT_{self._layers[source.layer].type}"
        number = next(
            (
                at
                for at, one in enumerate(self._layers)
                if one.kind == "T_RL" and base in one.features
            ),
            -1,
        )
        if number < 0:
            number = len(self._layers)
            self._layers.append(Layer("T_RL", RELATION, ("label", base)))
        layer = self._layers[number]
        first, second = (self._numbers.get(one.one.id, "0") for one in (source, target))
        mark = f"[{first}_{second}]" if (first, second) != ("0", "0") else ""
        governor = self._names[source.units[0]] + mark
        label = NO_VALUE if link.type == layer.short else escaped(link.type)
        named = False
        cells = []
        for feature in layer.features:
            if feature == base:
                cells.append(governor)
            else:
                cells.append(NO_VALUE if named else label)
                named = True
        self._cells.setdefault((target.units[0], number), []).append(cells)
