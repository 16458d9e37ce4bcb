"""brat standoff, written: see `tui.exchange.brat`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tui.annotations.model import Annotation, Layer, Link
from tui.exchange.brat_lines import NOTE, REFERENCE, flat, in_order
from tui.exchange.drafts import carried_rest, native_name
from tui.exchange.labels import unspaced
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Writing
from tui.exchange.outputs import named

_EQUIV = "Equiv"
_AGAIN = re.compile(r"#\d+$")
"""Ends the name of an attribute that is given for the second time."""


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.txt` and an `.ann` file for each text, and an `annotation.conf` that names all types."""
    used = _Types()
    for name, layer, article in named(layers):
        yield f"{name}.txt", article.text.encode()
        lines = list(_Lines(layer, writing, used).all())
        came = carried_rest(layer, "brat").get("came")
        lines = in_order(lines, came) if came else lines
        yield f"{name}.ann", "".join(line + "\n" for line in lines).encode()
    yield "annotation.conf", used.config().encode()


def plain_lines(layer: Layer) -> list[str]:
    """The lines of an `.ann` file in the order in which they are written of themselves."""
    return list(_Lines(layer, Writing(), _Types()).all())


class _Types:
    """The types that a folder uses, for its configuration."""

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.relations: dict[str, list[str]] = {}
        self.events: dict[str, set[str]] = {}
        self.attributes: dict[str, set[str]] = {}

    def config(self) -> str:
        """The text of `annotation.conf`."""
        lines = ["[entities]", *sorted(self.entities), "", "[relations]"]
        lines += [f"{kind}\t{', '.join(roles)}" for kind, roles in sorted(self.relations.items())]
        lines += ["", "[events]"]
        for kind, roles in sorted(self.events.items()):
            lines.append(f"{kind}\t{', '.join(f'{role}?:<ANY>' for role in sorted(roles))}")
        lines += ["", "[attributes]"]
        for name, values in sorted(self.attributes.items()):
            named = "|".join(sorted(value for value in values if value))
            lines.append(f"{name}\tArg:<ANY>{f', Value:{named}' if named else ''}")
        return "\n".join(lines) + "\n"


class _Lines:
    """The lines of one `.ann` file."""

    def __init__(self, layer: Layer, writing: Writing, used: _Types) -> None:
        if layer.article is None:
            raise ValueError("a layer without an article has no text")
        self._layer = layer
        self._writing = writing
        self._used = used
        self._offsets = Offsets(layer.article.text, writing.unit("code points"))
        rest = carried_rest(layer, "brat")
        self._order = rest.get("order", {})
        self._roles = rest.get("roles", {})
        self._events = rest.get("events", {})
        self._verbatim = rest.get("lines", [])
        natives = [native_name(one.id, one.origin, "brat") for one in layer.annotations]
        self._names = _numbered("T", [one.id for one in layer.annotations], natives)
        self._numbers: dict[str, int] = defaultdict(int)

    def all(self) -> Iterator[str]:
        """Every line, in brat's own order of kinds."""
        for one in self._layer.annotations:
            yield self._text_bound(one)
        yield from self._event_lines()
        yield from self._equivalents()
        yield from self._relations()
        for one in self._layer.annotations:
            yield from self._attributes(one)
            yield from self._notes(one)
        known = {*self._names.values(), *self._events, *self._relation_names().values()}
        for line in self._verbatim:
            if line.split("\t")[1].split()[1] in known:
                yield line

    def _next(self, letter: str) -> str:
        """A name that no line kept verbatim has."""
        taken = {line.partition("\t")[0] for line in self._verbatim}
        while True:
            self._numbers[letter] += 1
            name = f"{letter}{self._numbers[letter]}"
            if name not in taken:
                return name

    def _label(self, name: str) -> str:
        return unspaced(name, self._writing.lost)

    def _text_bound(self, one: Annotation) -> str:
        name = self._names[one.id]
        spans: Sequence[Sequence[int]] = self._order.get(name, one.spans)
        text = self._layer.article.text if self._layer.article else ""
        words = " ".join(flat(text[start:end]) for start, end in spans)
        out = self._offsets.outward
        places = ";".join(f"{out(start)} {out(end)}" for start, end in spans)
        kind = self._label(one.tag)
        self._used.entities.add(kind)
        return f"{name}\t{kind} {places}\t{words}"

    def _event_lines(self) -> Iterator[str]:
        arguments: dict[str, list[tuple[int, Link, str]]] = defaultdict(list)
        for link in self._layer.links:
            event, at, target = _argument(link)
            if event in self._events:
                arguments[event].append((at, link, target))
        tags = {self._names[one.id]: one.tag for one in self._layer.annotations}
        for event, trigger in self._events.items():
            if trigger not in tags:
                continue
            kind = self._label(tags[trigger])
            said = [f"{kind}:{trigger}"]
            for _, link, target in sorted(arguments[event], key=lambda each: each[0]):
                said.append(f"{link.type}:{target or self._names[link.target]}")
                self._used.events.setdefault(kind, set()).add(link.type)
            yield f"{event}\t{' '.join(said)}"

    def _equivalents(self) -> Iterator[str]:
        """The members of each equivalence, which is a chain of links, in one line."""
        groups: list[list[str]] = []
        for link in self._layer.links:
            if link.type != _EQUIV:
                continue
            ends = [self._names[link.source], self._names[link.target]]
            group = next((one for one in groups if one[-1] == ends[0]), None)
            if group is None:
                groups.append(ends)
            else:
                group.append(ends[1])
        yield from (f"*\t{_EQUIV} {' '.join(group)}" for group in groups)

    def _relation_links(self) -> list[Link]:
        return [
            link
            for link in self._layer.links
            if link.type != _EQUIV and _argument(link)[0] not in self._events
        ]

    def _relation_names(self) -> dict[str, str]:
        links = self._relation_links()
        natives = [link.id.partition(":")[2] for link in links]
        return _numbered("R", [link.id for link in links], natives)

    def _relations(self) -> Iterator[str]:
        names = self._relation_names()
        for link in self._relation_links():
            name, kind = names[link.id], self._label(link.type)
            role, first, other, second = self._roles.get(
                name, ("Arg1", self._names[link.source], "Arg2", self._names[link.target])
            )
            self._used.relations.setdefault(kind, [f"{role}:<ANY>", f"{other}:<ANY>"])
            yield f"{name}\t{kind} {role}:{first} {other}:{second}"

    def _notes(self, one: Annotation) -> Iterator[str]:
        """A note for each line of the annotation's note."""
        for line in one.note.split("\n") if one.note else ():
            if flat(line) != line:
                self._writing.lost["notes whose tabs became spaces"] += 1
            yield f"{self._next('#')}\t{NOTE} {self._names[one.id]}\t{flat(line)}"

    def _attributes(self, one: Annotation) -> Iterator[str]:
        target = self._names[one.id]
        for key, value in one.attributes.items():
            bare = _AGAIN.sub("", key)
            if bare.startswith(REFERENCE):
                source = f"{self._label(bare.removeprefix(REFERENCE))}:"
                entry, _, words = flat(value).partition(" ")
                tail = f"\t{words}" if words else ""
                yield f"{self._next('N')}\tReference {target} {source}{entry}{tail}"
                continue
            kind, said = self._label(bare), flat(value)
            self._used.attributes.setdefault(kind, set()).add(said)
            yield f"{self._next('A')}\t{kind} {target}{f' {said}' if said else ''}"


def _argument(link: Link) -> tuple[str, int, str]:
    """The event of which a link is an argument, its place in it, and the event it points to."""
    event, _, rest = link.id.partition(":")[2].partition(".")
    at, _, target = rest.partition(".")
    return (event, int(at), target) if at.isdigit() else ("", 0, "")


def _numbered(letter: str, ids: Sequence[str], natives: Sequence[str]) -> dict[str, str]:
    """A name for each id: the native one where it is brat's and free, else the next number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key, native in zip(ids, natives, strict=True):
        if native[:1] == letter and native[1:].isdecimal() and native not in taken:
            names[key] = native
            taken.add(native)
    number = 0
    for key in ids:
        while key not in names:
            number += 1
            if f"{letter}{number}" not in taken:
                names[key] = f"{letter}{number}"
    return names
