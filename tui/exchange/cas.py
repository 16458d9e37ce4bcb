"""UIMA's common analysis structure (CAS): its feature structures as articles and back.

XMI and JSON write the same structures in two ways; here they are a type, an id and fields as they
stand in the file, where a reference is an id (in JSON its name begins with `@`). Offsets are
UTF-16. Tokens and sentences are those of DKPro Core. Anything else with begin and end is an
annotation: its tag is the field `value`, else the type's own name; its other fields are
attributes. Relations (Governor and Dependent), the elements of chains (`next`) and the fillers of
slots (`role` and `target`) are links. Every structure is kept and written back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Layer, Link
from tui.exchange.drafts import Draft, Found, carried_rest, native_name
from tui.exchange.faults import Fault
from tui.exchange.offsets import Offsets
from tui.exchange.options import Writing
from tui.exchange.tokens import sentences, sound
from tui.text.article import Span

TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105 (a type's name)
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
SOFA, ANNOTATION, ARRAY = "uima.cas.Sofa", "uima.tcas.Annotation", "uima.cas.FSArray"
OURS, OUR_LINK = "webanno.custom.Glossator", "webanno.custom.GlossatorLink"
"""The types of what came from no CAS: its features are `value`, `annotatorNote`, attributes."""

_NOTE = "annotatorNote"
_NO_ANNOTATION = frozenset(
    [
        "DocumentMetaData",
        "DocumentAnnotation",
        "CASMetadata",
        "TagsetDescription",
        "LayerDefinition",
    ]
)
_OWN = frozenset(["begin", "end", "sofa", "value", "next", "Governor", "Dependent", _NOTE])
_IDENTIFIER = re.compile(r"\W|^(?=\d)")


class Structure(msgspec.Struct):
    """A feature structure: its id, its type's whole name, its fields as the file has them."""

    id: int
    type: str
    fields: dict[str, Any]

    @property
    def short(self) -> str:
        """The type's own name, without its package."""
        return self.type.rpartition(".")[2]

    def number(self, name: str) -> int | None:
        """A field that is a whole number, or the id of another structure."""
        value = self.fields.get(name)
        if value is None:
            value = self.fields.get(f"@{name}")
        if type(value) is str:
            return int(value) if value.lstrip("-").isdecimal() else None
        return value if type(value) is int else None

    def string(self, name: str) -> str:
        """A field that is text; empty where there is none."""
        value = self.fields.get(name)
        return "" if value is None else str(value)


class Cas(msgspec.Struct):
    """A CAS: its structures in order, the ids that its view lists, and what else the file says."""

    structures: list[Structure]
    members: list[int] = []
    more: dict[str, Any] = {}

    def sofa(self) -> Structure | None:
        """The first subject of analysis that has a text."""
        found = (one for one in self.structures if one.type == SOFA)
        return next((one for one in found if "sofaString" in one.fields), None)


def found(cas: Cas, path: Path, format_id: str, source: str, author: str) -> Iterator[Found]:
    """The text of a file's CAS and what is said of it, by `author`."""
    sofa = cas.sofa()
    if sofa is None:
        yield Fault(str(path), 1, "", "is no CAS with a text")
        return
    draft = Draft(sofa.string("sofaString"), format_id=format_id, file=str(path), unit="utf-16")
    here = [one for one in cas.structures if one.number("sofa") in (None, sofa.id)]
    tokens, sentences = _take(here, cas, draft, author)
    sofa.fields["sofaString"] = ""
    rest = {"cas": msgspec.to_builtins(cas)}
    yield from draft.finish(source=source, tokens=tokens, sentences=sentences, rest=rest)


def _take(
    here: Iterable[Structure], cas: Cas, draft: Draft, author: str
) -> tuple[list[Span], list[Span]]:
    """Annotate what the structures of a text say of it; its tokens and its sentences."""
    places: dict[str, list[Span]] = {TOKEN: [], SENTENCE: []}
    known = {one.id: one for one in cas.structures}
    others = []
    for one in here:
        if one.type in places:
            span = draft.span(one.number("begin"), one.number("end"), f"#{one.id}")
            if span is not None:
                places[one.type].append(span)
            continue
        others.append(one)
        if _is_annotation(one):
            _annotate(draft, one, author, known)
    for one in others:
        _link(draft, one, known)
    tokens = sorted(places[TOKEN])
    if not sound(draft.text, tokens):
        return [], []
    return tokens, sorted(places[SENTENCE])


def _is_annotation(one: Structure) -> bool:
    relation = one.number("Governor") is not None and one.number("Dependent") is not None
    return not (
        one.number("begin") is None
        or one.number("end") is None
        or relation
        or one.short in _NO_ANNOTATION
    )


def _annotate(draft: Draft, one: Structure, author: str, known: Mapping[int, Structure]) -> None:
    attributes = {
        name: str(value)
        for name, value in one.fields.items()
        if name not in _OWN
        and name[0] not in "@^%"
        and isinstance(value, str | int | float)
        and not _fillers(one, name, known)
    }
    draft.annotate(
        one.string("value") or one.short,
        [(one.number("begin"), one.number("end"))],
        field=f"#{one.id}",
        native=str(one.id),
        attributes=attributes,
        note=one.string(_NOTE),
        author=author,
    )


def _fillers(one: Structure, name: str, known: Mapping[int, Structure]) -> list[Structure]:
    """The structures with a role and a target that a field refers to, if it does."""
    value = one.fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name[0] == "@":
        array = known.get(value)
        ids = array.fields.get("%ELEMENTS", []) if array is not None else []
    else:
        parts = value.split() if isinstance(value, str) else []
        ids = [int(part) for part in parts] if all(map(str.isdecimal, parts)) else []
    found = [known[key] for key in ids if key in known]
    if len(found) == len(ids) and all(each.number("target") is not None for each in found):
        return found
    return []


def _link(draft: Draft, one: Structure, known: Mapping[int, Structure]) -> None:
    """Link what a structure connects."""
    field = f"#{one.id}"
    ends = one.number("Governor"), one.number("Dependent")
    if None not in ends:
        kind = one.string("value") or one.short
        draft.link(kind, str(ends[0]), str(ends[1]), field=field, native=str(one.id))
        return
    following = one.number("next")
    if following is not None and draft.known(str(one.id)) is not None:
        kind = one.string("referenceRelation") or one.short
        draft.link(kind, str(one.id), str(following), field=field, native=f"{one.id}.next")
    if draft.known(str(one.id)) is None:
        return
    for name in one.fields:
        for filler in _fillers(one, name, known):
            role, target = filler.string("role") or name.lstrip("@"), filler.number("target")
            draft.link(role, str(one.id), str(target), field=field, native=str(filler.id))


class Writer:
    """Makes the structures of an article; `refer` is how the syntax names a field that refers."""

    def __init__(
        self, layer: Layer, article: ArticleRecord, format_id: str, writing: Writing, refer: str
    ) -> None:
        """Begin with the structures that came with the article, if it came from this format."""
        rest = carried_rest(layer, format_id).get("cas")
        self._layer = layer
        self._article = article
        self._format = format_id
        self._writing = writing
        self._refer = refer
        self._out = Offsets(article.text, "utf-16").outward
        self._cas = msgspec.convert(rest, Cas) if rest else Cas([])
        self._names: dict[str, int] = {}

    def cas(self) -> Cas:
        """The whole CAS."""
        came = bool(self._cas.structures)
        sofa = self._cas.sofa()
        if sofa is None:
            fields = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
            sofa = Structure(1, SOFA, {**fields, "sofaString": self._article.text})
            self._cas.structures.insert(0, sofa)
        sofa.fields["sofaString"] = self._article.text
        self._sofa = sofa.id
        self._next = max(one.id for one in self._cas.structures) + 1
        if not came:
            self._segments()
        self._keep()
        for one in self._layer.annotations:
            if one.id not in self._names:
                self._names[one.id] = self._add(OURS, one.spans[0], self._fields(one))
        for link in self._layer.links:
            if not self._came(link):
                self._relate(link)
        return self._cas

    def _add(self, kind: str, span: Span, fields: Mapping[str, object]) -> int:
        key, self._next = self._next, self._next + 1
        place = {"begin": self._out(span[0]), "end": self._out(span[1])}
        made = {f"{self._refer}sofa": self._sofa, **place, **fields}
        self._cas.structures.append(Structure(key, kind, made))
        self._cas.members.append(key)
        return key

    def _segments(self) -> None:
        """Tokens and sentences, which the editors of a CAS need."""
        for group in sentences(self._article):
            self._add(SENTENCE, (group[0][0], group[-1][1]), {})
            for token in group:
                self._add(TOKEN, token, {})

    def _fields(self, one: Annotation) -> dict[str, object]:
        fields: dict[str, object] = {"value": one.tag}
        for name, value in one.attributes.items():
            safe = _IDENTIFIER.sub("_", name)
            if safe != name:
                self._writing.lost[f"times “{name}” written as “{safe}”"] += 1
            fields[safe] = value
        return fields | ({_NOTE: one.note} if one.note else {})

    def _keep(self) -> None:
        """Bring the structures that came in up to date; those of what was removed go."""
        mine = {
            native: one
            for one in self._layer.annotations
            if (native := native_name(one.id, one.origin, self._format))
        }
        linked = {link.id.partition(":")[2] for link in self._layer.links}
        kept = []
        for one in self._cas.structures:
            annotation = mine.get(str(one.id))
            if one.type not in (TOKEN, SENTENCE) and _is_annotation(one):
                if annotation is None:
                    continue
                self._update(one, annotation, linked)
                self._names[annotation.id] = one.id
            elif one.number("Governor") is not None and str(one.id) not in linked:
                continue
            kept.append(one)
        gone = {one.id for one in self._cas.structures} - {one.id for one in kept}
        self._cas.structures = kept
        self._cas.members = [key for key in self._cas.members if key not in gone]

    def _update(self, one: Structure, annotation: Annotation, linked: set[str]) -> None:
        fields = one.fields
        for name, point in (("begin", annotation.start), ("end", annotation.end)):
            same = one.number(name) == self._out(point)
            fields[name] = fields[name] if same else self._out(point)
        if annotation.tag != (one.string("value") or one.short):
            fields["value"] = annotation.tag
        for name, value in annotation.attributes.items():
            if str(fields.get(name)) != value:
                fields[name] = value
        if annotation.note:
            fields[_NOTE] = annotation.note
        if one.number("next") is not None and f"{one.id}.next" not in linked:
            del fields["next" if "next" in fields else "@next"]

    def _came(self, link: Link) -> bool:
        """Whether a structure that came in stands for the link."""
        native = link.id.partition(":")[2].removesuffix(".next")
        return native.isdecimal() and any(str(one.id) == native for one in self._cas.structures)

    def _relate(self, link: Link) -> None:
        at = self._refer
        ends = {
            f"{at}Governor": self._names[link.source],
            f"{at}Dependent": self._names[link.target],
        }
        target = next(one for one in self._layer.annotations if one.id == link.target)
        self._add(OUR_LINK, target.spans[0], {**ends, "value": link.type})


def types_used(structures: Sequence[Structure]) -> Iterator[tuple[str, list[str]]]:
    """Each type that is not UIMA's own, and the names of its fields."""
    found: dict[str, dict[str, None]] = {}
    for one in structures:
        if not one.type.startswith("uima."):
            found.setdefault(one.type, {}).update(dict.fromkeys(one.fields))
    for name, fields in found.items():
        yield name, [one for one in fields if one.lstrip("@") not in ("begin", "end", "sofa")]
